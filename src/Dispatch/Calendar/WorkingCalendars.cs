using Dispatch.Platform;

namespace Dispatch.Calendar;

/// <summary>The calendar that counting uses, read at most every 5 seconds: registering costs no round trip for it.</summary>
public sealed class WorkingCalendars(Database database, OfficeClock clock)
{
    // Another process's change is seen after this; one's own at once.
    private static readonly TimeSpan KeptFor = TimeSpan.FromSeconds(5);

    private volatile Kept? kept;
    private int changes;

    /// <summary>The calendar as of now.</summary>
    internal async Task<WorkingCalendar> Current(CancellationToken ct)
    {
        if (kept is { } before && clock.Time.GetElapsedTime(before.ReadAt) < KeptFor)
            return before.Calendar;
        var changesBefore = Volatile.Read(ref changes);
        var readAt = clock.Time.GetTimestamp();
        await using var connection = await database.Open(ct);
        var calendar = await CalendarStore.Read(connection, clock, ct);
        // What was read while someone changed the calendar is good for this caller only.
        if (Volatile.Read(ref changes) == changesBefore)
            kept = new(calendar, readAt);
        return calendar;
    }

    /// <summary>Makes the next <see cref="Current"/> read again; called after a change was committed.</summary>
    internal void Changed()
    {
        Interlocked.Increment(ref changes);
        kept = null;
    }

    private sealed record Kept(WorkingCalendar Calendar, long ReadAt);
}
