using Dapper;
using Dispatch.Journal;
using Dispatch.Platform;

namespace Dispatch.People;

/// <summary>Use case: end a lockout after wrong passwords before its time.</summary>
public sealed class UnlockPerson(Database database, OfficeClock clock, JournalWriter journal)
{
    public async Task<Result<UserDetail>> Execute(Id<Person> id, Caller caller, CancellationToken ct)
    {
        await using var tx = await database.Begin(caller, ct);
        if (await ReadUser.Lock(tx.Connection, id, ct) is null)
            return PeopleProblems.PersonNotFound;
        var unlocked = await tx.Connection.ExecuteAsync(new CommandDefinition(
            "update person set locked_until = null, access_failed_count = 0 where id = @id and locked_until is not null", new { id }, cancellationToken: ct));
        if (unlocked == 1)
            await journal.Write(tx, "account.unlocked", "person", id.Value, null, ct);
        var after = (await ReadUser.Of(tx.Connection, id, clock.Now, ct))!;
        await tx.Commit(after, ct);
        return after;
    }
}
