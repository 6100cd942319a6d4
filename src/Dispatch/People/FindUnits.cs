using Dapper;
using Dispatch.Platform;
using Npgsql;

namespace Dispatch.People;

/// <summary>A unit, as it is kept.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Code">Short code, for example <c>KGVX</c>.</param>
/// <param name="Name">Full name.</param>
/// <param name="Position">Place in lists.</param>
/// <param name="ClosedOn">The first day it no longer works; null while it does.</param>
/// <param name="People">How many with an account in use belong to it.</param>
/// <param name="Version">For <c>If-Match</c>.</param>
public sealed record UnitDetail(Id<Unit> Id, string Code, string Name, int Position, DateOnly? ClosedOn, int People, int Version);

/// <summary>A query: all units, in their order, closed ones last.</summary>
public sealed class FindUnits(Database database)
{
    private const string Columns = """
        u.id, u.code, u.name, u.position, u.closed_on,
        (select count(*) from person p where p.unit_id = u.id and p.disabled_at is null)::integer as people, u.version
        """;

    public async Task<IReadOnlyList<UnitDetail>> Execute(CancellationToken ct)
    {
        await using var connection = await database.Open(ct);
        return [.. await connection.QueryAsync<UnitDetail>(new CommandDefinition($"""
            select {Columns}
            from unit u
            order by u.closed_on is not null, u.position, u.name collate "vi-x-icu", u.id
            """, cancellationToken: ct))];
    }

    internal static Task<UnitDetail?> Lock(NpgsqlConnection connection, Id<Unit> id, CancellationToken ct) =>
        connection.QuerySingleOrDefaultAsync<UnitDetail?>(new CommandDefinition($"select {Columns} from unit u where u.id = @id for update of u", new { id }, cancellationToken: ct));
}
