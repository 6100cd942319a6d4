using Dispatch.Access;
using Dispatch.Journal;
using Dispatch.Notices;
using Dispatch.Platform;
using Dispatch.Platform.Http;

namespace Dispatch.Routing;

/// <summary>Takes a line back.</summary>
public sealed record WithdrawAssignmentRequest
{
    /// <summary>Why; at least 10 characters, needed once it was read.</summary>
    public string? Reason { get; init; }
}

/// <summary>Use case: who gave a line takes it back (thu hồi), and the lines below it; unread without a word, read with a reason.</summary>
public sealed class WithdrawAssignment(Database database, OfficeClock clock, JournalWriter journal)
{
    public async Task<Result<AssignmentView>> Execute(Id<Assignment> id, WithdrawAssignmentRequest request, IfMatch ifMatch, Caller caller, CancellationToken ct)
    {
        await using var tx = await database.Begin(caller, ct);
        if (await RoutingStore.LockLine(tx, id, ct) is not { } found)
            return RoutingProblems.AssignmentNotFound;
        var (document, line) = found;
        if (ifMatch.RefusesIfGiven(line.Version) is { } stale)
            return stale;
        if (DocumentPolicy.Office.Refuses(Subject.Of(caller), DocumentAction.DecideLine, line.In(document), RoutingProblems.AssignmentNotFound) is { } refused)
            return refused;
        if (line is { ParentId: null, ForwardedFromId: null, Role: AssignmentRole.Lead })
            return RoutingProblems.LeadStays;
        if (!line.IsOpen)
            return RoutingProblems.MoveRefused;
        var errors = new FieldErrors();
        var reason = line.ReadAt is null && request.Reason is null ? null : errors.Reason("reason", request.Reason);
        if (!errors.None)
            return errors.ToProblem();
        tx.ActFor(line.DecidedBy);
        var now = clock.Now;
        var lines = await RoutingStore.Lines(tx, line.DirectionId, ct);
        foreach (var taken in lines.Where(one => one.IsOpen && (one.Id == line.Id || one.ParentId == id.Value)))
        {
            await RoutingStore.Move(tx, taken, AssignmentState.Withdrawn, new LineEnd(reason), now, ct);
            await GrantStore.TakeBack(tx, document.Id, [taken.Id.Value], ct);
            await Told.Desk(tx, taken.PersonId, taken.UnitId, NoticeKind.Withdrawn, "assignment", taken.Id.Value, document.About, clock, ct);
        }
        var before = lines.FirstOrDefault(one => one.Id.Value == line.ForwardedFromId);
        if (before is not null)
            await RoutingStore.Move(tx, before, AssignmentState.Active, null, now, ct);
        var above = lines.FirstOrDefault(one => one.Id.Value == line.ParentId);
        if (line.Role == AssignmentRole.Lead && above is null or { Role: AssignmentRole.Lead } && (before ?? above) is { } holder)
            await Custody.Move(tx, document.Id, holder.PersonId, holder.UnitId, CustodyReason.Withdrawn, now, ct);
        await journal.Write(tx, "assignment.withdrawn", "document", document.Id.Value, new Changes().New("role", line.Role).New("reason", reason), ct);
        if (!await RollUp.From(tx, document, clock, ct))
            await RoutingStore.Touch(tx, document, ct);
        var view = (await AssignmentView.One(tx.Connection, id, ct))!;
        await tx.Commit(view, ct);
        return view;
    }
}
