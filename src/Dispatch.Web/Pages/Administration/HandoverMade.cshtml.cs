using Dispatch.Office;
using Dispatch.People;
using Dispatch.Platform;
using Dispatch.Platform.Http;
using Dispatch.Routing;
using Dispatch.Web.Desk;
using Dispatch.Web.Pages.Prints;
using Microsoft.AspNetCore.Mvc;

namespace Dispatch.Web.Pages.Administration;

/// <summary>Biên bản bàn giao, to be printed: what went to whom, with two signatures.</summary>
[Needs(Permission.SignedIn)]
public sealed class HandoverMadeModel(HandOverWork handOver, ReadOffice readOffice, OfficeClock clock) : DeskPage
{
    public HandoverView Made { get; private set; } = null!;

    public string OfficeName { get; private set; } = "";

    public PrintTools Tools { get; private set; } = null!;

    /// <summary>The choices' words, in the language of the form.</summary>
    public Texts Words { get; } = new(Language.Vietnamese);

    public DateOnly On => clock.DateOf(Made.MadeAt);

    public async Task<IActionResult> OnGet(Guid id, CancellationToken ct)
    {
        if (!(await handOver.Made(id, Caller, ct)).Ok(out var made, out _))
            return NotFound();
        (Made, OfficeName) = (made, (await readOffice.Execute(ct)).Name ?? "");
        Tools = new PrintTools("/", "lost.home");
        return Page();
    }
}
