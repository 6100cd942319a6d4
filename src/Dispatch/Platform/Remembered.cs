namespace Dispatch.Platform;

/// <summary>
/// Reference data read from the database at most once a minute: types, legal lengths, the calendar. Whoever changes it forgets it at once on
/// this node; other nodes follow within the minute.
/// </summary>
public sealed class Remembered<T>(OfficeClock clock, Func<CancellationToken, Task<T>> read) where T : class
{
    private static readonly TimeSpan Freshness = TimeSpan.FromMinutes(1);

    private Entry? entry;

    /// <summary>The value, read anew when it is older than a minute.</summary>
    public async Task<T> Get(CancellationToken ct)
    {
        var now = clock.Now;
        if (entry is { } known && now >= known.ReadAt && now - known.ReadAt < Freshness)
            return known.Value;
        var value = await read(ct);
        entry = new(now, value);
        return value;
    }

    /// <summary>Makes the next <see cref="Get"/> read again.</summary>
    public void Forget() => entry = null;

    private sealed record Entry(DateTimeOffset ReadAt, T Value);
}
