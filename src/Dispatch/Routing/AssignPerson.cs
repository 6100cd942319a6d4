using Dispatch.Access;
using Dispatch.Calendar;
using Dispatch.Documents;
using Dispatch.Journal;
using Dispatch.Notices;
using Dispatch.Platform;
using Dispatch.Platform.Http;

namespace Dispatch.Routing;

/// <summary>Gives a unit's line to persons.</summary>
public sealed record AssignPersonRequest
{
    /// <summary>The persons: one lead, others to support or to know. A line without a deadline gets the unit's.</summary>
    public IReadOnlyList<RequestedLine>? Assignments { get; init; }

    /// <summary>What the unit's head writes with it.</summary>
    public string? Instruction { get; init; }
}

/// <summary>The lines below a unit's line.</summary>
/// <param name="Assignments">Those just given.</param>
/// <param name="Warnings">What to look at: a deadline after the unit's.</param>
public sealed record AssignedPersons(IReadOnlyList<AssignmentView> Assignments, IReadOnlyList<Warning> Warnings);

/// <summary>Use case: second level, the head of a unit gives its line to persons (phân công trong đơn vị).</summary>
public sealed class AssignPerson(Database database, OfficeClock clock, JournalWriter journal, WorkingCalendars calendars)
{
    public async Task<Result<AssignedPersons>> Execute(Id<Assignment> id, AssignPersonRequest request, IfMatch ifMatch, Caller caller, CancellationToken ct)
    {
        await using var tx = await database.Begin(caller, ct);
        if (await RoutingStore.LockLine(tx, id, ct) is not { } found)
            return RoutingProblems.AssignmentNotFound;
        var (document, line) = found;
        if (ifMatch.RefusesIfGiven(line.Version) is { } stale)
            return stale;
        if (DocumentPolicy.Office.Refuses(Subject.Of(caller), DocumentAction.Assign, line.In(document), RoutingProblems.AssignmentNotFound) is { } refused)
            return refused;
        if (line.UnitId is null || line.State is not (AssignmentState.Pending or AssignmentState.Active) || line.Role == AssignmentRole.Inform)
            return RoutingProblems.MoveRefused;
        var below = (await RoutingStore.Lines(tx, line.DirectionId, ct)).Where(one => one.ParentId == id.Value && one.State is not (AssignmentState.Returned or AssignmentState.Withdrawn or AssignmentState.Forwarded)).ToList();
        if (!(await Read(tx, request, below, ct)).Ok(out var draft, out var problem))
            return problem;

        var (now, calendar, warnings, given) = (clock.Now, await calendars.Current(tx.Connection, ct), new List<Warning>(), new List<AssignmentView>());
        await RoutingStore.Begin(tx, document, line, now, ct);
        for (var i = 0; i < draft.Lines.Count; i++)
        {
            if (!draft.Lines[i].Dated(calendar, now, clock.Today).Ok(out var person, out problem))
                return problem;
            var due = person.Due.On is null ? line.Due : person.Due;
            if (due.On > line.DueOn || due.At > line.DueAt)
                warnings.Add(new($"assignments[{i}].dueOn", "after-parent",
                    new TwoLanguages($"Hạn của {person.To.Name} sau hạn của đơn vị ({line.DueOn:dd/MM/yyyy})", $"The deadline of {person.To.Name} is after the unit's ({line.DueOn:dd/MM/yyyy})").In(caller.Language)));
            var child = await RoutingStore.Insert(tx, document,
                new NewLine(line.DirectionId, person.Role, person.To, due, person.Instruction ?? draft.Instruction) { ParentId = id.Value }, now, ct);
            await Told.Desk(tx, person.To.PersonId, null, NoticeKind.Assigned, "assignment", child.Value, document.About, clock, ct);
            given.Add((await AssignmentView.One(tx.Connection, child, ct))!);
        }
        if (line is { Role: AssignmentRole.Lead, ParentId: null } && draft.Lines.FirstOrDefault(one => one.Role == AssignmentRole.Lead) is { } lead)
            await Custody.Move(tx, document.Id, lead.To.PersonId, null, CustodyReason.Assigned, now, ct);
        await RoutingStore.Touch(tx, document, ct);
        await journal.Write(tx, "assignment.assigned", "document", document.Id.Value,
            new Changes().New("assignments", given.Select(one => $"{EnumText.Of(one.Role)}: {one.PersonName}{(one.DueOn is { } due ? $", {due:dd/MM/yyyy}" : "")}").ToList()).New("instruction", draft.Instruction), ct);
        var view = new AssignedPersons(given, warnings);
        await tx.Commit(view, ct);
        return view;
    }

    private async Task<Result<(IReadOnlyList<CheckedLine> Lines, string? Instruction)>> Read(
        OfficeTransaction tx, AssignPersonRequest request, List<RoutedLine> below, CancellationToken ct)
    {
        var errors = new FieldErrors();
        var instruction = errors.OptionalLines("instruction", request.Instruction, 4000);
        var needsLead = below.All(one => one.Role != AssignmentRole.Lead);
        var lines = await CheckedLine.Read(tx.Connection, errors, request.Assignments, oneLead: needsLead, clock.Today, ct);
        if (lines.Count == 0 && errors.None)
            errors.Add("assignments", "Chọn ít nhất một người", "Choose at least one person");
        for (var i = 0; i < lines.Count; i++)
        {
            if (lines[i].To.PersonId is null)
                errors.Add($"assignments[{i}].person", "Trong đơn vị chỉ giao cho cá nhân", "Within a unit only persons are assigned");
            else if (below.Any(one => one.PersonId == lines[i].To.PersonId))
                errors.Add($"assignments[{i}].person", $"{lines[i].To.Name} đã được giao", $"{lines[i].To.Name} has it already");
            if (!needsLead && lines[i].Role == AssignmentRole.Lead)
                errors.Add($"assignments[{i}].role", "Trong đơn vị đã có người chủ trì", "The unit has a lead already");
        }
        return errors.None ? (lines, instruction) : errors.ToProblem();
    }
}
