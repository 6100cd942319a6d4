using Dispatch.Journal;
using Dispatch.Platform;
using Dispatch.Platform.Http;

namespace Dispatch.Incoming;

/// <summary>Hands over a letter addressed by name.</summary>
public sealed record HandOverReceivedRequest
{
    /// <summary>Who took it; the addressee when missing.</summary>
    public string? To { get; init; }
}

/// <summary>Use case: hand over a letter addressed by name, unopened. It comes back through the queue if it concerns common work (Đ21).</summary>
public sealed class HandOverReceived(Database database, OfficeClock clock, JournalWriter journal)
{
    public async Task<Result<ReceivedItemView>> Execute(Id<ReceivedItem> id, HandOverReceivedRequest request, IfMatch ifMatch, Caller caller, CancellationToken ct)
    {
        var errors = new FieldErrors();
        var to = errors.OptionalLine("to", request.To, 1000);
        if (!errors.None)
            return errors.ToProblem();
        await using var tx = await database.Begin(caller, ct);
        if (await ReceivedItemStore.Lock(tx, id, ct) is not { } now)
            return IncomingProblems.ItemNotFound;
        if (ifMatch.RefusesIfGiven(now.Version) is { } stale)
            return stale;
        if (now.State != ReceivedItemStatus.Received)
            return IncomingProblems.ItemClosed;
        to ??= (await ReceivedItemStore.View(tx.Connection, id, ct))!.AddressedTo;
        if (to is null)
        {
            errors.Add("to", "Ghi người nhận", "Give the person who took it");
            return errors.ToProblem();
        }
        await ReceivedItemStore.Close(tx, id, ReceivedItemStatus.HandedOver, null, to, clock.Now, ct);
        await journal.Write(tx, "received.handedOver", "receivedItem", id.Value, new Changes().New("to", to), ct);
        var view = (await ReceivedItemStore.View(tx.Connection, id, ct))!;
        await tx.Commit(view, ct);
        return view;
    }
}
