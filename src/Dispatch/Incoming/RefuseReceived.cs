using Dispatch.Journal;
using Dispatch.Platform;
using Dispatch.Platform.Http;

namespace Dispatch.Incoming;

/// <summary>Refuses a received item (Từ chối tiếp nhận).</summary>
public sealed record RefuseReceivedRequest
{
    /// <summary>Why, at least 10 characters.</summary>
    public string? Reason { get; init; }
}

/// <summary>Use case: refuse what was sent to the wrong place or cannot be received. It uses no number and stays to be seen.</summary>
public sealed class RefuseReceived(Database database, OfficeClock clock, JournalWriter journal)
{
    public async Task<Result<ReceivedItemView>> Execute(Id<ReceivedItem> id, RefuseReceivedRequest request, IfMatch ifMatch, Caller caller, CancellationToken ct)
    {
        var errors = new FieldErrors();
        if (errors.Reason("reason", request.Reason) is not { } reason)
            return errors.ToProblem();
        await using var tx = await database.Begin(caller, ct);
        if (await ReceivedItemStore.Lock(tx, id, ct) is not { } now)
            return IncomingProblems.ItemNotFound;
        if (ifMatch.RefusesIfGiven(now.Version) is { } stale)
            return stale;
        if (now.State != ReceivedItemStatus.Received)
            return IncomingProblems.ItemClosed;
        await ReceivedItemStore.Close(tx, id, ReceivedItemStatus.Refused, null, reason, clock.Now, ct);
        await journal.Write(tx, "received.refused", "receivedItem", id.Value, new Changes().New("reason", reason), ct);
        var view = (await ReceivedItemStore.View(tx.Connection, id, ct))!;
        await tx.Commit(view, ct);
        return view;
    }
}
