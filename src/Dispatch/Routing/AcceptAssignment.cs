using Dapper;
using Dispatch.Access;
using Dispatch.Journal;
using Dispatch.Platform;
using Dispatch.Platform.Http;

namespace Dispatch.Routing;

/// <summary>Use cases: read a line (a receipt; a line "to know" is done with it), and accept it.</summary>
public sealed class AcceptAssignment(Database database, OfficeClock clock, JournalWriter journal)
{
    /// <summary>Notes that its holder read it, once.</summary>
    public Task<Result<AssignmentView>> Read(Id<Assignment> id, Caller caller, CancellationToken ct) =>
        Do(id, accepts: false, new IfMatch(false, null, false), caller, ct);

    /// <summary>Accepts it: work begins.</summary>
    public Task<Result<AssignmentView>> Accept(Id<Assignment> id, IfMatch ifMatch, Caller caller, CancellationToken ct) =>
        Do(id, accepts: true, ifMatch, caller, ct);

    internal async Task<Problem?> One(OfficeTransaction tx, Id<Assignment> id, bool accepts, IfMatch ifMatch, CancellationToken ct)
    {
        if (await RoutingStore.LockLine(tx, id, ct) is not { } found)
            return RoutingProblems.AssignmentNotFound;
        var (document, line) = found;
        if (ifMatch.RefusesIfGiven(line.Version) is { } stale)
            return stale;
        if (DocumentPolicy.Office.Refuses(Subject.Of(tx.Caller), DocumentAction.Accept, line.In(document), RoutingProblems.AssignmentNotFound) is { } refused)
            return refused;
        tx.ActFor(line.PersonId);
        return accepts ? await Accept(tx, document, line, ct) : await Read(tx, document, line, ct);
    }

    private async Task<Result<AssignmentView>> Do(Id<Assignment> id, bool accepts, IfMatch ifMatch, Caller caller, CancellationToken ct)
    {
        await using var tx = await database.Begin(caller, ct);
        if (await One(tx, id, accepts, ifMatch, ct) is { } problem)
            return problem;
        var view = (await AssignmentView.One(tx.Connection, id, ct))!;
        await tx.Commit(view, ct);
        return view;
    }

    private async Task<Problem?> Accept(OfficeTransaction tx, RoutedDocument document, RoutedLine line, CancellationToken ct)
    {
        if (line.Role == AssignmentRole.Inform)
            return await Read(tx, document, line, ct);
        if (line.State != AssignmentState.Pending)
            return RoutingProblems.MoveRefused;
        await RoutingStore.Begin(tx, document, line, clock.Now, ct);
        await journal.Write(tx, "assignment.accepted", "document", document.Id.Value, new Changes().New("role", line.Role), ct);
        return null;
    }

    private async Task<Problem?> Read(OfficeTransaction tx, RoutedDocument document, RoutedLine line, CancellationToken ct)
    {
        if (line.ReadAt is null)
        {
            await tx.Connection.ExecuteAsync(new CommandDefinition(
                "update assignment set read_at = @Now, read_by = @PersonId, version = version + 1 where id = @Id", new { line.Id, clock.Now, tx.Caller.PersonId }, cancellationToken: ct));
            await journal.Write(tx, "assignment.read", "document", document.Id.Value, new Changes().New("role", line.Role), ct);
        }
        if (line is { Role: AssignmentRole.Inform, State: AssignmentState.Pending })
        {
            await RoutingStore.Move(tx, line, AssignmentState.Done, new LineEnd(null, HandlingResult.Noted), clock.Now, ct);
            await RoutingStore.Touch(tx, document, ct);
        }
        return null;
    }
}
