using Microsoft.AspNetCore.Builder;

namespace Dispatch.Web.Desk;

/// <summary>Puts the desk's own page in place of an empty error answer, and of an exception, for everything that a person looks at.</summary>
internal static class LostPages
{
    // These speak for themselves.
    private static readonly string[] Others = ["/api", "/openapi", "/docs", "/health", "/metrics", "/jobs", "/assets"];

    public static void Use(IApplicationBuilder app) => app.UseWhen(
        http => !Others.Any(path => http.Request.Path.StartsWithSegments(path, StringComparison.OrdinalIgnoreCase)),
        desk =>
        {
            desk.UseExceptionHandler(new ExceptionHandlerOptions { ExceptionHandlingPath = "/loi/500" });
            desk.UseStatusCodePagesWithReExecute("/loi/{0}");
        });
}
