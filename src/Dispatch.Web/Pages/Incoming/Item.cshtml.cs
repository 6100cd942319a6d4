using Dispatch.Incoming;
using Dispatch.Journal;
using Dispatch.People;
using Dispatch.Platform;
using Dispatch.Platform.Http;
using Dispatch.Web.Desk;
using Microsoft.AspNetCore.Mvc;

namespace Dispatch.Web.Pages.Incoming;

/// <summary>
/// One received item: what came, its scans, its limit; and the ways out of the queue: into the book, refused, or handed over unopened. Who reads
/// incoming documents may look at it, for the office chief is told of urgent ones; the registry acts.
/// </summary>
[Needs(Permission.ReadIncoming)]
public sealed class ItemModel(
    ReadReceived read, ReadReceivedHistory readHistory, RefuseReceived refuse, HandOverReceived handOver, ReopenReceived reopen, OfficeClock clock) : DeskPage
{
    public const string AskToRefuse = "tu-choi";
    public const string AskToHandOver = "chuyen";

    public ReceivedItemView Item { get; private set; } = null!;

    public IReadOnlyList<HistoryLine> Acts { get; private set; } = [];

    /// <summary>What the person is asked for: <see cref="AskToRefuse"/>, <see cref="AskToHandOver"/> or nothing.</summary>
    public string? Asking { get; private set; }

    public string? Reason { get; private set; }

    public string? To { get; private set; }

    public bool MayAct => Caller.May(Permission.RegisterIncoming);

    public bool Waits => Item.Status == ReceivedItemStatus.Received;

    public bool CanUndo => MayAct && ReopenReceived.CanUndo(Item, Caller, clock.Now);

    public async Task<IActionResult> OnGet(Guid id, string? hoi, CancellationToken ct)
    {
        if (!await Read(id, ct))
            return NotFound();
        Asking = MayAct && Waits ? hoi : null;
        To = Item.AddressedTo;
        return Page();
    }

    public async Task<IActionResult> OnPostRefuse(Guid id, int version, string? reason, CancellationToken ct)
    {
        if (!MayAct)
            return StatusCode(403);
        var result = await refuse.Execute(new Id<ReceivedItem>(id), new RefuseReceivedRequest { Reason = reason }, IfMatch.Exactly(version), Caller, ct);
        (Asking, Reason) = (AskToRefuse, reason);
        return await Answer(id, result, ct);
    }

    public async Task<IActionResult> OnPostHandOver(Guid id, int version, string? to, CancellationToken ct)
    {
        if (!MayAct)
            return StatusCode(403);
        var result = await handOver.Execute(new Id<ReceivedItem>(id), new HandOverReceivedRequest { To = to }, IfMatch.Exactly(version), Caller, ct);
        (Asking, To) = (AskToHandOver, to);
        return await Answer(id, result, ct);
    }

    public async Task<IActionResult> OnPostReopen(Guid id, int version, CancellationToken ct)
    {
        if (!MayAct)
            return StatusCode(403);
        return await Answer(id, await reopen.Execute(new Id<ReceivedItem>(id), IfMatch.Exactly(version), Caller, ct), ct);
    }

    private async Task<IActionResult> Answer(Guid id, Result<ReceivedItemView> result, CancellationToken ct)
    {
        if (result.Ok(out _, out var problem))
            return Redirect($"/cho-vao-so?xong={id}");
        if (!await Read(id, ct))
            return NotFound();
        if (!Waits)
            Asking = null;
        Refuse(problem);
        return Page();
    }

    private async Task<bool> Read(Guid id, CancellationToken ct)
    {
        if (!(await read.Execute(new Id<ReceivedItem>(id), ct)).Ok(out var item, out _))
            return false;
        Item = item;
        if ((await readHistory.Execute(item.Id, new Paging(Paging.MaxLimit), ct)).Ok(out var history, out _))
            Acts = [.. history.Items.Where(line => line.Action.StartsWith("received.", StringComparison.Ordinal))];
        return true;
    }
}
