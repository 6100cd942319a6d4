using System.Diagnostics;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Dispatch.Platform.Http;

/// <summary>A <see cref="Problem"/> as <c>application/problem+json</c> (RFC 9457), in the language of the request.</summary>
public sealed class ProblemResult(Problem problem) : IResult
{
    /// <summary>The problem answered.</summary>
    public Problem Problem => problem;

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var language = RequestLanguage.Of(httpContext);
        var body = new Dictionary<string, object?>
        {
            ["type"] = "urn:dispatch:problem:" + problem.Slug,
            ["title"] = problem.Title.In(language),
            ["status"] = problem.Status,
        };
        if (problem.Detail is { } detail)
            body["detail"] = detail.In(language);
        if (problem.Errors.Count > 0)
            body["errors"] = problem.Errors.ToDictionary(e => e.Key, e => e.Value.Select(text => text.In(language)).ToArray());
        foreach (var (name, value) in problem.Members)
            body[name] = value;
        body["traceId"] = Activity.Current?.TraceId.ToString() ?? httpContext.TraceIdentifier;

        var response = httpContext.Response;
        response.StatusCode = problem.Status;
        if (problem.Status == StatusCodes.Status401Unauthorized && response.Headers.WWWAuthenticate.Count == 0)
            response.Headers.WWWAuthenticate = "Bearer";
        if (problem.RetryAfter is { } seconds)
            response.Headers.RetryAfter = seconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
        response.Headers.ContentLanguage = language == Language.English ? "en" : "vi";
        await response.WriteAsJsonAsync(body, (JsonSerializerOptions?)null, "application/problem+json", httpContext.RequestAborted);
    }
}

/// <summary>
/// Which language a request is answered in. Machines say it with <c>Accept-Language: vi|en</c>; at the desk a person switches, and a browser that
/// was installed in English does not switch for them. Vietnamese by default.
/// </summary>
public static class RequestLanguage
{
    /// <summary>The cookie the desk keeps a person's choice in.</summary>
    public const string Cookie = "dispatch-language";

    public static Language Of(HttpContext http)
    {
        var chosen = http.Request.Cookies[Cookie];
        if (chosen is "en" or "vi")
            return chosen == "en" ? Language.English : Language.Vietnamese;
        if (!http.Request.Path.StartsWithSegments(ApiErrors.ApiPath, StringComparison.OrdinalIgnoreCase))
            return Language.Vietnamese;
        foreach (var header in http.Request.GetTypedHeaders().AcceptLanguage.OrderByDescending(l => l.Quality ?? 1))
        {
            var tag = header.Value.Value ?? "";
            if (tag.StartsWith("vi", StringComparison.OrdinalIgnoreCase))
                return Language.Vietnamese;
            if (tag.StartsWith("en", StringComparison.OrdinalIgnoreCase))
                return Language.English;
        }
        return Language.Vietnamese;
    }
}
