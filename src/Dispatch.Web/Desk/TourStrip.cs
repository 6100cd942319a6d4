using Dispatch.People;
using Dispatch.Platform;
using Microsoft.AspNetCore.Http;

namespace Dispatch.Web.Desk;

/// <summary>The offer of the tour to somebody new, on the first page after signing in, until they took it or skipped it on this computer.</summary>
public static class TourStrip
{
    public const int Steps = 6;

    private const string Cookie = "dispatch-tour";
    private static readonly HashSet<string> FirstPages = ["/", "/van-ban-den", "/so", "/quan-tri"];

    /// <summary>The tour this person needs, as the texts call it; null for those whose work the desk does not have yet.</summary>
    public static string? For(Caller? caller) =>
        caller?.May(Permission.RegisterIncoming) == true ? "clerk" : caller?.May(Permission.ManagePeople) == true ? "admin" : null;

    public static bool IsOffered(HttpContext http, Caller? caller) =>
        For(caller) is not null && FirstPages.Contains(http.Request.Path.Value ?? "") && !http.Request.Cookies.ContainsKey(Cookie);

    public static void Done(HttpContext http) =>
        http.Response.Cookies.Append(Cookie, "done", new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Lax, MaxAge = TimeSpan.FromDays(400), Path = "/", Secure = http.Request.IsHttps, IsEssential = true });
}
