using Dispatch.Incoming;
using Dispatch.People;
using Dispatch.Platform.Http;
using Dispatch.Web.Desk;
using Microsoft.AspNetCore.Mvc;

namespace Dispatch.Web.Pages.Registers;

/// <summary>The address of an entry that never changes: <c>/so/DEN/2026/4818</c>, as written on paper and in QR codes.</summary>
[Needs(Permission.ReadIncoming)]
public sealed class PermalinkModel(FindByNumber find) : DeskPage
{
    public async Task<IActionResult> OnGet(string code, int year, int number, CancellationToken ct) =>
        (await find.Execute(code, year, number, Caller, ct)).Ok(out var id, out _) ? Redirect($"/van-ban-den/{id}") : NotFound();
}
