using Dapper;
using Dispatch.Platform;
using Microsoft.AspNetCore.Identity;

namespace Dispatch.People;

/// <summary>One's own new password.</summary>
public sealed record ChangeOwnPasswordRequest
{
    /// <summary>The present password. Required.</summary>
    public string? CurrentPassword { get; init; }

    /// <summary>The new one. Required.</summary>
    public string? NewPassword { get; init; }
}

/// <summary>
/// Use case: change one's own password. Every other session and all API tokens end; a wrong present password counts as a failed sign-in, so that a
/// desk left open is no place to guess it.
/// </summary>
public sealed class ChangeOwnPassword(Database database, AccountStore store, Accounts accounts, Argon2idPasswordHasher hasher, AccountEvents events, OfficeClock clock)
{
    public async Task<Result<bool>> Execute(ChangeOwnPasswordRequest request, CurrentSession session, Caller caller, CancellationToken ct)
    {
        if (session.RefusesToManageTheAccount() is { } refused)
            return refused;
        var errors = new FieldErrors();
        if (string.IsNullOrEmpty(request.CurrentPassword) || request.CurrentPassword.Length > PasswordRules.Longest)
            errors.Add("currentPassword", "Nhập mật khẩu đang dùng", "Enter the present password");
        PasswordRules.Check(request.NewPassword ?? "", caller.UserName, "newPassword", errors);
        if (errors.None && request.NewPassword == request.CurrentPassword)
            errors.Add("newPassword", "Mật khẩu mới phải khác mật khẩu đang dùng", "The new password must differ from the present one");
        if (!errors.None)
            return errors.ToProblem();

        var known = await store.FindByNameAsync(accounts.NormalizeName(caller.UserName), ct);
        var verified = await hasher.Verify(known?.PasswordHash, request.CurrentPassword!, ct);
        await using var tx = await database.Begin(caller, ct);
        using var within = store.Within(tx);
        var account = (await store.Lock(caller.PersonId, ct))!;
        if (await accounts.IsLockedOutAsync(account) || verified == PasswordVerificationResult.Failed || account.PasswordHash != known!.PasswordHash)
        {
            await accounts.AccessFailedAsync(account);
            await events.Record(tx, AccountEvent.SignInRefused, account.Id, "wrong password", ct);
            await tx.Commit(ct);
            errors.Add("currentPassword", "Mật khẩu đang dùng không đúng", "The present password is wrong");
            return errors.ToProblem();
        }
        (account.PasswordHash, account.AccessFailedCount, account.LockedUntil) = (null, 0, null);
        var set = await accounts.AddPasswordAsync(account, request.NewPassword!);
        if (!set.Succeeded)
            throw new InvalidOperationException(string.Join("; ", set.Errors.Select(e => e.Description)));
        await tx.Connection.ExecuteAsync(new CommandDefinition("""
            update person set must_change_password = false where id = @PersonId;
            update api_token set revoked_at = @Now where person_id = @PersonId and revoked_at is null;
            """, new { caller.PersonId, clock.Now }, cancellationToken: ct));
        await SessionStore.EndOthers(tx, caller.PersonId, session.Id, ct);
        await events.Record(tx, AccountEvent.PasswordSet, caller.PersonId, "own", ct);
        await tx.Commit(ct);
        return true;
    }
}
