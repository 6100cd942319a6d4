using Dapper;
using Dispatch.Platform;

namespace Dispatch.Documents;

/// <summary>A document type.</summary>
/// <param name="Code">What <c>documentType</c> takes: <c>QĐ</c>, <c>QyĐ</c>, <c>CV</c>.</param>
/// <param name="Name">Its name.</param>
/// <param name="Abbreviation">What stands in symbols, case and marks matter; null for công văn and thư công.</param>
/// <param name="Nd30">True for the 29 administrative types of Nghị định 30/2020, Điều 7.</param>
/// <param name="Source">Where this stands.</param>
public sealed record DocumentTypeView(string Code, string Name, string? Abbreviation, bool Nd30, string Source);

/// <summary>A document type, as it is kept.</summary>
/// <param name="Code">Its code.</param>
/// <param name="Name">Its name.</param>
/// <param name="Abbreviation">What stands in symbols; null for none.</param>
/// <param name="Nd30">True for the 29 of the decree, which nobody edits.</param>
/// <param name="Position">Place in lists.</param>
/// <param name="ValidFrom">First day.</param>
/// <param name="ValidTo">Last day; null while it is used.</param>
/// <param name="Source">Where this stands.</param>
/// <param name="Version">For <c>If-Match</c>.</param>
public sealed record DocumentTypeDetail(
    string Code, string Name, string? Abbreviation, bool Nd30, int Position, DateOnly ValidFrom, DateOnly? ValidTo, string Source, int Version);

/// <summary>A query: the document types in force today, in the decree's order.</summary>
public sealed class FindDocumentTypes(Database database, OfficeClock clock)
{
    public async Task<Result<Page<DocumentTypeView>>> Execute(Paging paging, CancellationToken ct)
    {
        TypeCursor? after = new(int.MinValue, "");
        if (paging.Cursor is { } cursor && !Cursor.TryRead(cursor, out after))
            return PlatformProblems.InvalidCursor;
        await using var connection = await database.Open(ct);
        var rows = (await connection.QueryAsync<TypeRow>(new CommandDefinition("""
            select code, name, abbreviation, nd30, source, position
            from document_type
            where valid_from <= @Today and (valid_to is null or valid_to >= @Today)
              and (position, code) > (@AfterPosition, @AfterCode)
            order by position, code
            limit @Rows
            """, new { clock.Today, AfterPosition = after!.Position, AfterCode = after.Code, Rows = paging.Limit + 1 }, cancellationToken: ct))).ToList();
        return Page.Of(rows, paging, row => new TypeCursor(row.Position, row.Code)).Select(row => new DocumentTypeView(row.Code, row.Name, row.Abbreviation, row.Nd30, row.Source));
    }

    /// <summary>All types, also those that have ended or are to come: for whoever keeps the list.</summary>
    public async Task<IReadOnlyList<DocumentTypeDetail>> All(CancellationToken ct)
    {
        await using var connection = await database.Open(ct);
        return [.. await connection.QueryAsync<DocumentTypeDetail>(new CommandDefinition(
            "select code, name, abbreviation, nd30, position, valid_from, valid_to, source, version from document_type order by nd30 desc, valid_to is not null, position, code",
            cancellationToken: ct))];
    }

    private sealed record TypeRow(string Code, string Name, string? Abbreviation, bool Nd30, string Source, int Position);

    private sealed record TypeCursor(int Position, string Code);
}
