using Dapper;
using Dispatch.Calendar;
using Dispatch.Platform;

namespace Dispatch.Incoming;

/// <summary>Items that wait for the book: a changed calendar sets another latest day to register them. Minutes of urgent ones are no days and stay.</summary>
internal sealed class MoveRegistrationLimits(OfficeClock clock) : OpenTerms
{
    public async Task<IReadOnlyList<MovedTerm>> Move(OfficeTransaction tx, WorkingCalendar before, WorkingCalendar after, CancellationToken ct)
    {
        var items = await tx.Connection.QueryAsync<Item>(new CommandDefinition("""
            select id, received_at, register_by, urgency_rank > 0 as urgent
            from received_item
            where state = 'received' and overdue_at is null
            order by received_at, id
            for update
            """, cancellationToken: ct));
        var moved = items.Where(item => before.RegisterBy(item.ReceivedAt, item.Urgent) == item.RegisterBy)
            .Select(item => (Item: item, To: after.RegisterBy(item.ReceivedAt, item.Urgent))).Where(one => one.To is not null && one.To != one.Item.RegisterBy).ToList();
        if (moved.Count == 0)
            return [];
        await tx.Connection.ExecuteAsync(new CommandDefinition(
            "update received_item r set register_by = t.register_by, version = version + 1 from unnest(@Ids, @Limits) as t (id, register_by) where r.id = t.id",
            new { Ids = moved.Select(one => one.Item.Id).ToArray(), Limits = moved.Select(one => one.To!.Value).ToArray() }, cancellationToken: ct));
        return [.. moved.Select(one => new MovedTerm("receivedItem", one.Item.Id, null, null, LastDay(one.Item.RegisterBy), LastDay(one.To)))];
    }

    private DateOnly? LastDay(DateTimeOffset? limit) => limit is { } instant ? clock.DateOf(instant) : null;

    private sealed record Item(Guid Id, DateTimeOffset ReceivedAt, DateTimeOffset? RegisterBy, bool Urgent);
}
