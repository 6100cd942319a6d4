using Dispatch.Notices;
using Dispatch.Platform;
using Microsoft.AspNetCore.Mvc;

namespace Dispatch.Web.Desk;

/// <summary>The way to one's notices, with the number of unread ones in words.</summary>
public sealed class Bell(FindNotices notices) : ViewComponent
{
    public async Task<IViewComponentResult> InvokeAsync() =>
        HttpContext.Features.Get<Caller>() is { } caller
            ? View("/Pages/Shared/_Bell.cshtml", await notices.Unread(caller, HttpContext.RequestAborted))
            : Content("");
}
