using Dispatch.People;
using Dispatch.Platform;
using Dispatch.Platform.Http;
using Dispatch.Routing;
using Dispatch.Web.Desk;
using Microsoft.AspNetCore.Mvc;

namespace Dispatch.Web.Pages.Routing;

/// <summary>Đã cho ý kiến: one's directions, newest first, and how far they are.</summary>
[Needs(Permission.HandleIncoming)]
public sealed class GivenModel(FindDirections find) : DeskPage
{
    public Page<GivenLine> Items { get; private set; } = new([], null);

    public async Task<IActionResult> OnGet(string? sau, CancellationToken ct)
    {
        if ((await find.Execute(new Paging(Cursor: string.IsNullOrEmpty(sau) ? null : sau), Caller, ct)).Ok(out var items, out var problem))
            Items = items;
        else
            Refuse(problem);
        return Page();
    }
}
