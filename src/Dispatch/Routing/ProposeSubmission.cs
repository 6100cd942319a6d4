using Dapper;
using Dispatch.Access;
using Dispatch.Calendar;
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
public sealed record SubmissionProposal(string? Field, string? FieldName, string? To, string? ToName, string? LeadUnit, string? LeadUnitName)
{
    /// <summary>The term that a rule of the office gives such documents, as <see cref="Calendar.Term"/> is written; null for none.</summary>
    public string? Term { get; init; }

    /// <summary>The day it would be due, given today; null when that cannot be counted.</summary>
    public DateOnly? DueOn { get; init; }

    /// <summary>Until when it is to be submitted (T-IN-SUBMIT), counted from when it was received; null where that is not known.</summary>
    public DateTimeOffset? SubmitBy { get; init; }

    /// <summary>The article of that rule.</summary>
    public string? Rule { get; init; }
}

/// <summary>A query: who usually directs such a document, and which unit leads.</summary>
public sealed class ProposeSubmission(Database database, OfficeClock clock, WorkingCalendars calendars)
{
    public async Task<Result<SubmissionProposal>> Execute(Id<Document> id, Caller caller, CancellationToken ct)
    {
        // Before the connection: reading a stale calendar takes one of its own.
        var calendar = await calendars.Current(ct);
        await using var connection = await database.Open(ct);
        var proposed = await connection.QuerySingleOrDefaultAsync<Row>(new CommandDefinition($"""
            select f.code as field, f.name as field_name, p.user_name as to, p.full_name as to_name, u.code as lead_unit, u.name as lead_unit_name, t.term, t.source as rule, i.received_at, d.urgency
            from incoming i
            join document d on d.id = i.document_id
            left join lateral (
                select w.id, w.code, w.name, w.first_receiver_id, w.lead_unit_id
                from work_field w
                where w.id = coalesce(i.field_id, (
                    select li.field_id
                    from document ld
                    join incoming li on li.document_id = ld.id
                    where ld.issuer_id = d.issuer_id and li.field_id is not null
                    order by ld.id desc
                    limit 1)) and w.valid_from <= @Today and (w.valid_to is null or w.valid_to >= @Today)) f on true
            -- of the rules that fit, the one that asks for most, then the newest
            left join lateral (
                select r.term, r.first_receiver_id, r.source
                from term_rule r
                where r.valid_from <= @Today and (r.valid_to is null or r.valid_to >= @Today)
                  and (r.document_type is null or r.document_type = d.document_type) and (r.urgency is null or r.urgency = d.urgency)
                  and (r.field_id is null or r.field_id = f.id) and (r.issuer_id is null or r.issuer_id = d.issuer_id)
                order by num_nonnulls(r.document_type, r.urgency, r.field_id, r.issuer_id) desc, r.valid_from desc, r.id desc
                limit 1) t on true
            left join person p on p.disabled_at is null and p.id = coalesce(t.first_receiver_id, f.first_receiver_id, (
                select r.person_id from person_role r join person c on c.id = r.person_id where r.role = 'officeChief' and c.disabled_at is null order by c.id limit 1))
            left join unit u on u.id = f.lead_unit_id and (u.closed_on is null or u.closed_on > @Today)
            where i.document_id = @id and {GrantStore.Reaches("i.document_id")}
            """, new { id, clock.Today, caller.Principals }, cancellationToken: ct));
        if (proposed is null)
            return IncomingProblems.NotFound;
        return new SubmissionProposal(proposed.Field, proposed.FieldName, proposed.To, proposed.ToName, proposed.LeadUnit, proposed.LeadUnitName)
        {
            Term = proposed.Term,
            Rule = proposed.Rule,
            SubmitBy = calendar.SubmitBy(proposed.ReceivedAt, proposed.Urgency != Urgency.Normal),
            DueOn = proposed.Term is { } term && calendar.DueOf(Term.Of(term), clock.Now).Ok(out var due, out _) ? due.On : null,
        };
    }

    private sealed record Row(string? Field, string? FieldName, string? To, string? ToName, string? LeadUnit, string? LeadUnitName, string? Term, string? Rule, DateTimeOffset ReceivedAt, Urgency Urgency);
}
