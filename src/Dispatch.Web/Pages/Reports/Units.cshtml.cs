using System.Globalization;
using Dispatch.Calendar;
using Dispatch.People;
using Dispatch.Platform;
using Dispatch.Platform.Http;
using Dispatch.Reports;
using Dispatch.Web.Desk;
using Dispatch.Web.Pages.Incoming;
using Dispatch.Web.Pages.Prints;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace Dispatch.Web.Pages.Reports;

/// <summary>Arrivals, completions and on-time rate per unit: a chart, and the same numbers as a table.</summary>
[Needs(Permission.ReadIncoming)]
public sealed class UnitsModel(ReportUnits report, FindCountingRules rules, TypedEntry typed) : DeskPage
{
    public UnitReport? Report { get; private set; }

    public string? From { get; private set; }

    public string? To { get; private set; }

    public DueBy By { get; private set; }

    public IReadOnlyList<SelectListItem> Choices => [.. Enum.GetValues<DueBy>().Select(by => new SelectListItem(T["dueBy." + EnumText.Of(by)], EnumText.Of(by)))];

    /// <summary>The document that says what "trước ngày" means: on time is counted by it.</summary>
    public string? BeforeRule { get; private set; }

    // The longest bar.
    private long Most => Math.Max(1, Report!.Units.Max(unit => Math.Max(unit.Arrived, unit.Completed)));

    /// <summary>All units together.</summary>
    public UnitReportLine Total => new("", T["report.total"], Report!.Units.Sum(unit => unit.Arrived), Report.Units.Sum(unit => unit.OnTime), Report.Units.Sum(unit => unit.Late),
        Report.Units.Sum(unit => unit.Undated), Report.Units.Sum(unit => unit.Open), Report.Units.Sum(unit => unit.Overdue));

    public async Task<IActionResult> OnGet([FromQuery(Name = "tu")] string? from, [FromQuery(Name = "den")] string? to, [FromQuery(Name = "han")] string? by, CancellationToken ct)
    {
        (From, To, By) = (from, to, EnumText.TryParse<DueBy>(by, out var due) ? due : DueBy.Current);
        BeforeRule = DueWords.BeforeRule(await rules.Execute(ct), typed.Today);
        var errors = new FieldErrors();
        var (first, last) = (await typed.Date("from", from, Lean.Back, errors, ct), await typed.Date("to", to, Lean.Back, errors, ct));
        if (!errors.None)
            Refuse(errors.ToProblem());
        else if ((await report.Execute(first, last, By, Caller, ct)).Ok(out var made, out var problem))
            (Report, From, To) = (made, FormWords.Day(made.From), FormWords.Day(made.To));
        else
            Refuse(problem);
        return Page();
    }

    public override string FieldOf(string name) => name switch { "from" => "tu", "to" => "den", _ => name };

    /// <summary>How wide a number's bar is, in parts of a hundred of the longest, for an attribute.</summary>
    public string Wide(long number) => (number * 100.0 / Most).ToString("0.##", CultureInfo.InvariantCulture);

    public string Rate(UnitReportLine line) => line.OnTimeRate is { } rate ? rate.ToString("0.#", CultureInfo.GetCultureInfo(T.Tag == "en" ? "en-US" : "vi-VN")) + " %" : "–";
}
