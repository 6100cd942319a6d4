using System.Text.Encodings.Web;
using System.Text.Unicode;
using Dispatch.Prints;
using Dispatch.Web.Desk;
using Dispatch.Web.Pages.Incoming;
using Dispatch.Web.Pages.Prints;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.WebEncoders;

namespace Dispatch.Web;

/// <summary>The desk's public surface: what the host adds, passes every request through, and maps.</summary>
public static class WebModule
{
    /// <summary>Adds the pages. Needs <c>AddDispatch</c>.</summary>
    public static IServiceCollection AddDesk(this IServiceCollection services)
    {
        // Vietnamese stays Vietnamese: the default writes &#x1EC7; for ệ, a seventh of a list's weight.
        services.Configure<WebEncoderOptions>(o => o.TextEncoderSettings = new TextEncoderSettings(UnicodeRanges.All));
        services.AddRazorPages().AddApplicationPart(typeof(WebModule).Assembly);
        services.AddHttpContextAccessor();
        services.AddScoped(provider => Texts.Of(provider.GetRequiredService<IHttpContextAccessor>().HttpContext!));
        services.AddSingleton<Assets>();
        services.AddScoped<EntryPrints>();
        services.AddScoped<BookTypesetter, RazorTypesetter>();
        services.AddScoped<TypedEntry>();
        services.AddScoped<RegisterDraft>();
        return services;
    }

    /// <summary>
    /// Headers and error pages of the desk. Stands first, before routing, so that an error page finds its own route; answers of <c>/api</c> and of the
    /// dashboard are left alone.
    /// </summary>
    public static IApplicationBuilder UseDesk(this IApplicationBuilder app)
    {
        DeskHeaders.Use(app);
        LostPages.Use(app);
        return app;
    }

    /// <summary>Maps the pages and their few files.</summary>
    public static IEndpointRouteBuilder MapDesk(this IEndpointRouteBuilder routes)
    {
        routes.ServiceProvider.GetRequiredService<Assets>().Map(routes);
        routes.MapRazorPages();
        return routes;
    }
}
