using System.Security.Claims;
using System.Text.Encodings.Web;
using Dispatch.Platform;
using Dispatch.Platform.Http;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace Dispatch.People;

// Who is calling: a bearer token (from signing in, or a personal one) or the browser's session cookie. A request with an Authorization
// header is judged by it alone. Tokens are read from the header only, never from the address, where logs and browsers would keep them.
internal sealed class OfficeAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder,
    SessionStore sessions, OfficeClock clock, IOptions<SignInSettings> settings)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "Dispatch";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var byHeader = Request.Headers.Authorization.Count > 0;
        var secret = byHeader ? BearerToken() : SessionCookie.Read(Context);
        if (secret is null)
            return byHeader ? AuthenticateResult.Fail("The Authorization header holds no bearer token.") : AuthenticateResult.NoResult();

        var now = clock.Now;
        var hash = Secret.Hash(secret);
        var holder = await sessions.Find(hash, now, now - settings.Value.IdleTimeout, clock.Today, Context.RequestAborted);
        // A cookie's secret is no token and a token is no cookie: neither works through the other's door.
        if (holder is null || byHeader != (holder.Kind != SessionKind.Browser))
            return AuthenticateResult.Fail("Unknown, expired or ended.");
        // A page that looks by itself is nobody at the desk: it keeps no session alive.
        if (!Request.Query.ContainsKey("tu-dong"))
            await sessions.Seen(holder, hash, now, Context.RequestAborted);

        var visitor = Visitor.Of(Context);
        Context.Features.Set(new CurrentSession(holder.Id, holder.Kind) { MustChangePassword = holder.MustChangePassword });
        Context.Features.Set(holder.Standing.As(new Caller(holder.PersonId, holder.UserName, holder.FullName, holder.Permissions())
        {
            Via = visitor.Via,
            Address = visitor.Address,
            Program = visitor.Program,
            Language = visitor.Language,
        }));
        var identity = new ClaimsIdentity(
            [new Claim(ClaimTypes.NameIdentifier, holder.PersonId.ToString()), new Claim(ClaimTypes.Name, holder.UserName)], SchemeName);
        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), SchemeName));
    }

    protected override async Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        if (Context.IsApi())
        {
            if (Request.Headers.Authorization.Count > 0)
                Response.Headers.WWWAuthenticate = "Bearer error=\"invalid_token\"";
            await new ProblemResult(PlatformProblems.SignInNeeded).ExecuteAsync(Context);
        }
        else if (Request.Headers.ContainsKey("HX-Request"))
        {
            // A redirect would put the sign-in page into a corner of the present one.
            Response.StatusCode = StatusCodes.Status401Unauthorized;
            Response.Headers["HX-Redirect"] = SignInPage(Uri.TryCreate(Request.Headers["HX-Current-URL"], UriKind.Absolute, out var page) ? page.PathAndQuery : null);
        }
        else
            Response.Redirect(SignInPage(HttpMethods.IsGet(Request.Method) ? UriHelper.BuildRelative(Request.PathBase, Request.Path, Request.QueryString) : null));
    }

    protected override async Task HandleForbiddenAsync(AuthenticationProperties properties)
    {
        if (Context.IsApi())
            await new ProblemResult(PlatformProblems.NotPermitted).ExecuteAsync(Context);
        else
            Response.StatusCode = StatusCodes.Status403Forbidden;
    }

    private static string SignInPage(string? returnUrl) =>
        LocalUrl.IsLocal(returnUrl) && returnUrl != "/" ? $"/dang-nhap?returnUrl={Uri.EscapeDataString(returnUrl)}" : "/dang-nhap";

    private string? BearerToken()
    {
        var header = Request.Headers[HeaderNames.Authorization];
        const string Prefix = "Bearer ";
        return header is [{ } value] && value.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) && Secret.MayBe(value[Prefix.Length..].Trim())
            ? value[Prefix.Length..].Trim()
            : null;
    }
}
