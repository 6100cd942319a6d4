using Dapper;
using Dispatch.Platform;

namespace Dispatch.People;

/// <summary>A person's own API tokens in use, newest first.</summary>
public sealed class FindApiTokens(Database database, OfficeClock clock)
{
    public async Task<Result<Page<ApiTokenView>>> Execute(Paging paging, Caller caller, CancellationToken ct)
    {
        Id<Session> before = default;
        if (paging.Cursor is { } cursor && !Cursor.TryRead(cursor, out before))
            return PlatformProblems.InvalidCursor;
        await using var connection = await database.Open(ct);
        var rows = await connection.QueryAsync<Row>(new CommandDefinition("""
            select id as Id, name as Name, array_to_string(scopes, ' ') as Scopes, created_at as CreatedAt, expires_at as ExpiresAt, last_used_at as LastUsedAt
            from api_token
            where person_id = @PersonId and revoked_at is null and expires_at > @Now and (@First or id < @Before)
            order by id desc
            limit @Limit
            """, new { caller.PersonId, clock.Now, First = paging.Cursor is null, Before = before, Limit = paging.Limit + 1 }, cancellationToken: ct));
        return Page.Of([.. rows.Select(row => row.ToView(clock))], paging, view => view.Id);
    }

    private sealed record Row(Id<Session> Id, string Name, string Scopes, DateTimeOffset CreatedAt, DateTimeOffset ExpiresAt, DateTimeOffset? LastUsedAt)
    {
        public ApiTokenView ToView(OfficeClock clock) => new(Id, Name, Scopes.Split(' '), clock.InOffice(CreatedAt), clock.InOffice(ExpiresAt),
            LastUsedAt is { } used ? clock.InOffice(used) : null, null);
    }
}
