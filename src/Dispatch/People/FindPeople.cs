using Dapper;
using Dispatch.Platform;

namespace Dispatch.People;

/// <summary>A person, as lists show them.</summary>
/// <param name="Id">Identity.</param>
/// <param name="UserName">Account name.</param>
/// <param name="FullName">Full name.</param>
/// <param name="Title">Position, for example <c>Phó Chủ tịch</c>; may be empty.</param>
/// <param name="Unit">Unit; null for none.</param>
/// <param name="Roles">Roles.</param>
public sealed record PersonView(Id<Person> Id, string UserName, string FullName, string Title, UnitView? Unit, IReadOnlyList<Role> Roles);

/// <summary>The people of the office who have an account in use, by unit and given name: the cards of the sample office.</summary>
public sealed class FindPeople(Database database)
{
    private const string Columns = """
        p.id as Id, p.user_name as UserName, p.full_name as FullName, p.title as Title, u.code as UnitCode, u.name as UnitName,
        (select string_agg(r.role, ' ') from person_role r where r.person_id = p.id) as Roles
        """;

    public async Task<IReadOnlyList<PersonView>> All(CancellationToken ct)
    {
        await using var connection = await database.Open(ct);
        var rows = await connection.QueryAsync<Row>(new CommandDefinition($"""
            select {Columns}
            from person p
            left join unit u on u.id = p.unit_id
            where p.disabled_at is null
            order by u.position nulls first, p.sort_name collate "vi-x-icu", p.id
            """, cancellationToken: ct));
        return [.. rows.Select(row => row.ToView())];
    }

    /// <summary>Whom documents are submitted to: everybody whose roles direct.</summary>
    public async Task<IReadOnlyList<PersonView>> Leaders(CancellationToken ct) =>
        [.. (await All(ct)).Where(person => People.Roles.PermissionsOf(person.Roles).Contains(Permission.DirectIncoming))];

    internal async Task<PersonView?> One(Id<Person> id, CancellationToken ct)
    {
        await using var connection = await database.Open(ct);
        var row = await connection.QuerySingleOrDefaultAsync<Row>(new CommandDefinition($"""
            select {Columns}
            from person p
            left join unit u on u.id = p.unit_id
            where p.id = @Id
            """, new { Id = id }, cancellationToken: ct));
        return row?.ToView();
    }

    private sealed record Row(Id<Person> Id, string UserName, string FullName, string Title, string? UnitCode, string? UnitName, string? Roles)
    {
        public PersonView ToView() =>
            new(Id, UserName, FullName, Title, UnitCode is null ? null : new UnitView(UnitCode, UnitName!), People.Roles.Parse(Roles ?? ""));
    }
}
