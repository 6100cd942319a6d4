using Dispatch.Files;
using Dispatch.People;
using Dispatch.Platform.Http;
using Dispatch.Web.Desk;
using Microsoft.AspNetCore.Mvc;

namespace Dispatch.Web.Pages.Prints;

/// <summary>Dấu ĐẾN (35 × 50 mm, Nghị định 30/2020, Phụ lục IV) drawn on a copy of page 1 of the scan; the scan itself stays as it came.</summary>
[Needs(Permission.ReadIncoming)]
public sealed class StampModel(EntryPrints prints, PageImages images) : DeskPage
{
    public EntryPrint Print { get; private set; } = null!;

    public PrintTools Tools { get; private set; } = null!;

    /// <summary>Address of page 1; null where there is no scan, or nothing to draw it with.</summary>
    public string? Picture { get; private set; }

    /// <summary>Where on the page it stands: under the symbol (null), under the date (<c>right</c>), in the empty space below (<c>below</c>).</summary>
    public string? Place { get; private set; }

    public async Task<IActionResult> OnGet(Guid id, string? cho, CancellationToken ct)
    {
        Place = cho switch { "phai" => "right", "duoi" => "below", _ => null };
        if (await prints.Of(id, Caller, Request, ct) is not { } print)
            return NotFound();
        (Print, Tools) = (print, new PrintTools($"/van-ban-den/{id}", "print.backEntry"));
        var scan = print.Document.Files.FirstOrDefault(file => file.ReplacedAt is null && file.Condition == "readable");
        if (scan is not null && scan.MediaType.StartsWith("image/", StringComparison.Ordinal))
            Picture = $"/api/v1/files/{scan.Id}/content";
        else if (scan?.MediaType == "application/pdf" && images.Available)
            Picture = $"/api/v1/files/{scan.Id}/pages/1";
        return Page();
    }
}
