using System.Globalization;
using System.Text;
using MiniExcelLibs;

namespace Dispatch.Platform.Http;

/// <summary>Rows as a workbook or as comma-separated values (UTF-8 with BOM). Every row has the same heads in the same order.</summary>
public static class Table
{
    /// <summary>Media type of a workbook.</summary>
    public const string XlsxType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    /// <summary>Media type of comma-separated values.</summary>
    public const string CsvType = "text/csv; charset=utf-8";

    /// <summary>A workbook, at its beginning.</summary>
    public static async Task<Stream> Xlsx(IReadOnlyCollection<IDictionary<string, object?>> rows)
    {
        var stream = new MemoryStream();
        await stream.SaveAsAsync(rows.Count == 0 ? [new Dictionary<string, object?> { ["—"] = null }] : rows);
        stream.Position = 0;
        return stream;
    }

    /// <summary>Comma-separated values.</summary>
    public static byte[] Csv(IReadOnlyCollection<IDictionary<string, object?>> rows)
    {
        var text = new StringBuilder();
        if (rows.Count > 0)
            text.AppendJoin(',', rows.First().Keys.Select(Quoted)).Append("\r\n");
        foreach (var row in rows)
            text.AppendJoin(',', row.Values.Select(value => Quoted(Convert.ToString(value, CultureInfo.InvariantCulture) ?? ""))).Append("\r\n");
        return [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(text.ToString())];
    }

    // A cell that a spreadsheet would run as a formula is kept as text.
    private static string Quoted(string cell)
    {
        if (cell.Length > 0 && "=+-@\t\r".Contains(cell[0], StringComparison.Ordinal) && !double.TryParse(cell, CultureInfo.InvariantCulture, out _))
            cell = "'" + cell;
        return '"' + cell.Replace("\"", "\"\"", StringComparison.Ordinal) + '"';
    }
}
