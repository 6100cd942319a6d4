using Dapper;
using Dispatch.Access;
using Dispatch.Documents;
using Dispatch.Platform;
using Dispatch.Registers;

namespace Dispatch.Prints;

/// <summary>What was handed over on a day (Sổ chuyển giao văn bản đến), by unit or person.</summary>
/// <param name="Form">The form in force.</param>
/// <param name="Register">Code of the book.</param>
/// <param name="RegisterName">Name of the book.</param>
/// <param name="IssuingBody">Tên cơ quan.</param>
/// <param name="On">Ngày chuyển.</param>
/// <param name="Lines">In the order of the receivers' names, then of the numbers.</param>
public sealed record TransferSlip(PrintForm Form, string Register, string RegisterName, string IssuingBody, DateOnly On, IReadOnlyList<TransferSlipLine> Lines);

/// <summary>One paper handed over.</summary>
/// <param name="DocumentId">The document.</param>
/// <param name="To">Đơn vị hoặc người nhận.</param>
/// <param name="Number">Số đến.</param>
/// <param name="Symbol">Số, ký hiệu; empty for a paper without.</param>
/// <param name="Issuer">Tác giả.</param>
/// <param name="Subject">Tên loại và trích yếu.</param>
/// <param name="SignedBy">Ký nhận; empty for the pen.</param>
/// <param name="Annulled">The number was annulled afterwards.</param>
/// <param name="Notes">Ghi chú.</param>
public sealed record TransferSlipLine(Guid DocumentId, string To, int Number, string Symbol, string Issuer, string Subject, string SignedBy, bool Annulled, string Notes);

/// <summary>A query: the hand-overs of one day of one book, today or any day before, as they stand now.</summary>
public sealed class ReadTransfersOfDay(Database database, OfficeClock clock)
{
    public async Task<Result<TransferSlip>> Execute(string code, int year, DateOnly on, string? to, Caller caller, CancellationToken ct)
    {
        await using var connection = await database.Open(ct);
        if (await RegisterStore.Find(connection, code, ct) is not { } register)
            return RegisterProblems.NotFound;
        if (register.Kind != RegisterKind.Incoming)
            return PrintProblems.NotAnIncomingBook;
        var rows = await connection.QueryAsync<Row>(new CommandDefinition($"""
            select d.id as document_id, it.transferred_to as "to", i.arrival_number as number, d.symbol, d.issuer_name as issuer, d.document_type, t.name as type_name,
                   d.subject, it.receipt_signed_by as signed_by, e.state, d.urgency, e.reason, d.notes, c.at as corrected
            from incoming_transfer it
            join incoming i on i.document_id = it.document_id
            join document d on d.id = it.document_id
            join document_type t on t.code = d.document_type
            join register_entry e on e.series_id = i.series_id and e.year = i.year and e.number = i.arrival_number and e.document_id = i.document_id
            {CorrectionDates.Of("it.document_id")}
            where it.transferred_on = @on and i.register_id = @RegisterId and i.year = @year and (@to::text is null or it.transferred_to = @to) and {GrantStore.Reaches("it.document_id")}
            order by it.transferred_to collate "vi-x-icu", i.arrival_number, it.id
            """, new { RegisterId = register.Id, year, on, to, caller.Principals }, cancellationToken: ct));
        return new TransferSlip(
            await PrintForm.Of(connection, PrintForm.TransferSlip, on, ct), register.Code, register.Name, register.IssuingBody, on,
            [.. rows.Select(row => new TransferSlipLine(
                row.DocumentId, row.To, row.Number, row.Symbol ?? "", row.Issuer, BookWording.Subject(row.DocumentType, row.TypeName, row.Subject), row.SignedBy ?? "",
                row.State == EntryState.Annulled,
                BookWording.Notes(row.State, row.Urgency, row.Reason, row.Notes, ((DateTime[]?)row.Corrected ?? []).Select(at => clock.DateOf(new DateTimeOffset(at, TimeSpan.Zero))))))]);
    }

    private sealed record Row(
        Guid DocumentId, string To, int Number, string? Symbol, string Issuer, string DocumentType, string TypeName, string Subject, string? SignedBy, EntryState State,
        Urgency Urgency, string? Reason, string? Notes, Array? Corrected);
}
