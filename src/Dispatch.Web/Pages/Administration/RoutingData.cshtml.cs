using Dispatch.People;
using Dispatch.Platform.Http;
using Dispatch.Routing;
using Dispatch.Web.Desk;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace Dispatch.Web.Pages.Administration;

/// <summary>What routing chooses from: fields of work with first receiver and lead, the office's stock sentences and list templates.</summary>
[Needs(Permission.ManageRouting)]
public sealed class RoutingDataModel(
    FindFields findFields, KeepField keepField, FindSentences findSentences, KeepSentences keepSentences, FindTemplates findTemplates, KeepTemplates keepTemplates,
    FindPeople people, FindUnits units) : AdministrationPage
{
    public IReadOnlyList<WorkField> Fields { get; private set; } = [];

    public IReadOnlyList<StockSentence> Sentences { get; private set; } = [];

    public IReadOnlyList<ListTemplate> Templates { get; private set; } = [];

    public IReadOnlyList<SelectListItem> Leaders { get; private set; } = [];

    public IReadOnlyList<SelectListItem> Units { get; private set; } = [];

    [BindProperty]
    public KeepFieldRequest Form { get; set; } = new();

    [BindProperty]
    public string? Text { get; set; }

    [BindProperty]
    public string? TemplateName { get; set; }

    [BindProperty]
    public string? Lead { get; set; }

    [BindProperty]
    public List<string> Supports { get; set; } = [];

    public Task OnGet(CancellationToken ct) => Fill(ct);

    public override string FieldOf(string name) => name.StartsWith("assignments", StringComparison.Ordinal) ? "lead" : name == "name" && TemplateName is not null ? "templateName" : name;

    public async Task<IActionResult> OnPostField(CancellationToken ct) => await Answer("field", (await keepField.Add(Form, Caller, ct)).Problem, ct);

    public async Task<IActionResult> OnPostSentence(CancellationToken ct) => await Answer("sentence", (await keepSentences.Add(new(Text, Own: false), Caller, ct)).Problem, ct);

    public async Task<IActionResult> OnPostDropSentence(Guid one, CancellationToken ct) => await Answer("sentence", (await keepSentences.Remove(one, Caller, ct)).Problem, ct);

    public async Task<IActionResult> OnPostTemplate(CancellationToken ct)
    {
        List<RequestedLine> lines = [.. Supports.Where(unit => unit != Lead).Select(unit => new RequestedLine { Role = AssignmentRole.Support, Unit = unit })];
        if (!string.IsNullOrEmpty(Lead))
            lines.Insert(0, new RequestedLine { Role = AssignmentRole.Lead, Unit = Lead });
        return await Answer("template", (await keepTemplates.Add(new AddTemplateRequest { Name = TemplateName, Own = false, Assignments = lines }, Caller, ct)).Problem, ct);
    }

    public async Task<IActionResult> OnPostDropTemplate(Guid one, CancellationToken ct) => await Answer("template", (await keepTemplates.Remove(one, Caller, ct)).Problem, ct);

    private async Task<IActionResult> Answer(string done, Platform.Problem? problem, CancellationToken ct)
    {
        if (problem is null)
            return Redirect("/quan-tri/linh-vuc?xong=" + done);
        await Fill(ct);
        Refuse(problem);
        ModelState.Clear();
        return Page();
    }

    private async Task Fill(CancellationToken ct)
    {
        Fields = await findFields.Execute(ct);
        Sentences = [.. (await findSentences.Execute(Caller, ct)).Where(sentence => !sentence.Own)];
        Templates = [.. (await findTemplates.Execute(Caller, ct)).Where(template => !template.Own)];
        Leaders = [new SelectListItem("", ""), .. (await people.Leaders(ct)).Select(person => new SelectListItem(person.FullName, person.UserName))];
        Units = [new SelectListItem("", ""), .. (await units.Execute(ct)).Where(unit => unit.ClosedOn is null).Select(unit => new SelectListItem(unit.Name, unit.Code))];
    }
}
