using Dapper;
using Dispatch.Platform;

namespace Dispatch.People;

/// <summary>Every statement that writes sessions, API tokens and one-time links, and the one that recognizes a request.</summary>
public sealed class SessionStore(Database database)
{
    private static readonly TimeSpan SeenAtMostEvery = TimeSpan.FromMinutes(1);

    // One round trip for each request: who holds this secret, and what may they do at this moment. Roles are read here, not kept in the
    // session, so that a taken role or a closed account counts from the next request on.
    internal async Task<Holder?> Find(byte[] hash, DateTimeOffset now, DateTimeOffset idleSince, DateOnly today, CancellationToken ct)
    {
        await using var connection = await database.Open(ct);
        return await connection.QuerySingleOrDefaultAsync<Holder>(new CommandDefinition($"""
            select s.id as Id, s.kind as Kind, null as Scopes, s.last_seen_at as SeenAt, p.id as PersonId, p.user_name as UserName, p.full_name as FullName,
                   (select string_agg(r.role, ' ') from person_role r where r.person_id = p.id) as Roles, p.must_change_password as MustChangePassword,
                   {Standing.Columns}
            from session s
            join person p on p.id = s.person_id
            {Standing.Join}
            where s.token_hash = @Hash and s.expires_at > @Now and (s.kind = 'bearer' or s.last_seen_at > @IdleSince) and p.disabled_at is null
            union all
            select t.id, 'personal', array_to_string(t.scopes, ' '), t.last_used_at, p.id, p.user_name, p.full_name,
                   (select string_agg(r.role, ' ') from person_role r where r.person_id = p.id), p.must_change_password,
                   {Standing.Columns}
            from api_token t
            join person p on p.id = t.person_id
            {Standing.Join}
            where t.token_hash = @Hash and t.expires_at > @Now and t.revoked_at is null and p.disabled_at is null
            """, new { Hash = hash, Now = now, IdleSince = idleSince, Today = today }, cancellationToken: ct));
    }

    /// <summary>Notes that the secret was used, once a minute at most.</summary>
    internal async Task Seen(Holder holder, byte[] hash, DateTimeOffset now, CancellationToken ct)
    {
        if (now - holder.SeenAt < SeenAtMostEvery)
            return;
        await using var connection = await database.Open(ct);
        await connection.ExecuteAsync(new CommandDefinition(holder.Kind == SessionKind.Personal
            ? "update api_token set last_used_at = @Now where token_hash = @Hash"
            : "update session set last_seen_at = @Now where token_hash = @Hash",
            new { Hash = hash, Now = now }, cancellationToken: ct));
    }

    internal static Task Add(OfficeTransaction tx, Id<Session> id, string secret, SessionKind kind, DateTimeOffset now, DateTimeOffset expiresAt, CancellationToken ct) =>
        Execute(tx, """
            insert into session (token_hash, id, person_id, kind, created_at, last_seen_at, expires_at, address, program)
            values (@Hash, @Id, @PersonId, @Kind, @Now, @Now, @ExpiresAt, @Address, @Program)
            """, new
        {
            Hash = Secret.Hash(secret),
            Id = id,
            tx.Caller.PersonId,
            Kind = kind,
            Now = now,
            ExpiresAt = expiresAt,
            Address = tx.Caller.Address?.ToString(),
            tx.Caller.Program,
        }, ct);

    internal static async Task<bool> End(OfficeTransaction tx, Id<Person> personId, Id<Session> id, CancellationToken ct) =>
        await Execute(tx, "delete from session where id = @Id and person_id = @PersonId", new { Id = id, PersonId = personId }, ct) > 0;

    internal static Task EndBySecret(OfficeTransaction tx, string secret, CancellationToken ct) =>
        Execute(tx, "delete from session where token_hash = @Hash", new { Hash = Secret.Hash(secret) }, ct);

    internal static Task<int> EndOthers(OfficeTransaction tx, Id<Person> personId, Id<Session> kept, CancellationToken ct) =>
        Execute(tx, "delete from session where person_id = @PersonId and id <> @Kept", new { PersonId = personId, Kept = kept }, ct);

    /// <summary>Ends everything that opens the person's account: sessions, tokens, links not yet used.</summary>
    internal static Task EndAll(OfficeTransaction tx, Id<Person> personId, DateTimeOffset now, CancellationToken ct) =>
        Execute(tx, """
            delete from session where person_id = @PersonId;
            update api_token set revoked_at = @Now where person_id = @PersonId and revoked_at is null;
            update one_time_link set used_at = @Now where person_id = @PersonId and used_at is null;
            """, new { PersonId = personId, Now = now }, ct);

    internal static Task AddToken(OfficeTransaction tx, ApiTokenView token, string secret, CancellationToken ct) =>
        Execute(tx, """
            insert into api_token (token_hash, id, person_id, name, scopes, created_at, expires_at)
            values (@Hash, @Id, @PersonId, @Name, @Scopes, @CreatedAt, @ExpiresAt)
            """, new
        {
            Hash = Secret.Hash(secret),
            token.Id,
            tx.Caller.PersonId,
            token.Name,
            Scopes = token.Scopes.ToArray(),
            token.CreatedAt,
            token.ExpiresAt,
        }, ct);

    internal static async Task<bool> RevokeToken(OfficeTransaction tx, Id<Person> personId, Id<Session> id, DateTimeOffset now, CancellationToken ct) =>
        await Execute(tx, "update api_token set revoked_at = @Now where id = @Id and person_id = @PersonId and revoked_at is null",
            new { Id = id, PersonId = personId, Now = now }, ct) > 0;

    // A newer link makes the older ones of the person worthless.
    internal static Task AddLink(OfficeTransaction tx, Id<Person> personId, string secret, DateTimeOffset now, DateTimeOffset expiresAt, CancellationToken ct) =>
        Execute(tx, """
            update one_time_link set used_at = @Now where person_id = @PersonId and used_at is null;
            insert into one_time_link (token_hash, person_id, expires_at) values (@Hash, @PersonId, @ExpiresAt);
            """, new { PersonId = personId, Hash = Secret.Hash(secret), Now = now, ExpiresAt = expiresAt }, ct);

    private static Task<int> Execute(OfficeTransaction tx, string sql, object parameters, CancellationToken ct) =>
        tx.Connection.ExecuteAsync(new CommandDefinition(sql, parameters, cancellationToken: ct));

    internal sealed record Holder(
        Id<Session> Id, SessionKind Kind, string? Scopes, DateTimeOffset? SeenAt, Id<Person> PersonId, string UserName, string FullName, string? Roles,
        bool MustChangePassword, Guid[] Absent, Guid[] UnitsLed, Guid[] Registers)
    {
        /// <summary>Where the person stands today; a personal token stands there too, it only may do less.</summary>
        public Standing Standing => Standing.Of(PersonId, People.Roles.Parse(Roles ?? ""), Absent, UnitsLed, Registers);

        /// <summary>What the roles give; of that, a personal token has only its scopes.</summary>
        public HashSet<string> Permissions()
        {
            var permissions = People.Roles.PermissionsOf(People.Roles.Parse(Roles ?? ""));
            if (Scopes is not null)
                permissions.IntersectWith(Scopes.Split(' '));
            return permissions;
        }
    }
}
