using Dispatch.Office;
using Dispatch.People;
using Dispatch.Platform;
using Dispatch.Platform.Http;
using Dispatch.Routing;
using Dispatch.Web.Desk;
using Dispatch.Web.Pages.Routing;
using Microsoft.AspNetCore.Mvc;

namespace Dispatch.Web.Pages;

/// <summary>The start page: the room where a person's work is.</summary>
[Needs(Permission.SignedIn)]
public sealed class HomeModel(ReadSetUp setUp, FindAssignments find) : DeskPage
{
    /// <summary>How many lines each list has; null for who has none.</summary>
    public BoxCounts? Counts { get; private set; }

    /// <summary>The tiles: a list's name, its number, its address. Each number is its list's count.</summary>
    public IEnumerable<(string Name, long Number, string Address)> Lists
    {
        get
        {
            if (Counts is not { } counts)
                yield break;
            if (Caller.May(Permission.DirectIncoming) || counts.WaitingDirection > 0)
                yield return (T["direct.title"], counts.WaitingDirection, "/cho-y-kien");
            foreach (var box in WorkModel.BoxesOf(Caller, counts))
            {
                if (counts.Of(box) is { } number)
                    yield return (T["box." + EnumText.Of(box)], number, "/viec?hop=" + WorkModel.SlugOf(box));
            }
        }
    }

    // An administrator sets the office up until it can work, and looks after it from then on.
    public async Task<IActionResult> OnGet(CancellationToken ct) =>
        Caller.May(Permission.ManagePeople) ? Redirect((await setUp.Execute(ct)).Steps.All(step => step.Done || step.Step == SetUpStep.NextCalendar) ? "/tinh-trang" : "/quan-tri")
        : Caller.May(Permission.RegisterIncoming) ? Redirect("/van-ban-den")
        : Caller.May(Permission.HandleIncoming) ? await Tiles(ct)
        : Caller.May(Permission.ReadRegisters) ? Redirect("/so")
        : Page();

    private async Task<IActionResult> Tiles(CancellationToken ct)
    {
        Counts = await find.Counts(Caller, ct);
        return Page();
    }
}
