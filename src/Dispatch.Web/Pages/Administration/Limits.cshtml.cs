using System.Globalization;
using Dispatch.Calendar;
using Dispatch.People;
using Dispatch.Platform;
using Dispatch.Platform.Http;
using Dispatch.Web.Desk;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace Dispatch.Web.Pages.Administration;

/// <summary>The limits of the law and of the office: each a row with its first day and its document; a new one follows, none is overwritten.</summary>
[Needs(Permission.ManageCalendar)]
public sealed class LimitsModel(FindLimits find, AddLimit add, FindCountingRules findRules, AddCountingRule addRule) : AdministrationPage
{
    public IReadOnlyList<LimitView> Rows { get; private set; } = [];

    public LimitForm Form { get; private set; } = new();

    /// <summary>How terms are counted where the texts leave it open.</summary>
    public IReadOnlyList<CountingRule> Rules { get; private set; } = [];

    public RuleForm Rule { get; private set; } = new();

    /// <summary>Every choice of every rule: <c>before:sameDay</c>.</summary>
    public IEnumerable<SelectListItem> Choices => from pair in CountingRule.Choices
                                                  from choice in pair.Value
                                                  select new SelectListItem($"{T["counting.code." + pair.Key]}: {T["counting." + EnumText.Of(choice)]}", $"{pair.Key}:{EnumText.Of(choice)}");

    public IEnumerable<SelectListItem> Codes => Rows.Select(row => row.Code).Distinct().OrderDescending().Select(code => new SelectListItem(NameOf(code), code));

    /// <summary>A limit in words; its code where it has none.</summary>
    public string NameOf(string code) => T.Find("limit." + code) ?? code;

    public async Task OnGet(CancellationToken ct)
    {
        await Show(ct);
        Form.ValidFrom = Written(Today);
    }

    public override string FieldOf(string name) => name == "term" ? "length" : name;

    public async Task<IActionResult> OnPostRule(RuleForm rule, CancellationToken ct)
    {
        await Show(ct);
        Rule = rule;
        var errors = new FieldErrors();
        var from = DateOf(rule.RuleFrom, "ruleFrom", errors);
        Problem? problem = null;
        if (errors.None && rule.Choice?.Split(':') is [var code, var choice] && (await addRule.Execute(new AddCountingRuleRequest
        {
            Code = code,
            Choice = EnumText.TryParse<CountingChoice>(choice, out var chosen) ? chosen : null,
            ValidFrom = from,
            Source = rule.RuleSource,
        }, Caller, ct)).Ok(out _, out problem))
            return Redirect("/quan-tri/thoi-han?xong=countingRule");
        if (problem is null)
        {
            if (errors.None)
                errors.Add("choice", Texts.Both("error.choose"));
            problem = errors.ToProblem();
        }
        Refuse(problem with { Errors = problem.Errors.ToDictionary(error => error.Key switch { "validFrom" => "ruleFrom", "source" => "ruleSource", var same => same }, error => error.Value) });
        return Page();
    }

    private async Task Show(CancellationToken ct) => (Rows, Rules) = (await find.Execute(ct), await findRules.Execute(ct));

    public async Task<IActionResult> OnPost(LimitForm form, CancellationToken ct)
    {
        await Show(ct);
        Form = form;
        var errors = new FieldErrors();
        var from = DateOf(form.ValidFrom, "validFrom", errors);
        var length = 0;
        if (!string.IsNullOrWhiteSpace(form.Length) && !int.TryParse(form.Length, NumberStyles.None, CultureInfo.InvariantCulture, out length))
            errors.Add("length", Texts.Both("error.number"));
        if (!errors.None)
        {
            Refuse(errors.ToProblem());
            return Page();
        }
        // Counted in what it has been counted in.
        var kind = Rows.FirstOrDefault(row => row.Code == form.Code)?.Term.Split(' ')[1];
        if ((await add.Execute(new AddLimitRequest
        {
            Code = form.Code,
            Term = string.IsNullOrWhiteSpace(form.Length) ? null : $"{length} {kind}",
            ValidFrom = from,
            Source = form.Source,
        }, Caller, ct)).Ok(out _, out var problem))
            return Redirect("/quan-tri/thoi-han?xong=limit");
        Refuse(problem);
        return Page();
    }

    /// <summary>The form of a rule of counting as typed.</summary>
    public sealed class RuleForm
    {
        public string? Choice { get; set; }

        public string? RuleFrom { get; set; }

        public string? RuleSource { get; set; }
    }

    /// <summary>The form as typed.</summary>
    public sealed class LimitForm
    {
        public string? Code { get; set; }

        public string? Length { get; set; }

        public string? ValidFrom { get; set; }

        public string? Source { get; set; }
    }
}
