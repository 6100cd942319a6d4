using Dispatch.Incoming;
using Microsoft.AspNetCore.Mvc;

namespace Dispatch.Web.Desk;

/// <summary>How many items wait, beside the name of the queue: the same number as the list's; nothing when none do.</summary>
public sealed class QueueCount(CountReceived count) : ViewComponent
{
    public async Task<IViewComponentResult> InvokeAsync() => View("/Pages/Shared/_QueueCount.cshtml", await count.Execute(HttpContext.RequestAborted));
}
