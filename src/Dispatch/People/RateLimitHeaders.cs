using Microsoft.AspNetCore.Http;

namespace Dispatch.People;

internal sealed class RateLimitHeaders(RequestDelegate next, RequestLimits limits)
{
    public Task InvokeAsync(HttpContext http)
    {
        limits.WriteHeaders(http);
        return next(http);
    }
}
