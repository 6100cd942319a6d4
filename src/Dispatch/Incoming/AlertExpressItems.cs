using Dapper;
using Dispatch.Calendar;
using Dispatch.Documents;
using Dispatch.Journal;
using Dispatch.Notices;
using Dispatch.People;
using Dispatch.Platform;

namespace Dispatch.Incoming;

/// <summary>
/// A sweep: an urgent item that still waits after its minutes (T-IN-REG-URGENT, fixed in the item at its receipt), and an urgent document that is in the
/// book but with nobody who directs (T-IN-SUBMIT-URGENT), are told to everybody who is Chánh Văn phòng, once each. While nobody is, they stay due.
/// </summary>
public sealed class AlertExpressItems(Database database, OfficeClock clock, JournalWriter journal, WorkingCalendars calendars)
{
    private const int Batch = 100;

    // An old book that is taken in has urgent entries too; nobody waits for those.
    private static readonly TimeSpan News = TimeSpan.FromDays(7);

    public async Task Run(CancellationToken ct)
    {
        while (await Alert(ct) == Batch)
            ct.ThrowIfCancellationRequested();
        while (await AlertUnsubmitted(ct) == Batch)
            ct.ThrowIfCancellationRequested();
    }

    private async Task<int> AlertUnsubmitted(CancellationToken ct)
    {
        var calendar = await calendars.Current(ct);
        await using var tx = await database.Begin(Caller.System("job"), ct);
        var chiefs = await NoticeStore.Holders(tx, Role.OfficeChief, ct);
        if (chiefs.Count == 0)
            return 0;
        var waiting = await tx.Connection.QueryAsync<Unsubmitted>(new CommandDefinition("""
            select i.document_id, i.received_at, i.arrival_number || ' – ' || d.subject as about, d.urgency
            from incoming i
            join document d on d.id = i.document_id
            where i.state = 'registered' and i.urgency_rank > 0 and i.submit_alerted_at is null and i.received_at > @Since
            order by i.received_at
            for update of i skip locked
            """, new { Since = clock.Now - News }, cancellationToken: ct));
        var late = waiting.Where(one => calendar.SubmitBy(one.ReceivedAt, urgent: true) < clock.Now).Take(Batch).ToList();
        await tx.Connection.ExecuteAsync(new CommandDefinition(
            "update incoming set submit_alerted_at = @Now where document_id = any(@Ids)", new { clock.Now, Ids = late.Select(one => one.DocumentId).ToArray() }, cancellationToken: ct));
        foreach (var one in late)
        {
            await NoticeStore.Tell(tx, chiefs, NoticeKind.UrgentNotSubmitted, "document", one.DocumentId, one.About, clock.Now, ct);
            await journal.Write(tx, "incoming.alerted", "document", one.DocumentId, new Changes().New("urgency", one.Urgency).New("people", chiefs), ct);
        }
        await tx.Commit(ct);
        return late.Count;
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

    private sealed record Unsubmitted(Guid DocumentId, DateTimeOffset ReceivedAt, string About, Urgency Urgency);

    private sealed record LateItem(Guid Id, Urgency Urgency, string About);
}
