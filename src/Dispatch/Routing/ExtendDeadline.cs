using Dapper;
using Dispatch.Access;
using Dispatch.Journal;
using Dispatch.Notices;
using Dispatch.Platform;
using Npgsql;

namespace Dispatch.Routing;

/// <summary>Asks for more time.</summary>
public sealed record RequestExtensionRequest
{
    /// <summary>The wanted deadline, after the present one. Required.</summary>
    public DateOnly? DueOn { get; init; }

    /// <summary>Why; at least 10 characters.</summary>
    public string? Reason { get; init; }
}

/// <summary>Decides about more time.</summary>
public sealed record DecideExtensionRequest
{
    /// <summary>True: the deadline moves; false: it stays. Required.</summary>
    public bool? Accept { get; init; }

    /// <summary>Another deadline than the wanted one.</summary>
    public DateOnly? DueOn { get; init; }

    /// <summary>Why not; at least 10 characters when it stays.</summary>
    public string? Reason { get; init; }
}

/// <summary>Where a request for more time is.</summary>
public enum ExtensionState
{
    /// <summary>Chờ quyết định.</summary>
    Waiting,

    /// <summary>Đã trình tiếp: the unit's head agrees, and asks for the unit's own deadline.</summary>
    PassedUp,

    /// <summary>Đồng ý.</summary>
    Granted,

    /// <summary>Không đồng ý.</summary>
    Declined,

    /// <summary>Đã rút.</summary>
    Withdrawn,
}

/// <summary>A request for more time (xin gia hạn), as its readers see it.</summary>
/// <param name="Number">Its number among those of the line, from 1.</param>
/// <param name="DueOn">The deadline when it was asked.</param>
/// <param name="WantedDueOn">The wanted one.</param>
/// <param name="Because">Why.</param>
/// <param name="Late">True when it was asked after the deadline had passed.</param>
/// <param name="RequestedBy">Name of who asked.</param>
/// <param name="RequestedAt">When.</param>
/// <param name="Decider">Name of the person, or of the unit whose head, decides.</param>
/// <param name="State">Where it is.</param>
/// <param name="GrantedDueOn">The deadline agreed to; null for none.</param>
/// <param name="EndedBy">Name of who decided or withdrew it.</param>
/// <param name="EndedAt">When.</param>
/// <param name="EndedBecause">Why not.</param>
public sealed record ExtensionView(
    int Number, DateOnly DueOn, DateOnly WantedDueOn, string Because, bool Late, string RequestedBy, DateTimeOffset RequestedAt, string Decider, ExtensionState State,
    DateOnly? GrantedDueOn, string? EndedBy, DateTimeOffset? EndedAt, string? EndedBecause)
{
    /// <summary>The requests of a line, as they were made.</summary>
    internal static async Task<IReadOnlyList<ExtensionView>> Of(NpgsqlConnection connection, Id<Assignment> line, CancellationToken ct) =>
        [.. await connection.QueryAsync<ExtensionView>(new CommandDefinition("""
            select e.number, e.due_on, e.wanted_due_on, e.because, e.late, b.full_name as requested_by, e.requested_at, coalesce(p.full_name, u.name) as decider, e.state,
                   e.granted_due_on, x.full_name as ended_by, e.ended_at, e.ended_because
            from extension_request e
            join person b on b.id = e.requested_by
            left join person p on p.id = e.decider_id
            left join unit u on u.id = e.decider_id
            left join person x on x.id = e.ended_by
            where e.assignment_id = @line
            order by e.number
            """, new { line }, cancellationToken: ct))];
}

/// <summary>
/// Use cases: ask for more time (xin gia hạn), decide about it, take the request back. Who decides is who gave the line; of a line passed on, who gave
/// it first. Easy to get wrong: past the unit's own deadline its head cannot go alone, so that request is passed up and both lines move together.
/// </summary>
public sealed class ExtendDeadline(Database database, OfficeClock clock, JournalWriter journal)
{
    public async Task<Result<ExtensionView>> Ask(Id<Assignment> id, RequestExtensionRequest request, Caller caller, CancellationToken ct)
    {
        var errors = new FieldErrors();
        var reason = errors.Reason("reason", request.Reason);
        if (request.DueOn is null)
            errors.Add("dueOn", "Nhập ngày xin gia hạn đến", "Enter the wanted date");
        await using var tx = await database.Begin(caller, ct);
        if (await RoutingStore.LockLine(tx, id, ct) is not { } found)
            return RoutingProblems.AssignmentNotFound;
        var (document, line) = found;
        if (DocumentPolicy.Office.Refuses(Subject.Of(caller), DocumentAction.RequestExtension, line.In(document), RoutingProblems.AssignmentNotFound) is { } refused)
            return refused;
        if (line.DueOn is null || !MayMove(line))
            return RoutingProblems.MoveRefused;
        if (!errors.Has("dueOn"))
            Check(errors, request.DueOn!.Value, line);
        if (!errors.None)
            return errors.ToProblem();
        if (await Waits(tx, id, ct))
            return RoutingProblems.ExtensionWaiting;
        tx.ActFor(line.PersonId);
        var number = await Write(tx, document, line, request.DueOn!.Value, reason!, null, ct);
        return await Answer(tx, document, id, number, ct);
    }

    public async Task<Result<ExtensionView>> Decide(Id<Assignment> id, int number, DecideExtensionRequest request, Caller caller, CancellationToken ct)
    {
        var errors = new FieldErrors();
        if (request.Accept is null)
            errors.Add("accept", "Chọn đồng ý hoặc không", "Choose whether to accept");
        var reason = request.Accept == false ? errors.Reason("reason", request.Reason) : errors.OptionalLines("reason", request.Reason, 1000);
        await using var tx = await database.Begin(caller, ct);
        if (await RoutingStore.LockLine(tx, id, ct) is not { } found)
            return RoutingProblems.AssignmentNotFound;
        var (document, line) = found;
        if (await Find(tx, id, number, ct) is not { } asked)
            return RoutingProblems.ExtensionNotFound;
        var matter = line.In(document) with { DecidedBy = asked.DeciderId, DecidedByUnit = asked.DeciderId };
        if (DocumentPolicy.Office.Refuses(Subject.Of(caller), DocumentAction.DecideLine, matter, RoutingProblems.AssignmentNotFound) is { } refused)
            return refused;
        if (asked.State != ExtensionState.Waiting || line.DueOn is null || !MayMove(line))
            return RoutingProblems.MoveRefused;
        var wanted = request.DueOn ?? asked.WantedDueOn;
        if (request.Accept == true)
            Check(errors, wanted, line);
        if (!errors.None)
            return errors.ToProblem();
        tx.ActFor(caller.Desks.Contains(asked.DeciderId) ? asked.DeciderId : null);
        if (request.Accept == false)
            await Decline(tx, document, line, asked, reason!, ct);
        else if (await Above(tx, line, ct) is { DueOn: { } above } unit && wanted > above)
        {
            if (!MayMove(unit) || await Waits(tx, unit.Id, ct))
                return RoutingProblems.ExtensionWaiting;
            await End(tx, asked, ExtensionState.PassedUp, wanted, reason, ct);
            await Write(tx, document, unit, wanted, asked.Because, asked, ct);
        }
        else
            await Grant(tx, document, line, asked, wanted, reason, ct);
        return await Answer(tx, document, id, number, ct);
    }

    public async Task<Result<ExtensionView>> Withdraw(Id<Assignment> id, int number, Caller caller, CancellationToken ct)
    {
        await using var tx = await database.Begin(caller, ct);
        if (await RoutingStore.LockLine(tx, id, ct) is not { } found)
            return RoutingProblems.AssignmentNotFound;
        var (document, line) = found;
        if (await Find(tx, id, number, ct) is not { } asked)
            return RoutingProblems.ExtensionNotFound;
        if (DocumentPolicy.Office.Refuses(Subject.Of(caller), DocumentAction.RequestExtension, line.In(document), RoutingProblems.AssignmentNotFound) is { } refused)
            return refused;
        if (asked.State is not (ExtensionState.Waiting or ExtensionState.PassedUp))
            return RoutingProblems.MoveRefused;
        tx.ActFor(line.PersonId);
        // What stands for it, and what it stands for, go with it.
        foreach (var one in new[] { asked, await StandingFor(tx, asked, ct), await For(tx, asked, ct) }.OfType<Row>())
        {
            if (one.State is ExtensionState.Waiting or ExtensionState.PassedUp)
                await End(tx, one, ExtensionState.Withdrawn, one.GrantedDueOn, null, ct);
        }
        await journal.Write(tx, "assignment.extensionWithdrawn", "document", document.Id.Value, new Changes().New("role", line.Role).New("dueOn", asked.WantedDueOn), ct);
        return await Answer(tx, document, id, number, ct);
    }

    private static bool MayMove(RoutedLine line) => line.State is AssignmentState.Pending or AssignmentState.Active && line.Role != AssignmentRole.Inform;

    // The whole day is more than a moment of it.
    private void Check(FieldErrors errors, DateOnly wanted, RoutedLine line)
    {
        if (wanted < line.DueOn || (wanted == line.DueOn && line.DueAt is null))
            errors.Add("dueOn", $"Phải sau hạn hiện tại ({line.DueOn:dd/MM/yyyy})", $"It must be after the present deadline ({line.DueOn:dd/MM/yyyy})");
        else if (wanted < clock.Today)
            errors.Add("dueOn", "Hạn không được trước hôm nay", "The deadline cannot be before today");
    }

    private async Task<int> Write(OfficeTransaction tx, RoutedDocument document, RoutedLine line, DateOnly wanted, string because, Row? below, CancellationToken ct)
    {
        var decider = await Decider(tx, line, ct);
        var number = await tx.Connection.ExecuteScalarAsync<int>(new CommandDefinition("""
            insert into extension_request (assignment_id, number, due_on, wanted_due_on, because, late, requested_by, acting_for, requested_at, decider_id, for_assignment_id, for_number, state)
            select @Id, coalesce(max(e.number), 0) + 1, @DueOn, @wanted, @because, @DueOn < @Today or coalesce(@DueAt::timestamptz < @Now, false), @PersonId, @ActingFor, @Now, @Decider, @ForAssignment, @ForNumber, 'waiting'
            from extension_request e
            where e.assignment_id = @Id
            returning number
            """, new
        {
            line.Id,
            line.DueOn,
            line.DueAt,
            wanted,
            because,
            clock.Today,
            clock.Now,
            tx.Caller.PersonId,
            tx.Caller.ActingFor,
            Decider = decider.Person ?? decider.Unit,
            ForAssignment = below?.AssignmentId,
            ForNumber = below?.Number,
        }, cancellationToken: ct));
        await Told.Desk(tx, decider.Person, decider.Unit, NoticeKind.ExtensionRequested, "assignment", line.Id.Value, document.About, clock, ct);
        await journal.Write(tx, below is null ? "assignment.extensionRequested" : "assignment.extensionPassedUp", "document", document.Id.Value,
            new Changes().New("role", line.Role).Change("dueOn", line.DueOn, wanted).New("reason", because), ct);
        return number;
    }

    private async Task Grant(OfficeTransaction tx, RoutedDocument document, RoutedLine line, Row asked, DateOnly until, string? reason, CancellationToken ct)
    {
        await tx.Connection.ExecuteAsync(new CommandDefinition(
            "update assignment set original_due_on = coalesce(original_due_on, due_on), due_on = @until, due_at = null, version = version + 1 where id = @Id", new { line.Id, until }, cancellationToken: ct));
        await End(tx, asked, ExtensionState.Granted, until, reason, ct);
        await Told.Desk(tx, line.PersonId, line.UnitId, NoticeKind.ExtensionDecided, "assignment", line.Id.Value, document.About, clock, ct);
        await journal.Write(tx, "assignment.extended", "document", document.Id.Value, new Changes().New("role", line.Role).Change("dueOn", line.DueOn, until).New("reason", reason), ct);
        if (await For(tx, asked, ct) is not { State: ExtensionState.PassedUp } below || await Line(tx, line, below, ct) is not { } child)
            return;
        var childs = below.GrantedDueOn < until ? below.GrantedDueOn.Value : until;
        if ((childs > child.DueOn || (childs == child.DueOn && child.DueAt is not null)) && MayMove(child))
            await Grant(tx, document, child, below, childs, reason, ct);
        else
            await Decline(tx, document, child, below, reason ?? "", ct);
    }

    private async Task Decline(OfficeTransaction tx, RoutedDocument document, RoutedLine line, Row asked, string reason, CancellationToken ct)
    {
        await End(tx, asked, ExtensionState.Declined, null, reason, ct);
        await Told.Desk(tx, line.PersonId, line.UnitId, NoticeKind.ExtensionDecided, "assignment", line.Id.Value, document.About, clock, ct);
        await journal.Write(tx, "assignment.extensionDeclined", "document", document.Id.Value, new Changes().New("role", line.Role).New("dueOn", asked.WantedDueOn).New("reason", reason), ct);
        if (await For(tx, asked, ct) is { State: ExtensionState.PassedUp } below && await Line(tx, line, below, ct) is { } child)
            await Decline(tx, document, child, below, reason, ct);
    }

    private Task<int> End(OfficeTransaction tx, Row asked, ExtensionState state, DateOnly? granted, string? because, CancellationToken ct) =>
        tx.Connection.ExecuteAsync(new CommandDefinition("""
            update extension_request
            set state = @state, granted_due_on = @granted, ended_because = @because,
                ended_at = case when @state <> 'passedUp' then @Now end, ended_by = case when @state <> 'passedUp' then @PersonId end
            where assignment_id = @AssignmentId and number = @Number
            """, new { asked.AssignmentId, asked.Number, state, granted, because, clock.Now, tx.Caller.PersonId }, cancellationToken: ct));

    // Of a line that was passed on: who gave the first one of the chain.
    private static async Task<(Guid? Person, Guid? Unit)> Decider(OfficeTransaction tx, RoutedLine line, CancellationToken ct)
    {
        var lines = await RoutingStore.Lines(tx, line.DirectionId, ct);
        var first = line;
        while (first.ForwardedFromId is { } before)
            first = lines.Single(one => one.Id.Value == before);
        return (first.DecidedBy, first.DecidedByUnit);
    }

    // The unit's line above it.
    private static async Task<RoutedLine?> Above(OfficeTransaction tx, RoutedLine line, CancellationToken ct) =>
        line.ParentId is null ? null : (await RoutingStore.Lines(tx, line.DirectionId, ct)).Single(one => one.Id.Value == line.ParentId);

    private static async Task<RoutedLine?> Line(OfficeTransaction tx, RoutedLine beside, Row asked, CancellationToken ct) =>
        (await RoutingStore.Lines(tx, beside.DirectionId, ct)).SingleOrDefault(one => one.Id.Value == asked.AssignmentId);

    private static Task<bool> Waits(OfficeTransaction tx, Id<Assignment> id, CancellationToken ct) => tx.Connection.ExecuteScalarAsync<bool>(new CommandDefinition(
        "select exists (select from extension_request where assignment_id = @id and state in ('waiting', 'passedUp'))", new { id }, cancellationToken: ct));

    private const string RowSql = "select assignment_id, number, wanted_due_on, because, decider_id, for_assignment_id, for_number, state, granted_due_on from extension_request";

    private static Task<Row?> Find(OfficeTransaction tx, Id<Assignment> id, int number, CancellationToken ct) => tx.Connection.QuerySingleOrDefaultAsync<Row?>(
        new CommandDefinition($"{RowSql} where assignment_id = @id and number = @number", new { id, number }, cancellationToken: ct));

    private static async Task<Row?> For(OfficeTransaction tx, Row asked, CancellationToken ct) =>
        asked is { ForAssignmentId: { } line, ForNumber: { } number } ? await Find(tx, new(line), number, ct) : null;

    private static Task<Row?> StandingFor(OfficeTransaction tx, Row asked, CancellationToken ct) => tx.Connection.QuerySingleOrDefaultAsync<Row?>(new CommandDefinition(
        $"{RowSql} where for_assignment_id = @AssignmentId and for_number = @Number", new { asked.AssignmentId, asked.Number }, cancellationToken: ct));

    private static async Task<Result<ExtensionView>> Answer(OfficeTransaction tx, RoutedDocument document, Id<Assignment> id, int number, CancellationToken ct)
    {
        await RoutingStore.Touch(tx, document, ct);
        var view = (await ExtensionView.Of(tx.Connection, id, ct)).Single(one => one.Number == number);
        await tx.Commit(view, ct);
        return view;
    }

    private sealed record Row(
        Guid AssignmentId, int Number, DateOnly WantedDueOn, string Because, Guid DeciderId, Guid? ForAssignmentId, int? ForNumber, ExtensionState State, DateOnly? GrantedDueOn);
}
