using Dapper;
using Dispatch.Platform;

namespace Dispatch.Notices;

/// <summary>A query: what the caller was told, newest first; and how much of it is unread.</summary>
public sealed class FindNotices(Database database)
{
    public async Task<Result<Page<NoticeView>>> Execute(bool unreadOnly, Paging paging, Caller caller, CancellationToken ct)
    {
        Key? after = null;
        if (paging.Cursor is not null && !Cursor.TryRead(paging.Cursor, out after))
            return PlatformProblems.InvalidCursor;
        var unread = unreadOnly ? "and n.read_at is null" : "";
        await using var connection = await database.Open(ct);
        var rows = (await connection.QueryAsync<NoticeView>(new CommandDefinition($"""
            select {NoticeStore.ViewColumns}
            from notice n
            where n.person_id = @PersonId {unread} and {NoticeStore.StillSeen}
              {(after is null ? "" : "and (n.at, n.id) < (@At, @Id)")}
            order by n.at desc, n.id desc
            limit @Take
            """, new { caller.PersonId, caller.Principals, after?.At, after?.Id, Take = paging.Limit + 1 }, cancellationToken: ct))).ToList();
        long? count = paging.Count
            ? await connection.ExecuteScalarAsync<long>(new CommandDefinition(
                $"select count(*) from notice n where n.person_id = @PersonId {unread} and {NoticeStore.StillSeen}", new { caller.PersonId, caller.Principals }, cancellationToken: ct))
            : null;
        return Page.Of(rows, paging, row => new Key(row.At, row.Id.Value), count);
    }

    /// <summary>The bell's number.</summary>
    public async Task<long> Unread(Caller caller, CancellationToken ct)
    {
        await using var connection = await database.Open(ct);
        return await connection.ExecuteScalarAsync<long>(new CommandDefinition(
            $"select count(*) from notice n where n.person_id = @PersonId and n.read_at is null and {NoticeStore.StillSeen}", new { caller.PersonId, caller.Principals }, cancellationToken: ct));
    }

    private sealed record Key(DateTimeOffset At, Guid Id);
}
