using Dispatch.Platform;

namespace Dispatch.People;

/// <summary>Ends one of one's own API tokens; a personal token may end itself, and no other.</summary>
public sealed class RevokeApiToken(Database database, AccountEvents events, OfficeClock clock)
{
    public async Task<Result<bool>> Execute(Id<Session> id, CurrentSession session, Caller caller, CancellationToken ct)
    {
        if (session.Id != id && session.RefusesToManageTheAccount() is { } problem)
            return problem;
        await using var tx = await database.Begin(caller, ct);
        if (!await SessionStore.RevokeToken(tx, caller.PersonId, id, clock.Now, ct))
            return PlatformProblems.NotFound;
        await events.Record(tx, AccountEvent.TokenRevoked, caller.PersonId, id.ToString(), ct);
        await tx.Commit(ct);
        return true;
    }
}
