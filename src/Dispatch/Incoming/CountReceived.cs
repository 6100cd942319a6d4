using Dapper;
using Dispatch.Platform;

namespace Dispatch.Incoming;

/// <summary>A query: how many items wait in the queue; the number beside its name.</summary>
public sealed class CountReceived(Database database)
{
    public async Task<long> Execute(CancellationToken ct)
    {
        await using var connection = await database.Open(ct);
        return await connection.ExecuteScalarAsync<long>(new CommandDefinition("select count(*) from received_item where state = 'received'", cancellationToken: ct));
    }
}
