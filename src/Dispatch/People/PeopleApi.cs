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
        var account = api.MapGroup("").WithTags("Account");

        account.MapPost("/sign-in", async (SignInRequest request, SignIn signIn, Visitor visitor, CancellationToken ct) =>
                (await signIn.Execute(request, SessionKind.Bearer, visitor, ct)).Ok())
            .OpenToAnyone().Produces<SignInAnswer>().WithSummary("Sign in with a password; answers a bearer token");

        account.MapPost("/sign-out", async (SignOut signOut, CurrentSession session, Caller caller, Idempotency idempotency, HttpContext http, CancellationToken ct) =>
            {
                var result = await idempotency.Once(caller, () => signOut.Execute(session, caller, ct), ct);
                if (result.Problem is null && session.Kind == SessionKind.Browser)
                    SessionCookie.Clear(http);
                return result.NoContent();
            })
            .Needs(Permission.SignedIn).Produces(204).WithSummary("End the session or token of this request");

        account.MapGet("/me", async (FindMe me, Caller caller, CancellationToken ct) => (await me.Execute(caller, ct)).Ok())
            .Needs(Permission.SignedIn).Produces<MeView>().WithSummary("Who is signed in, and what they may do");

        account.MapPut("/me/password", async (ChangeOwnPasswordRequest request, ChangeOwnPassword change, CurrentSession session, Caller caller, CancellationToken ct) =>
                (await change.Execute(request, session, caller, ct)).NoContent())
            .Needs(Permission.SignedIn).Produces(204).WithSummary("Change one's own password; other sessions and all API tokens end")
            .WithExample(new { currentPassword = "mật khẩu đang dùng", newPassword = "núi Chư Đăng Ya mùa hoa" });

        account.MapGet("/me/sessions", (FindSessions find, Paging paging, CurrentSession session, Caller caller, HttpContext http, CancellationToken ct) =>
                ListAnswer.Of(http, paging, page => find.Execute(page, session, caller, ct), Row))
            .Needs(Permission.SignedIn).Produces<Page<SessionView>>().WithSummary("Own sessions, newest first");

        account.MapDelete("/me/sessions", async (EndSession end, CurrentSession session, Caller caller, CancellationToken ct) =>
                (await end.Others(session, caller, ct)).NoContent())
            .Needs(Permission.SignedIn).Produces(204).WithSummary("End all own sessions but this one");

        account.MapDelete("/me/sessions/{id}", async (Id<Session> id, EndSession end, CurrentSession session, Caller caller, CancellationToken ct) =>
                (await end.Execute(id, session, caller, ct)).NoContent())
            .Needs(Permission.SignedIn).Produces(204).WithSummary("End one of one's own sessions");

        account.MapGet("/api-tokens", (FindApiTokens find, Paging paging, Caller caller, HttpContext http, CancellationToken ct) =>
                ListAnswer.Of(http, paging, page => find.Execute(page, caller, ct), Row))
            .Needs(Permission.SignedIn).Produces<Page<ApiTokenView>>().WithSummary("Own API tokens, newest first, without the tokens themselves");

        account.MapPost("/api-tokens",
                async (MakeApiTokenRequest request, MakeApiToken make, CurrentSession session, Caller caller, Idempotency idempotency, CancellationToken ct) =>
                    (await idempotency.Once(caller, () => make.Execute(request, session, caller, ct), ct)).Created(token => $"/api/v1/api-tokens/{token.Id}"))
            .Needs(Permission.SignedIn).Produces<ApiTokenView>(201).WithSummary("Make an API token; it is shown once");

        account.MapDelete("/api-tokens/{id}", async (Id<Session> id, RevokeApiToken revoke, CurrentSession session, Caller caller, CancellationToken ct) =>
                (await revoke.Execute(id, session, caller, ct)).NoContent())
            .Needs(Permission.SignedIn).Produces(204).WithSummary("Revoke an API token");
    }

    internal static Dictionary<string, object?> Row(SessionView view) => new()
    {
        ["Loại"] = EnumText.Of(view.Kind),
        ["Mở lúc"] = view.CreatedAt.ToString("O"),
        ["Dùng lần cuối"] = view.LastSeenAt.ToString("O"),
        ["Hết hạn"] = view.ExpiresAt.ToString("O"),
        ["Địa chỉ"] = view.Address,
        ["Chương trình"] = view.Program,
    };

    private static Dictionary<string, object?> Row(ApiTokenView view) => new()
    {
        ["Tên"] = view.Name,
        ["Quyền"] = string.Join(' ', view.Scopes),
        ["Tạo lúc"] = view.CreatedAt.ToString("O"),
        ["Hết hạn"] = view.ExpiresAt.ToString("O"),
        ["Dùng lần cuối"] = view.LastUsedAt?.ToString("O"),
    };
}
