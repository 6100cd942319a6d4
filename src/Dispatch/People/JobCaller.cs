using Dapper;
using Dispatch.Platform;

namespace Dispatch.People;

/// <summary>The caller of a job that works for the person who started it: their name in the journal, the job as the door.</summary>
internal static class JobCaller
{
    public static async Task<Caller> Of(Database database, Id<Person> id, CancellationToken ct)
    {
        await using var connection = await database.Open(ct);
        var row = await connection.QuerySingleAsync<Row>(new CommandDefinition("""
            select p.user_name, p.full_name, (select string_agg(r.role, ' ') from person_role r where r.person_id = p.id) as roles
            from person p
            where p.id = @id
            """, new { id }, cancellationToken: ct));
        return new(id, row.UserName, row.FullName, Roles.PermissionsOf(Roles.Parse(row.Roles ?? ""))) { Via = "job" };
    }

    private sealed record Row(string UserName, string FullName, string? Roles);
}
