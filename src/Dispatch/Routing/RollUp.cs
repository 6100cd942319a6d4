using Dispatch.Incoming;
using Dispatch.Notices;
using Dispatch.Platform;

namespace Dispatch.Routing;

/// <summary>
/// What ends with a line: a unit's line, when its lead below is done and nobody else of the unit is at work; the document, when the direction's lead is
/// done and nobody else is at work. Lines "to know" hold up nothing.
/// </summary>
internal static class RollUp
{
    /// <summary>Looks up from the lines of the direction that counts; true when the document is completed now.</summary>
    public static async Task<bool> From(OfficeTransaction tx, RoutedDocument document, OfficeClock clock, CancellationToken ct)
    {
        if (document.DirectionId is not { } direction)
            return false;
        var now = clock.Now;
        var lines = await RoutingStore.Lines(tx, direction, ct);
        foreach (var unit in lines.Where(line => line.ParentId is null && line.State is AssignmentState.Pending or AssignmentState.Active && lines.Any(below => below.ParentId == line.Id.Value)))
        {
            var below = lines.Where(line => line.ParentId == unit.Id.Value).ToList();
            if (below.Any(AtWork) || below.FirstOrDefault(line => line is { Role: AssignmentRole.Lead, State: AssignmentState.Done }) is not { } lead)
                continue;
            var done = await AssignmentView.One(tx.Connection, lead.Id, ct);
            await PauseDeadline.EndWith(tx, unit, clock, ct);
            await RoutingStore.Move(tx, unit, AssignmentState.Done, new LineEnd(null, done!.Result, done.ResultNote, done.AnswerDocumentId, done.AnswerSymbol), now, ct);
            await Told.Desk(tx, null, unit.UnitId, NoticeKind.Completed, "assignment", unit.Id.Value, document.About, clock, ct);
        }
        lines = await RoutingStore.Lines(tx, direction, ct);
        if (lines.Any(AtWork) || !lines.Any(line => line is { ParentId: null, Role: AssignmentRole.Lead, State: AssignmentState.Done }))
            return false;
        await RoutingStore.SetState(tx, document, IncomingStatus.Completed, now, ct);
        await Custody.Move(tx, document.Id, null, null, CustodyReason.Completed, now, ct);
        await Told.Desk(tx, document.DirectedBy, null, NoticeKind.Completed, "document", document.Id.Value, document.About, clock, ct);
        await Told.Followers(tx, document, NoticeKind.Completed, clock, ct);
        return true;
    }

    /// <summary>Somebody still has to do something.</summary>
    public static bool AtWork(RoutedLine line) => line.IsOpen && line.Role != AssignmentRole.Inform;
}
