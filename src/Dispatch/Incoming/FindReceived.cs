using Dapper;
using Dispatch.Platform;

namespace Dispatch.Incoming;

/// <summary>A query: the queue Chờ vào sổ, urgent first, then longest waiting; or the closed items, latest closed first.</summary>
public sealed class FindReceived(Database database)
{
    public async Task<Result<Page<ReceivedItemView>>> Execute(ReceivedItemStatus status, Paging paging, CancellationToken ct)
    {
        Key? after = null;
        if (paging.Cursor is not null && !Cursor.TryRead(paging.Cursor, out after))
            return PlatformProblems.InvalidCursor;
        var (where, order) = status == ReceivedItemStatus.Received
            ? ("(-r.urgency_rank, r.received_at, r.id) > (-@Rank, @At, @Id)", "r.urgency_rank desc, r.received_at, r.id")
            : ("(r.closed_at, r.id) < (@At, @Id)", "r.closed_at desc, r.id desc");
        await using var connection = await database.Open(ct);
        var rows = (await connection.QueryAsync<ReceivedItemRow>(new CommandDefinition($"""
            select {ReceivedItemStore.ViewColumns}
            from {ReceivedItemStore.ViewTables}
            where r.state = @status
              {(after is null ? "" : "and " + where)}
            order by {order}
            limit @Take
            """, new { status, after?.Rank, after?.At, after?.Id, Take = paging.Limit + 1 }, cancellationToken: ct))).ToList();
        long? count = paging.Count
            ? await connection.ExecuteScalarAsync<long>(new CommandDefinition("select count(*) from received_item where state = @status", new { status }, cancellationToken: ct))
            : null;
        var page = Page.Of(rows, paging, row => new Key(row.UrgencyRank, row.ClosedAt ?? row.ReceivedAt, row.Id.Value), count);
        return new Page<ReceivedItemView>(await ReceivedItemStore.Views(connection, page.Items, ct), page.NextCursor, page.Count);
    }

    private sealed record Key(int Rank, DateTimeOffset At, Guid Id);
}
