using Dapper;
using Dispatch.Platform;

namespace Dispatch.Notices;

/// <summary>Use case: one's own notice has been read. Not journaled: it changes nothing that anybody else sees.</summary>
public sealed class MarkNoticeRead(Database database, OfficeClock clock)
{
    public async Task<Result<NoticeView>> Execute(Id<Notice> id, Caller caller, CancellationToken ct)
    {
        await using var tx = await database.Begin(caller, ct);
        await tx.Connection.ExecuteAsync(new CommandDefinition(
            "update notice set read_at = @Now where id = @id and person_id = @PersonId and read_at is null",
            new { id, caller.PersonId, clock.Now }, cancellationToken: ct));
        if (await NoticeStore.View(tx.Connection, id, caller.PersonId, ct) is not { } view)
            return NoticeProblems.NotFound;
        await tx.Commit(view, ct);
        return view;
    }
}
