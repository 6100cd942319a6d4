using System.Globalization;
using System.Text;
using Dispatch.Formats;
using Dispatch.Platform;
using MiniExcelLibs;

namespace Dispatch.OldBooks;

/// <summary>A row of a file as it stands there.</summary>
internal sealed record TableRow(int Line, string[] Cells);

/// <summary>The sheets and rows of an XLSX or CSV file, read forward, a row at a time, however many there are.</summary>
internal sealed class OldBookTable
{
    private readonly Stream content;
    private readonly bool workbook;

    private OldBookTable(Stream content, bool workbook, IReadOnlyList<string> sheets) => (this.content, this.workbook, Sheets) = (content, workbook, sheets);

    /// <summary>Names of the sheets; of a CSV the file's own.</summary>
    public IReadOnlyList<string> Sheets { get; }

    /// <summary>Looks what the file is.</summary>
    public static Result<OldBookTable> Open(Stream content, string name, Func<Stream> scratch, CancellationToken ct)
    {
        var signature = FileSignature.Of(content, name);
        if (signature.Kind == FileKind.Empty)
            return Files.FileProblems.Empty;
        if (signature.Kind is FileKind.Xlsx or FileKind.Xlsm && !signature.Locked)
        {
            switch (new ZipLimits().Check(content, scratch, ct))
            {
                case ZipVerdict.Fine:
                    break;
                case ZipVerdict.Broken:
                    return OldBookProblems.Unreadable;
                default:
                    return Files.FileProblems.ZipBomb;
            }
            content.Position = 0;
            try
            {
                return new OldBookTable(content, true, content.GetSheetNames());
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                return OldBookProblems.Unreadable;
            }
        }
        if (signature.Kind is FileKind.Text or FileKind.Unknown && !signature.Locked)
            return new OldBookTable(content, false, [name]);
        return OldBookProblems.NotATable;
    }

    /// <summary>The rows of a sheet, blank ones left out.</summary>
    /// <exception cref="OldBookUnreadableException">The file is damaged, or not in a character set that can be read.</exception>
    public IEnumerable<TableRow> Rows(int sheet)
    {
        content.Position = 0;
        var line = 0;
        using var cells = (workbook ? Workbook(sheet) : CsvRows.Read(content)).GetEnumerator();
        while (Next(cells) is { } row)
        {
            line++;
            var last = Array.FindLastIndex(row, cell => cell.Length > 0);
            if (last >= 0)
                yield return new(line, row[..(last + 1)]);
        }
    }

    private IEnumerable<string[]> Workbook(int sheet)
    {
        foreach (IDictionary<string, object?> row in content.Query(useHeaderRow: false, sheetName: Sheets[sheet], excelType: ExcelType.XLSX))
            yield return [.. row.Values.Select(Text)];
    }

    // The readers throw what they like at a damaged file; a person hears one thing.
    private static string[]? Next(IEnumerator<string[]> rows)
    {
        try
        {
            return rows.MoveNext() ? [.. rows.Current.Select(Clean)] : null;
        }
        catch (DecoderFallbackException e)
        {
            throw new OldBookUnreadableException(OldBookProblems.NotUnicode, e);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            throw new OldBookUnreadableException(OldBookProblems.Unreadable, e);
        }
    }

    private static string Text(object? value) => value switch
    {
        null => "",
        string text => text,
        DateTime { TimeOfDay.Ticks: 0 } date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateTime moment => moment.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
        double number => number.ToString("0.##########", CultureInfo.InvariantCulture),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };

    // PostgreSQL takes neither U+0000 nor half a surrogate; the check refuses the row for its control character.
    private static string Clean(string text)
    {
        text = text.Trim();
        if (text.Contains('\0', StringComparison.Ordinal))
            text = text.Replace('\0', '\u0001');
        return text.Any(char.IsSurrogate) ? Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)) : text;
    }
}

/// <summary>A file that cannot be read as a table.</summary>
internal sealed class OldBookUnreadableException(Problem problem, Exception inner) : Exception(problem.Title.English, inner)
{
    public Problem Problem => problem;
}
