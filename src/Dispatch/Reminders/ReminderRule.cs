using Dispatch.Calendar;
using Dispatch.Notices;
using Dispatch.Platform;

namespace Dispatch.Reminders;

/// <summary>What one is reminded of.</summary>
public enum ReminderCode
{
    /// <summary>Sắp đến hạn: some working days are left.</summary>
    Soon,

    /// <summary>Đến hạn hôm nay.</summary>
    DueDay,

    /// <summary>Quá hạn: again on each working day.</summary>
    Overdue,

    /// <summary>Quá hạn, told to who leads the unit.</summary>
    EscalateHead,

    /// <summary>Quá hạn, told to Chánh Văn phòng.</summary>
    EscalateChief,
}

/// <summary>A rule as it counts on a day (<c>reminder_rule</c>).</summary>
/// <param name="Code">Which.</param>
/// <param name="WorkingDays">From the deadline: -2 when two are left, 0 on the day, 1 on the first working day after.</param>
/// <param name="AtTime">Not before this time of day.</param>
internal sealed record ReminderRule(ReminderCode Code, int WorkingDays, TimeOnly AtTime)
{
    /// <summary>Comes again on each working day.</summary>
    public bool Daily => Code == ReminderCode.Overdue;

    /// <summary>Goes above who has the line.</summary>
    public bool Escalates => Code is ReminderCode.EscalateHead or ReminderCode.EscalateChief;

    public NoticeKind Notice => Code switch
    {
        ReminderCode.Soon => NoticeKind.DueSoon,
        ReminderCode.DueDay => NoticeKind.DueToday,
        ReminderCode.Overdue => NoticeKind.Overdue,
        _ => NoticeKind.Escalated,
    };
}

/// <summary>A rule that counts now.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="DueUpTo">Lines due up to this day.</param>
/// <param name="AssignedBefore">And given before this moment: who got a line today was told its deadline with it.</param>
internal sealed record RuleNow(ReminderRule Rule, DateOnly DueUpTo, DateTimeOffset AssignedBefore);

/// <summary>
/// Which rules count at a moment, by the calendar: none on rest days, none outside office hours, none on days nobody declared. A deadline on a
/// rest day counts as the working day before it. Where a count runs into a year that is not declared, only the days before it are reminded of.
/// </summary>
internal static class ReminderDays
{
    // The office's hours differ by province and season (records-work §5.3); these are the widest.
    public static readonly TimeOnly Opens = new(7, 0), Closes = new(17, 0);

    /// <summary>Counted back at most so far: a longer row of rest days is a mistake in the calendar.</summary>
    private const int Furthest = 60;

    public static IReadOnlyList<RuleNow> Now(IEnumerable<ReminderRule> rules, WorkingCalendar calendar, OfficeClock clock)
    {
        var today = clock.Today;
        var time = TimeOnly.FromDateTime(clock.InOffice(clock.Now).DateTime);
        if (time < Opens || time >= Closes || !IsWorking(calendar, today))
            return [];
        return [.. from rule in rules
                   where time >= rule.AtTime
                   let upTo = rule.WorkingDays <= 0 ? Ahead(calendar, today, -rule.WorkingDays) : Behind(calendar, today, rule.WorkingDays)
                   where upTo is not null
                   select new RuleNow(rule, upTo.Value, clock.At(today, rule.AtTime))];
    }

    /// <summary>Whether <paramref name="day"/> is known to be worked.</summary>
    public static bool IsWorking(WorkingCalendar calendar, DateOnly day) => calendar.IsWorkingDay(day).Ok(out var works, out _) && works;

    // The last day with at most so many working days between today and it.
    private static DateOnly? Ahead(WorkingCalendar calendar, DateOnly today, int days)
    {
        var last = today;
        for (var next = today.AddDays(1); next < today.AddDays(Furthest); next = next.AddDays(1))
        {
            if (!calendar.IsDeclared(next.Year) || (IsWorking(calendar, next) && days-- == 0))
                break;
            last = next;
        }
        return last;
    }

    // The last day after which so many working days have begun, today among them; null when that cannot be known.
    private static DateOnly? Behind(WorkingCalendar calendar, DateOnly today, int days)
    {
        var day = today;
        for (var left = days; ; day = day.AddDays(-1))
        {
            if (!calendar.IsDeclared(day.Year) || day < today.AddDays(-Furthest))
                return null;
            if (IsWorking(calendar, day) && --left == 0)
                return day.AddDays(-1);
        }
    }
}
