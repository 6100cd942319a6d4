using System.Globalization;
using System.Text;
using Dispatch.Platform;

namespace Dispatch.Calendar;

/// <summary>A row of a calendar's table file, as far as it could be read.</summary>
/// <param name="Line">Its line in the file.</param>
/// <param name="Date">The day; null when it could not be read.</param>
/// <param name="Kind">What the day is; null when it could not be read.</param>
/// <param name="Reason">Why.</param>
/// <param name="Source">The document that decided it.</param>
public sealed record CalendarSheetRow(int Line, DateOnly? Date, CalendarDayKind? Kind, string? Reason, string? Source);

/// <summary>A calendar's table file, read but not written: the check before a <c>PUT</c>.</summary>
/// <param name="Rows">The rows.</param>
/// <param name="Problems">What could not be read.</param>
public sealed record CalendarSheetCheck(IReadOnlyList<CalendarSheetRow> Rows, IReadOnlyList<RowProblem> Problems);

/// <summary>
/// The year's table as a spreadsheet has it (ngày, loại, lý do, văn bản quyết định): read for a look before it is saved, written for the file of the year.
/// Lunar dates and swaps are never computed: what stands in the notice is typed or pasted.
/// </summary>
public sealed class CalendarSheet
{
    private const int MostRows = 400;

    private static readonly string[] Headings = ["Ngày", "Loại", "Lý do", "Văn bản quyết định"];

    private static readonly (CalendarDayKind Kind, string Name)[] Kinds =
    [
        (CalendarDayKind.Holiday, "Nghỉ lễ, tết"), (CalendarDayKind.CompensatingOff, "Nghỉ bù"), (CalendarDayKind.SwapOff, "Nghỉ hoán đổi"), (CalendarDayKind.SwapWork, "Làm bù"),
    ];

    /// <summary>Reads CSV, text pasted from a spreadsheet, or XLSX; a heading is left out. A problem when it is none of these.</summary>
    public static async Task<Result<CalendarSheetCheck>> Read(Stream content, Language language, CancellationToken ct)
    {
        List<TableRow> rows;
        try
        {
            rows = await TableRows.Read(content, ct).Take(MostRows + 1).ToListAsync(ct);
        }
        catch (InvalidDataException)
        {
            return CalendarProblems.SheetUnreadable;
        }
        if (rows.Count is 0 or > MostRows)
            return CalendarProblems.SheetUnreadable;
        var (read, problems) = (new List<CalendarSheetRow>(), new List<RowProblem>());
        foreach (var row in rows.Where(row => row.Line > 1 || VietnameseText.Words(row[0] ?? "") != "ngay"))
        {
            var errors = new FieldErrors();
            var date = errors.DayOf("date", row[0]);
            if (date is null && errors.None)
                errors.Add("date", "Thiếu ngày", "The date is missing");
            CalendarDayKind? kind = KindOf(row[1]);
            if (kind is null)
                errors.Add("kind", $"Loại là {string.Join(", ", Kinds.Select(k => $"“{k.Name}”"))}", "One of holiday, compensatingOff, swapOff, swapWork");
            read.Add(new(row.Line, date, kind, row[2], row[3]));
            if (!errors.None)
                problems.AddRange(errors.ToProblem().Errors.SelectMany(error => error.Value.Select(text => new RowProblem(row.Line, error.Key, text.In(language)))));
        }
        return new CalendarSheetCheck(read, problems);
    }

    /// <summary>The year as CSV (UTF-8 with BOM).</summary>
    public static byte[] Write(CalendarYearView year)
    {
        var text = new StringBuilder().AppendJoin(',', Headings).Append("\r\n");
        foreach (var day in year.Days)
        {
            text.AppendJoin(',', new[] { day.Date.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture), Kinds.First(k => k.Kind == day.Kind).Name, day.Reason, day.Source }.Select(Quoted))
                .Append("\r\n");
        }
        return [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(text.ToString())];
    }

    private static CalendarDayKind? KindOf(string? cell)
    {
        var words = VietnameseText.Words(cell ?? "");
        var named = Kinds.Where(kind => VietnameseText.Words(kind.Name) == words).Select(kind => (CalendarDayKind?)kind.Kind).FirstOrDefault();
        return named ?? (words is "nghi le" or "le" or "le tet" ? CalendarDayKind.Holiday : EnumText.TryParse<CalendarDayKind>(cell, out var kind) ? kind : null);
    }

    private static string Quoted(string cell) => '"' + ("=+-@".Contains(cell[0], StringComparison.Ordinal) ? "'" : "") + cell.Replace("\"", "\"\"", StringComparison.Ordinal) + '"';
}
