using Dapper;
using Dispatch.Notices;
using Dispatch.Platform;

namespace Dispatch.Routing;

/// <summary>Tells whose desk it concerns: the person and who stands in for them, or who leads the unit; never the one who acts.</summary>
internal static class Told
{
    public static async Task Desk(
        OfficeTransaction tx, Guid? person, Guid? unit, NoticeKind kind, string objectType, Guid objectId, string about, OfficeClock clock, CancellationToken ct)
    {
        var people = await tx.Connection.QueryAsync<Id<Person>>(new CommandDefinition("""
            with holder as (
                select p.id from person p where p.id = @person
                union
                select t.person_id
                from post t
                where t.unit_id = @unit and t.valid_from <= @Today and (t.valid_to is null or t.valid_to >= @Today)
                  and exists (select from person_role r where r.person_id = t.person_id and r.role = 'unitHead'))
            select id from holder
            union
            select a.substitute_id
            from absence a
            join holder h on h.id = a.person_id
            where a.ended_at is null and @Today between a.from_on and a.to_on
            """, new { person, unit, clock.Today }, cancellationToken: ct));
        await NoticeStore.TellAgain(tx, objectType, people.Where(id => id != tx.Caller.PersonId).Select(id => new NewNotice(id, kind, objectId, about)), clock.Now, ct);
    }

    /// <summary>Tells who follows the document.</summary>
    public static async Task Followers(OfficeTransaction tx, RoutedDocument document, NoticeKind kind, OfficeClock clock, CancellationToken ct)
    {
        var people = await tx.Connection.QueryAsync<Id<Person>>(new CommandDefinition(
            "select person_id from document_follow where document_id = @Id", new { document.Id }, cancellationToken: ct));
        await NoticeStore.TellAgain(tx, "document", people.Where(id => id != tx.Caller.PersonId).Select(id => new NewNotice(id, kind, document.Id.Value, document.About)), clock.Now, ct);
    }
}
