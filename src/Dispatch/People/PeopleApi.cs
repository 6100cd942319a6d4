using Dispatch.Platform;
using Dispatch.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Dispatch.People;

internal static class PeopleApi
{
    internal static void Map(IEndpointRouteBuilder api)
    {
        api.MapPost("/sign-in", SignIn).OpenToAnyone().WithTags("Account")
            .Produces<SignInAnswer>().ProducesProblem(401).ProducesProblem(422).ProducesProblem(429);
        api.MapPost("/sign-out", SignOut).Needs(Permission.SignedIn).WithTags("Account").Produces(204);
        api.MapGet("/me", Me).Needs(Permission.SignedIn).WithTags("Account").Produces<MeView>();
        api.MapGet("/me/sessions", Sessions).Needs(Permission.SignedIn).WithTags("Account").Produces<Page<SessionView>>();
        api.MapDelete("/me/sessions", EndOthers).Needs(Permission.SignedIn).WithTags("Account").Produces(204);
        api.MapDelete("/me/sessions/{id}", EndOne).Needs(Permission.SignedIn).WithTags("Account").Produces(204).ProducesProblem(404);
        api.MapGet("/api-tokens", Tokens).Needs(Permission.SignedIn).WithTags("Account").Produces<Page<ApiTokenView>>();
        api.MapPost("/api-tokens", MakeToken).Needs(Permission.SignedIn).WithTags("Account").Produces<ApiTokenView>(201).ProducesProblem(422);
        api.MapDelete("/api-tokens/{id}", RevokeToken).Needs(Permission.SignedIn).WithTags("Account").Produces(204).ProducesProblem(404);
    }

    private static async Task<IResult> SignIn(SignInRequest request, SignIn signIn, Visitor visitor, CancellationToken ct) =>
        (await signIn.Execute(request, SessionKind.Bearer, visitor, ct)).Ok();

    private static async Task<IResult> SignOut(SignOut signOut, CurrentSession session, Caller caller, Idempotency idempotency, HttpContext http, CancellationToken ct)
    {
        var result = await idempotency.Once(caller, () => signOut.Execute(session, caller, ct), ct);
        if (result.Problem is null && session.Kind == SessionKind.Browser)
            SessionCookie.Clear(http);
        return result.NoContent();
    }

    private static async Task<IResult> Me(FindMe me, Caller caller, CancellationToken ct) => (await me.Execute(caller, ct)).Ok();

    private static async Task<IResult> Sessions(
        FindSessions sessions, CurrentSession session, Caller caller, CancellationToken ct, int limit = Paging.DefaultLimit, string? cursor = null) =>
        (await sessions.Execute(new Paging(limit, cursor), session, caller, ct)).Ok();

    private static async Task<IResult> EndOthers(EndSession end, CurrentSession session, Caller caller, CancellationToken ct) =>
        (await end.Others(session, caller, ct)).NoContent();

    private static async Task<IResult> EndOne(Id<Session> id, EndSession end, CurrentSession session, Caller caller, CancellationToken ct) =>
        (await end.Execute(id, session, caller, ct)).NoContent();

    private static async Task<IResult> Tokens(
        FindApiTokens tokens, Caller caller, CancellationToken ct, int limit = Paging.DefaultLimit, string? cursor = null) =>
        (await tokens.Execute(new Paging(limit, cursor), caller, ct)).Ok();

    private static async Task<IResult> MakeToken(
        MakeApiTokenRequest request, MakeApiToken make, CurrentSession session, Caller caller, Idempotency idempotency, CancellationToken ct) =>
        (await idempotency.Once(caller, () => make.Execute(request, session, caller, ct), ct)).Created(token => $"/api/v1/api-tokens/{token.Id}");

    private static async Task<IResult> RevokeToken(Id<Session> id, RevokeApiToken revoke, CurrentSession session, Caller caller, CancellationToken ct) =>
        (await revoke.Execute(id, session, caller, ct)).NoContent();
}
