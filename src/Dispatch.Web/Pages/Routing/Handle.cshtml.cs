using System.Globalization;
using Dispatch.Access;
using Dispatch.Calendar;
using Dispatch.Files;
using Dispatch.Incoming;
using Dispatch.People;
using Dispatch.Platform;
using Dispatch.Platform.Http;
using Dispatch.Routing;
using Dispatch.Web.Desk;
using Dispatch.Web.Pages.Incoming;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace Dispatch.Web.Pages.Routing;

/// <summary>
/// One line, handled: the paper, the direction, who has what; assigning persons, finishing, giving back, passing on, asking others, noting. Opening it is
/// its receipt. Acting opens the next line of the same list.
/// </summary>
[Needs(Permission.HandleIncoming)]
public sealed class HandleModel(
    ReadAssignment read, ReadDeadline readDeadline, ReadRouting readRouting, ReadIncoming readIncoming, FindAssignments find, FindUnits units, FindPeople people, AcceptAssignment accept, AssignPerson assign,
    CompleteAssignment complete, ReturnAssignment giveBack, ExtendDeadline extend, PauseDeadline pause, ForwardAssignment forward, WithdrawAssignment withdraw, ReopenAssignment reopen, AddNote note, Opinions opinions,
    TakePaper takePaper, StoreFile store, CountWorkingDays days, TypedEntry typed) : DeskPage
{
    /// <summary>Terms offered as chips, in working days.</summary>
    private static readonly int[] Terms = [2, 3, 5, 7];

    public AssignmentDetail Detail { get; private set; } = null!;

    public AssignmentView Line => Detail.Assignment;

    /// <summary>Why the due day is that day; null without one, and where it cannot be said.</summary>
    public AssignmentDeadline? Deadline { get; private set; }

    /// <summary>The unit's own deadline, when more time is asked for than it has.</summary>
    public DateOnly? PastUnit => Routing.Directions.SelectMany(direction => direction.Assignments).FirstOrDefault(one => one.Id.Value == Line.ParentId)?.DueOn is { } unit
        && Detail.Extension?.WantedDueOn > unit ? unit : null;

    /// <summary>Why it cannot be said.</summary>
    public string? DeadlineUnknown { get; private set; }

    public RoutingView Routing { get; private set; } = null!;

    public IncomingView Document { get; private set; } = null!;

    /// <summary>The list it was opened from, and goes on in.</summary>
    [BindProperty(SupportsGet = true, Name = "hop")]
    public string? Hop { get; set; }

    [BindProperty]
    public List<PickedLine> Lines { get; set; } = [];

    [BindProperty]
    public string? Term { get; set; }

    [BindProperty]
    public string? OtherDate { get; set; }

    [BindProperty]
    public string? Instruction { get; set; }

    [BindProperty]
    public string? Result { get; set; }

    [BindProperty]
    public string? AnswerSymbol { get; set; }

    [BindProperty]
    public string? Note { get; set; }

    [BindProperty]
    public string? OpenLines { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    [BindProperty]
    public string? To { get; set; }

    [BindProperty]
    public string? Question { get; set; }

    [BindProperty]
    public string? DueOn { get; set; }

    [BindProperty]
    public string? ExtendTo { get; set; }

    [BindProperty]
    public string? ExtendBecause { get; set; }

    [BindProperty]
    public string? PauseBecause { get; set; }

    [BindProperty]
    public string? PauseSource { get; set; }

    [BindProperty]
    public string? Text { get; set; }

    [BindProperty]
    public bool Proposal { get; set; }

    public IReadOnlyList<(int Days, DateOnly? On)> Dates { get; private set; } = [];

    /// <summary>Units and persons to pass on to, or to ask.</summary>
    public IReadOnlyList<SelectListItem> Others { get; private set; } = [];

    /// <summary>What was just done, and with which document.</summary>
    public (string Said, Guid Document)? Done { get; private set; }

    public (AssignmentLine? Before, AssignmentLine? Next) Around { get; private set; }

    public IReadOnlyList<DocumentFile> Files => [.. Document.Files.Where(file => file.ReplacedAt is null)];

    public IReadOnlyList<SelectListItem> Results => [.. Enum.GetValues<HandlingResult>().Select(result => new SelectListItem(T["result." + EnumText.Of(result)], EnumText.Of(result)))];

    /// <summary>True when the last act was refused because others still work on it.</summary>
    public bool AsksOpenLines => Problem?.Slug == "open-lines";

    public bool May(DocumentAction action) => Detail.MayDo.Contains(action);

    public override string FieldOf(string name) => name.StartsWith("assignments", StringComparison.Ordinal) ? "lines" : name is "unit" or "person" ? "to" : name;

    public string AddressOf(AssignmentLine line) => $"/viec/{line.Id}?hop={Hop}";

    public async Task<IActionResult> OnGet(Guid id, Guid? xong, string? viec, CancellationToken ct)
    {
        if (xong is { } document)
            Done = (viec ?? "", document);
        // Opening is reading; of who only looks on it is no receipt.
        if ((await read.Execute(new(id), Caller, ct)).Ok(out var line, out _) && line.Assignment.ReadAt is null)
            _ = await accept.Read(new(id), Caller, ct);
        return await Fill(id, ct) ? Page() : NotFound();
    }

    public Task<IActionResult> OnPostAccept(Guid id, CancellationToken ct) => Act(id, async () => (await accept.Accept(new(id), Unasked, Caller, ct)).Problem, "accepted", false, ct);

    public async Task<IActionResult> OnPostAssign(Guid id, CancellationToken ct)
    {
        var errors = new FieldErrors();
        var (common, other) = Term == "khac" ? typed.Deadline("otherDate", OtherDate, errors) : default;
        var term = int.TryParse(Term, NumberStyles.None, CultureInfo.InvariantCulture, out var working) ? working : (int?)null;
        if (!errors.None)
            return await Refused(id, errors.ToProblem(), ct);
        var request = new AssignPersonRequest
        {
            Instruction = Instruction,
            Assignments = [.. Lines.Where(line => line.Role is not null).Select(line => new RequestedLine { Role = line.Role, Person = line.Person, DueOn = common, Term = other, WorkingDays = term })],
        };
        return await Act(id, async () => (await assign.Execute(new(id), request, Unasked, Caller, ct)).Problem, "assigned", true, ct);
    }

    public Task<IActionResult> OnPostComplete(Guid id, CancellationToken ct) => Act(id, async () => (await complete.Execute(new(id), new CompleteAssignmentRequest
    {
        Result = EnumText.TryParse<HandlingResult>(Result, out var result) ? result : null,
        AnswerSymbol = AnswerSymbol,
        Note = Note,
        OpenLines = EnumText.TryParse<OpenLines>(OpenLines, out var open) ? open : null,
    }, Unasked, Caller, ct)).Problem, "completed", true, ct);

    public Task<IActionResult> OnPostReturn(Guid id, CancellationToken ct) =>
        Act(id, async () => (await giveBack.Propose(new(id), new ProposeReturnRequest { Reason = Reason }, Unasked, Caller, ct)).Problem, "returnProposed", true, ct);

    public Task<IActionResult> OnPostDecide(Guid id, string? accepts, bool passUp, CancellationToken ct) =>
        Act(id, async () => (await giveBack.Decide(new(id), new DecideReturnRequest { Accept = accepts switch { "co" => true, "khong" => false, _ => null }, Reason = Reason, PassUp = passUp }, Unasked, Caller, ct)).Problem,
            accepts == "co" ? "returned" : "returnDeclined", true, ct);

    public async Task<IActionResult> OnPostExtend(Guid id, CancellationToken ct)
    {
        var errors = new FieldErrors();
        var until = await typed.Date("extendTo", ExtendTo, Lean.Ahead, errors, ct);
        return errors.None
            ? await Act(id, async () => Extending((await extend.Ask(new(id), new RequestExtensionRequest { DueOn = until, Reason = ExtendBecause }, Caller, ct)).Problem), "extensionAsked", false, ct)
            : await Refused(id, errors.ToProblem(), ct);
    }

    public async Task<IActionResult> OnPostExtension(Guid id, int number, string? accepts, CancellationToken ct)
    {
        var errors = new FieldErrors();
        var until = await typed.Date("extendTo", ExtendTo, Lean.Ahead, errors, ct);
        if (!errors.None)
            return await Refused(id, errors.ToProblem(), ct);
        var request = new DecideExtensionRequest { Accept = accepts switch { "co" => true, "khong" => false, _ => null }, DueOn = until, Reason = string.IsNullOrWhiteSpace(ExtendBecause) ? null : ExtendBecause };
        var passedUp = false;
        return await Act(id, async () =>
        {
            if (!(await extend.Decide(new(id), number, request, Caller, ct)).Ok(out var view, out var problem))
                return Extending(problem);
            passedUp = view.State == ExtensionState.PassedUp;
            return null;
        }, () => passedUp ? "extensionPassedUp" : accepts == "co" ? "extended" : "extensionDeclined", true, ct);
    }

    public Task<IActionResult> OnPostUnextend(Guid id, int number, CancellationToken ct) =>
        Act(id, async () => (await extend.Withdraw(new(id), number, Caller, ct)).Problem, "extensionWithdrawn", false, ct);

    public Task<IActionResult> OnPostPause(Guid id, CancellationToken ct) =>
        Act(id, async () => Named((await pause.Pause(new(id), new PauseDeadlineRequest { Reason = PauseBecause, Source = PauseSource }, Caller, ct)).Problem, ("reason", "pauseBecause"), ("source", "pauseSource")),
            "paused", false, ct);

    public Task<IActionResult> OnPostResume(Guid id, CancellationToken ct) => Act(id, async () => (await pause.Resume(new(id), Caller, ct)).Problem, "resumed", false, ct);

    private static Problem? Extending(Problem? problem) => Named(problem, ("dueOn", "extendTo"), ("reason", "extendBecause"));

    // The page has other fields of these names.
    private static Problem? Named(Problem? problem, params (string Field, string Here)[] names) => problem is null ? null : problem with
    {
        Errors = problem.Errors.ToDictionary(error => names.FirstOrDefault(name => name.Field == error.Key).Here ?? error.Key, error => error.Value),
    };

    public Task<IActionResult> OnPostForward(Guid id, CancellationToken ct)
    {
        var (unit, person) = Split(To);
        return Act(id, async () => (await forward.Execute(new(id), new ForwardAssignmentRequest { Unit = unit, Person = person, Note = Note }, Unasked, Caller, ct)).Problem, "forwarded", true, ct);
    }

    public Task<IActionResult> OnPostWithdraw(Guid id, CancellationToken ct) =>
        Act(id, async () => (await withdraw.Execute(new(id), new WithdrawAssignmentRequest { Reason = string.IsNullOrWhiteSpace(Reason) ? null : Reason }, Unasked, Caller, ct)).Problem, "withdrawn", true, ct);

    public Task<IActionResult> OnPostReopen(Guid id, CancellationToken ct) =>
        Act(id, async () => (await reopen.Execute(new(id), new ReopenAssignmentRequest { Reason = Reason }, Unasked, Caller, ct)).Problem, "lineReopened", false, ct);

    public async Task<IActionResult> OnPostNote(Guid id, List<IFormFile> files, CancellationToken ct)
    {
        var kept = new List<Guid>();
        foreach (var file in files)
        {
            await using var content = file.OpenReadStream();
            if (!(await store.Execute(new StoreFileRequest(file.FileName, content), Caller, ct)).Ok(out var stored, out var problem))
                return await Refused(id, problem, ct);
            kept.Add(stored.Id.Value);
        }
        return await Act(id, async () => (await note.ToLine(new(id), new AddNoteRequest { Text = Text, Proposal = Proposal, FileIds = kept }, Caller, ct)).Problem, "noted", false, ct);
    }

    public async Task<IActionResult> OnPostAsk(Guid id, CancellationToken ct)
    {
        var errors = new FieldErrors();
        var due = await typed.Date("dueOn", DueOn, Lean.Ahead, errors, ct);
        if (!errors.None)
            return await Refused(id, errors.ToProblem(), ct);
        var (unit, person) = Split(To);
        return await Act(id, async () => (await opinions.Ask(new(id), new AskOpinionRequest { Unit = unit, Person = person, Question = Question, DueOn = due }, Caller, ct)).Problem, "asked", false, ct);
    }

    public async Task<IActionResult> OnPostPaper(Guid id, CancellationToken ct) =>
        (await read.Execute(new(id), Caller, ct)).Ok(out var line, out _)
            ? await Act(id, async () => (await takePaper.Execute(line.Assignment.DocumentId, Caller, ct)).Problem, "paper", false, ct)
            : NotFound();

    private static IfMatch Unasked => new(false, null, false);

    // "u:KGVX" is a unit, "p:quan" a person.
    private static (string? Unit, string? Person) Split(string? to) =>
        to?.Split(':', 2) is ["u", var unit] ? (unit, null) : to?.Split(':', 2) is ["p", var person] ? (null, person) : (null, null);

    private Task<IActionResult> Act(Guid id, Func<Task<Problem?>> act, string done, bool leaves, CancellationToken ct) => Act(id, act, () => done, leaves, ct);

    private async Task<IActionResult> Act(Guid id, Func<Task<Problem?>> act, Func<string> done, bool leaves, CancellationToken ct)
    {
        if (!await Fill(id, ct))
            return NotFound();
        var (document, next) = (Document.Id, Around.Next);
        if (await act() is { } problem)
            return await Refused(id, problem, ct);
        var said = $"xong={document}&viec={done()}";
        return Redirect(!leaves ? $"/viec/{id}?hop={Hop}&{said}" : next is not null ? $"/viec/{next.Id}?hop={Hop}&{said}" : $"/viec?hop={Hop}&{said}");
    }

    private async Task<IActionResult> Refused(Guid id, Problem problem, CancellationToken ct)
    {
        if (!await Fill(id, ct))
            return NotFound();
        Refuse(problem);
        ModelState.Clear();
        return Page();
    }

    private async Task<bool> Fill(Guid id, CancellationToken ct)
    {
        if (!(await read.Execute(new(id), Caller, ct)).Ok(out var detail, out _)
            || !(await readRouting.Execute(detail.Assignment.DocumentId, Caller, ct)).Ok(out var routing, out _)
            || !(await readIncoming.Execute(detail.Assignment.DocumentId, Caller, ct)).Ok(out var document, out _))
            return false;
        (Detail, Routing, Document) = (detail, routing, document);
        if (Line.DueOn is not null || Line.PausedOn is not null)
        {
            Deadline = (await readDeadline.Execute(new(id), Caller, ct)).Ok(out var deadline, out var unknown) ? deadline : null;
            DeadlineUnknown = unknown is null ? null : T[unknown.Detail ?? unknown.Title];
        }
        var everybody = await people.All(ct);
        var known = Lines.ToDictionary(line => line.Person ?? "");
        Lines = [.. everybody.Where(person => person.Unit?.Code == Line.Unit && Line.Unit is not null && person.Roles.Any(role => role is Role.Officer or Role.UnitHead))
            .Select(person => (known.GetValueOrDefault(person.UserName) ?? new PickedLine()) with { Person = person.UserName, Name = person.FullName })];
        Others =
        [
            new SelectListItem("", ""),
            .. (await units.Execute(ct)).Where(unit => unit.ClosedOn is null && unit.Code != Line.Unit).Select(unit => new SelectListItem(unit.Name, "u:" + unit.Code)),
            .. everybody.Where(person => person.UserName != Line.Person && !person.Roles.All(role => role == Role.Administrator)).Select(person => new SelectListItem($"{person.FullName} – {person.Title}", "p:" + person.UserName)),
        ];
        var dates = new List<(int, DateOnly?)>();
        foreach (var term in Terms)
            dates.Add((term, (await days.Execute(new CountWorkingDaysRequest(typed.Today, term), ct)).Ok(out var counted, out _) ? counted.Date : null));
        Dates = dates;
        if (WorkModel.BoxOf(Hop) is { } box && (await find.Execute(new AssignmentFilter { Box = box }, new Paging(Paging.MaxLimit), Caller, ct)).Ok(out var list, out _))
        {
            var at = list.Items.ToList().FindIndex(line => line.Id.Value == id);
            Around = at < 0 ? (null, list.Items.Count > 0 ? list.Items[0] : null) : (at > 0 ? list.Items[at - 1] : null, at + 1 < list.Items.Count ? list.Items[at + 1] : null);
        }
        return true;
    }
}
