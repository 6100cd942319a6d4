using Dispatch.Calendar;
using Dispatch.People;
using Dispatch.Platform;
using Dispatch.Platform.Http;
using Dispatch.Web.Desk;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace Dispatch.Web.Pages.Administration;

/// <summary>The weekly rest of the office and of units that have their own; what a new one would move is shown before it is confirmed.</summary>
[Needs(Permission.ManageCalendar)]
public sealed class WeeklyRestsModel(FindWeeklyRests find, AddWeeklyRest add, FindUnits units) : AdministrationPage
{
    /// <summary>Monday first, as people say a week.</summary>
    public static readonly IReadOnlyList<DayOfWeek> Week =
        [DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday, DayOfWeek.Saturday, DayOfWeek.Sunday];

    public IReadOnlyList<WeeklyRestView> Rests { get; private set; } = [];

    public IReadOnlyList<SelectListItem> Units { get; private set; } = [];

    /// <summary>Open deadlines that it would move.</summary>
    public IReadOnlyList<MovedTerm> Moves { get; private set; } = [];

    public RestForm Form { get; private set; } = new() { Days = [DayOfWeek.Saturday, DayOfWeek.Sunday] };

    public Task OnGet(CancellationToken ct) => Show(ct);

    public async Task<IActionResult> OnPost(RestForm form, CancellationToken ct)
    {
        await Show(ct);
        Form = form;
        var errors = new FieldErrors();
        var request = new AddWeeklyRestRequest { Unit = form.Unit, Days = form.Days, ValidFrom = DateOf(form.ValidFrom, "validFrom", errors), Source = form.Source };
        if (!errors.None)
        {
            Refuse(errors.ToProblem());
            return Page();
        }
        if (!form.Confirmed && (await add.Preview(request, Caller, ct)).Ok(out var preview, out _) && preview.Moves.Count > 0)
        {
            Moves = preview.Moves;
            return Page();
        }
        if ((await add.Execute(request, Caller, ct)).Ok(out _, out var problem))
            return Redirect("/quan-tri/nghi-tuan?xong=rest");
        Refuse(problem);
        return Page();
    }

    private async Task Show(CancellationToken ct)
    {
        Rests = await find.Execute(ct);
        Units = [new SelectListItem(T["rest.office"], ""), .. (await units.Execute(ct)).Where(unit => unit.ClosedOn is null).Select(unit => new SelectListItem(unit.Name, unit.Code))];
    }

    /// <summary>The form as typed.</summary>
    public sealed class RestForm
    {
        public string? Unit { get; set; }

        public IReadOnlyList<DayOfWeek> Days { get; set; } = [];

        public string? ValidFrom { get; set; }

        public string? Source { get; set; }

        /// <summary>True when the list of what moves was seen.</summary>
        public bool Confirmed { get; set; }
    }
}
