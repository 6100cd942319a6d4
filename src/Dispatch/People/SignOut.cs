using Dispatch.Platform;

namespace Dispatch.People;

/// <summary>Ends the session or token the request came with.</summary>
public sealed class SignOut(Database database, AccountEvents events)
{
    public async Task<Result<bool>> Execute(CurrentSession session, Caller caller, CancellationToken ct)
    {
        if (session.RefusesToManageTheAccount() is { } problem)
            return problem;
        await using var tx = await database.Begin(caller, ct);
        await SessionStore.End(tx, caller.PersonId, session.Id, ct);
        await events.Record(tx, AccountEvent.SignedOut, caller.PersonId, null, ct);
        await tx.Commit(true, ct);
        return true;
    }
}
