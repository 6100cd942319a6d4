using Dapper;
using Dispatch.Calendar;
using Dispatch.Documents;
using Dispatch.Journal;
using Dispatch.Platform;

namespace Dispatch.Incoming;

/// <summary>
/// A sweep: items still waiting after their limit (T-IN-REG) are marked overdue; limits that could not be known when something came, for want
/// of a declared calendar, are set once it is declared.
/// </summary>
public sealed class MarkLateRegistrations(Database database, OfficeClock clock, JournalWriter journal, WorkingCalendars calendars)
{
    private const int Batch = 500;

    public async Task Run(CancellationToken ct)
    {
        await SetWaitingLimits(ct);
        while (await MarkWaiting(ct) == Batch)
            ct.ThrowIfCancellationRequested();
        var after = Guid.Empty;
        while (await SetLimits(after, ct) is { } last)
            after = last;
    }

    private async Task<int> MarkWaiting(CancellationToken ct)
    {
        await using var tx = await database.Begin(Caller.System("job"), ct);
        var marked = (await tx.Connection.QueryAsync<Guid>(new CommandDefinition("""
            update received_item
            set overdue_at = @Now
            where id in (select id
                         from received_item
                         where state = 'received' and overdue_at is null and register_by < @Now
                         order by id
                         limit @Batch
                         for update skip locked)
            returning id
            """, new { clock.Now, Batch }, cancellationToken: ct))).ToList();
        foreach (var id in marked)
            await journal.Write(tx, "received.overdue", "receivedItem", id, null, ct);
        await tx.Commit(ct);
        return marked.Count;
    }

    // What waits is little; the year it needs was not declared when it came.
    private async Task SetWaitingLimits(CancellationToken ct)
    {
        var calendar = await calendars.Current(ct);
        await using var tx = await database.Begin(Caller.System("job"), ct);
        var unknown = (await tx.Connection.QueryAsync<WaitingLimit>(new CommandDefinition("""
            select id, received_at, urgency
            from received_item
            where state = 'received' and register_by is null
            order by id
            limit @Batch
            for update skip locked
            """, new { Batch }, cancellationToken: ct))).ToList();
        foreach (var row in unknown)
        {
            if (calendar.RegisterBy(row.ReceivedAt, row.Urgency != Urgency.Normal) is not { } limit)
                continue;
            await tx.Connection.ExecuteAsync(new CommandDefinition("update received_item set register_by = @limit where id = @Id", new { limit, row.Id }, cancellationToken: ct));
            await journal.Write(tx, "received.limitKnown", "receivedItem", row.Id, new Changes().New("registerBy", limit), ct);
        }
        await tx.Commit(ct);
    }

    private async Task<Guid?> SetLimits(Guid after, CancellationToken ct)
    {
        var calendar = await calendars.Current(ct);
        await using var tx = await database.Begin(Caller.System("job"), ct);
        var unknown = (await tx.Connection.QueryAsync<UnknownLimit>(new CommandDefinition("""
            select i.document_id, i.received_at, i.registered_at, d.urgency
            from incoming i
            join document d on d.id = i.document_id
            where i.registered_late is null and i.document_id > @after
            order by i.document_id
            limit @Batch
            for update of i skip locked
            """, new { after, Batch }, cancellationToken: ct))).ToList();
        foreach (var row in unknown)
        {
            if (calendar.RegisterBy(row.ReceivedAt, row.Urgency != Urgency.Normal) is not { } limit)
                continue;
            await tx.Connection.ExecuteAsync(new CommandDefinition(
                "update incoming set register_by = @limit, registered_late = @Late where document_id = @DocumentId",
                new { limit, Late = row.RegisteredAt > limit, row.DocumentId }, cancellationToken: ct));
            await journal.Write(tx, "incoming.limitKnown", "document", row.DocumentId,
                new Changes().New("registerBy", limit).New("registeredLate", row.RegisteredAt > limit), ct);
        }
        await tx.Commit(ct);
        return unknown.Count == Batch ? unknown[^1].DocumentId : null;
    }

    private sealed record WaitingLimit(Guid Id, DateTimeOffset ReceivedAt, Urgency Urgency);

    private sealed record UnknownLimit(Guid DocumentId, DateTimeOffset ReceivedAt, DateTimeOffset RegisteredAt, Urgency Urgency);
}
