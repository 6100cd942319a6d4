using Dapper;
using Dispatch.Platform;

namespace Dispatch.Registers;

/// <summary>A line of a book (dòng sổ).</summary>
/// <param name="Number">The number.</param>
/// <param name="Suffix">Letter of an inserted number (<c>a</c> of 15a); empty otherwise.</param>
/// <param name="State">What became of it.</param>
/// <param name="EnteredOn">Date of the line.</param>
/// <param name="DocumentId">The document; null for a number without one, and of one that is not granted.</param>
/// <param name="Issuer">Column 3, Tác giả.</param>
/// <param name="Symbol">Column 4, Số, ký hiệu văn bản.</param>
/// <param name="IssuedOn">Column 5, Ngày tháng văn bản.</param>
/// <param name="Subject">Column 6, Trích yếu.</param>
/// <param name="Notes">Column 10: the reason of an annulled number, otherwise the document's notes.</param>
public sealed record EntryView(
    int Number, string Suffix, EntryState State, DateOnly EnteredOn, Guid? DocumentId, string? Issuer, string? Symbol, DateOnly? IssuedOn, string? Subject, string? Notes);

/// <summary>A query: the lines of a book's year, in ascending order. Of a document that is not granted to the caller only number and state are said.</summary>
public sealed class ReadEntries(Database database)
{
    public async Task<Result<Page<EntryView>>> Execute(string code, int year, string? documentType, Paging paging, Caller caller, CancellationToken ct)
    {
        Key? after = new(0, "");
        if (paging.Cursor is not null && !Cursor.TryRead(paging.Cursor, out after))
            return PlatformProblems.InvalidCursor;
        await using var connection = await database.Open(ct);
        if (await RegisterStore.Find(connection, code, ct) is not { } register)
            return RegisterProblems.NotFound;
        var series = await RegisterStore.SeriesOf(connection, register, documentType ?? "CV", ct);
        var rows = (await connection.QueryAsync<EntryView>(new CommandDefinition("""
            select e.number, e.suffix, e.state, e.entered_on, d.id as document_id, d.issuer_name as issuer, d.symbol, d.issued_on, d.subject,
                   case when e.document_id is null or d.id is not null then coalesce(e.reason, d.notes) end as notes
            from register_entry e
            left join document d on d.id = e.document_id
                 and exists (select from document_grant g where g.document_id = d.id and g.principal_id = any(@Principals))
            where e.series_id = @series and e.year = @year and (e.number, e.suffix) > (@Number, @Suffix)
            order by e.number, e.suffix
            limit @Take
            """, new { series, year, after!.Number, after.Suffix, caller.Principals, Take = paging.Limit + 1 }, cancellationToken: ct))).ToList();
        long? count = paging.Count
            ? await connection.ExecuteScalarAsync<long>(new CommandDefinition(
                "select count(*) from register_entry where series_id = @series and year = @year", new { series, year }, cancellationToken: ct))
            : null;
        return Page.Of(rows, paging, row => new Key(row.Number, row.Suffix), count);
    }

    private sealed record Key(int Number, string Suffix);
}
