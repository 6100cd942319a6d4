using Dapper;
using Dispatch.Access;
using Dispatch.Incoming;
using Dispatch.Journal;
using Dispatch.Notices;
using Dispatch.Platform;
using Dispatch.Platform.Http;

namespace Dispatch.Routing;

/// <summary>Recalls a direction that was read.</summary>
public sealed record RecallDirectionRequest
{
    /// <summary>Why; at least 10 characters.</summary>
    public string? Reason { get; init; }
}

/// <summary>Adds lines to a direction.</summary>
public sealed record AddToDirectionRequest
{
    /// <summary>The lines; a lead only when the direction has none any more.</summary>
    public IReadOnlyList<RequestedLine>? Assignments { get; init; }
}

/// <summary>
/// Use cases on a direction that was given: change or take back while nobody has read it, recall with a reason after, add lines. Changing is a new
/// direction in the place of the old one, so that every line ever given stays readable.
/// </summary>
public sealed class ChangeDirection(Database database, OfficeClock clock, JournalWriter journal, GiveDirection give)
{
    /// <summary>Puts another direction in its place.</summary>
    public async Task<Result<DirectionView>> Replace(Id<Direction> id, GiveDirectionRequest request, IfMatch ifMatch, Caller caller, CancellationToken ct)
    {
        await using var tx = await database.Begin(caller, ct);
        if (!(await Lock(tx, id, ifMatch, ct)).Ok(out var given, out var problem))
            return problem;
        if (given.Read)
            return RoutingProblems.DirectionRead;
        if (!(await give.Read(tx, new FieldErrors(), request, ct)).Ok(out var draft, out problem))
            return problem;
        await End(tx, given, DirectionState.Replaced, null, ct);
        var view = await give.Write(tx, given.Document, draft, given.Document.DirectedBy!.Value, "direction.changed", ct);
        await tx.Commit(view, ct);
        return view;
    }

    /// <summary>Takes it back unread: the document stands registered again.</summary>
    public async Task<Result<DirectionView>> Withdraw(Id<Direction> id, IfMatch ifMatch, Caller caller, CancellationToken ct)
    {
        await using var tx = await database.Begin(caller, ct);
        if (!(await Lock(tx, id, ifMatch, ct)).Ok(out var given, out var problem))
            return problem;
        if (given.Read)
            return RoutingProblems.DirectionRead;
        return await TakeBack(tx, given, DirectionState.Withdrawn, null, "direction.withdrawn", ct);
    }

    /// <summary>Recalls it after it was read, with a reason; the trace stays.</summary>
    public async Task<Result<DirectionView>> Recall(Id<Direction> id, RecallDirectionRequest request, IfMatch ifMatch, Caller caller, CancellationToken ct)
    {
        var errors = new FieldErrors();
        var reason = errors.Reason("reason", request.Reason);
        if (reason is null)
            return errors.ToProblem();
        await using var tx = await database.Begin(caller, ct);
        if (!(await Lock(tx, id, ifMatch, ct)).Ok(out var given, out var problem))
            return problem;
        return await TakeBack(tx, given, DirectionState.Recalled, reason, "direction.recalled", ct);
    }

    /// <summary>Adds lines: others to support or to know, or a new lead after the first gave it back.</summary>
    public async Task<Result<DirectionView>> Add(Id<Direction> id, AddToDirectionRequest request, IfMatch ifMatch, Caller caller, CancellationToken ct)
    {
        await using var tx = await database.Begin(caller, ct);
        if (!(await Lock(tx, id, ifMatch, ct)).Ok(out var given, out var problem))
            return problem;
        var live = given.Lines.Where(line => line.ParentId is null && line.State is not (AssignmentState.Forwarded or AssignmentState.Returned or AssignmentState.Withdrawn)).ToList();
        var needsLead = live.All(line => line.Role != AssignmentRole.Lead);
        var asked = request.Assignments ?? [];
        if (!needsLead && asked.Any(line => line.Role == AssignmentRole.Lead))
            return RoutingProblems.SecondLead;
        var (errors, now) = (new FieldErrors(), clock.Now);
        var lines = await CheckedLine.Read(tx.Connection, errors, asked.Count == 0 ? null : asked, oneLead: needsLead || asked.Count == 0, clock.Today, ct);
        for (var i = 0; i < lines.Count; i++)
        {
            if (live.Any(line => (line.UnitId ?? line.PersonId) == lines[i].To.Principal))
                errors.Add($"assignments[{i}]", $"{lines[i].To.Name} đã có trong ý kiến chỉ đạo", $"{lines[i].To.Name} is in the direction already");
        }
        if (!errors.None)
            return errors.ToProblem();
        if (!(await give.Dated(tx, lines, ct)).Ok(out var dated, out problem))
            return problem;
        await give.AddLines(tx, given.Document, id.Value, dated, now, ct);
        if (dated.FirstOrDefault(line => line.Role == AssignmentRole.Lead)?.To is { } lead)
            await Custody.Move(tx, given.Document.Id, lead.PersonId, lead.UnitId, CustodyReason.Directed, now, ct);
        await RoutingStore.Touch(tx, given.Document, ct);
        await journal.Write(tx, "direction.added", "document", given.Document.Id.Value,
            new Changes().New("assignments", dated.Select(line => line.InWords).ToList()), ct);
        return await Answer(tx, given, ct);
    }

    private async Task<Result<DirectionView>> TakeBack(
        OfficeTransaction tx, Given given, DirectionState state, string? reason, string action, CancellationToken ct)
    {
        var now = clock.Now;
        await End(tx, given, state, reason, ct);
        await RoutingStore.SetState(tx, given.Document, IncomingStatus.Registered, now, ct);
        await Custody.Move(tx, given.Document.Id, null, null, CustodyReason.Withdrawn, now, ct);
        await journal.Write(tx, action, "document", given.Document.Id.Value, new Changes().New("reason", reason), ct);
        return await Answer(tx, given, ct);
    }

    private async Task End(OfficeTransaction tx, Given given, DirectionState state, string? reason, CancellationToken ct)
    {
        var now = clock.Now;
        await tx.Connection.ExecuteAsync(new CommandDefinition("""
            update assignment
            set state = 'withdrawn', ended_at = @now, ended_by = @PersonId, ended_because = @reason, version = version + 1
            where direction_id = @Id and state in ('pending', 'active', 'returnProposed');
            update direction
            set state = @state, ended_at = @now, ended_by = @PersonId, ended_because = @reason, version = version + 1
            where id = @Id;
            """, new { given.Id, now, tx.Caller.PersonId, reason, state }, cancellationToken: ct));
        var taken = given.Lines.Where(line => line.IsOpen).ToList();
        await GrantStore.TakeBack(tx, given.Document.Id, taken.Select(line => line.Id.Value), ct);
        foreach (var line in taken)
            await Told.Desk(tx, line.PersonId, line.UnitId, NoticeKind.Withdrawn, "assignment", line.Id.Value, given.Document.About, clock, ct);
    }

    private static async Task<Result<DirectionView>> Answer(OfficeTransaction tx, Given given, CancellationToken ct)
    {
        var view = (await DirectionView.Of(tx.Connection, given.Document.Id, ct)).Single(one => one.Id.Value == given.Id);
        await tx.Commit(view, ct);
        return view;
    }

    private static async Task<Result<Given>> Lock(OfficeTransaction tx, Id<Direction> id, IfMatch ifMatch, CancellationToken ct)
    {
        var documentId = await tx.Connection.ExecuteScalarAsync<Guid?>(new CommandDefinition(
            "select document_id from direction where id = @id", new { id }, cancellationToken: ct));
        if (documentId is not { } found || await RoutingStore.Lock(tx, new(found), ct) is not { } document)
            return RoutingProblems.DirectionNotFound;
        if (ifMatch.RefusesIfGiven(document.Version) is { } stale)
            return stale;
        var own = await tx.Connection.QuerySingleAsync<Owner>(new CommandDefinition(
            "select author_id, typed_by, state from direction where id = @id", new { id }, cancellationToken: ct));
        var matter = document.Matter with { DirectedBy = own.AuthorId, TypedBy = own.TypedBy };
        if (DocumentPolicy.Office.Refuses(Subject.Of(tx.Caller), DocumentAction.ChangeDirection, matter, RoutingProblems.DirectionNotFound) is { } refused)
            return refused;
        if (document.State == IncomingStatus.Completed)
            return RoutingProblems.CompletedAlready;
        if (own.State != DirectionState.Given)
            return RoutingProblems.DirectionEnded;
        tx.ActFor(own.TypedBy == tx.Caller.PersonId.Value ? null : own.AuthorId);
        var lines = await RoutingStore.Lines(tx, id.Value, ct);
        return new Given(id.Value, document, lines, lines.Any(line => line.ReadAt is not null || line.State != AssignmentState.Pending));
    }

    private sealed record Owner(Guid AuthorId, Guid? TypedBy, DirectionState State);

    private sealed record Given(Guid Id, RoutedDocument Document, IReadOnlyList<RoutedLine> Lines, bool Read);
}
