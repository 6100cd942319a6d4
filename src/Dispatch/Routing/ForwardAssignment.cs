using Dispatch.Access;
using Dispatch.Journal;
using Dispatch.Notices;
using Dispatch.Platform;
using Dispatch.Platform.Http;

namespace Dispatch.Routing;

/// <summary>Passes a line on whole.</summary>
public sealed record ForwardAssignmentRequest
{
    /// <summary>Code of the unit; or leave it out and name a person.</summary>
    public string? Unit { get; init; }

    /// <summary>User name or id of the person.</summary>
    public string? Person { get; init; }

    /// <summary>Words for whoever gets it.</summary>
    public string? Note { get; init; }
}

/// <summary>Use case: pass a line on whole (chuyển tiếp): role and deadline go along, and it comes back when its new holder returns it.</summary>
public sealed class ForwardAssignment(Database database, OfficeClock clock, JournalWriter journal)
{
    public async Task<Result<AssignmentView>> Execute(Id<Assignment> id, ForwardAssignmentRequest request, IfMatch ifMatch, Caller caller, CancellationToken ct)
    {
        await using var tx = await database.Begin(caller, ct);
        if (!(await One(tx, id, request, ifMatch, ct)).Ok(out var forwarded, out var problem))
            return problem;
        var view = (await AssignmentView.One(tx.Connection, forwarded, ct))!;
        await tx.Commit(view, ct);
        return view;
    }

    internal async Task<Result<Id<Assignment>>> One(OfficeTransaction tx, Id<Assignment> id, ForwardAssignmentRequest request, IfMatch ifMatch, CancellationToken ct)
    {
        if (await RoutingStore.LockLine(tx, id, ct) is not { } found)
            return RoutingProblems.AssignmentNotFound;
        var (document, line) = found;
        if (ifMatch.RefusesIfGiven(line.Version) is { } stale)
            return stale;
        if (DocumentPolicy.Office.Refuses(Subject.Of(tx.Caller), DocumentAction.Forward, line.In(document), RoutingProblems.AssignmentNotFound) is { } refused)
            return refused;
        // Its term stands still with who has it.
        if (line.State is not (AssignmentState.Pending or AssignmentState.Active) || line.PausedOn is not null)
            return RoutingProblems.MoveRefused;
        var lines = await RoutingStore.Lines(tx, line.DirectionId, ct);
        if (lines.Any(one => one.ParentId == id.Value && one.IsOpen))
            return RoutingProblems.LinesBelow;
        var errors = new FieldErrors();
        var note = errors.OptionalLines("note", request.Note, 4000);
        var field = request.Person is null ? "unit" : "person";
        var to = await Assignee.Find(tx.Connection, errors, field, request.Unit, request.Person, clock.Today, ct);
        if (to is not null && lines.Any(one => one.ParentId == line.ParentId && (one.UnitId ?? one.PersonId) == to.Principal
                && one.State is not (AssignmentState.Forwarded or AssignmentState.Returned or AssignmentState.Withdrawn)))
            errors.Add(field, $"{to.Name} đã có trong ý kiến chỉ đạo", $"{to.Name} is in the direction already");
        if (to is not null && line.ParentId is not null && to.PersonId is null)
            errors.Add(field, "Trong đơn vị chỉ giao cho cá nhân", "Within a unit only persons are assigned");
        if (!errors.None)
            return errors.ToProblem();

        tx.ActFor(line.PersonId);
        var now = clock.Now;
        await RoutingStore.Move(tx, line, AssignmentState.Forwarded, new LineEnd(note), now, ct);
        var forwarded = await RoutingStore.Insert(tx, document,
            new NewLine(line.DirectionId, line.Role, to!, line.Due, note) { ParentId = line.ParentId, ForwardedFromId = id.Value }, now, ct);
        if (line.Role == AssignmentRole.Lead && lines.Where(one => one.Id.Value == line.ParentId).All(above => above.Role == AssignmentRole.Lead))
            await Custody.Move(tx, document.Id, to!.PersonId, to.UnitId, CustodyReason.Forwarded, now, ct);
        await RoutingStore.Touch(tx, document, ct);
        await Told.Desk(tx, to!.PersonId, to.UnitId, NoticeKind.Assigned, "assignment", forwarded.Value, document.About, clock, ct);
        await journal.Write(tx, "assignment.forwarded", "document", document.Id.Value, new Changes().New("role", line.Role).New("to", to.Name).New("note", note), ct);
        return forwarded;
    }
}
