using Dispatch.Platform;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Dispatch.People;

// Signing in with a name and a password. Five wrong passwords in a row lock the account for fifteen minutes. An answer tells nobody whether
// a name exists, neither by its words nor by the time it takes. The password is checked before the account's row is locked (it takes a
// tenth of a second), but whether it counts is decided behind the lock: ten guesses at once are ten guesses.

/// <summary>A name and a password.</summary>
/// <param name="UserName">Account name, case ignored.</param>
/// <param name="Password">The password.</param>
public sealed record SignInRequest(string UserName, string Password);

/// <summary>The way in.</summary>
/// <param name="Token">The bearer token; it is shown this once.</param>
/// <param name="ExpiresAt">When it ends.</param>
public sealed record SignInAnswer(string Token, DateTimeOffset ExpiresAt);

public sealed class SignIn(
    Database database, AccountStore store, Accounts accounts, Argon2idPasswordHasher hasher, RequestLimits limits,
    AccountEvents events, OfficeClock clock, IOptions<SignInSettings> options)
{
    private const int LongestName = 64;

    /// <summary>Signs in; a browser's token goes into its cookie (<see cref="SessionCookie"/>), a program's into its Authorization header.</summary>
    public async Task<Result<SignInAnswer>> Execute(SignInRequest request, SessionKind kind, Visitor visitor, CancellationToken ct)
    {
        if (Incomplete(request) is { } problem)
            return problem;
        var name = accounts.NormalizeName(request.UserName.Trim());
        if (limits.RefusesSignIn(name[..Math.Min(name.Length, LongestName)], visitor.Address) is { } tooMany)
            return tooMany;

        var known = name.Length <= LongestName && !name.Any(char.IsControl) ? await store.FindByNameAsync(name, ct) : null;
        var verified = await hasher.Verify(known?.PasswordHash, request.Password, ct);
        var rehashed = verified == PasswordVerificationResult.SuccessRehashNeeded ? hasher.HashPassword(known!, request.Password) : null;

        await using var tx = await database.Begin(known is null ? visitor.AsStranger() : visitor.As(known), ct);
        using var within = store.Within(tx);
        // For an unknown name too: the same steps take the same time.
        var account = await store.Lock(known?.Id ?? Id<Person>.New(), ct);
        if (known is null || account is null || account.DisabledAt is not null || await accounts.IsLockedOutAsync(account))
            return await Refuse(tx, AccountEvent.SignInRefused, known?.Id ?? Caller.SystemId, known is null ? "unknown" : "locked or disabled", ct);
        if (verified == PasswordVerificationResult.Failed || account.PasswordHash != known.PasswordHash)
        {
            await accounts.AccessFailedAsync(account);
            return await Refuse(tx, await accounts.IsLockedOutAsync(account) ? AccountEvent.LockedOut : AccountEvent.SignInRefused, account.Id, "wrong password", ct);
        }

        if (account.AccessFailedCount > 0 || account.LockedUntil is not null || rehashed is not null)
        {
            (account.AccessFailedCount, account.LockedUntil, account.PasswordHash) = (0, null, rehashed ?? account.PasswordHash);
            await store.UpdateAsync(account, ct);
        }
        var answer = await Open(tx, kind, visitor, ct);
        await events.Record(tx, AccountEvent.SignedIn, account.Id, null, ct);
        await tx.Commit(ct);
        return answer;
    }

    /// <summary>A new session for the transaction's caller; the one the browser had ends.</summary>
    internal async Task<SignInAnswer> Open(OfficeTransaction tx, SessionKind kind, Visitor visitor, CancellationToken ct)
    {
        var now = clock.Now;
        var answer = new SignInAnswer(Secret.New(kind == SessionKind.Browser ? "" : Secret.TokenPrefix), clock.InOffice(now + options.Value.Lifetime));
        if (kind == SessionKind.Browser && visitor.PresentSession is { } before)
            await SessionStore.EndBySecret(tx, before, ct);
        await SessionStore.Add(tx, Id<Session>.New(), answer.Token, kind, now, answer.ExpiresAt, ct);
        return answer;
    }

    private static Problem? Incomplete(SignInRequest request)
    {
        var errors = new FieldErrors();
        if (string.IsNullOrWhiteSpace(request.UserName))
            errors.Add("userName", "Nhập tên đăng nhập", "Enter the user name");
        if (string.IsNullOrEmpty(request.Password))
            errors.Add("password", "Nhập mật khẩu", "Enter the password");
        else if (request.Password.Length > PasswordRules.Longest)
            errors.Add("password", $"Mật khẩu dài nhất {PasswordRules.Longest} ký tự", $"The password may have at most {PasswordRules.Longest} characters");
        return errors.None ? null : errors.ToProblem();
    }

    private async Task<Result<SignInAnswer>> Refuse(OfficeTransaction tx, AccountEvent what, Id<Person> person, string why, CancellationToken ct)
    {
        await events.Record(tx, what, person, why, ct);
        await tx.Commit(ct);
        return PeopleProblems.SignInFailed;
    }
}
