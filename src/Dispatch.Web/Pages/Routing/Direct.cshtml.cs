using System.Globalization;
using Dispatch.Calendar;
using Dispatch.Documents;
using Dispatch.Incoming;
using Dispatch.People;
using Dispatch.Platform;
using Dispatch.Platform.Http;
using Dispatch.Routing;
using Dispatch.Web.Desk;
using Dispatch.Web.Pages.Incoming;
using Microsoft.AspNetCore.Mvc;

namespace Dispatch.Web.Pages.Routing;

/// <summary>
/// Cho ý kiến: the document, the office's proposal, units and leaders by role, deadlines, words; or back to the office, on to another leader, aside.
/// With a proposal it is one tap; acting opens the next that waits.
/// </summary>
[Needs(Permission.HandleIncoming)]
public sealed class DirectModel(
    ReadIncoming read, ReadRouting readRouting, FindSubmissions find, FindUnits units, FindPeople people, GiveDirection give, EndSubmission end, SubmitIncoming submit,
    FindSentences sentences, FindTemplates templates, KeepTemplates keep, CountWorkingDays days, TypedEntry typed) : DeskPage
{
    /// <summary>Terms offered as chips, in working days.</summary>
    private static readonly int[] Terms = [3, 5, 7, 10];

    public IncomingView Document { get; private set; } = null!;

    public RoutingView Routing { get; private set; } = null!;

    /// <summary>Units first, then leaders.</summary>
    [BindProperty]
    public List<PickedLine> Lines { get; set; } = [];

    [BindProperty]
    public string? Instruction { get; set; }

    /// <summary>Working days for lead and support, or "khac" for the typed date, or nothing.</summary>
    [BindProperty]
    public string? Term { get; set; }

    [BindProperty]
    public string? OtherDate { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    [BindProperty]
    public string? Note { get; set; }

    [BindProperty]
    public string? To { get; set; }

    /// <summary>What the chosen lines are to be kept as.</summary>
    [BindProperty]
    public string? TemplateName { get; set; }

    /// <summary>The chips with their dates in words.</summary>
    public IReadOnlyList<(int Days, DateOnly? On)> Dates { get; private set; } = [];

    public IReadOnlyList<StockSentence> Sentences { get; private set; } = [];

    /// <summary>Lists to be picked at once.</summary>
    public IReadOnlyList<ListTemplate> Templates { get; private set; } = [];

    public IReadOnlyList<PersonView> Leaders { get; private set; } = [];

    /// <summary>What was just done, and with which document.</summary>
    public (string Said, Guid Document)? Done { get; private set; }

    public IReadOnlyList<DocumentFile> Files => [.. Document.Files.Where(file => file.ReplacedAt is null)];

    public bool May(Access.DocumentAction action) => Routing.MayDo.Contains(action);

    /// <summary>The proposal of the waiting submission that can be taken as it stands.</summary>
    public ProposalView? Proposal => Routing.Waiting?.Proposal is { Assignments.Count: > 0 } proposal ? proposal : null;

    public override string FieldOf(string name) => name == "name" ? "templateName" : name.StartsWith("assignments", StringComparison.Ordinal) ? "lines" : char.ToLowerInvariant(name[0]) + name[1..];

    public async Task<IActionResult> OnGet(Guid id, Guid? xong, string? viec, CancellationToken ct)
    {
        if (xong is { } document)
            Done = (viec ?? "", document);
        if (!await Fill(id, ct))
            return NotFound();
        Propose();
        return Page();
    }

    public async Task<IActionResult> OnPost(Guid id, bool byProposal, CancellationToken ct)
    {
        if (byProposal)
            return await After(id, await give.Execute(new(id), new GiveDirectionRequest { ByProposal = true }, Unasked, Caller, ct), "directed", ct);
        var errors = new FieldErrors();
        var chosen = Lines.Where(line => line.Role is not null).ToList();
        var (common, other) = Term == "khac" ? typed.Deadline("otherDate", OtherDate, errors) : default;
        var term = int.TryParse(Term, NumberStyles.None, CultureInfo.InvariantCulture, out var working) ? working : (int?)null;
        var requested = new List<RequestedLine>();
        for (var i = 0; i < chosen.Count; i++)
        {
            var (own, ownTerm) = typed.Deadline($"assignments[{i}].dueOn", chosen[i].Due, errors);
            // Who is only to know has no deadline but their own; what was typed for one goes before what holds for all.
            var shared = own is null && ownTerm is null && chosen[i].Role is AssignmentRole.Lead or AssignmentRole.Support;
            requested.Add(new RequestedLine
            {
                Role = chosen[i].Role,
                Unit = chosen[i].Unit,
                Person = chosen[i].Person,
                DueOn = own ?? (shared ? common : null),
                Term = ownTerm ?? (shared ? other : null),
                WorkingDays = shared ? term : null,
            });
        }
        if (!errors.None)
            return await Refused(id, errors.ToProblem(), ct);
        await FillChoices(ct);
        var words = string.IsNullOrWhiteSpace(Instruction) ? RoutingWords.Sentence([.. chosen.Select(line => (line.Role!.Value, NameOf(line)))]) : Instruction;
        return await After(id, await give.Execute(new(id), new GiveDirectionRequest { Instruction = words, Assignments = requested }, Unasked, Caller, ct), "directed", ct);
    }

    /// <summary>Takes a list template over the chosen lines; what else was typed stays.</summary>
    public async Task<IActionResult> OnPostTemplate(Guid id, Guid template, CancellationToken ct)
    {
        if (!await Fill(id, ct))
            return NotFound();
        if (Templates.FirstOrDefault(one => one.Id == template) is { } chosen)
            Take(chosen.Lines);
        ModelState.Clear();
        return Page();
    }

    /// <summary>Keeps the chosen lines as a list template of one's own.</summary>
    public async Task<IActionResult> OnPostKeep(Guid id, CancellationToken ct)
    {
        var kept = await keep.Add(new AddTemplateRequest
        {
            Name = TemplateName,
            Assignments = [.. Lines.Where(line => line.Role is not null).Select(line => new RequestedLine
            {
                Role = line.Role,
                Unit = line.Unit,
                Person = line.Person,
                Term = TypedDate.TryParseTerm(line.Due, typed.Today, out var own) || (line.Role is not AssignmentRole.Inform && TypedDate.TryParseTerm(Term, typed.Today, out own)) ? own.ToString() : null,
            })],
        }, Caller, ct);
        if (kept.Problem is { } problem)
            return await Refused(id, problem, ct);
        TemplateName = null;
        if (!await Fill(id, ct))
            return NotFound();
        ModelState.Clear();
        return Page();
    }

    public async Task<IActionResult> OnPostBack(Guid id, CancellationToken ct) =>
        await After(id, await end.SendBack(new(id), new SendBackRequest { Reason = Reason }, Unasked, Caller, ct), "sentBack", ct);

    public async Task<IActionResult> OnPostAside(Guid id, CancellationToken ct) =>
        await After(id, await end.SetAside(new(id), new SetAsideRequest { Note = Note }, Unasked, Caller, ct), "setAside", ct);

    public async Task<IActionResult> OnPostPass(Guid id, CancellationToken ct) =>
        await After(id, await submit.Execute(new(id), new SubmitIncomingRequest { To = To, Proposal = string.IsNullOrWhiteSpace(Note) ? null : new Proposal { Instruction = Note } }, Unasked, Caller, ct), "passedOn", ct);

    /// <summary>How a line is called.</summary>
    public static string NameOf(PickedLine line) => line.Name ?? line.Unit ?? line.Person ?? "";

    private static IfMatch Unasked => new(false, null, false);

    private async Task<IActionResult> After<T>(Guid id, Result<T> result, string done, CancellationToken ct)
    {
        if (result.Problem is { } problem)
            return await Refused(id, problem, ct);
        var next = (await find.Execute(false, new Paging(2), Caller, ct)).Ok(out var waiting, out _) ? waiting.Items.FirstOrDefault(line => line.DocumentId.Value != id) : null;
        return Redirect(next is null ? $"/cho-y-kien?xong={id}&viec={done}" : $"/cho-y-kien/{next.DocumentId}?xong={id}&viec={done}");
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
        if (!(await read.Execute(new Id<Document>(id), Caller, ct)).Ok(out var document, out _) || !(await readRouting.Execute(new Id<Document>(id), Caller, ct)).Ok(out var routing, out _))
            return false;
        (Document, Routing) = (document, routing);
        await FillChoices(ct);
        Sentences = await sentences.Execute(Caller, ct);
        Templates = await templates.Execute(Caller, ct);
        var dates = new List<(int, DateOnly?)>();
        foreach (var term in Terms)
            dates.Add((term, (await days.Execute(new CountWorkingDaysRequest(typed.Today, term), ct)).Ok(out var counted, out _) ? counted.Date : null));
        Dates = dates;
        return true;
    }

    private async Task FillChoices(CancellationToken ct)
    {
        var known = Lines.ToDictionary(Key);
        Leaders = await people.Leaders(ct);
        Lines =
        [
            .. (await units.Execute(ct)).Where(unit => unit.ClosedOn is null)
                .Select(unit => (known.GetValueOrDefault(unit.Code) ?? new PickedLine()) with { Unit = unit.Code, Name = unit.Name }),
            .. Leaders.Where(person => person.Id != Caller.PersonId)
                .Select(person => (known.GetValueOrDefault(person.UserName) ?? new PickedLine()) with { Person = person.UserName, Name = person.FullName }),
        ];
        // Whom a proposal or a template named besides units and leaders stays.
        var offered = Lines.Select(Key).ToHashSet();
        Lines.AddRange(known.Values.Where(line => line.Role is not null && !offered.Contains(Key(line))));
    }

    private static string Key(PickedLine line) => line.Unit ?? line.Person ?? "";

    // The office's proposal stands in the form, to be changed by a tap.
    private void Propose()
    {
        if (Routing.Waiting?.Proposal is not { } proposal)
            return;
        Instruction = proposal.Instruction;
        Take(proposal.Assignments);
    }

    private void Take(IReadOnlyList<ProposedLine> chosen)
    {
        PickedLine With(PickedLine line, ProposedLine taken) => line with
        {
            Role = taken.Role,
            Due = TermWords.Typed(T, taken.Term) ?? taken.DueOn?.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture),
        };
        var offered = Lines.Select(Key).ToHashSet();
        Lines =
        [
            .. Lines.Select(line => chosen.FirstOrDefault(one => (one.Unit ?? one.Person) == Key(line)) is { } taken ? With(line, taken) : line with { Role = null, Due = null }),
            .. chosen.Where(one => !offered.Contains(one.Unit ?? one.Person ?? ""))
                .Select(one => With(new PickedLine { Unit = one.Unit, Person = one.Person, Name = one.Name }, one)),
        ];
    }
}

/// <summary>A unit or leader that can be tapped.</summary>
public sealed record PickedLine
{
    /// <summary>Code of the unit; null for a person.</summary>
    public string? Unit { get; init; }

    /// <summary>User name; null for a unit.</summary>
    public string? Person { get; init; }

    /// <summary>Name of either.</summary>
    public string? Name { get; init; }

    /// <summary>The role; null when not chosen.</summary>
    public AssignmentRole? Role { get; init; }

    /// <summary>Its own deadline as typed.</summary>
    public string? Due { get; init; }
}
