using Dispatch.People;
using Dispatch.Platform;
using Dispatch.Platform.Http;
using Dispatch.Web.Desk;
using Microsoft.AspNetCore.Mvc;

namespace Dispatch.Web.Pages.Prints;

/// <summary>Phiếu: one entry on one A4 page, with the QR code that leads back to it.</summary>
[Needs(Permission.ReadIncoming)]
public sealed class EntrySheetModel(EntryPrints prints, OfficeClock clock) : DeskPage
{
    public EntryPrint Print { get; private set; } = null!;

    public PrintTools Tools { get; private set; } = null!;

    /// <summary>The choices' words, in the language of the form.</summary>
    public Texts Words { get; } = new(Language.Vietnamese);

    public DateOnly Today => clock.Today;

    public async Task<IActionResult> OnGet(Guid id, CancellationToken ct)
    {
        if (await prints.Of(id, Caller, Request, ct) is not { } print)
            return NotFound();
        (Print, Tools) = (print, new PrintTools($"/van-ban-den/{id}", "print.backEntry"));
        return Page();
    }
}
