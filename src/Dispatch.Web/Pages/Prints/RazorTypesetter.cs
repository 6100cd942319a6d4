using Dispatch.Platform;
using Dispatch.Prints;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.Razor;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Routing;

namespace Dispatch.Web.Pages.Prints;

/// <summary>Lays a book out with the page the screen shows, outside any request: the stylesheet goes into the file, which stays on this machine.</summary>
internal sealed class RazorTypesetter(
    IRazorViewEngine views, ITempDataProvider tempData, IModelMetadataProvider metadata, IHttpContextAccessor accessor, IServiceProvider services, OfficeClock clock) : BookTypesetter
{
    public async Task Write(BookPrint print, IAsyncEnumerable<BookLine> lines, string maker, bool compact, TextWriter html, CancellationToken ct)
    {
        var http = new DefaultHttpContext { RequestServices = services, RequestAborted = ct };
        // The texts ask for the request they speak to; ends with this call.
        accessor.HttpContext = http;
        var view = views.GetView(null, "/Pages/Prints/_IncomingBook.cshtml", isMainPage: false).View
            ?? throw new InvalidOperationException("The sheets of the book are not among the views.");
        var data = new ViewDataDictionary<BookSheets>(metadata, new ModelStateDictionary()) { Model = new(print, lines, maker, clock.Today, compact, null) };
        var action = new ActionContext(http, new RouteData(), new ActionDescriptor());
        await view.RenderAsync(new ViewContext(action, view, data, new TempDataDictionary(http, tempData), html, new HtmlHelperOptions()));
    }
}
