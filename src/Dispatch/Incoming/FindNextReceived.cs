using Dapper;
using Dispatch.Platform;

namespace Dispatch.Incoming;

/// <summary>
/// A query: what a clerk takes up after an item is done: what else was in its envelope, then the first of the queue. Letters addressed by
/// name are not for registering and are passed over.
/// </summary>
public sealed class FindNextReceived(Database database)
{
    public async Task<ReceivedItemView?> Execute(Id<ReceivedItem> done, CancellationToken ct)
    {
        await using var connection = await database.Open(ct);
        var next = await connection.QuerySingleOrDefaultAsync<Id<ReceivedItem>?>(new CommandDefinition("""
            select id
            from received_item
            where state = 'received' and id <> @done and addressed_to is null
            order by (envelope_of is not distinct from @done) desc, urgency_rank desc, received_at, id
            limit 1
            """, new { done }, cancellationToken: ct));
        return next is { } id ? await ReceivedItemStore.View(connection, id, ct) : null;
    }
}
