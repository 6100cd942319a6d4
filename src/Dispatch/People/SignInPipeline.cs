using Dispatch.Platform.Http;
using Microsoft.AspNetCore.Builder;

namespace Dispatch.People;

/// <summary>What every request passes before it reaches its endpoint.</summary>
public static class SignInPipeline
{
    /// <summary>
    /// Who is it, is it too much, does it come from our own page, may they; only then the body of a request with an
    /// <c>Idempotency-Key</c> is read. Stands after routing and the error pages, before the endpoints.
    /// </summary>
    public static IApplicationBuilder UseSignIn(this IApplicationBuilder app)
    {
        app.UseAuthentication();
        app.UseRateLimiter();
        app.UseMiddleware<RateLimitHeaders>();
        app.UseMiddleware<CrossSiteRequests>();
        app.UseAuthorization();
        app.UseMiddleware<PasswordChangeDue>();
        app.UseMiddleware<IdempotencyKeys>();
        return app;
    }
}
