using System.Globalization;
using Dispatch.People;
using Dispatch.Platform;
using Dispatch.Routing;
using Microsoft.AspNetCore.Mvc;

namespace Dispatch.Web.Desk;

/// <summary>Says on every page whom the person stands in for, or who stands in for them.</summary>
public sealed class StandingStrip(Absences absences, Texts texts) : ViewComponent
{
    public async Task<IViewComponentResult> InvokeAsync()
    {
        var caller = HttpContext.Features.Get<Caller>();
        if (caller is null || !caller.May(Permission.HandleIncoming))
            return Content("");
        var (standsIn, away) = await absences.Today(caller, HttpContext.RequestAborted);
        List<string> lines = [.. standsIn.Select(one => texts["absence.standing", one.Person])];
        if (away is not null)
            lines.Add(texts["absence.away", away.Substitute, away.To.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture)]);
        return View("/Pages/Shared/_StandingStrip.cshtml", lines);
    }
}
