using System.Globalization;
using Dispatch.Calendar;
using Dispatch.People;
using Dispatch.Platform;
using Dispatch.Platform.Http;
using Dispatch.Prints;
using Dispatch.Web.Desk;
using Microsoft.AspNetCore.Mvc;

namespace Dispatch.Web.Pages.Prints;

/// <summary>Sổ theo dõi giải quyết văn bản đến, for a period of arrival.</summary>
[Needs(Permission.ReadIncoming)]
public sealed class FollowUpModel(ReadFollowUp read, FindCountingRules rules, OfficeClock clock) : DeskPage
{
    public FollowUpPrint Print { get; private set; } = null!;

    public PrintTools Tools { get; private set; } = null!;

    /// <summary>The choices' words, in the language of the form.</summary>
    public Texts Words { get; } = new(Language.Vietnamese);

    /// <summary>The document that says what "trước ngày" means.</summary>
    public string? BeforeRule { get; private set; }

    public async Task<IActionResult> OnGet(string code, int year, [FromQuery(Name = "tu-ngay")] string? from, [FromQuery(Name = "den-ngay")] string? to, [FromQuery(Name = "han")] string? by, CancellationToken ct)
    {
        if (!(await read.Execute(code, year, DayOf(from), DayOf(to), by == "original", Caller, ct)).Ok(out var print, out var problem))
            return problem.Status == 404 ? NotFound() : Redirect($"/so/{code}/{year}");
        BeforeRule = DueWords.BeforeRule(await rules.Execute(ct), clock.Today);
        (Print, Tools) = (print, new PrintTools($"/so/{code}/{year}", "print.back"));
        return Page();
    }

    /// <summary>How far a line is, as the book says it.</summary>
    public string Progress(FollowUpHolder holder) => holder.EndedOn is { } day
        ? FormWords.Of(holder.DueOn is { } due ? day <= due && !(holder.EndedAt > holder.DueAt) ? "follow.inTime" : "follow.late" : "follow.done", FormWords.Day(day))
        : FormWords.Of(holder.DueOn < clock.Today || holder.DueAt < clock.Now ? "follow.overdue" : "follow.open");

    public string Due(FollowUpHolder holder) => DueWords.Of(holder.DueOn, holder.Before, holder.DueAt, clock);

    private static DateOnly? DayOf(string? text) => DateOnly.TryParseExact(text, ["yyyy-MM-dd", "dd/MM/yyyy"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
