using Dispatch.Platform;
using Npgsql;

namespace Dispatch.Calendar;

/// <summary>The calendar that counting uses, read at most every 5 seconds: registering costs no round trip for it.</summary>
public sealed class WorkingCalendars(Database database, OfficeClock clock)
{
    // Another process's change is seen after this; one's own at once.
    private static readonly TimeSpan KeptFor = TimeSpan.FromSeconds(5);

    private volatile Kept? kept;
    private int changes;

    /// <summary>The calendar as of now; not for use inside a transaction.</summary>
    internal async Task<WorkingCalendar> Current(CancellationToken ct)
    {
        if (Fresh is { } calendar)
            return calendar;
        await using var connection = await database.Open(ct);
        return await Current(connection, ct);
    }

    /// <summary>As <see cref="Current(CancellationToken)"/>, over the connection in hand.</summary>
    internal async Task<WorkingCalendar> Current(NpgsqlConnection connection, CancellationToken ct)
    {
        if (Fresh is { } known)
            return known;
        var changesBefore = Volatile.Read(ref changes);
        var readAt = clock.Time.GetTimestamp();
        var calendar = await CalendarStore.Read(connection, clock, ct);
        // What was read while someone changed the calendar is good for this caller only.
        if (Volatile.Read(ref changes) == changesBefore)
            kept = new(calendar, readAt);
        return calendar;
    }

    private WorkingCalendar? Fresh => kept is { } before && clock.Time.GetElapsedTime(before.ReadAt) < KeptFor ? before.Calendar : null;

    /// <summary>Makes the next <see cref="Current(CancellationToken)"/> read again; called after a change was committed.</summary>
    internal void Changed()
    {
        Interlocked.Increment(ref changes);
        kept = null;
    }

    private sealed record Kept(WorkingCalendar Calendar, long ReadAt);
}
