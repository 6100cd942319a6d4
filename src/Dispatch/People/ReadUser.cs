using Dapper;
using Dispatch.Platform;
using Npgsql;

namespace Dispatch.People;

/// <summary>Whether somebody can sign in.</summary>
public enum AccountState
{
    /// <summary>Signs in.</summary>
    Active,

    /// <summary>Has not set a password yet: a one-time link does it.</summary>
    NoPassword,

    /// <summary>Locked for a while after wrong passwords.</summary>
    Locked,

    /// <summary>Disabled by an administrator.</summary>
    Disabled,
}

/// <summary>A person with an account, as the administrator's list shows them.</summary>
/// <param name="Id">Identity.</param>
/// <param name="UserName">Account name.</param>
/// <param name="FullName">Full name.</param>
/// <param name="Title">Position that holds today; may be empty.</param>
/// <param name="Unit">Unit that holds today; null for none.</param>
/// <param name="Roles">Roles.</param>
/// <param name="State">Whether they can sign in.</param>
/// <param name="Version">For <c>If-Match</c>.</param>
public sealed record UserView(
    Id<Person> Id, string UserName, string FullName, string Title, UnitView? Unit, IReadOnlyList<Role> Roles, AccountState State, int Version);

/// <summary>A person with an account, whole.</summary>
/// <param name="Id">Identity.</param>
/// <param name="UserName">Account name.</param>
/// <param name="FullName">Full name.</param>
/// <param name="Roles">Roles.</param>
/// <param name="State">Whether they can sign in.</param>
/// <param name="MustChangePassword">True while the password is one that somebody else knows: it has to be changed before anything else.</param>
/// <param name="LockedUntil">End of a lockout.</param>
/// <param name="DisabledAt">When the account was disabled.</param>
/// <param name="CreatedAt">When the account was made.</param>
/// <param name="Posts">Posts, those that last first.</param>
/// <param name="Email">Address for mail; null for none.</param>
/// <param name="Version">For <c>If-Match</c>.</param>
public sealed record UserDetail(
    Id<Person> Id, string UserName, string FullName, IReadOnlyList<Role> Roles, AccountState State, bool MustChangePassword, DateTimeOffset? LockedUntil,
    DateTimeOffset? DisabledAt, DateTimeOffset CreatedAt, IReadOnlyList<PostView> Posts, string? Email, int Version);

/// <summary>A query: one person with their account and posts.</summary>
public sealed class ReadUser(Database database, OfficeClock clock)
{
    public async Task<Result<UserDetail>> Execute(Id<Person> id, CancellationToken ct)
    {
        await using var connection = await database.Open(ct);
        return await Of(connection, id, clock.Now, ct) is { } user ? user : PeopleProblems.PersonNotFound;
    }

    internal static async Task<UserDetail?> Of(NpgsqlConnection connection, Id<Person> id, DateTimeOffset now, CancellationToken ct)
    {
        var row = await connection.QuerySingleOrDefaultAsync<Row>(new CommandDefinition("""
            select p.id, p.user_name, p.full_name, (select string_agg(r.role, ' ') from person_role r where r.person_id = p.id) as roles,
                   p.password_hash is not null as has_password, p.must_change_password, p.locked_until, p.disabled_at, p.created_at, p.email, p.version
            from person p
            where p.id = @id and p.id <> @SystemId
            """, new { id, Caller.SystemId }, cancellationToken: ct));
        return row is null ? null : new(row.Id, row.UserName, row.FullName, Roles.Parse(row.Roles ?? ""), StateOf(row.DisabledAt, row.LockedUntil, row.HasPassword, now),
            row.MustChangePassword, row.LockedUntil > now ? row.LockedUntil : null, row.DisabledAt, row.CreatedAt, await PostStore.Of(connection, id, ct), row.Email, row.Version);
    }

    /// <summary>Keeps others from changing the person until the end of the transaction; null when there is nobody.</summary>
    internal static Task<int?> Lock(NpgsqlConnection connection, Id<Person> id, CancellationToken ct) =>
        connection.QuerySingleOrDefaultAsync<int?>(new CommandDefinition(
            "select version from person where id = @id and id <> @SystemId for no key update", new { id, Caller.SystemId }, cancellationToken: ct));

    internal static AccountState StateOf(DateTimeOffset? disabledAt, DateTimeOffset? lockedUntil, bool hasPassword, DateTimeOffset now) =>
        disabledAt is not null ? AccountState.Disabled
        : lockedUntil > now ? AccountState.Locked
        : hasPassword ? AccountState.Active : AccountState.NoPassword;

    private sealed record Row(
        Id<Person> Id, string UserName, string FullName, string? Roles, bool HasPassword, bool MustChangePassword, DateTimeOffset? LockedUntil, DateTimeOffset? DisabledAt,
        DateTimeOffset CreatedAt, string? Email, int Version);
}
