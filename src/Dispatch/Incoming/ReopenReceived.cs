using Dapper;
using Dispatch.Calendar;
using Dispatch.Documents;
using Dispatch.Journal;
using Dispatch.Platform;
using Dispatch.Platform.Http;

namespace Dispatch.Incoming;

/// <summary>
/// Use case: bring a closed item back into the queue. Undo of one's own act within <see cref="UndoFor"/>, as if it had not been; a letter that was
/// handed over comes back any time because it concerns common work (Đ21): it then counts as received anew, for the office had it not.
/// </summary>
public sealed class ReopenReceived(Database database, OfficeClock clock, JournalWriter journal, WorkingCalendars calendars)
{
    /// <summary>How long an act can be undone.</summary>
    public static readonly TimeSpan UndoFor = TimeSpan.FromSeconds(60);

    /// <summary>Whether <paramref name="caller"/> can still undo what they did to <paramref name="item"/>.</summary>
    public static bool CanUndo(ReceivedItemView item, Caller caller, DateTimeOffset now) =>
        item.Status is ReceivedItemStatus.Refused or ReceivedItemStatus.HandedOver && item.ClosedAt is { } at && now - at <= UndoFor && item.ClosedBy?.Id == caller.PersonId.Value;

    public async Task<Result<ReceivedItemView>> Execute(Id<ReceivedItem> id, IfMatch ifMatch, Caller caller, CancellationToken ct)
    {
        await using var tx = await database.Begin(caller, ct);
        if (await ReceivedItemStore.Lock(tx, id, ct) is not { } locked)
            return IncomingProblems.ItemNotFound;
        if (ifMatch.RefusesIfGiven(locked.Version) is { } stale)
            return stale;
        var before = (await ReceivedItemStore.View(tx.Connection, id, ct))!;
        if (before.Status == ReceivedItemStatus.Received)
            return IncomingProblems.ItemWaits;
        if (before.Status == ReceivedItemStatus.Registered)
            return IncomingProblems.ItemRegistered;
        var undone = CanUndo(before, caller, clock.Now);
        if (!undone && before.Status == ReceivedItemStatus.Refused)
            return IncomingProblems.UndoTooLate;

        var receivedAt = undone ? before.ReceivedAt : clock.Now;
        var limit = undone ? before.RegisterBy : (await calendars.Current(tx.Connection, ct)).RegisterBy(receivedAt, before.Urgency != Urgency.Normal);
        await tx.Connection.ExecuteAsync(new CommandDefinition("""
            update received_item
            set state = 'received', closed_at = null, closed_by = null, closed_because = null, received_at = @receivedAt, register_by = @limit,
                overdue_at = case when @undone then overdue_at end, version = version + 1
            where id = @id
            """, new { id, receivedAt, limit, undone }, cancellationToken: ct));
        await journal.Write(tx, undone ? "received.undone" : "received.takenBack", "receivedItem", id.Value,
            new Changes().Change("status", before.Status, ReceivedItemStatus.Received).Change("reason", before.ClosedBecause, null)
                .Change("receivedAt", before.ReceivedAt, receivedAt), ct);
        var view = (await ReceivedItemStore.View(tx.Connection, id, ct))!;
        await tx.Commit(view, ct);
        return view;
    }
}
