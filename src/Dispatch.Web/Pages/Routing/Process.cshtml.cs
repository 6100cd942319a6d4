using Dispatch.Access;
using Dispatch.Incoming;
using Dispatch.People;
using Dispatch.Platform;
using Dispatch.Platform.Http;
using Dispatch.Routing;
using Dispatch.Web.Desk;
using Dispatch.Web.Pages.Incoming;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace Dispatch.Web.Pages.Routing;

/// <summary>
/// Xử lý: a document's whole routing: submitting it with the office's proposal, taking back, recalling; the circulation tree, who has it, who holds the
/// paper, notes; following; who can see it and why, and sharing it.
/// </summary>
[Needs(Permission.ReadIncoming)]
public sealed class ProcessModel(
    ReadIncoming readIncoming, ReadRouting readRouting, ProposeSubmission propose, FindFields fields, FindUnits units, FindPeople people, SubmitIncoming submit, EndSubmission end,
    ChangeDirection change, AddNote note, TakePaper takePaper, FollowDocument follow, FindReaders readers, ShareDocument share, TypedEntry typed) : DeskPage
{
    public IncomingView Document { get; private set; } = null!;

    public RoutingView Routing { get; private set; } = null!;

    public SubmissionProposal Usual { get; private set; } = null!;

    /// <summary>Who can see it, and why.</summary>
    public ReadersView Readers { get; private set; } = null!;

    [BindProperty]
    public string? To { get; set; }

    [BindProperty]
    public string? Field { get; set; }

    [BindProperty]
    public string? Words { get; set; }

    [BindProperty]
    public string? LeadUnit { get; set; }

    [BindProperty]
    public string? Term { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    [BindProperty]
    public string? Text { get; set; }

    [BindProperty]
    public string? With { get; set; }

    public IReadOnlyList<SelectListItem> Leaders { get; private set; } = [];

    public IReadOnlyList<SelectListItem> Fields { get; private set; } = [];

    public IReadOnlyList<SelectListItem> Units { get; private set; } = [];

    public IReadOnlyList<SelectListItem> Everybody { get; private set; } = [];

    /// <summary>What was just done.</summary>
    public string? Done { get; private set; }

    public bool May(DocumentAction action) => Routing.MayDo.Contains(action);

    public override string FieldOf(string name) => name.StartsWith("proposal", StringComparison.Ordinal) || name.StartsWith("assignments", StringComparison.Ordinal) ? "words" : name is "unit" or "person" ? "with" : name;

    public async Task<IActionResult> OnGet(Guid id, string? viec, CancellationToken ct)
    {
        Done = viec;
        if (!await Fill(id, ct))
            return NotFound();
        (To, Field, LeadUnit, Term) = (Usual.To, Usual.Field, Usual.LeadUnit, TermWords.Typed(T, Usual.Term));
        return Page();
    }

    public async Task<IActionResult> OnPostSubmit(Guid id, CancellationToken ct)
    {
        var errors = new FieldErrors();
        var (on, term) = TypedDate.TryParseTerm(Term, typed.Today, out var counted) ? (null, counted.ToString()) : typed.Deadline("term", Term, errors);
        return await Act(id, async () => errors.None ? (await submit.Execute(new(id), new SubmitIncomingRequest
        {
            To = To,
            Field = Field,
            Proposal = string.IsNullOrWhiteSpace(Words) && string.IsNullOrEmpty(LeadUnit) ? null : new Proposal
            {
                Instruction = string.IsNullOrWhiteSpace(Words) && Units.FirstOrDefault(unit => unit.Value == LeadUnit)?.Text is { } lead ? RoutingWords.Sentence([(AssignmentRole.Lead, lead)]) : Words,
                Assignments = string.IsNullOrEmpty(LeadUnit) ? [] : [new RequestedLine { Role = AssignmentRole.Lead, Unit = LeadUnit, DueOn = on, Term = term }],
            },
        }, Unasked, Caller, ct)).Problem : errors.ToProblem(), "submitted", ct);
    }

    public Task<IActionResult> OnPostWithdraw(Guid id, CancellationToken ct) => Act(id, async () => (await end.Withdraw(new(id), Unasked, Caller, ct)).Problem, "withdrawn", ct);

    public Task<IActionResult> OnPostTakeBack(Guid id, Guid direction, CancellationToken ct) =>
        Act(id, async () => (await change.Withdraw(new(direction), Unasked, Caller, ct)).Problem, "directionWithdrawn", ct);

    public Task<IActionResult> OnPostRecall(Guid id, Guid direction, CancellationToken ct) =>
        Act(id, async () => (await change.Recall(new(direction), new RecallDirectionRequest { Reason = Reason }, Unasked, Caller, ct)).Problem, "recalled", ct);

    public Task<IActionResult> OnPostNote(Guid id, CancellationToken ct) => Act(id, async () => (await note.ToDocument(new(id), new AddNoteRequest { Text = Text }, Caller, ct)).Problem, "noted", ct);

    public Task<IActionResult> OnPostPaper(Guid id, CancellationToken ct) => Act(id, async () => (await takePaper.Execute(new(id), Caller, ct)).Problem, "paper", ct);

    public Task<IActionResult> OnPostFollow(Guid id, bool yes, CancellationToken ct) =>
        Act(id, async () => (await follow.Execute(new(id), yes, Caller, ct)).Problem, yes ? "followed" : "unfollowed", ct);

    public Task<IActionResult> OnPostShare(Guid id, CancellationToken ct)
    {
        var (unit, person) = With?.Split(':', 2) is ["u", var code] ? (code, null) : With?.Split(':', 2) is ["p", var user] ? (null, user) : ((string?)null, (string?)null);
        return Act(id, async () => (await share.Share(new(id), new ShareDocumentRequest { Unit = unit, Person = person }, Caller, ct)).Problem, "shared", ct);
    }

    public Task<IActionResult> OnPostUnshare(Guid id, Guid one, CancellationToken ct) => Act(id, async () => (await share.End(new(id), one, Caller, ct)).Problem, "unshared", ct);

    private static IfMatch Unasked => new(false, null, false);

    private async Task<IActionResult> Act(Guid id, Func<Task<Problem?>> act, string done, CancellationToken ct)
    {
        if (!await Fill(id, ct))
            return NotFound();
        if (await act() is not { } problem)
            return Redirect($"/van-ban-den/{id}/xu-ly?viec={done}");
        if (!await Fill(id, ct))
            return NotFound();
        Refuse(problem);
        ModelState.Clear();
        return Page();
    }

    private async Task<bool> Fill(Guid id, CancellationToken ct)
    {
        if (!(await readIncoming.Execute(new(id), Caller, ct)).Ok(out var document, out _) || !(await readRouting.Execute(new(id), Caller, ct)).Ok(out var routing, out _)
            || !(await propose.Execute(new(id), Caller, ct)).Ok(out var usual, out _) || !(await readers.Execute(new(id), Caller, ct)).Ok(out var seen, out _))
            return false;
        (Document, Routing, Usual, Readers) = (document, routing, usual, seen);
        var all = await people.All(ct);
        Leaders = [new SelectListItem("", ""), .. (await people.Leaders(ct)).Select(person => new SelectListItem($"{person.FullName} – {person.Title}", person.UserName))];
        Fields = [new SelectListItem("", ""), .. (await fields.Execute(ct)).Where(one => one.ValidTo is null).Select(one => new SelectListItem(one.Name, one.Code))];
        var open = (await units.Execute(ct)).Where(unit => unit.ClosedOn is null).ToList();
        Units = [new SelectListItem("", ""), .. open.Select(unit => new SelectListItem(unit.Name, unit.Code))];
        Everybody = [new SelectListItem("", ""), .. open.Select(unit => new SelectListItem(unit.Name, "u:" + unit.Code)), .. all.Where(person => !person.Roles.All(role => role == Role.Administrator)).Select(person => new SelectListItem($"{person.FullName} – {person.Title}", "p:" + person.UserName))];
        return true;
    }
}
