using Dapper;
using Dispatch.Access;
using Dispatch.Calendar;
using Dispatch.Documents;
using Dispatch.Incoming;
using Dispatch.Journal;
using Dispatch.Notices;
using Dispatch.Platform;
using Dispatch.Platform.Http;

namespace Dispatch.Routing;

/// <summary>A direction to be given, or the one that takes its place.</summary>
public sealed record GiveDirectionRequest
{
    /// <summary>Its words. Required, unless the proposal's are taken.</summary>
    public string? Instruction { get; init; }

    /// <summary>Its lines: exactly one lead. Required, unless the proposal's are taken.</summary>
    public IReadOnlyList<RequestedLine>? Assignments { get; init; }

    /// <summary>User name or id of the leader whose direction is typed; left out when it is one's own.</summary>
    public string? OnBehalfOf { get; init; }

    /// <summary>True to take the office's proposal as it stands.</summary>
    public bool? ByProposal { get; init; }
}

/// <summary>Use case: give a direction (cho ý kiến chỉ đạo), one line per unit or person.</summary>
public sealed class GiveDirection(Database database, OfficeClock clock, JournalWriter journal, WorkingCalendars calendars)
{
    public async Task<Result<DirectionView>> Execute(Id<Document> id, GiveDirectionRequest request, IfMatch ifMatch, Caller caller, CancellationToken ct)
    {
        await using var tx = await database.Begin(caller, ct);
        if (!(await One(tx, id, request, ifMatch, ct)).Ok(out var view, out var problem))
            return problem;
        await tx.Commit(view, ct);
        return view;
    }

    internal async Task<Result<DirectionView>> One(OfficeTransaction tx, Id<Document> id, GiveDirectionRequest request, IfMatch ifMatch, CancellationToken ct)
    {
        if (await RoutingStore.Lock(tx, id, ct) is not { } document)
            return IncomingProblems.NotFound;
        if (ifMatch.RefusesIfGiven(document.Version) is { } stale)
            return stale;
        var errors = new FieldErrors();
        Assignee? author = null;
        if (!string.IsNullOrWhiteSpace(request.OnBehalfOf))
            author = await Assignee.FindPerson(tx.Connection, errors, "onBehalfOf", request.OnBehalfOf, ct);
        var matter = document.Matter with { TypedFor = author?.PersonId };
        if (DocumentPolicy.Office.Refuses(Subject.Of(tx.Caller), request.OnBehalfOf is null ? DocumentAction.Direct : DocumentAction.TypeDirection, matter, IncomingProblems.NotFound)
            is { } refused && errors.None)
            return refused;
        if (document.State is not (IncomingStatus.Registered or IncomingStatus.Submitted))
            return RoutingProblems.Because(document.State);
        if (request.ByProposal == true)
        {
            if (!(await Proposed(tx, document, request, ct)).Ok(out var proposed, out var none))
                return none;
            request = proposed;
        }
        if (!(await Read(tx, errors, request, ct)).Ok(out var draft, out var problem))
            return problem;
        if (author is null)
            tx.ActFor(document.WaitsAt);
        return await Write(tx, document, draft, author?.PersonId ?? document.WaitsAt ?? tx.Caller.PersonId.Value, "direction.given", ct);
    }

    /// <summary>Checks the words of a direction.</summary>
    internal async Task<Result<DirectionDraft>> Read(OfficeTransaction tx, FieldErrors errors, GiveDirectionRequest request, CancellationToken ct)
    {
        var instruction = errors.OptionalLines("instruction", request.Instruction, 4000);
        if (instruction is null && !errors.Has("instruction"))
            errors.Add("instruction", "Nhập ý kiến chỉ đạo", "Write the direction");
        var lines = await CheckedLine.Read(tx.Connection, errors, request.Assignments, oneLead: true, clock.Today, ct);
        if (!errors.None)
            return errors.ToProblem();
        if (!(await Dated(tx, lines, ct)).Ok(out var dated, out var problem))
            return problem;
        return new DirectionDraft(instruction!, dated, Warnings(dated, await calendars.Current(tx.Connection, ct), tx.Caller.Language));
    }

    /// <summary>The lines with their terms counted from today.</summary>
    internal async Task<Result<IReadOnlyList<CheckedLine>>> Dated(OfficeTransaction tx, IReadOnlyList<CheckedLine> lines, CancellationToken ct)
    {
        var (calendar, from) = (await calendars.Current(tx.Connection, ct), clock.Now);
        var dated = new List<CheckedLine>();
        foreach (var line in lines)
        {
            if (!line.Dated(calendar, from, clock.Today).Ok(out var counted, out var problem))
                return problem;
            dated.Add(counted);
        }
        return dated;
    }

    /// <summary>Writes the direction; the document is locked and nothing of it stands in the way.</summary>
    internal async Task<DirectionView> Write(OfficeTransaction tx, RoutedDocument document, DirectionDraft draft, Guid author, string action, CancellationToken ct)
    {
        var (direction, now) = (Id<Direction>.New(), clock.Now);
        var typedBy = author == tx.Caller.PersonId.Value || tx.Caller.Desks.Contains(author) ? (Guid?)null : tx.Caller.PersonId.Value;
        await SubmissionStore.End(tx, document, SubmissionState.Directed, null, now, ct);
        await tx.Connection.ExecuteAsync(new CommandDefinition("""
            insert into direction (id, document_id, submission_id, author_id, typed_by, instruction, given_at, state)
            values (@direction, @Id, @SubmissionId, @author, @typedBy, @Instruction, @now, 'given')
            """, new { direction, document.Id, document.SubmissionId, author, typedBy, draft.Instruction, now }, cancellationToken: ct));
        await GrantStore.Give(tx, document.Id, [author, tx.Caller.PersonId.Value], GrantReason.Direction, direction.Value, ct);
        await AddLines(tx, document, direction.Value, draft.Lines, now, ct);
        await RoutingStore.SetState(tx, document, IncomingStatus.Assigned, now, ct);
        var lead = draft.Lines.Single(line => line.Role == AssignmentRole.Lead).To;
        await Custody.Move(tx, document.Id, lead.PersonId, lead.UnitId, CustodyReason.Directed, now, ct);
        await Told.Followers(tx, document, NoticeKind.Followed, clock, ct);
        await journal.Write(tx, action, "document", document.Id.Value, new Changes().New("instruction", draft.Instruction)
            .New("assignments", draft.Lines.Select(line => line.InWords).ToList()), ct);
        return (await DirectionView.Of(tx.Connection, document.Id, ct)).Single(view => view.Id == direction) with { Warnings = draft.Warnings };
    }

    /// <summary>Writes lines of the first level, and tells who has them.</summary>
    internal async Task AddLines(OfficeTransaction tx, RoutedDocument document, Guid direction, IEnumerable<CheckedLine> lines, DateTimeOffset at, CancellationToken ct)
    {
        foreach (var line in lines)
        {
            var id = await RoutingStore.Insert(tx, document, new NewLine(direction, line.Role, line.To, line.Due, line.Instruction), at, ct);
            await Told.Desk(tx, line.To.PersonId, line.To.UnitId, NoticeKind.Assigned, "assignment", id.Value, document.About, clock, ct);
        }
    }

    // The proposal's words and lines, where the leader changed nothing; a date of it that has passed by is an error like any other.
    private static async Task<Result<GiveDirectionRequest>> Proposed(OfficeTransaction tx, RoutedDocument document, GiveDirectionRequest request, CancellationToken ct)
    {
        if (document.SubmissionId is not { } submission)
            return RoutingProblems.NotSubmitted;
        var proposal = (await SubmissionStore.One(tx.Connection, new(submission), ct)).Proposal;
        if (proposal is null || proposal.Assignments.Count == 0)
            return RoutingProblems.NoProposal;
        return request with
        {
            Instruction = request.Instruction ?? proposal.Instruction,
            Assignments = request.Assignments ?? [.. proposal.Assignments.Select(line => new RequestedLine
            {
                Role = line.Role,
                Unit = line.Unit,
                Person = line.Person,
                DueOn = line.DueOn,
                Term = line.Term,
            })],
        };
    }

    private static List<Warning> Warnings(IReadOnlyList<CheckedLine> lines, WorkingCalendar calendar, Language language)
    {
        var warnings = new List<Warning>();
        void Warn(int line, string code, string vietnamese, string english) =>
            warnings.Add(new($"assignments[{line}].dueOn", code, new TwoLanguages(vietnamese, english).In(language)));
        var lead = lines.First(line => line.Role == AssignmentRole.Lead);
        for (var i = 0; i < lines.Count; i++)
        {
            var line = lines[i];
            if (line.Role == AssignmentRole.Support && line.DueOn is { } due && lead.DueOn is { } leads && due > leads)
                Warn(i, "after-lead", $"Hạn của {line.To.Name} sau hạn của đơn vị chủ trì", $"The deadline of {line.To.Name} is after the lead's");
            if (line is { DueOn: { } on, Term: null } && calendar.IsWorkingDay(on).Ok(out var working, out _) && !working)
                Warn(i, "rest-day", $"Hạn của {line.To.Name} rơi vào ngày nghỉ", $"The deadline of {line.To.Name} is a rest day");
        }
        return warnings;
    }
}

/// <summary>A direction whose words are understood, with the dates of its lines.</summary>
internal sealed record DirectionDraft(string Instruction, IReadOnlyList<CheckedLine> Lines, IReadOnlyList<Warning> Warnings);
