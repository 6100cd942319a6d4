using Dapper;
using Dispatch.Platform;

namespace Dispatch.Incoming;

/// <summary>A query: who papers are handed to (column 7): the units in their order, then the people by given name. Any other name may be written too.</summary>
public sealed class FindReceivers(Database database)
{
    public async Task<IReadOnlyList<string>> Execute(CancellationToken ct)
    {
        await using var connection = await database.Open(ct);
        return [.. await connection.QueryAsync<string>(new CommandDefinition("""
            select name
            from (
                select u.name, 0 as kind, u.position, '' as sort_name from unit u where u.closed_on is null
                union all
                select p.full_name, 1, 0, p.sort_name from person p where p.disabled_at is null and p.password_hash is not null) receiver
            order by kind, position, sort_name collate "vi-x-icu", name collate "vi-x-icu"
            """, cancellationToken: ct))];
    }
}
