using Dapper;
using Dispatch.Documents;
using Dispatch.Journal;
using Dispatch.Platform;

namespace Dispatch.Incoming;

/// <summary>A query: the history of an incoming document: who did and who read what, when, with old and new values.</summary>
public sealed class ReadIncomingHistory(Database database)
{
    public async Task<Result<Page<HistoryLine>>> Execute(Id<Document> id, Paging paging, CancellationToken ct)
    {
        await using (var connection = await database.Open(ct))
        {
            if (!await connection.ExecuteScalarAsync<bool>(new CommandDefinition(
                "select exists (select from incoming where document_id = @id)", new { id }, cancellationToken: ct)))
                return IncomingProblems.NotFound;
        }
        return await ReadHistory.Of(database, id.Value, paging, ct);
    }
}
