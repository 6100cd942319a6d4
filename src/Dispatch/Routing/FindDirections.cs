using Dapper;
using Dispatch.Access;
using Dispatch.Documents;
using Dispatch.Incoming;
using Dispatch.Platform;

namespace Dispatch.Routing;

/// <summary>A direction one gave.</summary>
public sealed record GivenLine(
    Id<Direction> Id, Id<Document> DocumentId, int ArrivalNumber, int Year, string Subject, IncomingStatus Status, string Instruction, DateTimeOffset GivenAt, DirectionState State);

/// <summary>A query: the directions of the caller and of whom they stand in for, newest first (Đã cho ý kiến).</summary>
public sealed class FindDirections(Database database)
{
    public async Task<Result<Page<GivenLine>>> Execute(Paging paging, Caller caller, CancellationToken ct)
    {
        Key? after = null;
        if (paging.Cursor is not null && !Cursor.TryRead(paging.Cursor, out after))
            return PlatformProblems.InvalidCursor;
        await using var connection = await database.Open(ct);
        var rows = (await connection.QueryAsync<GivenLine>(new CommandDefinition($"""
            select n.id, n.document_id, i.arrival_number, i.year, d.subject, i.state as status, n.instruction, n.given_at, n.state
            from direction n
            join incoming i on i.document_id = n.document_id
            join document d on d.id = n.document_id
            where n.author_id = any(@Desks) and {GrantStore.Reaches("n.document_id")}
              {(after is null ? "" : "and (n.given_at, n.id) < (@At, @Id)")}
            order by n.given_at desc, n.id desc
            limit @Take
            """, new { caller.Desks, caller.Principals, after?.At, after?.Id, Take = paging.Limit + 1 }, cancellationToken: ct))).ToList();
        return Page.Of(rows, paging, row => new Key(row.GivenAt, row.Id.Value));
    }

    private sealed record Key(DateTimeOffset At, Guid Id);
}
