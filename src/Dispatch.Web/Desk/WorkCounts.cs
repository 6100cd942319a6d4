using Dispatch.People;
using Dispatch.Platform;
using Dispatch.Routing;
using Microsoft.AspNetCore.Mvc;

namespace Dispatch.Web.Desk;

/// <summary>The rooms of one's own work in the side bar, each with the number of its list; read once per page.</summary>
public sealed class WorkCounts(FindAssignments find) : ViewComponent
{
    public async Task<IViewComponentResult> InvokeAsync(string path)
    {
        var caller = HttpContext.Features.Get<Caller>();
        if (caller is null || !caller.May(Permission.HandleIncoming))
            return Content("");
        return View("/Pages/Routing/_WorkCounts.cshtml", new WorkRooms(await find.Counts(caller, HttpContext.RequestAborted), caller, path));
    }
}

/// <summary>What the side bar shows of one's work.</summary>
public sealed record WorkRooms(BoxCounts Counts, Caller Caller, string Path)
{
    /// <summary>Leaders, and whoever stands in for one.</summary>
    public bool Directs => Caller.May(Permission.DirectIncoming) || Counts.WaitingDirection > 0;

    /// <summary>Everybody but the registry, unless it has lines, too.</summary>
    public bool Handles => !Caller.May(Permission.RegisterIncoming) || Counts.ToHandle + Counts.Support + Counts.Inform + Counts.ToAssign > 0;

    /// <summary>Everything that waits for an act of one's own, each line once.</summary>
    public long Work => Counts.ToAssign + Counts.ToHandle + Counts.Support + Counts.Inform + Counts.Returns + Counts.Extensions + Counts.Opinions;
}
