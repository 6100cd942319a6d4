using Dapper;
using Dispatch.Platform;
using Npgsql;

namespace Dispatch.Office;

/// <summary>A query: all bodies the office issues for, working ones first.</summary>
public sealed class FindIssuingBodies(Database database)
{
    internal const string Columns = "id, name, superior_name, abbreviation, code, position, valid_from, valid_to, source, version";

    public async Task<IReadOnlyList<IssuingBodyView>> Execute(CancellationToken ct)
    {
        await using var connection = await database.Open(ct);
        return [.. await connection.QueryAsync<IssuingBodyView>(new CommandDefinition($"""
            select {Columns}
            from issuing_body
            order by valid_to is not null, position, name collate "vi-x-icu", id
            """, cancellationToken: ct))];
    }

    internal static Task<IssuingBodyView?> Lock(NpgsqlConnection connection, Id<IssuingBody> id, CancellationToken ct) =>
        connection.QuerySingleOrDefaultAsync<IssuingBodyView?>(new CommandDefinition(
            $"select {Columns} from issuing_body where id = @id for update", new { id }, cancellationToken: ct));
}
