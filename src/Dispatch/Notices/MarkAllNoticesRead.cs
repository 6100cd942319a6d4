using Dapper;
using Dispatch.Platform;

namespace Dispatch.Notices;

/// <summary>How many notices were marked.</summary>
/// <param name="Marked">Those that were unread.</param>
public sealed record NoticesMarked(int Marked);

/// <summary>Use case: everything the caller was told up to now has been read.</summary>
public sealed class MarkAllNoticesRead(Database database, OfficeClock clock)
{
    public async Task<Result<NoticesMarked>> Execute(Caller caller, CancellationToken ct)
    {
        await using var tx = await database.Begin(caller, ct);
        var marked = new NoticesMarked(await tx.Connection.ExecuteAsync(new CommandDefinition(
            "update notice set read_at = @Now where person_id = @PersonId and read_at is null", new { caller.PersonId, clock.Now }, cancellationToken: ct)));
        await tx.Commit(marked, ct);
        return marked;
    }
}
