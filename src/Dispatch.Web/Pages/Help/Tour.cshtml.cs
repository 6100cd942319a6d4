using Dispatch.People;
using Dispatch.Platform.Http;
using Dispatch.Web.Desk;
using Microsoft.AspNetCore.Mvc;

namespace Dispatch.Web.Pages.Help;

/// <summary>Hướng dẫn: the tour in six steps, each with the door to where it happens, and below it the user's guide.</summary>
[Needs(Permission.SignedIn)]
public sealed class TourModel : DeskPage
{
    // Where each step happens.
    private static readonly Dictionary<string, string[]> Doors = new()
    {
        ["clerk"] = ["/cho-vao-so", "/van-ban-den/vao-so", "/van-ban-den", "/van-ban-den", "/so", "/bang-lenh"],
        ["admin"] = ["/quan-tri", "/quan-tri/nguoi-dung", "/quan-tri/so", "/quan-tri/lich", "/quan-tri/danh-ba", "/tinh-trang"],
    };

    /// <summary>The step shown, from 1; 0 shows none.</summary>
    [BindProperty(SupportsGet = true, Name = "buoc")]
    public int Step { get; set; }

    public string? Tour => TourStrip.For(Caller);

    public string Door => Doors[Tour!][Step - 1];

    public void OnGet()
    {
        Step = Tour is null ? 0 : Math.Clamp(Step, 0, TourStrip.Steps);
        if (Step == TourStrip.Steps)
            TourStrip.Done(HttpContext);
    }

    /// <summary>Bỏ qua: the tour is not offered again.</summary>
    public IActionResult OnPostSkip()
    {
        TourStrip.Done(HttpContext);
        return Redirect("/");
    }
}
