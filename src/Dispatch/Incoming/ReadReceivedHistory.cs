using Dapper;
using Dispatch.Journal;
using Dispatch.Platform;

namespace Dispatch.Incoming;

/// <summary>A query: the history of a received item, and who opened its files.</summary>
public sealed class ReadReceivedHistory(Database database)
{
    public async Task<Result<Page<HistoryLine>>> Execute(Id<ReceivedItem> id, Paging paging, CancellationToken ct)
    {
        await using var connection = await database.Open(ct);
        var objects = (await connection.QueryAsync<Guid>(new CommandDefinition("""
            select id from received_item where id = @id
            union all
            select file_id from received_item_file where received_item_id = @id
            """, new { id }, cancellationToken: ct))).ToArray();
        return objects.Length == 0 ? IncomingProblems.ItemNotFound : await ReadHistory.Of(connection, objects, paging, ct);
    }
}
