using Dispatch.Documents;
using Dispatch.People;
using Dispatch.Platform;
using Dispatch.Platform.Http;
using Dispatch.Routing;
using Dispatch.Web.Desk;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace Dispatch.Web.Pages.Administration;

/// <summary>The office's own rules: type, urgency, field and issuer → term and first receiver, each with its article; added and ended, never edited.</summary>
[Needs(Permission.ManageRouting)]
public sealed class TermRulesModel(FindTermRules find, KeepTermRules keep, FindDocumentTypes types, FindFields fields, FindPeople people) : AdministrationPage
{
    public IReadOnlyList<TermRule> Rules { get; private set; } = [];

    public IReadOnlyList<SelectListItem> Types { get; private set; } = [];

    public IReadOnlyList<SelectListItem> Urgencies => [new SelectListItem(T["rules.any"], ""), .. Enum.GetValues<Urgency>().Select(urgency => new SelectListItem(T["urgency." + EnumText.Of(urgency)], EnumText.Of(urgency)))];

    public IReadOnlyList<SelectListItem> Fields { get; private set; } = [];

    public IReadOnlyList<SelectListItem> Leaders { get; private set; } = [];

    [BindProperty]
    public RuleForm Form { get; set; } = new();

    public Task OnGet(CancellationToken ct) => Fill(ct);

    public async Task<IActionResult> OnPost(CancellationToken ct)
    {
        var errors = new FieldErrors();
        var from = DateOf(Form.ValidFrom, "validFrom", errors);
        var typed = TypedDate.TryParseTerm(Form.Term, Today, out var term);
        if (!typed && !string.IsNullOrWhiteSpace(Form.Term))
            errors.Add("term", Texts.Both("error.term"));
        if (!errors.None)
            return await Refused(errors.ToProblem(), ct);
        return await Answer((await keep.Add(new AddTermRuleRequest
        {
            DocumentType = Form.DocumentType,
            Urgency = EnumText.TryParse<Urgency>(Form.Urgency, out var urgency) ? urgency : null,
            Field = Form.Field,
            Issuer = Form.Issuer,
            Term = typed ? term.ToString() : null,
            Receiver = Form.Receiver,
            ValidFrom = from,
            Source = Form.Source,
        }, Caller, ct)).Problem, "rule", ct);
    }

    public async Task<IActionResult> OnPostEnd(Guid one, CancellationToken ct) => await Answer((await keep.End(one, Caller, ct)).Problem, "ruleEnded", ct);

    private async Task<IActionResult> Answer(Problem? problem, string done, CancellationToken ct) => problem is null ? Redirect("/quan-tri/quy-tac-han?xong=" + done) : await Refused(problem, ct);

    private async Task<IActionResult> Refused(Problem problem, CancellationToken ct)
    {
        await Fill(ct);
        Refuse(problem);
        ModelState.Clear();
        return Page();
    }

    private async Task Fill(CancellationToken ct)
    {
        Rules = await find.Execute(ct);
        var any = new SelectListItem(T["rules.any"], "");
        Types = [any, .. (await types.All(ct)).Select(type => new SelectListItem(type.Name, type.Code))];
        Fields = [any, .. (await fields.Execute(ct)).Where(field => field.ValidTo is null).Select(field => new SelectListItem(field.Name, field.Code))];
        Leaders = [new SelectListItem("", ""), .. (await people.Leaders(ct)).Select(person => new SelectListItem(person.FullName, person.UserName))];
    }

    /// <summary>The form as typed.</summary>
    public sealed record RuleForm
    {
        public string? DocumentType { get; init; }

        public string? Urgency { get; init; }

        public string? Field { get; init; }

        public string? Issuer { get; init; }

        public string? Term { get; init; }

        public string? Receiver { get; init; }

        public string? ValidFrom { get; init; }

        public string? Source { get; init; }
    }
}
