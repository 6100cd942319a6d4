using Dapper;
using Dispatch.Platform;
using Npgsql;

namespace Dispatch.People;

/// <summary>The statements of posts, and of the copy that lists show.</summary>
internal static class PostStore
{
    public static async Task<IReadOnlyList<PostView>> Of(NpgsqlConnection connection, Id<Person> person, CancellationToken ct) =>
        [.. (await connection.QueryAsync<Row>(new CommandDefinition("""
            select t.id, t.title, u.code as unit_code, u.name as unit_name, t.main, t.valid_from, t.valid_to, t.source
            from post t
            left join unit u on u.id = t.unit_id
            where t.person_id = @person
            order by t.valid_to is not null, t.valid_from desc, t.id desc
            """, new { person }, cancellationToken: ct))).Select(row => row.View)];

    public static Task Insert(OfficeTransaction tx, Id<Person> person, Id<Post> id, NewPost post, DateTimeOffset now, CancellationToken ct) =>
        tx.Connection.ExecuteAsync(new CommandDefinition("""
            insert into post (id, person_id, title, unit_id, main, valid_from, valid_to, source, entered_at, entered_by)
            values (@id, @person, @Title, @UnitId, @Main, @From, @To, @Source, @now, @PersonId)
            """, new { id, person, post.Title, post.UnitId, post.Main, post.From, post.To, post.Source, now, tx.Caller.PersonId }, cancellationToken: ct));

    /// <summary>Writes the main post that holds on <paramref name="today"/> to its person, where it is another one than lists show; answers whose changed.</summary>
    public static async Task<IReadOnlyList<Id<Person>>> ShowMainPosts(OfficeTransaction tx, Id<Person>? only, DateOnly today, CancellationToken ct) =>
        [.. await tx.Connection.QueryAsync<Id<Person>>(new CommandDefinition("""
            with holds as (
                select distinct on (person_id) person_id, title, unit_id
                from post
                where main and valid_from <= @today and (valid_to is null or valid_to >= @today) and (@Only::uuid is null or person_id = @Only)
                order by person_id, valid_from desc)
            update person p
            set title = coalesce(h.title, ''), unit_id = h.unit_id, version = p.version + 1
            from person q
            left join holds h on h.person_id = q.id
            where q.id = p.id and (@Only::uuid is null or p.id = @Only)
              and exists (select from post t where t.person_id = p.id)
              and (p.title, p.unit_id) is distinct from (coalesce(h.title, ''), h.unit_id)
            returning p.id
            """, new { Only = only?.Value, today }, cancellationToken: ct))];

    /// <summary>The unit of a code, if it works on <paramref name="day"/>.</summary>
    public static Task<Id<Unit>?> UnitOf(NpgsqlConnection connection, string code, DateOnly day, CancellationToken ct) =>
        connection.QuerySingleOrDefaultAsync<Id<Unit>?>(new CommandDefinition(
            "select id from unit where code = @code and (closed_on is null or closed_on > @day)", new { code, day }, cancellationToken: ct));

    private sealed record Row(Id<Post> Id, string Title, string? UnitCode, string? UnitName, bool Main, DateOnly ValidFrom, DateOnly? ValidTo, string? Source)
    {
        public PostView View => new(Id, Title, UnitCode is null ? null : new UnitView(UnitCode, UnitName!), Main, ValidFrom, ValidTo, Source);
    }
}

/// <summary>A post to be written.</summary>
internal sealed record NewPost(string Title, Id<Unit>? UnitId, bool Main, DateOnly From, DateOnly? To, string? Source);
