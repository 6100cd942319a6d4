using Dapper;
using Dispatch.Access;
using Dispatch.Journal;
using Dispatch.Notices;
using Dispatch.Platform;
using Dispatch.Platform.Http;

namespace Dispatch.Routing;

/// <summary>Proposes to give a line back.</summary>
public sealed record ProposeReturnRequest
{
    /// <summary>Why; at least 10 characters.</summary>
    public string? Reason { get; init; }
}

/// <summary>Decides about a proposed return.</summary>
public sealed record DecideReturnRequest
{
    /// <summary>True: the line is returned; false: it stays where it is. Required.</summary>
    public bool? Accept { get; init; }

    /// <summary>Why not; at least 10 characters when it stays.</summary>
    public string? Reason { get; init; }

    /// <summary>True to propose the unit's own line for return at once, for the same reason.</summary>
    public bool? PassUp { get; init; }
}

/// <summary>
/// Use cases: propose to give a line back (đề nghị trả lại), and decide about it. The line is returned only when who gave it accepts; other lines are
/// untouched. Who gave it is the author of the direction, the head of the unit above, or who passed it on.
/// </summary>
public sealed class ReturnAssignment(Database database, OfficeClock clock, JournalWriter journal)
{
    public async Task<Result<AssignmentView>> Propose(Id<Assignment> id, ProposeReturnRequest request, IfMatch ifMatch, Caller caller, CancellationToken ct)
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
        if (DocumentPolicy.Office.Refuses(Subject.Of(caller), DocumentAction.ProposeReturn, line.In(document), RoutingProblems.AssignmentNotFound) is { } refused)
            return refused;
        tx.ActFor(line.PersonId);
        if (await Propose(tx, document, line, reason, ct) is { } problem)
            return problem;
        return await Answer(tx, id, ct);
    }

    public async Task<Result<AssignmentView>> Decide(Id<Assignment> id, DecideReturnRequest request, IfMatch ifMatch, Caller caller, CancellationToken ct)
    {
        var errors = new FieldErrors();
        if (request.Accept is null)
            errors.Add("accept", "Chọn đồng ý hoặc không", "Choose whether to accept");
        var reason = request.Accept == false ? errors.Reason("reason", request.Reason) : errors.OptionalLines("reason", request.Reason, 1000);
        if (!errors.None)
            return errors.ToProblem();
        await using var tx = await database.Begin(caller, ct);
        if (await RoutingStore.LockLine(tx, id, ct) is not { } found)
            return RoutingProblems.AssignmentNotFound;
        var (document, line) = found;
        if (ifMatch.RefusesIfGiven(line.Version) is { } stale)
            return stale;
        if (DocumentPolicy.Office.Refuses(Subject.Of(caller), DocumentAction.DecideLine, line.In(document), RoutingProblems.AssignmentNotFound) is { } refused)
            return refused;
        if (line.State != AssignmentState.ReturnProposed)
            return RoutingProblems.MoveRefused;
        tx.ActFor(line.DecidedBy);
        var now = clock.Now;
        if (request.Accept == false)
            await RoutingStore.Move(tx, line, AssignmentState.Active, null, now, ct);
        else if (await Accept(tx, document, line, reason, request.PassUp == true, now, ct) is { } problem)
            return problem;
        await Told.Desk(tx, line.PersonId, line.UnitId, NoticeKind.ReturnDecided, "assignment", id.Value, document.About, clock, ct);
        await journal.Write(tx, request.Accept == true ? "assignment.returned" : "assignment.returnDeclined", "document", document.Id.Value,
            new Changes().New("role", line.Role).New("reason", reason), ct);
        if (!await RollUp.From(tx, document, clock, ct))
            await RoutingStore.Touch(tx, document, ct);
        return await Answer(tx, id, ct);
    }

    private async Task<Problem?> Propose(OfficeTransaction tx, RoutedDocument document, RoutedLine line, string reason, CancellationToken ct)
    {
        if (line.Role == AssignmentRole.Inform)
            return RoutingProblems.MoveRefused;
        if ((await RoutingStore.Lines(tx, line.DirectionId, ct)).Any(one => one.ParentId == line.Id.Value && one.IsOpen))
            return RoutingProblems.LinesBelow;
        if (await RoutingStore.Move(tx, line, AssignmentState.ReturnProposed, null, clock.Now, ct) is { } refused)
            return refused;
        await tx.Connection.ExecuteAsync(new CommandDefinition("""
            update assignment
            set return_proposed_by = @PersonId, return_because = @reason, read_at = coalesce(read_at, @Now), read_by = coalesce(read_by, @PersonId)
            where id = @Id
            """, new { line.Id, tx.Caller.PersonId, reason, clock.Now }, cancellationToken: ct));
        await RoutingStore.Touch(tx, document, ct);
        await Told.Desk(tx, line.DecidedBy, line.DecidedByUnit, NoticeKind.ReturnProposed, "assignment", line.Id.Value, document.About, clock, ct);
        await journal.Write(tx, "assignment.returnProposed", "document", document.Id.Value, new Changes().New("role", line.Role).New("reason", reason), ct);
        return null;
    }

    private async Task<Problem?> Accept(
        OfficeTransaction tx, RoutedDocument document, RoutedLine line, string? reason, bool passUp, DateTimeOffset now, CancellationToken ct)
    {
        await RoutingStore.Move(tx, line, AssignmentState.Returned, new LineEnd(reason), now, ct);
        await GrantStore.TakeBack(tx, document.Id, [line.Id.Value], ct);
        var lines = await RoutingStore.Lines(tx, line.DirectionId, ct);
        if (lines.FirstOrDefault(one => one.Id.Value == line.ForwardedFromId) is { } before)
            await RoutingStore.Move(tx, before, AssignmentState.Active, null, now, ct);
        var above = lines.FirstOrDefault(one => one.Id.Value == line.ParentId);
        if (line.Role == AssignmentRole.Lead && above is null or { Role: AssignmentRole.Lead })
        {
            var holder = lines.FirstOrDefault(one => one.Id.Value == line.ForwardedFromId) ?? above;
            await Custody.Move(tx, document.Id, holder is null ? document.DirectedBy : holder.PersonId, holder?.UnitId, CustodyReason.Returned, now, ct);
        }
        if (!passUp)
            return null;
        if (above is null)
            return RoutingProblems.MoveRefused;
        var because = await tx.Connection.ExecuteScalarAsync<string>(new CommandDefinition("select return_because from assignment where id = @Id", new { line.Id }, cancellationToken: ct));
        return await Propose(tx, document, above, because!, ct);
    }

    private static async Task<Result<AssignmentView>> Answer(OfficeTransaction tx, Id<Assignment> id, CancellationToken ct)
    {
        var view = (await AssignmentView.One(tx.Connection, id, ct))!;
        await tx.Commit(view, ct);
        return view;
    }
}
