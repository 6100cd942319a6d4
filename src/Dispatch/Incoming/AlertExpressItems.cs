using Dapper;
using Dispatch.Documents;
using Dispatch.Journal;
using Dispatch.Notices;
using Dispatch.People;
using Dispatch.Platform;

namespace Dispatch.Incoming;

/// <summary>
/// A sweep: an urgent item that still waits after its minutes (T-IN-REG-URGENT, fixed in the item at its receipt) is told to everybody who is
/// Chánh Văn phòng, once. While nobody is, it stays due.
/// </summary>
public sealed class AlertExpressItems(Database database, OfficeClock clock, JournalWriter journal)
{
    private const int Batch = 100;

    public async Task Run(CancellationToken ct)
    {
        while (await Alert(ct) == Batch)
            ct.ThrowIfCancellationRequested();
    }

    private async Task<int> Alert(CancellationToken ct)
    {
        await using var tx = await database.Begin(Caller.System("job"), ct);
        var chiefs = await NoticeStore.Holders(tx, Role.OfficeChief, ct);
        if (chiefs.Count == 0)
            return 0;
        var late = (await tx.Connection.QueryAsync<LateItem>(new CommandDefinition("""
            update received_item
            set alerted_at = @Now
            where id in (select id
                         from received_item
                         where state = 'received' and alerted_at is null and urgency_rank > 0 and register_by < @Now
                         order by register_by
                         limit @Batch
                         for update skip locked)
            returning id, urgency, coalesce(issuer_name, addressed_to, '') as about
            """, new { clock.Now, Batch }, cancellationToken: ct))).ToList();
        foreach (var item in late)
        {
            await NoticeStore.Tell(tx, chiefs, NoticeKind.UrgentWaiting, "receivedItem", item.Id, item.About, clock.Now, ct);
            await journal.Write(tx, "received.alerted", "receivedItem", item.Id, new Changes().New("urgency", item.Urgency).New("people", chiefs), ct);
        }
        await tx.Commit(ct);
        return late.Count;
    }

    private sealed record LateItem(Guid Id, Urgency Urgency, string About);
}
