using Dispatch.Platform.Http;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;

namespace Dispatch.People;

// A browser sends its cookie with requests that other sites cause. A cookie therefore changes nothing at the API unless the browser says the
// request is from our own page and the page's antiforgery token comes along in the header. Razor pages check their forms themselves.
internal sealed class CrossSiteRequests(RequestDelegate next, IAntiforgery antiforgery)
{
    public async Task InvokeAsync(HttpContext http)
    {
        if (http.IsApi() && IsUnsafe(http.Request.Method) && http.Features.Get<CurrentSession>() is { Kind: SessionKind.Browser } && !await IsOurs(http))
            await new ProblemResult(PeopleProblems.CrossSiteRequest).ExecuteAsync(http);
        else
            await next(http);
    }

    // The header is asked for first: with a form the check would otherwise read the body, and an upload with it, into memory.
    private async Task<bool> IsOurs(HttpContext http) =>
        http.Request.Headers["Sec-Fetch-Site"] == "same-origin"
        && http.Request.Headers.ContainsKey(AntiforgeryHeader)
        && await antiforgery.IsRequestValidAsync(http);

    public const string AntiforgeryHeader = "RequestVerificationToken";

    private static bool IsUnsafe(string method) =>
        !(HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method) || HttpMethods.IsTrace(method));
}
