using Microsoft.AspNetCore.Http;

namespace Dispatch.Platform.Http;

/// <summary>From a use case's result to the HTTP answer, in one line of an endpoint.</summary>
public static class Answers
{
    /// <summary>200 with the value, or the problem.</summary>
    public static IResult Ok<T>(this Result<T> result) =>
        result.Ok(out var value, out var problem) ? TypedResults.Ok(value) : new ProblemResult(problem);

    /// <summary>200 with the value and its <c>ETag</c>, or the problem.</summary>
    public static IResult Ok<T>(this Result<T> result, Func<T, int> version) =>
        result.Ok(out var value, out var problem) ? new VersionedResult<T>(value, StatusCodes.Status200OK, null, version(value)) : new ProblemResult(problem);

    /// <summary>201 with <c>Location</c>, <c>ETag</c> and the value, or the problem.</summary>
    public static IResult Created<T>(this Result<T> result, Func<T, string> location, Func<T, int>? version = null) =>
        result.Ok(out var value, out var problem)
            ? new VersionedResult<T>(value, StatusCodes.Status201Created, location(value), version?.Invoke(value))
            : new ProblemResult(problem);

    /// <summary>202 with the value: asked for, and done later; or the problem.</summary>
    public static IResult Accepted<T>(this Result<T> result) =>
        result.Ok(out var value, out var problem) ? TypedResults.Accepted((string?)null, value) : new ProblemResult(problem);

    /// <summary>204, or the problem.</summary>
    public static IResult NoContent<T>(this Result<T> result) =>
        result.Ok(out _, out var problem) ? TypedResults.NoContent() : new ProblemResult(problem);

    private sealed class VersionedResult<T>(T value, int status, string? location, int? version) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.StatusCode = status;
            if (location is not null)
                httpContext.Response.Headers.Location = location;
            if (version is { } number)
                httpContext.Response.Headers.ETag = ETag.Of(number);
            return httpContext.Response.WriteAsJsonAsync(value, httpContext.RequestAborted);
        }
    }
}

/// <summary>A row's version as a strong entity tag (RFC 9110 §8.8.3).</summary>
public static class ETag
{
    /// <summary>3 → <c>"3"</c>.</summary>
    public static string Of(int version) => $"\"{version}\"";
}

/// <summary>The <c>If-Match</c> header of a request.</summary>
/// <param name="Given">False when the header is missing.</param>
/// <param name="Version">The version named; null for <c>*</c> or for a tag that is not ours.</param>
/// <param name="Any">True for <c>*</c>.</param>
public sealed record IfMatch(bool Given, int? Version, bool Any)
{
    public static ValueTask<IfMatch> BindAsync(HttpContext http)
    {
        var header = http.Request.Headers.IfMatch.ToString().Trim();
        return ValueTask.FromResult(header switch
        {
            "" => new IfMatch(false, null, false),
            "*" => new IfMatch(true, null, true),
            _ => new IfMatch(true, int.TryParse(header.Trim('"'), out var version) && header == ETag.Of(version) ? version : null, false),
        });
    }

    /// <summary>A condition that always holds: for pages that carry the version in the form.</summary>
    public static IfMatch Exactly(int version) => new(true, version, false);

    /// <summary>Null when a row of <paramref name="version"/> may be edited; otherwise 428 or 412. The header is required.</summary>
    public Problem? Refuses(int version) => Given ? RefusesIfGiven(version) : PlatformProblems.IfMatchNeeded;

    /// <summary>As <see cref="Refuses"/>, but a missing header is fine (state changes).</summary>
    public Problem? RefusesIfGiven(int version) => !Given || Any || Version == version ? null : PlatformProblems.Stale;
}
