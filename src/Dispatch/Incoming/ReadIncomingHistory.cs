using Dapper;
using Dispatch.Access;
using Dispatch.Documents;
using Dispatch.Journal;
using Dispatch.Platform;

namespace Dispatch.Incoming;

/// <summary>A query: the history of an incoming document: who did and who read what, when, with old and new values.</summary>
public sealed class ReadIncomingHistory(Database database)
{
    public async Task<Result<Page<HistoryLine>>> Execute(Id<Document> id, Paging paging, Caller caller, CancellationToken ct)
    {
        await using var connection = await database.Open(ct);
        // The document itself, and its files: opening a scan is reading the document.
        var objects = (await connection.QueryAsync<Guid>(new CommandDefinition($"""
            select i.document_id from incoming i where i.document_id = @id and {GrantStore.Reaches("i.document_id")}
            union all
            select f.file_id from document_file f where f.document_id = @id and {GrantStore.Reaches("f.document_id")}
            """, new { id, caller.Principals }, cancellationToken: ct))).ToArray();
        return objects.Length == 0 ? IncomingProblems.NotFound : await ReadHistory.Of(connection, objects, paging, ct);
    }
}
