using Dapper;
using Dispatch.Platform;
using Microsoft.Extensions.Options;

namespace Dispatch.People;

/// <summary>One of a person's sessions.</summary>
/// <param name="Id">Its name, for ending it.</param>
/// <param name="Kind">Browser or bearer token.</param>
/// <param name="CreatedAt">When it was opened.</param>
/// <param name="LastSeenAt">When it was last used, to the minute.</param>
/// <param name="ExpiresAt">When it ends at the latest.</param>
/// <param name="Address">Where it was opened from.</param>
/// <param name="Program">Browser or program.</param>
/// <param name="Current">True for the one this request came with.</param>
public sealed record SessionView(
    Id<Session> Id, SessionKind Kind, DateTimeOffset CreatedAt, DateTimeOffset LastSeenAt, DateTimeOffset ExpiresAt, string? Address, string? Program, bool Current);

/// <summary>A person's sessions in use, newest first: one's own, and for an administrator anybody's.</summary>
public sealed class FindSessions(Database database, OfficeClock clock, IOptions<SignInSettings> options)
{
    public Task<Result<Page<SessionView>>> Execute(Paging paging, CurrentSession current, Caller caller, CancellationToken ct) =>
        Of(caller.PersonId, paging, current, ct);

    /// <summary>The sessions of <paramref name="person"/>; nobody there has none.</summary>
    public async Task<Result<Page<SessionView>>> Of(Id<Person> person, Paging paging, CurrentSession current, CancellationToken ct)
    {
        Id<Session> before = default;
        if (paging.Cursor is { } cursor && !Cursor.TryRead(cursor, out before))
            return PlatformProblems.InvalidCursor;
        var now = clock.Now;
        await using var connection = await database.Open(ct);
        var rows = await connection.QueryAsync<Row>(new CommandDefinition("""
            select id as Id, kind as Kind, created_at as CreatedAt, last_seen_at as LastSeenAt, expires_at as ExpiresAt, address as Address, program as Program
            from session
            where person_id = @PersonId and expires_at > @Now and (kind = 'bearer' or last_seen_at > @IdleSince) and (@First or id < @Before)
            order by id desc
            limit @Limit
            """, new { PersonId = person, Now = now, IdleSince = now - options.Value.IdleTimeout, First = paging.Cursor is null, Before = before, Limit = paging.Limit + 1 }, cancellationToken: ct));
        return Page.Of([.. rows.Select(row => row.ToView(clock, current))], paging, view => view.Id);
    }

    private sealed record Row(
        Id<Session> Id, SessionKind Kind, DateTimeOffset CreatedAt, DateTimeOffset LastSeenAt, DateTimeOffset ExpiresAt, string? Address, string? Program)
    {
        public SessionView ToView(OfficeClock clock, CurrentSession current) =>
            new(Id, Kind, clock.InOffice(CreatedAt), clock.InOffice(LastSeenAt), clock.InOffice(ExpiresAt), Address, Program, Id == current.Id);
    }
}
