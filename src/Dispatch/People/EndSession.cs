using Dispatch.Platform;

namespace Dispatch.People;

/// <summary>Ends one of one's own sessions, or all but the present one.</summary>
public sealed class EndSession(Database database, AccountEvents events)
{
    public async Task<Result<bool>> Execute(Id<Session> id, CurrentSession current, Caller caller, CancellationToken ct)
    {
        if (current.RefusesToManageTheAccount() is { } problem)
            return problem;
        await using var tx = await database.Begin(caller, ct);
        if (!await SessionStore.End(tx, caller.PersonId, id, ct))
            return PlatformProblems.NotFound;
        await events.Record(tx, AccountEvent.SessionEnded, caller.PersonId, id.ToString(), ct);
        await tx.Commit(ct);
        return true;
    }

    public async Task<Result<bool>> Others(CurrentSession current, Caller caller, CancellationToken ct)
    {
        if (current.RefusesToManageTheAccount() is { } problem)
            return problem;
        await using var tx = await database.Begin(caller, ct);
        if (await SessionStore.EndOthers(tx, caller.PersonId, current.Id, ct) > 0)
            await events.Record(tx, AccountEvent.SessionEnded, caller.PersonId, "all others", ct);
        await tx.Commit(ct);
        return true;
    }
}
