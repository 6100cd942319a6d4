using System.Text;
using System.Text.RegularExpressions;
using Dispatch.Calendar;
using Dispatch.People;
using Dispatch.Platform;
using Dispatch.Platform.Http;
using Dispatch.Web.Desk;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Dispatch.Web.Pages.Administration;

/// <summary>
/// The days off and worked of a year, each with its reason and the document that decided it: typed, pasted or taken from a file, looked at, saved, and
/// declared when the year is whole.
/// </summary>
[Needs(Permission.ManageCalendar)]
public sealed partial class CalendarModel(ReadCalendar read, ChangeCalendar change) : AdministrationPage
{
    private const int BlankRows = 4;
    private const int MostRows = 400;

    public int Year { get; private set; }

    /// <summary>The year as it is kept.</summary>
    public CalendarYearView Calendar { get; private set; } = null!;

    /// <summary>The rows of the form, blank ones at the end.</summary>
    public IReadOnlyList<Row> Rows { get; private set; } = [];

    /// <summary>The version the form was made from.</summary>
    public int Version { get; private set; }

    /// <summary>True when the rows differ from what is kept.</summary>
    public bool Unsaved { get; private set; }

    /// <summary>Open deadlines that saving would move; shown before it is confirmed.</summary>
    public IReadOnlyList<MovedTerm> Moves { get; private set; } = [];

    /// <summary>True while the person is asked whether the year is whole.</summary>
    public bool Asking { get; private set; }

    /// <summary>This or the next year, when it is not declared; from 1 December for the next.</summary>
    public int? MissingYear { get; private set; }

    public string? Pasted { get; private set; }

    public override string FieldOf(string name) => DayField().Match(name) is { Success: true } day ? $"{day.Groups[2].Value}-{day.Groups[1].Value}" : name;

    public async Task<IActionResult> OnGet(int year, string? hoi, CancellationToken ct)
    {
        if (!await Show(year, ct))
            return NotFound();
        Asking = hoi == "khai-bao" && !Calendar.Declared;
        if (Asking && (await change.Preview(year, new(true, Days), IfMatch.Exactly(Version), Caller, ct)).Ok(out var preview, out _))
            Moves = preview.Moves;
        return Page();
    }

    public async Task<IActionResult> OnPost(int year, CalendarForm form, CancellationToken ct)
    {
        if (!await Show(year, ct))
            return NotFound();
        var rows = form.Rows().Where(row => !row.Blank).ToList();
        if (RequestOf(rows, Calendar.Declared).Ok(out var request, out var problem) && !form.Confirmed
            && (await change.Preview(year, request, IfMatch.Exactly(form.Version), Caller, ct)).Ok(out var preview, out _) && preview.Moves.Count > 0)
        {
            Keep(rows, form.Version);
            Moves = preview.Moves;
            return Page();
        }
        if (problem is null && (await change.Execute(year, request!, IfMatch.Exactly(form.Version), Caller, ct)).Ok(out _, out problem))
            return Redirect($"/quan-tri/lich/{year}?xong=calendar");
        Keep(rows, form.Version);
        Refuse(problem!);
        return Page();
    }

    public async Task<IActionResult> OnPostMore(int year, CalendarForm form, CancellationToken ct)
    {
        if (!await Show(year, ct))
            return NotFound();
        var rows = form.Rows();
        Keep([.. rows, .. Enumerable.Repeat(new Row("", "", "", ""), 2 * BlankRows)], form.Version);
        return Page();
    }

    public async Task<IActionResult> OnPostDeclare(int year, int version, bool declared, CancellationToken ct)
    {
        if (!await Show(year, ct))
            return NotFound();
        if ((await change.Execute(year, new(declared, Days), IfMatch.Exactly(version), Caller, ct)).Ok(out _, out var problem))
            return Redirect($"/quan-tri/lich/{year}?xong={(declared ? "declared" : "undeclared")}");
        Refuse(problem);
        return Page();
    }

    public async Task<IActionResult> OnPostPaste(int year, int version, string? paste, IFormFile? file, CancellationToken ct)
    {
        if (!await Show(year, ct))
            return NotFound();
        Pasted = paste;
        await using var content = file is { Length: > 0 } ? file.OpenReadStream() : new MemoryStream(Encoding.UTF8.GetBytes(paste ?? ""));
        if (!(await CalendarSheet.Read(content, T.Language, ct)).Ok(out var sheet, out var problem))
        {
            Refuse(problem);
            return Page();
        }
        // Nothing is written: the rows stand in the form, beside those of the year, the pasted ones in place of those of the same day.
        var pasted = sheet.Rows.Select(row => new Row(Written(row.Date), row.Kind is { } kind ? EnumText.Of(kind) : "", row.Reason ?? "", row.Source ?? "")).ToList();
        var kept = Calendar.Days.Where(day => sheet.Rows.All(row => row.Date != day.Date)).Select(Row.Of).ToList();
        Keep([.. kept, .. pasted], version);
        if (sheet.Problems.Count > 0)
        {
            var errors = new FieldErrors();
            foreach (var row in sheet.Problems)
                errors.Add($"days[{kept.Count + sheet.Rows.TakeWhile(r => r.Line != row.Line).Count()}].{row.Field}", row.Message, row.Message);
            Refuse(errors.ToProblem());
        }
        return Page();
    }

    private List<ChangedDay> Days => [.. Calendar.Days.Select(day => new ChangedDay(day.Date, day.Kind, day.Reason, day.Source))];

    private async Task<bool> Show(int year, CancellationToken ct)
    {
        if (!(await read.Execute(year, ct)).Ok(out var calendar, out _))
            return false;
        (Year, Calendar, Version) = (year, calendar, calendar.Version);
        Rows = WithBlanks([.. calendar.Days.Select(Row.Of)]);
        foreach (var candidate in Today.Month == 12 ? [Today.Year, Today.Year + 1] : new[] { Today.Year })
        {
            if (candidate != year && MissingYear is null && (await read.Execute(candidate, ct)).Ok(out var other, out _) && !other.Declared)
                MissingYear = candidate;
        }
        return true;
    }

    private void Keep(IReadOnlyList<Row> rows, int version) => (Rows, Version, Unsaved) = (WithBlanks(rows), version, true);

    private static IReadOnlyList<Row> WithBlanks(IReadOnlyList<Row> rows) => [.. rows.Take(MostRows), .. Enumerable.Repeat(new Row("", "", "", ""), BlankRows)];

    private Result<ChangeCalendarRequest> RequestOf(List<Row> rows, bool declared)
    {
        var errors = new FieldErrors();
        var days = new List<ChangedDay?>();
        for (var i = 0; i < rows.Count; i++)
        {
            var date = TypedDay(rows[i].Date, $"days[{i}].date", errors);
            days.Add(new(date, EnumText.TryParse<CalendarDayKind>(rows[i].Kind, out var kind) ? kind : null, rows[i].Reason, rows[i].Source));
        }
        return errors.None ? new ChangeCalendarRequest(declared, days) : errors.ToProblem();
    }

    // A day and month alone are of this year.
    private DateOnly? TypedDay(string? typed, string field, FieldErrors errors)
    {
        if (string.IsNullOrWhiteSpace(typed))
            return null;
        if (TypedDate.TryParse(typed, new DateOnly(Year, 12, 31), Lean.Back, out var read) && read.Date is { } date)
            return date;
        errors.Add(field, Texts.Both("error.date"));
        return null;
    }

    [GeneratedRegex(@"^days\[(\d+)\]\.(\w+)$")]
    private static partial Regex DayField();

    /// <summary>A row as typed.</summary>
    public sealed record Row(string Date, string Kind, string Reason, string Source)
    {
        public bool Blank => string.IsNullOrWhiteSpace(Date) && string.IsNullOrWhiteSpace(Reason) && string.IsNullOrWhiteSpace(Source);

        internal static Row Of(CalendarDay day) => new(Written(day.Date), EnumText.Of(day.Kind), day.Reason, day.Source);
    }

    /// <summary>The form as typed: the cells of each column in order.</summary>
    public sealed class CalendarForm
    {
        public int Version { get; set; }

        /// <summary>True when the list of what moves was seen.</summary>
        public bool Confirmed { get; set; }

        public string[]? Date { get; set; }

        public string[]? Kind { get; set; }

        public string[]? Reason { get; set; }

        public string[]? Source { get; set; }

        internal IReadOnlyList<Row> Rows() =>
            [.. Enumerable.Range(0, Math.Min(Date?.Length ?? 0, MostRows)).Select(i => new Row(At(Date, i), At(Kind, i), At(Reason, i), At(Source, i)))];

        private static string At(string[]? cells, int i) => cells is not null && i < cells.Length ? cells[i] ?? "" : "";
    }
}
