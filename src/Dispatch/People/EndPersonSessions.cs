using Dispatch.Platform;

namespace Dispatch.People;

/// <summary>Use case: an administrator ends another person's session, or all of them: a lost computer, a forgotten sign-out.</summary>
public sealed class EndPersonSessions(Database database, AccountEvents events)
{
    public async Task<Result<bool>> Execute(Id<Person> person, Id<Session>? only, Caller caller, CancellationToken ct)
    {
        await using var tx = await database.Begin(caller, ct);
        if (await ReadUser.Lock(tx.Connection, person, ct) is null)
            return PeopleProblems.PersonNotFound;
        if (only is { } one)
        {
            if (!await SessionStore.End(tx, person, one, ct))
                return PlatformProblems.NotFound;
            await events.Record(tx, AccountEvent.SessionEnded, person, one.ToString(), ct);
        }
        else if (await SessionStore.EndOthers(tx, person, default, ct) > 0)
            await events.Record(tx, AccountEvent.SessionEnded, person, "all", ct);
        await tx.Commit(ct);
        return true;
    }
}
