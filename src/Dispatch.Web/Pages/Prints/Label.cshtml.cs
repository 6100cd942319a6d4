using Dispatch.People;
using Dispatch.Platform.Http;
using Dispatch.Web.Desk;
using Microsoft.AspNetCore.Mvc;

namespace Dispatch.Web.Pages.Prints;

/// <summary>Dấu ĐẾN as a sticker for the label printer (50 × 35 mm), with the QR code of the entry.</summary>
[Needs(Permission.ReadIncoming)]
public sealed class LabelModel(EntryPrints prints) : DeskPage
{
    public EntryPrint Print { get; private set; } = null!;

    public PrintTools Tools { get; private set; } = null!;

    public async Task<IActionResult> OnGet(Guid id, CancellationToken ct)
    {
        if (await prints.Of(id, Caller, Request, ct) is not { } print)
            return NotFound();
        (Print, Tools) = (print, new PrintTools($"/van-ban-den/{id}", "print.backEntry"));
        return Page();
    }
}
