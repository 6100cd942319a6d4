using Dapper;
using Dispatch.Access;
using Dispatch.Calendar;
using Dispatch.Journal;
using Dispatch.Notices;
using Dispatch.Platform;
using Npgsql;

namespace Dispatch.Routing;

/// <summary>Stops a term for a while.</summary>
public sealed record PauseDeadlineRequest
{
    /// <summary>Why; at least 10 characters.</summary>
    public string? Reason { get; init; }

    /// <summary>The rule that allows it, at most 500 characters. Required.</summary>
    public string? Source { get; init; }
}

/// <summary>A pause of a term, as its readers see it.</summary>
/// <param name="Number">Its number among those of the line, from 1.</param>
/// <param name="FromOn">The day it was paused; that day still counts.</param>
/// <param name="DueOn">The deadline then.</param>
/// <param name="DaysLeft">The working days that were left after <paramref name="FromOn"/>.</param>
/// <param name="Because">Why.</param>
/// <param name="Source">The rule that allows it.</param>
/// <param name="PausedBy">Name of who paused it.</param>
/// <param name="ThroughOn">The last day that does not count; null while it is paused.</param>
/// <param name="ResumedDueOn">The deadline from then on.</param>
public sealed record PauseView(
    int Number, DateOnly FromOn, DateOnly DueOn, int DaysLeft, string Because, string Source, string PausedBy, DateOnly? ThroughOn, DateOnly? ResumedDueOn)
{
    /// <summary>The pauses of a line, as they were.</summary>
    internal static async Task<IReadOnlyList<PauseView>> Of(NpgsqlConnection connection, Id<Assignment> line, CancellationToken ct) =>
        [.. await connection.QueryAsync<PauseView>(new CommandDefinition("""
            select p.number, p.from_on, p.due_on, p.days_left, p.because, p.source, b.full_name as paused_by, p.through_on, p.resumed_due_on
            from deadline_pause p
            join person b on b.id = p.paused_by
            where p.assignment_id = @line
            order by p.number
            """, new { line }, cancellationToken: ct))];
}

/// <summary>
/// Use cases: stop a term while others are waited for (tạm dừng), and let it go on. Who gave the line stops it; who has it may let it go on, too. With a
/// unit's line the lines below it stop and go on. Easy to get wrong: what is kept is working days, so none is gained or lost whatever lies between.
/// </summary>
public sealed class PauseDeadline(Database database, OfficeClock clock, JournalWriter journal, WorkingCalendars calendars)
{
    public async Task<Result<PauseView>> Pause(Id<Assignment> id, PauseDeadlineRequest request, Caller caller, CancellationToken ct)
    {
        var errors = new FieldErrors();
        var reason = errors.Reason("reason", request.Reason);
        var source = errors.Line("source", request.Source, 500);
        await using var tx = await database.Begin(caller, ct);
        if (await RoutingStore.LockLine(tx, id, ct) is not { } found)
            return RoutingProblems.AssignmentNotFound;
        var (document, line) = found;
        if (DocumentPolicy.Office.Refuses(Subject.Of(caller), DocumentAction.DecideLine, line.In(document), RoutingProblems.AssignmentNotFound) is { } refused)
            return refused;
        if (!RollUp.AtWork(line) || line.DueOn is not { } due)
            return RoutingProblems.MoveRefused;
        if (due < clock.Today)
            return RoutingProblems.OverdueNotPaused;
        if (line.DueAt is not null)
            return RoutingProblems.MinutesNotPaused;
        if (!errors.None)
            return errors.ToProblem();
        var calendar = await calendars.Current(tx.Connection, ct);
        tx.ActFor(line.DecidedBy);
        var below = (await RoutingStore.Lines(tx, line.DirectionId, ct)).Where(one => one.ParentId == id.Value && RollUp.AtWork(one) && one.DueOn >= clock.Today && one.DueAt is null);
        foreach (var one in below.Prepend(line))
        {
            if (!calendar.For(one.WorksIn).WorkingDaysBetween(clock.Today, one.DueOn!.Value).Ok(out var left, out var problem))
                return problem;
            await tx.Connection.ExecuteAsync(new CommandDefinition("""
                insert into deadline_pause (assignment_id, number, from_on, due_on, days_left, because, source, with_id, paused_by, paused_at)
                select @Id, coalesce(max(p.number), 0) + 1, @Today, @DueOn, @left, @reason, @source, @With, @PersonId, @Now from deadline_pause p where p.assignment_id = @Id;
                update assignment set due_on = null, paused_on = @Today, version = version + 1 where id = @Id;
                """, new { one.Id, clock.Today, one.DueOn, left, reason, source, With = one.Id == id ? (Guid?)null : id.Value, tx.Caller.PersonId, clock.Now }, cancellationToken: ct));
            await Told.Desk(tx, one.PersonId, one.UnitId, NoticeKind.DeadlinePaused, "assignment", one.Id.Value, document.About, clock, ct);
        }
        await journal.Write(tx, "assignment.paused", "document", document.Id.Value, new Changes().New("role", line.Role).Change("dueOn", line.DueOn, null).New("reason", reason).New("source", source), ct);
        return await Answer(tx, document, id, ct);
    }

    public async Task<Result<PauseView>> Resume(Id<Assignment> id, Caller caller, CancellationToken ct)
    {
        await using var tx = await database.Begin(caller, ct);
        if (await RoutingStore.LockLine(tx, id, ct) is not { } found)
            return RoutingProblems.AssignmentNotFound;
        var (document, line) = found;
        var subject = Subject.Of(caller);
        if (DocumentPolicy.Office.Refuses(subject, DocumentAction.DecideLine, line.In(document), RoutingProblems.AssignmentNotFound) is { } refused
            && DocumentPolicy.Office.Refuses(subject, DocumentAction.RequestExtension, line.In(document), RoutingProblems.AssignmentNotFound) is not null)
            return refused;
        if (!RollUp.AtWork(line) || line.PausedOn is null)
            return RoutingProblems.MoveRefused;
        var calendar = await calendars.Current(tx.Connection, ct);
        tx.ActFor(line.PersonId is { } person && caller.Desks.Contains(person) ? person : line.DecidedBy);
        var open = await tx.Connection.QueryAsync<Open>(new CommandDefinition("""
            select p.assignment_id, p.days_left, a.person_id, a.unit_id, coalesce(a.unit_id, w.unit_id) as works_in
            from deadline_pause p
            join assignment a on a.id = p.assignment_id
            left join person w on w.id = a.person_id
            where p.resumed_at is null and (p.assignment_id = @id or p.with_id = @id) and a.state in ('pending', 'active', 'returnProposed')
            order by p.assignment_id
            """, new { id }, cancellationToken: ct));
        foreach (var one in open)
        {
            if (!calendar.For(one.WorksIn).AddWorkingDays(clock.Today, one.DaysLeft).Ok(out var deadline, out var problem))
                return problem;
            await End(tx, one.AssignmentId, clock.Today, deadline.Date, clock.Now, ct);
            await Told.Desk(tx, one.PersonId, one.UnitId, NoticeKind.DeadlineResumed, "assignment", one.AssignmentId, document.About, clock, ct);
        }
        var pause = (await PauseView.Of(tx.Connection, id, ct))[^1];
        await journal.Write(tx, "assignment.resumed", "document", document.Id.Value, new Changes().New("role", line.Role).New("dueOn", pause.ResumedDueOn), ct);
        return await Answer(tx, document, id, ct);
    }

    /// <summary>A line that is done while its term stands still is done in time: its deadline is the one it had, or today.</summary>
    internal static Task EndWith(OfficeTransaction tx, RoutedLine line, OfficeClock clock, CancellationToken ct) =>
        line.PausedOn is null ? Task.CompletedTask : End(tx, line.Id.Value, clock.Today, null, clock.Now, ct);

    private static Task<int> End(OfficeTransaction tx, Guid line, DateOnly today, DateOnly? due, DateTimeOffset now, CancellationToken ct) =>
        tx.Connection.ExecuteAsync(new CommandDefinition("""
            with ended as (
                update deadline_pause p
                set through_on = @today, resumed_due_on = coalesce(@due, greatest(p.due_on, @today)), resumed_by = @PersonId, resumed_at = @now
                where p.assignment_id = @line and p.resumed_at is null
                returning p.due_on, p.resumed_due_on)
            update assignment a
            set due_on = e.resumed_due_on, paused_on = null, version = a.version + 1,
                original_due_on = case when e.resumed_due_on = e.due_on then a.original_due_on else coalesce(a.original_due_on, e.due_on) end
            from ended e
            where a.id = @line
            """, new { line, today, due, now, tx.Caller.PersonId }, cancellationToken: ct));

    private static async Task<Result<PauseView>> Answer(OfficeTransaction tx, RoutedDocument document, Id<Assignment> id, CancellationToken ct)
    {
        await RoutingStore.Touch(tx, document, ct);
        var view = (await PauseView.Of(tx.Connection, id, ct))[^1];
        await tx.Commit(view, ct);
        return view;
    }

    private sealed record Open(Guid AssignmentId, int DaysLeft, Guid? PersonId, Guid? UnitId, Guid? WorksIn);
}
