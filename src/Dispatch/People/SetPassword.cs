using Dapper;
using Dispatch.Platform;

namespace Dispatch.People;

/// <summary>A new password, by a one-time link.</summary>
/// <param name="Code">The link's <c>ma</c>.</param>
/// <param name="Password">The new password.</param>
public sealed record SetPasswordRequest(string Code, string Password);

/// <summary>Sets a password by a link that works once. Everything that was open on the account ends, a lockout too.</summary>
public sealed class SetPassword(Database database, AccountStore store, Accounts accounts, AccountEvents events, OfficeClock clock)
{
    /// <summary>Whose password the link would set, for the page that asks for it: the account's name.</summary>
    public async Task<Result<string>> WhoseLink(string? code, CancellationToken ct)
    {
        if (code is null || !Secret.MayBe(code))
            return PeopleProblems.LinkNotValid;
        await using var connection = await database.Open(ct);
        var name = await connection.QuerySingleOrDefaultAsync<string>(new CommandDefinition("""
            select p.user_name
            from one_time_link l
            join person p on p.id = l.person_id
            where l.token_hash = @Hash and l.used_at is null and l.expires_at > @Now and p.disabled_at is null
            """, new { Hash = Secret.Hash(code), clock.Now }, cancellationToken: ct));
        return name is null ? PeopleProblems.LinkNotValid : name;
    }

    /// <summary>Sets it; answers the account's name, to sign in with.</summary>
    public async Task<Result<string>> Execute(SetPasswordRequest request, Visitor visitor, CancellationToken ct)
    {
        if (!(await WhoseLink(request.Code, ct)).Ok(out var userName, out var problem))
            return problem;
        var errors = new FieldErrors();
        PasswordRules.Check(request.Password ?? "", userName, "password", errors);
        if (!errors.None)
            return errors.ToProblem();

        var known = (await store.FindByNameAsync(accounts.NormalizeName(userName), ct))!;
        await using var tx = await database.Begin(visitor.As(known), ct);
        using var within = store.Within(tx);
        var account = (await store.Lock(known.Id, ct))!;
        if (!await Use(tx, request.Code, ct))
            return PeopleProblems.LinkNotValid;
        (account.PasswordHash, account.AccessFailedCount, account.LockedUntil) = (null, 0, null);
        // Hashes, changes the security stamp and writes.
        var set = await accounts.AddPasswordAsync(account, request.Password!);
        if (!set.Succeeded)
            throw new InvalidOperationException(string.Join("; ", set.Errors.Select(e => e.Description)));
        await tx.Connection.ExecuteAsync(new CommandDefinition("update person set must_change_password = false where id = @Id", new { account.Id }, cancellationToken: ct));
        await SessionStore.EndAll(tx, account.Id, clock.Now, ct);
        await events.Record(tx, AccountEvent.PasswordSet, account.Id, "one-time link", ct);
        await tx.Commit(ct);
        return account.UserName;
    }

    private async Task<bool> Use(OfficeTransaction tx, string code, CancellationToken ct) =>
        await tx.Connection.ExecuteAsync(new CommandDefinition("""
            update one_time_link set used_at = @Now where token_hash = @Hash and used_at is null and expires_at > @Now
            """, new { Hash = Secret.Hash(code), clock.Now }, cancellationToken: ct)) == 1;
}
