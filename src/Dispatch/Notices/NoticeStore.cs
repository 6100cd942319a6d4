using Dapper;
using Dispatch.People;
using Dispatch.Platform;
using Npgsql;

namespace Dispatch.Notices;

/// <summary>Tells people, and every statement that reads what they were told.</summary>
internal static class NoticeStore
{
    /// <summary>
    /// Of a notice <c>n</c> about a document, or a line or opinion of one: still granted to the person. A notice never tells more than the lists do.
    /// </summary>
    public const string StillSeen = """
        (n.object_type not in ('document', 'assignment', 'opinion') or exists (
            select
            from document_grant g
            where g.principal_id = any(@Principals)
              and g.document_id = case n.object_type
                  when 'document' then n.object_id
                  when 'assignment' then (select a.document_id from assignment a where a.id = n.object_id)
                  else (select o.document_id from opinion o where o.id = n.object_id) end))
        """;

    public const string ViewColumns = "n.id, n.kind, n.object_type, n.object_id, n.about, n.at, n.read_at";

    /// <summary>Who holds <paramref name="role"/> and can sign in.</summary>
    public static async Task<IReadOnlyList<Id<Person>>> Holders(OfficeTransaction tx, Role role, CancellationToken ct) =>
        [.. await tx.Connection.QueryAsync<Id<Person>>(new CommandDefinition("""
            select p.id
            from person p
            join person_role r on r.person_id = p.id
            where r.role = @role and p.disabled_at is null
            order by p.id
            """, new { role }, cancellationToken: ct))];

    /// <summary>Tells each of <paramref name="people"/> once; who was told already is not told again.</summary>
    public static async Task Tell(
        OfficeTransaction tx, IEnumerable<Id<Person>> people, NoticeKind kind, string objectType, Guid objectId, string about, DateTimeOffset at, CancellationToken ct)
    {
        foreach (var person in people)
        {
            await tx.Connection.ExecuteAsync(new CommandDefinition("""
                insert into notice (id, person_id, kind, object_type, object_id, about, at)
                values (@Id, @person, @kind, @objectType, @objectId, @about, @at)
                on conflict on constraint notice_once do nothing
                """, new { Id = Id<Notice>.New(), person, kind, objectType, objectId, about, at }, cancellationToken: ct));
        }
    }

    /// <summary>
    /// Tells of what comes again, such as a deadline: who was told before finds the same notice, new and unread. Each person, kind and object once.
    /// </summary>
    public static Task TellAgain(OfficeTransaction tx, string objectType, IEnumerable<NewNotice> notices, DateTimeOffset at, CancellationToken ct)
    {
        var rows = notices.DistinctBy(notice => (notice.Person, notice.Kind, notice.ObjectId)).ToList();
        return rows.Count == 0 ? Task.CompletedTask : tx.Connection.ExecuteAsync(new CommandDefinition("""
            insert into notice (id, person_id, kind, object_type, object_id, about, at)
            select t.id, t.person_id, t.kind, @objectType, t.object_id, t.about, @at
            from unnest(@Ids, @People, @Kinds, @ObjectIds, @Abouts) as t (id, person_id, kind, object_id, about)
            on conflict on constraint notice_once do update set about = excluded.about, at = excluded.at, read_at = null, mail_id = null
            """, new
        {
            objectType,
            at,
            Ids = rows.Select(_ => Id<Notice>.New().Value).ToArray(),
            People = rows.Select(row => row.Person.Value).ToArray(),
            Kinds = rows.Select(row => EnumText.Of(row.Kind)).ToArray(),
            ObjectIds = rows.Select(row => row.ObjectId).ToArray(),
            Abouts = rows.Select(row => row.About).ToArray(),
        }, cancellationToken: ct));
    }

    public static Task<NoticeView?> View(NpgsqlConnection connection, Id<Notice> id, Id<Person> person, CancellationToken ct) =>
        connection.QuerySingleOrDefaultAsync<NoticeView?>(new CommandDefinition(
            $"select {ViewColumns} from notice n where n.id = @id and n.person_id = @person", new { id, person }, cancellationToken: ct));
}

/// <summary>A notice to be told.</summary>
internal sealed record NewNotice(Id<Person> Person, NoticeKind Kind, Guid ObjectId, string About);
