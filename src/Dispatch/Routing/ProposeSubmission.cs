using Dapper;
using Dispatch.Access;
using Dispatch.Documents;
using Dispatch.Incoming;
using Dispatch.Platform;

namespace Dispatch.Routing;

/// <summary>To whom a document would usually go.</summary>
/// <param name="Field">Code of the field: the document's own, or the one the last letter of the same issuer had.</param>
/// <param name="FieldName">Its name.</param>
/// <param name="To">User name of who gets letters of the field first; without a field, of the office chief.</param>
/// <param name="ToName">Their name.</param>
/// <param name="LeadUnit">Code of the unit that usually leads.</param>
/// <param name="LeadUnitName">Its name.</param>
public sealed record SubmissionProposal(string? Field, string? FieldName, string? To, string? ToName, string? LeadUnit, string? LeadUnitName);

/// <summary>A query: who usually directs such a document, and which unit leads.</summary>
public sealed class ProposeSubmission(Database database, OfficeClock clock)
{
    public async Task<Result<SubmissionProposal>> Execute(Id<Document> id, Caller caller, CancellationToken ct)
    {
        await using var connection = await database.Open(ct);
        var proposed = await connection.QuerySingleOrDefaultAsync<SubmissionProposal>(new CommandDefinition($"""
            select f.code as field, f.name as field_name, p.user_name as to, p.full_name as to_name, u.code as lead_unit, u.name as lead_unit_name
            from incoming i
            join document d on d.id = i.document_id
            left join lateral (
                select w.code, w.name, w.first_receiver_id, w.lead_unit_id
                from work_field w
                where w.id = coalesce(i.field_id, (
                    select li.field_id
                    from document ld
                    join incoming li on li.document_id = ld.id
                    where ld.issuer_id = d.issuer_id and li.field_id is not null
                    order by ld.id desc
                    limit 1)) and w.valid_from <= @Today and (w.valid_to is null or w.valid_to >= @Today)) f on true
            left join person p on p.disabled_at is null and p.id = coalesce(f.first_receiver_id, (
                select r.person_id from person_role r join person c on c.id = r.person_id where r.role = 'officeChief' and c.disabled_at is null order by c.id limit 1))
            left join unit u on u.id = f.lead_unit_id and (u.closed_on is null or u.closed_on > @Today)
            where i.document_id = @id and {GrantStore.Reaches("i.document_id")}
            """, new { id, clock.Today, caller.Principals }, cancellationToken: ct));
        return proposed is null ? IncomingProblems.NotFound : proposed;
    }
}
