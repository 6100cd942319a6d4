using Dapper;
using Dispatch.Platform;
using Microsoft.AspNetCore.Identity;
using Npgsql;

namespace Dispatch.People;

/// <summary>
/// Identity's stores over our rows. Inside <see cref="Within"/> everything Identity reads and writes joins the use case's transaction.
/// One for each scope; not for use by two threads.
/// </summary>
public sealed class AccountStore(Database database) : IUserPasswordStore<Account>, IUserLockoutStore<Account>, IUserSecurityStampStore<Account>
{
    private const string Columns = """
        id as Id, user_name as UserName, normalized_user_name as NormalizedUserName, full_name as FullName, title as Title, unit_id as UnitId,
        password_hash as PasswordHash, security_stamp as SecurityStamp, access_failed_count as AccessFailedCount, locked_until as LockedUntil,
        disabled_at as DisabledAt, created_at as CreatedAt
        """;

    private OfficeTransaction? transaction;

    /// <summary>From here on this store works inside <paramref name="tx"/>, until the answer is disposed.</summary>
    internal IDisposable Within(OfficeTransaction tx)
    {
        transaction = tx;
        return new Leave(this);
    }

    public Task<Account?> FindByIdAsync(string userId, CancellationToken cancellationToken) =>
        One($"select {Columns} from person where id = @Id", new { Id = Guid.Parse(userId) }, cancellationToken);

    public Task<Account?> FindByNameAsync(string normalizedUserName, CancellationToken cancellationToken) =>
        One($"select {Columns} from person where normalized_user_name = @Name", new { Name = normalizedUserName }, cancellationToken);

    /// <summary>Reads the account and keeps others from changing it until the end of the transaction; what refers to the person goes on.</summary>
    internal Task<Account?> Lock(Id<Person> id, CancellationToken ct) =>
        One($"select {Columns} from person where id = @Id for no key update", new { Id = id }, ct);

    public async Task<IdentityResult> CreateAsync(Account user, CancellationToken cancellationToken)
    {
        await Execute("""
            insert into person (id, full_name, sort_name, title, unit_id, user_name, normalized_user_name, password_hash, security_stamp, created_at)
            values (@Id, @FullName, @SortName, @Title, @UnitId, @UserName, @NormalizedUserName, @PasswordHash, @SecurityStamp, @CreatedAt)
            """, new
        {
            user.Id,
            user.FullName,
            SortName = PersonName.ForSorting(user.FullName),
            user.Title,
            user.UnitId,
            user.UserName,
            user.NormalizedUserName,
            user.PasswordHash,
            user.SecurityStamp,
            user.CreatedAt,
        }, cancellationToken);
        return IdentityResult.Success;
    }

    // Only what signing in changes: a mistyped password must not make an administrator's edit of the same person stale.
    public async Task<IdentityResult> UpdateAsync(Account user, CancellationToken cancellationToken)
    {
        await Execute("""
            update person
            set password_hash = @PasswordHash, security_stamp = @SecurityStamp, access_failed_count = @AccessFailedCount, locked_until = @LockedUntil
            where id = @Id
            """, new { user.Id, user.PasswordHash, user.SecurityStamp, user.AccessFailedCount, user.LockedUntil }, cancellationToken);
        return IdentityResult.Success;
    }

    // A person's name stays on what they did.
    public Task<IdentityResult> DeleteAsync(Account user, CancellationToken cancellationToken) =>
        throw new NotSupportedException("People are disabled, never deleted.");

    public Task<string> GetUserIdAsync(Account user, CancellationToken cancellationToken) => Task.FromResult(user.Id.ToString());

    public Task<string?> GetUserNameAsync(Account user, CancellationToken cancellationToken) => Task.FromResult<string?>(user.UserName);

    public Task SetUserNameAsync(Account user, string? userName, CancellationToken cancellationToken) =>
        Set(() => user.UserName = userName!);

    public Task<string?> GetNormalizedUserNameAsync(Account user, CancellationToken cancellationToken) =>
        Task.FromResult<string?>(user.NormalizedUserName);

    public Task SetNormalizedUserNameAsync(Account user, string? normalizedName, CancellationToken cancellationToken) =>
        Set(() => user.NormalizedUserName = normalizedName!);

    public Task SetPasswordHashAsync(Account user, string? passwordHash, CancellationToken cancellationToken) =>
        Set(() => user.PasswordHash = passwordHash);

    public Task<string?> GetPasswordHashAsync(Account user, CancellationToken cancellationToken) => Task.FromResult(user.PasswordHash);

    public Task<bool> HasPasswordAsync(Account user, CancellationToken cancellationToken) => Task.FromResult(user.PasswordHash is not null);

    public Task<DateTimeOffset?> GetLockoutEndDateAsync(Account user, CancellationToken cancellationToken) => Task.FromResult(user.LockedUntil);

    public Task SetLockoutEndDateAsync(Account user, DateTimeOffset? lockoutEnd, CancellationToken cancellationToken) =>
        Set(() => user.LockedUntil = lockoutEnd);

    public Task<int> IncrementAccessFailedCountAsync(Account user, CancellationToken cancellationToken) =>
        Task.FromResult(++user.AccessFailedCount);

    public Task ResetAccessFailedCountAsync(Account user, CancellationToken cancellationToken) => Set(() => user.AccessFailedCount = 0);

    public Task<int> GetAccessFailedCountAsync(Account user, CancellationToken cancellationToken) => Task.FromResult(user.AccessFailedCount);

    public Task<bool> GetLockoutEnabledAsync(Account user, CancellationToken cancellationToken) => Task.FromResult(true);

    public Task SetLockoutEnabledAsync(Account user, bool enabled, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task SetSecurityStampAsync(Account user, string stamp, CancellationToken cancellationToken) => Set(() => user.SecurityStamp = stamp);

    public Task<string?> GetSecurityStampAsync(Account user, CancellationToken cancellationToken) => Task.FromResult<string?>(user.SecurityStamp);

    public void Dispose() { }

    private static Task Set(Action set)
    {
        set();
        return Task.CompletedTask;
    }

    private Task<Account?> One(string sql, object parameters, CancellationToken ct) =>
        On(connection => connection.QuerySingleOrDefaultAsync<Account>(new CommandDefinition(sql, parameters, cancellationToken: ct)), ct);

    private Task<int> Execute(string sql, object parameters, CancellationToken ct) =>
        On(connection => connection.ExecuteAsync(new CommandDefinition(sql, parameters, cancellationToken: ct)), ct);

    private async Task<T> On<T>(Func<NpgsqlConnection, Task<T>> run, CancellationToken ct)
    {
        if (transaction is not null)
            return await run(transaction.Connection);
        await using var connection = await database.Open(ct);
        return await run(connection);
    }

    private sealed class Leave(AccountStore store) : IDisposable
    {
        public void Dispose() => store.transaction = null;
    }
}
