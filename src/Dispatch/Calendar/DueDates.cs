using Dispatch.Platform;

namespace Dispatch.Calendar;

/// <summary>How a deadline stands (records-work §4.4).</summary>
public enum DueState
{
    /// <summary>Không hạn.</summary>
    None,

    /// <summary>Trong hạn.</summary>
    InTime,

    /// <summary>Sắp đến hạn: today, or within the next two working days.</summary>
    Soon,

    /// <summary>Quá hạn.</summary>
    Overdue,

    /// <summary>Đúng hạn: done by the due day.</summary>
    OnTime,

    /// <summary>Trễ hạn: done after it.</summary>
    Late,
}

/// <summary>How deadlines stand today: the one definition that lists, counts and pages use.</summary>
public sealed class DueDates(WorkingCalendars calendars, OfficeClock clock)
{
    private const int SoonWorkingDays = 2;

    /// <summary>The last day that is soon: two working days ahead, or the last day the declared calendar knows.</summary>
    public async Task<DateOnly> SoonThrough(CancellationToken ct) => SoonThrough(await calendars.Current(ct), clock.Today);

    /// <summary>How a deadline stands.</summary>
    /// <param name="due">Until when; null for no deadline.</param>
    /// <param name="doneAt">When it was done; null when it is not.</param>
    public async Task<DueState> Of(Due? due, DateTimeOffset? doneAt, CancellationToken ct) => Of(due, doneAt, await calendars.Current(ct), clock);

    internal static DueState Of(Due? due, DateTimeOffset? doneAt, WorkingCalendar calendar, OfficeClock clock)
    {
        if (due is null)
            return DueState.None;
        bool Past(DateTimeOffset at) => clock.DateOf(at) > due.On || at > due.At;
        if (doneAt is { } done)
            return Past(done) ? DueState.Late : DueState.OnTime;
        return Past(clock.Now) ? DueState.Overdue : due.On <= SoonThrough(calendar, clock.Today) ? DueState.Soon : DueState.InTime;
    }

    /// <summary>The same in SQL, of what is not done: <c>due_on</c> and <c>due_at</c> of the table <paramref name="of"/> against <c>@Today</c> and <c>@Now</c>.</summary>
    internal static string Overdue(string of) => $"{of}.due_on <= @Today and ({of}.due_on < @Today or {of}.due_at < @Now)";

    /// <summary>As <see cref="Overdue"/>: today or soon, and not past.</summary>
    internal static string Soon(string of) => $"{of}.due_on between @Today and @SoonThrough and ({of}.due_at is null or {of}.due_at >= @Now)";

    private static DateOnly SoonThrough(WorkingCalendar calendar, DateOnly today)
    {
        var day = today;
        for (var left = SoonWorkingDays; left > 0;)
        {
            if (!calendar.IsWorkingDay(day.AddDays(1)).Ok(out var working, out _))
                return day;
            day = day.AddDays(1);
            if (working)
                left--;
        }
        return day;
    }
}
