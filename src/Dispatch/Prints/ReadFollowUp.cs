using Dapper;
using Dispatch.Access;
using Dispatch.Calendar;
using Dispatch.Platform;
using Dispatch.Registers;

namespace Dispatch.Prints;

/// <summary>A part of the follow-up book (Sổ theo dõi giải quyết văn bản đến).</summary>
/// <param name="Form">The form in force.</param>
/// <param name="IssuingBody">Tên cơ quan.</param>
/// <param name="RegisterName">Name of the book.</param>
/// <param name="Year">Its year.</param>
/// <param name="From">First day of arrival.</param>
/// <param name="To">Last day of arrival.</param>
/// <param name="ByOriginal">True when it counts by the first deadlines, false by those after extensions; it is printed.</param>
/// <param name="Lines">One per document that is granted to the reader and was directed, by number.</param>
public sealed record FollowUpPrint(PrintForm Form, string IssuingBody, string RegisterName, int Year, DateOnly From, DateOnly To, bool ByOriginal, IReadOnlyList<FollowUpLine> Lines);

/// <summary>A line of it: the seven columns, a holder a line.</summary>
/// <param name="Number">Số đến.</param>
/// <param name="What">Tên loại, số, ký hiệu, ngày, cơ quan ban hành.</param>
/// <param name="Holders">Who has what of it, by when, and how far it is.</param>
/// <param name="Answers">Số, ký hiệu văn bản trả lời.</param>
/// <param name="Notes">Ghi chú.</param>
public sealed record FollowUpLine(int Number, string What, IReadOnlyList<FollowUpHolder> Holders, string Answers, string Notes);

/// <summary>Who has what of a document.</summary>
/// <param name="Name">Unit or person.</param>
/// <param name="Role"><c>lead</c> or <c>support</c>.</param>
/// <param name="DueOn">Its deadline.</param>
/// <param name="State">Where the line is.</param>
/// <param name="EndedOn">The day it ended.</param>
/// <param name="EndedAt">When.</param>
/// <param name="Before">The day before which it was to be done, where that was said; <paramref name="DueOn"/> is what it counts to.</param>
/// <param name="DueAt">The instant of a deadline in minutes.</param>
public sealed record FollowUpHolder(string Name, string Role, DateOnly? DueOn, string State, DateOnly? EndedOn, DateTimeOffset? EndedAt, DateOnly? Before, DateTimeOffset? DueAt);

/// <summary>A query: the follow-up book of a period of arrival, at most a quarter at once.</summary>
public sealed class ReadFollowUp(Database database, OfficeClock clock)
{
    private const int MostDays = 92;

    public async Task<Result<FollowUpPrint>> Execute(string code, int year, DateOnly? from, DateOnly? to, bool byOriginal, Caller caller, CancellationToken ct)
    {
        var errors = new FieldErrors();
        var last = to ?? (clock.Today.Year == year ? clock.Today : new DateOnly(year, 12, 31));
        var first = from ?? new DateOnly(last.Year, last.Month, 1);
        if (first > last)
            errors.Add("from", "Ngày đầu sau ngày cuối", "The first day is after the last");
        else if (last.DayNumber - first.DayNumber > MostDays)
            errors.Add("to", $"In nhiều nhất {MostDays} ngày một lần", $"Print at most {MostDays} days at once");
        if (!errors.None)
            return errors.ToProblem();
        await using var connection = await database.Open(ct);
        if (await RegisterStore.Find(connection, code, ct) is not { } register)
            return RegisterProblems.NotFound;
        if (register.Kind != RegisterKind.Incoming)
            return PrintProblems.NotAnIncomingBook;
        var rows = (await connection.QueryAsync<Row>(new CommandDefinition($"""
            select i.arrival_number, d.document_type, t.name as type_name, d.symbol, d.issued_on, d.issuer_name as issuer, d.notes,
                   a.role, coalesce(u.name, p.full_name) as holder, case when @byOriginal then coalesce(a.original_due_on, a.due_on) else a.due_on end as due_on, a.due_at, a.term, a.state, a.ended_at, a.answer_symbol
            from incoming i
            join document d on d.id = i.document_id
            join document_type t on t.code = d.document_type
            join direction n on n.document_id = i.document_id and n.state = 'given'
            join assignment a on a.direction_id = n.id and a.parent_id is null and a.role <> 'inform' and a.state not in ('returned', 'withdrawn')
            left join unit u on u.id = a.unit_id
            left join person p on p.id = a.person_id
            where i.register_id = @RegisterId and i.year = @year and i.arrived_on between @first and @last and i.state <> 'annulled' and {GrantStore.Reaches("i.document_id")}
            order by i.arrival_number, a.role <> 'lead', a.assigned_at, a.id
            """, new { RegisterId = register.Id, year, first, last, byOriginal, caller.Principals }, cancellationToken: ct))).ToList();
        var lines = rows.GroupBy(row => row.ArrivalNumber).Select(group => new FollowUpLine(group.Key, What(group.First().DocumentType, group.First().TypeName, group.First().Symbol, group.First().IssuedOn, group.First().Issuer),
            [.. group.Select(row => new FollowUpHolder(row.Holder, row.Role, row.DueOn, row.State, row.EndedAt is { } at ? clock.DateOf(at) : null, row.EndedAt, row.Term is null ? null : Term.Of(row.Term).Day, row.DueAt))],
            string.Join("; ", group.Select(row => row.AnswerSymbol).Where(symbol => symbol is not null).Distinct()), group.First().Notes ?? ""));
        return new FollowUpPrint(await PrintForm.Of(connection, PrintForm.FollowUpBook, last, ct), register.IssuingBody, register.Name, year, first, last, byOriginal, [.. lines]);
    }

    /// <summary>Tên loại, số, ký hiệu, ngày, cơ quan ban hành, as books write them.</summary>
    internal static string What(string type, string typeName, string? symbol, DateOnly? issuedOn, string issuer) => string.Join(", ", new[]
    {
        type == "CV" ? "Công văn" : typeName, symbol is null ? null : "số " + symbol, issuedOn is { } day ? $"ngày {day:dd/MM/yyyy}" : null, "của " + issuer,
    }.Where(part => part is not null));

    private sealed record Row(
        int ArrivalNumber, string DocumentType, string TypeName, string? Symbol, DateOnly? IssuedOn, string Issuer, string? Notes, string Role, string Holder, DateOnly? DueOn, DateTimeOffset? DueAt, string? Term,
        string State, DateTimeOffset? EndedAt, string? AnswerSymbol);
}
