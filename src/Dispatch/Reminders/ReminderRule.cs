using Dapper;
using Dispatch.Calendar;
using Dispatch.Notices;
using Dispatch.Platform;
using Npgsql;

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

    /// <summary>Sắp đến giờ: of a deadline in minutes.</summary>
    MinutesLeft,

    /// <summary>Quá giờ.</summary>
    MinutesOver,

    /// <summary>Quá giờ, told to who leads the unit and Chánh Văn phòng.</summary>
    MinutesEscalate,

    /// <summary>Bản tin tuần: what one has to do, by mail, on the first working day of the week.</summary>
    Weekly,
}

/// <summary>A rule as it counts on a day (<c>reminder_rule</c>).</summary>
/// <param name="Code">Which.</param>
/// <param name="WorkingDays">From the deadline: -2 when two are left, 0 on the day, 1 on the first working day after; null of one in minutes.</param>
/// <param name="Minutes">From the instant of the deadline: -10 when ten are left, 0 at it; null of one in working days.</param>
/// <param name="AtTime">Not before this time of day; of one in minutes at any.</param>
internal sealed record ReminderRule(ReminderCode Code, int? WorkingDays, int? Minutes, TimeOnly AtTime)
{
    /// <summary>The rules that count on a day.</summary>
    public static async Task<IReadOnlyList<ReminderRule>> On(NpgsqlConnection connection, DateOnly day, CancellationToken ct) =>
        [.. await connection.QueryAsync<ReminderRule>(new CommandDefinition("""
            select r.code, r.working_days, r.minutes, r.at_time
            from (select distinct on (code) code, working_days, minutes, at_time, active from reminder_rule where valid_from <= @day order by code, valid_from desc) r
            where r.active
            """, new { day }, cancellationToken: ct))];

    /// <summary>Comes again on each working day.</summary>
    public bool Daily => Code == ReminderCode.Overdue;

    public NoticeKind Notice => Code switch
    {
        ReminderCode.Soon or ReminderCode.MinutesLeft => NoticeKind.DueSoon,
        ReminderCode.DueDay => NoticeKind.DueToday,
        ReminderCode.Overdue or ReminderCode.MinutesOver => NoticeKind.Overdue,
        _ => NoticeKind.Escalated,
    };
}

/// <summary>A rule that counts now.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="DueUpTo">Lines due up to this day.</param>
/// <param name="AssignedBefore">And given before this moment: who got a line today was told its deadline with it.</param>
/// <param name="DueBy">Of a rule in minutes: lines whose instant is this or before.</param>
internal sealed record RuleNow(ReminderRule Rule, DateOnly DueUpTo, DateTimeOffset AssignedBefore, DateTimeOffset? DueBy = null);

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
                   where rule is { WorkingDays: not null, Code: not ReminderCode.Weekly } && time >= rule.AtTime
                   let days = rule.WorkingDays!.Value
                   let upTo = days <= 0 ? Ahead(calendar, today, -days) : Behind(calendar, today, days)
                   where upTo is not null
                   select new RuleNow(rule, upTo.Value, clock.At(today, rule.AtTime))];
    }

    /// <summary>The rules in minutes: at any hour of any day.</summary>
    public static IReadOnlyList<RuleNow> ByTheMinute(IEnumerable<ReminderRule> rules, OfficeClock clock) =>
        [.. from rule in rules
            where rule.Minutes is not null
            let dueBy = clock.Now.AddMinutes(-rule.Minutes!.Value)
            select new RuleNow(rule, clock.DateOf(dueBy), clock.Now.AddDays(1), dueBy)];

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
