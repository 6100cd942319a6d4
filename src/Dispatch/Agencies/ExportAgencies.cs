using System.Globalization;
using System.Text;
using Dapper;
using Dispatch.Platform;

namespace Dispatch.Agencies;

/// <summary>A query: the whole directory as CSV (UTF-8 with BOM), row by row, in the columns that an import takes.</summary>
public sealed class ExportAgencies(Database database)
{
    internal static readonly string[] Headings = ["Tên cơ quan", "Viết tắt", "Mã định danh", "Cách viết khác", "Từ ngày", "Đến ngày", "Nguồn"];

    public async Task Write(Stream stream, CancellationToken ct)
    {
        await using var writer = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true);
        await writer.WriteAsync(string.Join(',', Headings) + "\r\n");
        await using var connection = await database.Open(ct);
        await foreach (var row in connection.QueryUnbufferedAsync<Row>("""
            select a.name, a.abbreviation, a.code,
                   (select string_agg(v.name, '; ' order by v.name collate "vi-x-icu") from agency_variant v where v.agency_id = a.id) as variants,
                   a.valid_from, a.valid_to, a.source
            from agency a
            where a.merged_into is null
            order by a.valid_to is not null, a.name collate "vi-x-icu", a.id
            """).WithCancellation(ct))
        {
            await writer.WriteAsync(string.Join(',', Quoted(row.Name), Quoted(row.Abbreviation), Quoted(row.Code), Quoted(row.Variants),
                Quoted(Day(row.ValidFrom)), Quoted(Day(row.ValidTo)), Quoted(row.Source)) + "\r\n");
        }
    }

    private static string? Day(DateOnly? date) => date?.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture);

    // A cell that a spreadsheet would run as a formula is kept as text; the import takes the mark off again.
    private static string Quoted(string? cell)
    {
        var text = cell ?? "";
        if (text.Length > 0 && "=+-@".Contains(text[0], StringComparison.Ordinal))
            text = "'" + text;
        return '"' + text.Replace("\"", "\"\"", StringComparison.Ordinal) + '"';
    }

    private sealed record Row(string Name, string? Abbreviation, string? Code, string? Variants, DateOnly ValidFrom, DateOnly? ValidTo, string Source);
}
