using Npgsql;

namespace Dispatch.Platform;

/// <summary>
/// Reference data read from the database at most once a minute: types, legal lengths. A change is seen within the minute. Inside a transaction
/// it is read over the transaction's own connection: a request that waits for a second connection while it holds one can wait for ever.
/// </summary>
public sealed class Remembered<T>(Database database, OfficeClock clock, Func<NpgsqlConnection, CancellationToken, Task<T>> read) where T : class
{
    private static readonly TimeSpan Freshness = TimeSpan.FromMinutes(1);

    private Entry? entry;

    /// <summary>The value, read anew when it is older than a minute; not for use inside a transaction.</summary>
    public async Task<T> Get(CancellationToken ct)
    {
        if (Fresh is { } value)
            return value;
        await using var connection = await database.Open(ct);
        return await Get(connection, ct);
    }

    /// <summary>As <see cref="Get(CancellationToken)"/>, over the connection in hand.</summary>
    public async Task<T> Get(NpgsqlConnection connection, CancellationToken ct)
    {
        if (Fresh is { } known)
            return known;
        var now = clock.Now;
        var value = await read(connection, ct);
        entry = new(now, value);
        return value;
    }

    private T? Fresh => entry is { } known && clock.Now >= known.ReadAt && clock.Now - known.ReadAt < Freshness ? known.Value : null;

    private sealed record Entry(DateTimeOffset ReadAt, T Value);
}
