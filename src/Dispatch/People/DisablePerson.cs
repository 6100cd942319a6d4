using Dapper;
using Dispatch.Journal;
using Dispatch.Platform;

namespace Dispatch.People;

/// <summary>Closes an account.</summary>
public sealed record DisablePersonRequest
{
    /// <summary>Why: moved, retired. Required.</summary>
    public string? Reason { get; init; }
}

/// <summary>
/// Use case: disable an account, or enable it again. Open work has to be handed over first (records-work §1.13). Everything open on it ends in the same transaction; the person's name stays on what they did.
/// </summary>
public sealed class DisablePerson(Database database, OfficeClock clock, JournalWriter journal)
{
    public async Task<Result<UserDetail>> Execute(Id<Person> id, DisablePersonRequest request, Caller caller, CancellationToken ct)
    {
        var errors = new FieldErrors();
        var reason = errors.Line("reason", request.Reason, 500);
        if (!errors.None)
            return errors.ToProblem();
        if (id == caller.PersonId)
            return PeopleProblems.NotOneself;

        await using var tx = await database.Begin(caller, ct);
        if (!await Administrators.OthersBesides(tx, id, ct))
            return PeopleProblems.LastAdministrator;
        if (await ReadUser.Lock(tx.Connection, id, ct) is null)
            return PeopleProblems.PersonNotFound;
        var open = await tx.Connection.ExecuteScalarAsync<int>(new CommandDefinition("""
            select ((select count(*) from assignment a where a.holder_id = @id and a.state in ('pending', 'active', 'returnProposed'))
                  + (select count(*) from submission s where s.to_person_id = @id and s.state = 'waiting')
                  + (select count(*) from opinion o where o.person_id = @id and o.state = 'asked'))::integer
            """, new { id }, cancellationToken: ct));
        if (open > 0)
            return PeopleProblems.WorkOpen(open);
        var disabled = await tx.Connection.ExecuteAsync(new CommandDefinition(
            "update person set disabled_at = @Now, version = version + 1 where id = @id and disabled_at is null", new { id, clock.Now }, cancellationToken: ct));
        if (disabled == 1)
        {
            await SessionStore.EndAll(tx, id, clock.Now, ct);
            await journal.Write(tx, "account.disabled", "person", id.Value, new Changes().New("reason", reason), ct);
        }
        return await Answer(tx, id, ct);
    }

    public async Task<Result<UserDetail>> Enable(Id<Person> id, Caller caller, CancellationToken ct)
    {
        await using var tx = await database.Begin(caller, ct);
        if (await ReadUser.Lock(tx.Connection, id, ct) is null)
            return PeopleProblems.PersonNotFound;
        var enabled = await tx.Connection.ExecuteAsync(new CommandDefinition(
            "update person set disabled_at = null, version = version + 1 where id = @id and disabled_at is not null", new { id }, cancellationToken: ct));
        if (enabled == 1)
            await journal.Write(tx, "account.enabled", "person", id.Value, null, ct);
        return await Answer(tx, id, ct);
    }

    private async Task<Result<UserDetail>> Answer(OfficeTransaction tx, Id<Person> id, CancellationToken ct)
    {
        var after = (await ReadUser.Of(tx.Connection, id, clock.Now, ct))!;
        await tx.Commit(after, ct);
        return after;
    }
}
