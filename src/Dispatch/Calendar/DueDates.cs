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
    /// <param name="due">The due day; null for none.</param>
    /// <param name="doneOn">The day it was done; null when it is not.</param>
    public async Task<DueState> Of(DateOnly? due, DateOnly? doneOn, CancellationToken ct) => Of(due, doneOn, await calendars.Current(ct), clock.Today);

    internal static DueState Of(DateOnly? due, DateOnly? doneOn, WorkingCalendar calendar, DateOnly today) => (due, doneOn) switch
    {
        (null, _) => DueState.None,
        ({ } day, { } done) => done <= day ? DueState.OnTime : DueState.Late,
        ({ } day, null) when day < today => DueState.Overdue,
        ({ } day, null) => day <= SoonThrough(calendar, today) ? DueState.Soon : DueState.InTime,
    };

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
