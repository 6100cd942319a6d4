using System.Text.Json;
using Dapper;
using Npgsql;

namespace Dispatch.Platform;

/// <summary>Thrown by <see cref="Database.Begin"/> when a request with the same key has committed already; the kept result is answered instead.</summary>
public sealed class AlreadyDoneException : Exception
{
    public AlreadyDoneException() : base("A request with this Idempotency-Key was done already.") { }

    public AlreadyDoneException(string message) : base(message) { }

    public AlreadyDoneException(string message, Exception inner) : base(message, inner) { }
}

/// <summary>
/// Does a state change once per <c>Idempotency-Key</c>: the key's row commits with the effect, a repeat gets the kept result,
/// the same key with another body is refused, and a repeat while the first still runs waits a little, then is told so.
/// </summary>
public sealed class Idempotency(Database database)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>Runs <paramref name="execute"/>, or answers what it answered before to the same key.</summary>
    public async Task<Result<T>> Once<T>(Caller caller, Func<Task<Result<T>>> execute, CancellationToken ct)
    {
        if (caller.Key is not { } key)
            return await execute();
        if (await Kept<T>(caller, key, ct) is { } before)
            return before;
        try
        {
            return await execute();
        }
        catch (AlreadyDoneException)
        {
            return await Kept<T>(caller, key, ct) ?? PlatformProblems.RequestInProgress;
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.LockNotAvailable)
        {
            return PlatformProblems.RequestInProgress;
        }
    }

    private async Task<Result<T>?> Kept<T>(Caller caller, IdempotencyKey key, CancellationToken ct)
    {
        await using var connection = await database.Open(ct);
        var kept = await connection.QuerySingleOrDefaultAsync<KeptResult>(new CommandDefinition("""
            select request_hash as RequestHash, result::text as Result
            from idempotency_key
            where person_id = @PersonId and key = @Key
            """, new { caller.PersonId, Key = key.Value }, cancellationToken: ct));
        if (kept is null)
            return null;
        if (!kept.RequestHash.AsSpan().SequenceEqual(key.RequestHash))
            return PlatformProblems.IdempotencyKeyReused;
        return JsonSerializer.Deserialize<T>(kept.Result!, Json)!;
    }

    /// <summary>Inserts the key's row; blocks while another transaction holds the same key.</summary>
    internal static async Task Claim(NpgsqlConnection connection, Caller caller, IdempotencyKey key, CancellationToken ct)
    {
        var claimed = await connection.ExecuteAsync(new CommandDefinition("""
            set local lock_timeout = '10s';
            insert into idempotency_key (person_id, key, request_hash)
            values (@PersonId, @Key, @RequestHash)
            on conflict on constraint idempotency_key_pk do nothing;
            """, new { caller.PersonId, Key = key.Value, key.RequestHash }, cancellationToken: ct));
        if (claimed <= 0)
            throw new AlreadyDoneException();
    }

    /// <summary>Writes the result into the claimed row.</summary>
    internal static Task Keep<T>(NpgsqlConnection connection, Caller caller, IdempotencyKey key, T result, CancellationToken ct) =>
        connection.ExecuteAsync(new CommandDefinition("""
            update idempotency_key set result = @Result::jsonb where person_id = @PersonId and key = @Key
            """, new { Result = JsonSerializer.Serialize(result, Json), caller.PersonId, Key = key.Value }, cancellationToken: ct));

    private sealed record KeptResult(byte[] RequestHash, string? Result);
}
