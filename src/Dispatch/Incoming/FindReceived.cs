using Dapper;
using Dispatch.Platform;

namespace Dispatch.Incoming;

/// <summary>A query: the queue Chờ vào sổ, urgent first, then longest waiting; or the closed items.</summary>
public sealed class FindReceived(Database database)
{
    public async Task<Result<Page<ReceivedItemView>>> Execute(ReceivedItemStatus status, Paging paging, CancellationToken ct)
    {
        Key? after = null;
        if (paging.Cursor is not null && !Cursor.TryRead(paging.Cursor, out after))
            return PlatformProblems.InvalidCursor;
        await using var connection = await database.Open(ct);
        var rows = (await connection.QueryAsync<ReceivedItemRow>(new CommandDefinition($"""
            select {ReceivedItemStore.ViewColumns}
            from received_item r
            join person p on p.id = r.received_by
            where r.state = @status
              {(after is null ? "" : "and (-r.urgency_rank, r.received_at, r.id) > (-@Rank, @ReceivedAt, @Id)")}
            order by r.urgency_rank desc, r.received_at, r.id
            limit @Take
            """, new { status, after?.Rank, after?.ReceivedAt, after?.Id, Take = paging.Limit + 1 }, cancellationToken: ct))).ToList();
        long? count = paging.Count
            ? await connection.ExecuteScalarAsync<long>(new CommandDefinition("select count(*) from received_item where state = @status", new { status }, cancellationToken: ct))
            : null;
        var page = Page.Of(rows, paging, row => new Key(row.UrgencyRank, row.ReceivedAt, row.Id.Value), count);
        return new Page<ReceivedItemView>(await ReceivedItemStore.Views(connection, page.Items, ct), page.NextCursor, page.Count);
    }

    private sealed record Key(int Rank, DateTimeOffset ReceivedAt, Guid Id);
}
