using Dispatch.People;
using Dispatch.Platform.Http;
using Dispatch.Web.Desk;
using Microsoft.AspNetCore.Mvc;

namespace Dispatch.Web.Pages.Administration;

/// <summary>Leads to this year's calendar.</summary>
[Needs(Permission.ManageCalendar)]
public sealed class CalendarTodayModel : AdministrationPage
{
    public IActionResult OnGet() => Redirect($"/quan-tri/lich/{Today.Year}");
}
