using Dispatch.Calendar;
using Dispatch.Documents;
using Dispatch.People;
using Dispatch.Platform;
using Dispatch.Platform.Http;
using Dispatch.Prints;
using Dispatch.Routing;
using Dispatch.Web.Desk;
using Microsoft.AspNetCore.Mvc;

namespace Dispatch.Web.Pages.Prints;

/// <summary>Phiếu giải quyết văn bản đến: the leader's direction, the unit head's, the handler's proposal, on one A4 page.</summary>
[Needs(Permission.ReadIncoming)]
public sealed class SlipModel(EntryPrints prints, ReadRouting readRouting, FindPrintForm forms, FindCountingRules rules, OfficeClock clock) : DeskPage
{
    public EntryPrint Print { get; private set; } = null!;

    public RoutingView Routing { get; private set; } = null!;

    public PrintForm Form { get; private set; } = null!;

    public PrintTools Tools { get; private set; } = null!;

    /// <summary>The choices' words, in the language of the form.</summary>
    public Texts Words { get; } = new(Language.Vietnamese);

    /// <summary>The direction that counts, or the last one; null for none.</summary>
    public DirectionView? Direction => Routing.Direction ?? (Routing.Directions.Count > 0 ? Routing.Directions[^1] : null);

    /// <summary>Its lines of the first level, the lead first.</summary>
    public IEnumerable<AssignmentView> First => (Direction?.Assignments ?? []).Where(line => line.ParentId is null && line.State is not (AssignmentState.Withdrawn or AssignmentState.Returned)).OrderBy(line => line.Role);

    /// <summary>Those of persons in the units.</summary>
    public IEnumerable<AssignmentView> Second => (Direction?.Assignments ?? []).Where(line => line.ParentId is not null && line.State is not (AssignmentState.Withdrawn or AssignmentState.Returned)).OrderBy(line => line.Role);

    /// <summary>The document that says what "trước ngày" means.</summary>
    public string? BeforeRule { get; private set; }

    public DateOnly DayOf(DateTimeOffset at) => clock.DateOf(at);

    /// <summary>The day before which a line was to be done, where that was said.</summary>
    public static DateOnly? BeforeOf(AssignmentView line) => Term.TryParse(line.Term, out var term) ? term.Day : null;

    public string Due(AssignmentView line) => DueWords.Of(line.DueOn, BeforeOf(line), line.DueAt, clock);

    public async Task<IActionResult> OnGet(Guid id, CancellationToken ct)
    {
        if (await prints.Of(id, Caller, Request, ct) is not { } print || !(await readRouting.Execute(new Id<Document>(id), Caller, ct)).Ok(out var routing, out _))
            return NotFound();
        (Print, Routing, Form) = (print, routing, await forms.HandlingSlip(ct));
        BeforeRule = DueWords.BeforeRule(await rules.Execute(ct), clock.Today);
        Tools = new PrintTools($"/van-ban-den/{id}", "print.backEntry");
        return Page();
    }
}
