using Dapper;
using Dispatch.Access;
using Dispatch.Calendar;
using Dispatch.Platform;

namespace Dispatch.Prints;

/// <summary>What is overdue or due soon today, on paper.</summary>
/// <param name="Form">The form in force.</param>
/// <param name="At">When it was read.</param>
/// <param name="Overdue">True for what is overdue, false for what is due soon.</param>
/// <param name="Lines">By unit, the nearest deadline first.</param>
/// <param name="More">How many more there are than one print takes.</param>
public sealed record DueListPrint(PrintForm Form, DateTimeOffset At, bool Overdue, IReadOnlyList<DueListLine> Lines, long More);

/// <summary>An open line of the first level.</summary>
/// <param name="Number">Số đến.</param>
/// <param name="Year">Its year.</param>
/// <param name="What">Tên loại, số, ký hiệu, ngày, cơ quan ban hành.</param>
/// <param name="Subject">Trích yếu.</param>
/// <param name="Holder">Unit or person.</param>
/// <param name="Role"><c>lead</c> or <c>support</c>.</param>
/// <param name="DueOn">Its deadline.</param>
/// <param name="DueAt">The instant of a deadline in minutes.</param>
/// <param name="Before">The day before which it was to be done, where that was said.</param>
/// <param name="OriginalDueOn">Its first deadline; null when it was never moved.</param>
public sealed record DueListLine(
    int Number, int Year, string What, string Subject, string Holder, string Role, DateOnly DueOn, DateTimeOffset? DueAt, DateOnly? Before, DateOnly? OriginalDueOn);

/// <summary>A query: the lines of documents the reader sees that are overdue, or due soon, by the one definition (<see cref="DueDates"/>).</summary>
public sealed class ReadDueList(Database database, OfficeClock clock, DueDates dues)
{
    private const int Most = 1000;

    public async Task<DueListPrint> Execute(bool overdue, Caller caller, CancellationToken ct)
    {
        var soonThrough = await dues.SoonThrough(ct);
        await using var connection = await database.Open(ct);
        var rows = (await connection.QueryAsync<Row>(new CommandDefinition($"""
            select i.arrival_number, i.year, d.document_type, t.name as type_name, d.symbol, d.issued_on, d.issuer_name as issuer, d.subject,
                   coalesce(u.name, p.full_name) as holder, a.role, a.due_on, a.due_at, a.term, a.original_due_on, count(*) over () as count
            from assignment a
            join incoming i on i.document_id = a.document_id
            join document d on d.id = a.document_id
            join document_type t on t.code = d.document_type
            left join unit u on u.id = a.unit_id
            left join person p on p.id = a.person_id
            where a.parent_id is null and a.role <> 'inform' and a.state in ('pending', 'active') and {(overdue ? DueDates.Overdue("a") : DueDates.Soon("a"))}
              and {GrantStore.Reaches("a.document_id")}
            order by u.name is null, coalesce(u.name, p.full_name) collate "vi-x-icu", a.due_on, a.id
            limit @Most
            """, new { clock.Today, clock.Now, SoonThrough = soonThrough, caller.Principals, Most }, cancellationToken: ct))).ToList();
        var form = await PrintForm.Of(connection, overdue ? PrintForm.OverdueList : PrintForm.DueSoonList, clock.Today, ct);
        return new(form, clock.Now, overdue,
            [.. rows.Select(row => new DueListLine(row.ArrivalNumber, row.Year, ReadFollowUp.What(row.DocumentType, row.TypeName, row.Symbol, row.IssuedOn, row.Issuer), row.Subject, row.Holder, row.Role,
                row.DueOn, row.DueAt, row.Term is null ? null : Term.Of(row.Term).Day, row.OriginalDueOn))],
            rows.Count == 0 ? 0 : rows[0].Count - rows.Count);
    }

    private sealed record Row(
        int ArrivalNumber, int Year, string DocumentType, string TypeName, string? Symbol, DateOnly? IssuedOn, string Issuer, string Subject, string Holder, string Role, DateOnly DueOn,
        DateTimeOffset? DueAt, string? Term, DateOnly? OriginalDueOn, long Count);
}
