using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Dispatch.Web.Desk;

/// <summary>
/// What every page tells the browser: scripts, styles and frames from this server only, nothing kept on a shared computer's disk,
/// no guessing of types. The dashboard of jobs and the API's reference page bring scripts of their own and are left to themselves.
/// </summary>
internal static class DeskHeaders
{
    private const string ContentSecurityPolicy =
        "default-src 'self'; img-src 'self' data:; frame-src 'self'; frame-ancestors 'self'; object-src 'none'; base-uri 'self'; form-action 'self'";

    public static void Use(IApplicationBuilder app) => app.Use((http, next) =>
    {
        http.Response.OnStarting(() =>
        {
            var headers = http.Response.Headers;
            headers.XContentTypeOptions = "nosniff";
            headers["Referrer-Policy"] = "same-origin";
            if (http.GetEndpoint()?.Metadata.GetMetadata<PageActionDescriptor>() is not null)
            {
                headers.ContentSecurityPolicy = ContentSecurityPolicy;
                headers["Cross-Origin-Opener-Policy"] = "same-origin";
                headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=(), payment=()";
                headers.CacheControl = "no-store";
                headers.Vary = "HX-Request, HX-Target, Cookie, Accept-Language";
            }
            return Task.CompletedTask;
        });
        return next(http);
    });
}
