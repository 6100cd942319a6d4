using Dispatch.Platform;
using Microsoft.Extensions.Options;

namespace Dispatch.People;

// A person gives a program a part of their own rights, for a time. The token is shown once; what is kept opens nothing. It can never do
// more than its owner at that moment, and ends with the owner's account or password.

/// <summary>A personal API token to be made.</summary>
/// <param name="Name">What it is for, 1 to 100 characters.</param>
/// <param name="Scopes">Permissions it has, of those the person has (see <c>/api/v1/me</c>).</param>
/// <param name="ExpiresAt">Its end, at most a year from now.</param>
public sealed record MakeApiTokenRequest(string Name, IReadOnlyList<string> Scopes, DateTimeOffset ExpiresAt);

/// <summary>A personal API token.</summary>
/// <param name="Id">Its name, for revoking it.</param>
/// <param name="Name">What it is for.</param>
/// <param name="Scopes">Permissions it has while its owner has them.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="ExpiresAt">When it ends.</param>
/// <param name="LastUsedAt">When it was last used, to the minute; null for never.</param>
/// <param name="Token">The token itself, in the answer that made it and never again.</param>
public sealed record ApiTokenView(
    Id<Session> Id, string Name, IReadOnlyList<string> Scopes, DateTimeOffset CreatedAt, DateTimeOffset ExpiresAt, DateTimeOffset? LastUsedAt, string? Token);

public sealed class MakeApiToken(Database database, AccountEvents events, OfficeClock clock, IOptions<SignInSettings> options)
{
    private const int LongestName = 100;

    public async Task<Result<ApiTokenView>> Execute(MakeApiTokenRequest request, CurrentSession session, Caller caller, CancellationToken ct)
    {
        if (session.RefusesToManageTheAccount() is { } refused)
            return refused;
        if (Invalid(request, caller, out var name) is { } problem)
            return problem;
        await using var tx = await database.Begin(caller, ct);
        var secret = Secret.New(Secret.TokenPrefix);
        var token = new ApiTokenView(Id<Session>.New(), name!,
            [.. request.Scopes.Distinct().Order(StringComparer.Ordinal)], clock.InOffice(clock.Now), clock.InOffice(request.ExpiresAt), null, null);
        await SessionStore.AddToken(tx, token, secret, ct);
        await events.Record(tx, AccountEvent.TokenMade, caller.PersonId, $"{token.Name}: {string.Join(' ', token.Scopes)}", ct);
        // A repeat with the same Idempotency-Key makes no second token and is answered without the secret: that is kept nowhere.
        await tx.Commit(token, ct);
        return token with { Token = secret };
    }

    private Problem? Invalid(MakeApiTokenRequest request, Caller caller, out string? name)
    {
        var errors = new FieldErrors();
        name = errors.Line("name", request.Name, LongestName);
        if (request.Scopes is not { Count: > 0 })
            errors.Add("scopes", "Chọn ít nhất một quyền", "Choose at least one permission");
        else if (request.Scopes.FirstOrDefault(scope => !caller.May(scope)) is { } foreign)
            errors.Add("scopes", $"Tài khoản không có quyền {foreign}", $"The account does not have the permission {foreign}");
        if (request.ExpiresAt <= clock.Now)
            errors.Add("expiresAt", "Thời điểm hết hạn phải ở sau lúc này", "The end must be in the future");
        else if (request.ExpiresAt > clock.Now + options.Value.ApiTokenLifetime)
            errors.Add("expiresAt", "Thời hạn dài nhất là một năm", "The longest life is one year");
        return errors.None ? null : errors.ToProblem();
    }
}
