using System.Text.Json;
using Dapper;
using Dispatch.Journal;
using Dispatch.Platform;
using Dispatch.Platform.Http;
using Npgsql;

namespace Dispatch.People;

/// <summary>An edit of a person (JSON Merge Patch): names and roles. Posts have their own routes.</summary>
public sealed record EditPersonRequest
{
    /// <summary>Full name.</summary>
    public string? FullName { get; init; }

    /// <summary>Account name.</summary>
    public string? UserName { get; init; }

    /// <summary>Roles; they replace those before and count from the next request on.</summary>
    public IReadOnlyList<Role>? Roles { get; init; }

    /// <summary>Address for mail; null for none.</summary>
    public string? Email { get; init; }
}

/// <summary>Use case: change a person's names or roles.</summary>
public sealed class EditPerson(Database database, Accounts accounts, OfficeClock clock, JournalWriter journal)
{
    public async Task<Result<UserDetail>> Execute(Id<Person> id, JsonElement patch, IfMatch ifMatch, Caller caller, CancellationToken ct)
    {
        await using var tx = await database.Begin(caller, ct);
        if (await ReadUser.Lock(tx.Connection, id, ct) is not { } version)
            return PeopleProblems.PersonNotFound;
        if (ifMatch.Refuses(version) is { } refused)
            return refused;
        var before = (await ReadUser.Of(tx.Connection, id, clock.Now, ct))!;
        var request = MergePatch.Apply(new EditPersonRequest { FullName = before.FullName, UserName = before.UserName, Roles = before.Roles, Email = before.Email }, patch, JournalJson.Values);
        var errors = new FieldErrors();
        Administrators.Check(errors, request.Roles);
        var fullName = errors.Line("fullName", request.FullName, AddPerson.LongestName);
        AddPerson.CheckUserName(errors, request.UserName);
        var email = EmailAddress.Check(errors, "email", request.Email);
        if (!errors.None)
            return errors.ToProblem();
        var (before2, roles) = (before.Roles, request.Roles!.Distinct().Order().ToArray());
        if (before2.Contains(Role.Administrator) && !roles.Contains(Role.Administrator))
        {
            if (id == caller.PersonId)
                return PeopleProblems.NotOneself;
            if (!await Administrators.OthersBesides(tx, id, ct))
                return PeopleProblems.LastAdministrator;
        }
        var changes = new Changes().Change("fullName", before.FullName, fullName).Change("userName", before.UserName, request.UserName).Change("roles", before2.Order(), roles)
            .Change("email", before.Email, email);
        if (changes.None)
            return before;
        try
        {
            await tx.Connection.ExecuteAsync(new CommandDefinition($"""
                update person
                set full_name = @fullName, sort_name = @SortName, user_name = @UserName, normalized_user_name = @Normalized, {EmailAddress.Set}, version = version + 1
                where id = @id;
                delete from person_role where person_id = @id;
                insert into person_role (person_id, role) select @id, unnest(@Roles);
                """, new
            {
                id,
                fullName,
                SortName = PersonName.ForSorting(fullName!),
                request.UserName,
                email,
                clock.Now,
                Normalized = accounts.NormalizeName(request.UserName),
                Roles = roles.Select(EnumText.Of).ToArray(),
            }, cancellationToken: ct));
        }
        catch (PostgresException e) when (e.ConstraintName == "person_user_name_unique")
        {
            return PeopleProblems.UserNameTaken;
        }
        await journal.Write(tx, "account.changed", "person", id.Value, changes, ct);
        var after = (await ReadUser.Of(tx.Connection, id, clock.Now, ct))!;
        await tx.Commit(after, ct);
        return after;
    }
}
