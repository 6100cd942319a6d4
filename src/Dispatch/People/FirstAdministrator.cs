using Dapper;
using Dispatch.Platform;

namespace Dispatch.People;

// An office that starts for the first time has nobody in it. Its first start makes the account of an administrator and a link that sets its
// password; as long as the link was not used, each start gives a new one, so that a lost line of output locks nobody out.
public sealed class FirstAdministrator(Database database, AddPerson addPerson, MakeOneTimeLink links)
{
    private const string UserName = "admin";

    /// <summary>The link to print; null when an administrator exists who has set a password.</summary>
    public async Task<OneTimeLink?> Execute(CancellationToken ct)
    {
        await using var tx = await database.Begin(Caller.System("command"), ct);
        // Two nodes that start at once must not both make one.
        await tx.Connection.ExecuteAsync(new CommandDefinition("select pg_advisory_xact_lock(hashtext('first administrator'))", cancellationToken: ct));
        var present = (await tx.Connection.QueryAsync<Administrator>(new CommandDefinition("""
            select p.id as Id, p.password_hash is not null as HasPassword
            from person p
            join person_role r on r.person_id = p.id and r.role = 'administrator'
            order by p.created_at, p.id
            """, cancellationToken: ct))).ToArray();
        if (present.Any(administrator => administrator.HasPassword))
            return null;
        var id = present.Length > 0
            ? present[0].Id
            : (await addPerson.Within(tx, new AddPersonRequest(UserName, "Quản trị hệ thống", "", null, [Role.Administrator], null), new(), ct)).Value;
        var link = await links.For(id, tx, ct);
        await tx.Commit(ct);
        return link;
    }

    private sealed record Administrator(Id<Person> Id, bool HasPassword);
}
