using Dispatch.Platform.Http;
using Microsoft.AspNetCore.Http;

namespace Dispatch.People;

/// <summary>
/// A password that somebody else knows opens one door only: the page that changes it. Stands behind the sign-in, before every page and route.
/// </summary>
internal sealed class PasswordChangeDue(RequestDelegate next)
{
    public const string Page = "/tai-khoan/mat-khau";

    private static readonly string[] Open = [Page, "/dang-xuat", "/ngon-ngu", "/assets", "/loi", "/dang-nhap", "/dat-mat-khau", "/api/v1/me/password", "/api/v1/sign-out", "/api/v1/sign-in"];

    public Task InvokeAsync(HttpContext http)
    {
        if (http.Features.Get<CurrentSession>() is not { MustChangePassword: true } || Open.Any(path => http.Request.Path.StartsWithSegments(path, StringComparison.OrdinalIgnoreCase)))
            return next(http);
        if (http.IsApi())
            return new ProblemResult(PeopleProblems.PasswordChangeDue).ExecuteAsync(http);
        if (http.Request.Headers.ContainsKey("HX-Request"))
            http.Response.Headers["HX-Redirect"] = Page;
        else
            http.Response.Redirect(Page);
        return Task.CompletedTask;
    }
}
