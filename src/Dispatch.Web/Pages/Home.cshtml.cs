using Dispatch.People;
using Dispatch.Platform.Http;
using Dispatch.Web.Desk;
using Microsoft.AspNetCore.Mvc;

namespace Dispatch.Web.Pages;

/// <summary>The start page: the room where a person's work is.</summary>
[Needs(Permission.SignedIn)]
public sealed class HomeModel : DeskPage
{
    public IActionResult OnGet() =>
        Caller.May(Permission.ManagePeople) ? Redirect("/quan-tri")
        : Caller.May(Permission.ReadIncoming) ? Redirect("/van-ban-den")
        : Caller.May(Permission.ReadRegisters) ? Redirect("/so")
        : Page();
}
