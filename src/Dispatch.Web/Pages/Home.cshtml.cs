using Dispatch.Office;
using Dispatch.People;
using Dispatch.Platform.Http;
using Dispatch.Web.Desk;
using Microsoft.AspNetCore.Mvc;

namespace Dispatch.Web.Pages;

/// <summary>The start page: the room where a person's work is.</summary>
[Needs(Permission.SignedIn)]
public sealed class HomeModel(ReadSetUp setUp) : DeskPage
{
    // An administrator sets the office up until it can work, and looks after it from then on.
    public async Task<IActionResult> OnGet(CancellationToken ct) =>
        Caller.May(Permission.ManagePeople) ? Redirect((await setUp.Execute(ct)).Steps.All(step => step.Done || step.Step == SetUpStep.NextCalendar) ? "/tinh-trang" : "/quan-tri")
        : Caller.May(Permission.ReadIncoming) ? Redirect("/van-ban-den")
        : Caller.May(Permission.ReadRegisters) ? Redirect("/so")
        : Page();
}
