using Microsoft.AspNetCore.Http;

namespace Dispatch.People;

/// <summary>The browser's session cookie. Over HTTPS its name binds it to this host alone (<c>__Host-</c>); plain HTTP cannot carry that name.</summary>
public static class SessionCookie
{
    /// <summary>Gives the browser the session <paramref name="secret"/>; it forgets it when it closes.</summary>
    public static void Set(HttpContext http, string secret) => http.Response.Cookies.Append(NameFor(http), secret, For(http));

    /// <summary>The session secret the browser sent; null for none.</summary>
    public static string? Read(HttpContext http) => http.Request.Cookies[NameFor(http)] is { } value && Secret.MayBe(value) ? value : null;

    /// <summary>Makes the browser forget the session.</summary>
    public static void Clear(HttpContext http) => http.Response.Cookies.Delete(NameFor(http), For(http));

    private static string NameFor(HttpContext http) => http.Request.IsHttps ? "__Host-dispatch" : "dispatch";

    private static CookieOptions For(HttpContext http) => new()
    {
        HttpOnly = true,
        IsEssential = true,
        Path = "/",
        SameSite = SameSiteMode.Lax,
        Secure = http.Request.IsHttps,
    };
}
