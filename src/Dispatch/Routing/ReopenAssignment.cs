using Dispatch.Access;
using Dispatch.Incoming;
using Dispatch.Journal;
using Dispatch.Notices;
using Dispatch.Platform;
using Dispatch.Platform.Http;

namespace Dispatch.Routing;

/// <summary>Opens a finished line again.</summary>
public sealed record ReopenAssignmentRequest
{
    /// <summary>Why; at least 10 characters.</summary>
    public string? Reason { get; init; }
}

/// <summary>Use case: open a finished line again; the unit's line above it and the document open with it.</summary>
public sealed class ReopenAssignment(Database database, OfficeClock clock, JournalWriter journal)
{
    public async Task<Result<AssignmentView>> Execute(Id<Assignment> id, ReopenAssignmentRequest request, IfMatch ifMatch, Caller caller, CancellationToken ct)
    {
        var errors = new FieldErrors();
        var reason = errors.Reason("reason", request.Reason);
        if (reason is null)
            return errors.ToProblem();
        await using var tx = await database.Begin(caller, ct);
        if (await RoutingStore.LockLine(tx, id, ct) is not { } found)
            return RoutingProblems.AssignmentNotFound;
        var (document, line) = found;
        if (ifMatch.RefusesIfGiven(line.Version) is { } stale)
            return stale;
        if (DocumentPolicy.Office.Refuses(Subject.Of(caller), DocumentAction.Reopen, line.In(document), RoutingProblems.AssignmentNotFound) is { } refused)
            return refused;
        // Of a direction that was recalled or replaced nothing opens again.
        if (document.DirectionId != line.DirectionId || line.State != AssignmentState.Done)
            return RoutingProblems.MoveRefused;
        tx.ActFor(line.PersonId is { } person && caller.Desks.Contains(person) ? person : line.DecidedBy);
        var now = clock.Now;
        var lines = await RoutingStore.Lines(tx, line.DirectionId, ct);
        foreach (var opened in lines.Where(one => one.Id == line.Id || (one.Id.Value == line.ParentId && one.State == AssignmentState.Done)))
            await RoutingStore.Move(tx, opened, AssignmentState.Active, null, now, ct);
        if (document.State == IncomingStatus.Completed)
        {
            await RoutingStore.SetState(tx, document, IncomingStatus.InProgress, now, ct);
            await Custody.Move(tx, document.Id, line.PersonId, line.UnitId, CustodyReason.Reopened, now, ct);
        }
        else
            await RoutingStore.Touch(tx, document, ct);
        await Told.Desk(tx, line.PersonId, line.UnitId, NoticeKind.Reopened, "assignment", line.Id.Value, document.About, clock, ct);
        await journal.Write(tx, "assignment.reopened", "document", document.Id.Value, new Changes().New("role", line.Role).New("reason", reason), ct);
        var view = (await AssignmentView.One(tx.Connection, id, ct))!;
        await tx.Commit(view, ct);
        return view;
    }
}
