using System.Globalization;
using Dispatch.OldBooks;
using Dispatch.People;
using Dispatch.Platform;
using Dispatch.Platform.Http;
using Dispatch.Registers;
using Dispatch.Web.Desk;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using MiniExcelLibs;

namespace Dispatch.Web.Pages.OldBooks;

/// <summary>Nhập sổ cũ, the other steps on one page: columns and check, what the check found, gaps and the takeover.</summary>
[Needs(Permission.RegisterIncoming)]
public sealed class BookModel(ReadOldBook read, MapOldBook map, CheckOldBook check, TakeOverOldBook take) : DeskPage
{
    private const int MostShownGaps = 20;
    private const int MostFaultyRows = 100_000;

    /// <summary>What may become of a number without a row.</summary>
    public static readonly IReadOnlyList<string> GapStates = [EnumText.Of(EntryState.Reserved), EnumText.Of(EntryState.Annulled), EnumText.Of(EntryState.Returned)];

    private IReadOnlyList<string> gapStates = [], gapReasons = [];
    private Dictionary<string, int>? typedColumns;

    public OldBookView? Book { get; private set; }

    public IReadOnlyList<OldBookRowView> Preview { get; private set; } = [];

    public string? Sheet { get; private set; }

    public string? FirstNumber { get; private set; }

    public string? LastNumber { get; private set; }

    /// <summary>True once rows of it are in the book: its columns stay.</summary>
    public bool Begun => Book!.TakeoverRun is not null;

    /// <summary>True when a takeover ended before its end.</summary>
    public bool Unfinished => Begun && !Book!.Busy && Book.Count(OldBookRowState.Ready) > 0;

    public IReadOnlyList<NumberRange> ShownGaps => [.. Book!.Gaps.Take(MostShownGaps)];

    public IReadOnlyList<SelectListItem> Sheets => [.. Book!.Sheets.Index().Where(s => s.Item.Rows > 0)
        .Select(s => new SelectListItem(T["old.sheet.option", s.Item.Name, s.Item.Rows], s.Index.ToString(CultureInfo.InvariantCulture)))];

    public IEnumerable<(string Name, string Label, bool Required)> Fields => OldBookFields.All.Select(known => (known.Name, T[known.Label], known.Required));

    public string StateOf(int place) => gapStates.ElementAtOrDefault(place) ?? GapStates[0];

    public string? ReasonOf(int place) => gapReasons.ElementAtOrDefault(place);

    /// <summary>A column's name in a spreadsheet: A, B, … AA.</summary>
    public static string Letter(int column) => column < 26 ? ((char)('A' + column)).ToString() : Letter(column / 26 - 1) + Letter(column % 26);

    public override string FieldOf(string name) => name.StartsWith("columns.", StringComparison.Ordinal) ? name.Replace('.', '-') : name.StartsWith("gaps[", StringComparison.Ordinal) ? "take" : name;

    public IEnumerable<SelectListItem> ColumnsFor(string field)
    {
        var columns = typedColumns ?? Book!.Columns;
        var chosen = columns.TryGetValue(field, out var column) ? column : -1;
        yield return new(T["old.column.none"], "", chosen < 0);
        foreach (var (index, head) in Book!.Sheets[Book.Sheet].Columns.Index())
            yield return new($"{Letter(index)} – {head}", index.ToString(CultureInfo.InvariantCulture), chosen == index);
    }

    public async Task<IActionResult> OnGet(Guid id, CancellationToken ct)
    {
        await Read(id, ct);
        return Page();
    }

    /// <summary>Keeps the columns and starts the check.</summary>
    public async Task<IActionResult> OnPostCheck(Guid id, CancellationToken ct)
    {
        var book = new Id<OldBook>(id);
        var errors = new FieldErrors();
        typedColumns = [];
        foreach (var field in OldBookFields.All)
        {
            if (int.TryParse(Request.Form["columns." + field.Name], NumberStyles.None, CultureInfo.InvariantCulture, out var column))
                typedColumns[field.Name] = column;
        }
        var request = new MapOldBookRequest
        {
            Sheet = Number("sheet", errors) ?? 0,
            Columns = typedColumns,
            FirstNumber = Number("firstNumber", errors) ?? 1,
            LastNumber = Number("lastNumber", errors),
        };
        if (!errors.None)
            return await Again(id, errors.ToProblem(), ct);
        if (!(await map.Execute(book, request, Caller, ct)).Ok(out _, out var problem))
            return await Again(id, problem, ct);
        return (await check.Execute(book, Caller, ct)).Ok(out var run, out problem) ? Redirect($"/cong-viec/{run.Id}") : await Again(id, problem, ct);
    }

    /// <summary>Starts the takeover, or takes it up again.</summary>
    public async Task<IActionResult> OnPostTake(Guid id, List<int> gapFrom, List<int> gapTo, List<string?> gapState, List<string?> gapReason, CancellationToken ct)
    {
        (gapStates, gapReasons) = ([.. gapState.Select(state => state ?? "")], [.. gapReason.Select(reason => reason ?? "")]);
        var gaps = gapFrom.Zip(gapTo).Select((range, place) => new GapReason
        {
            From = range.First,
            To = range.Second,
            State = EnumText.TryParse<EntryState>(StateOf(place), out var state) ? state : EntryState.Reserved,
            Reason = ReasonOf(place),
        }).ToList();
        return (await take.Execute(new(id), new() { Gaps = gaps }, Caller, ct)).Ok(out var run, out var problem) ? Redirect($"/cong-viec/{run.Id}") : await Again(id, problem, ct);
    }

    /// <summary>The rows that could not come in, to be mended and sent again.</summary>
    public async Task<IActionResult> OnGetFaulty(Guid id, CancellationToken ct)
    {
        if (!(await read.Execute(new(id), Caller, ct)).Ok(out var book, out _))
            return NotFound();
        var rows = new List<Dictionary<string, object?>>();
        foreach (var state in new[] { OldBookRowState.Faulty, OldBookRowState.Secret })
        {
            for (var next = new Paging(Paging.MaxLimit); rows.Count < MostFaultyRows;)
            {
                var page = (await read.Rows(book.Id, state, next, Caller, ct)).Value;
                rows.AddRange(page.Items.Select(row => ReadOldBook.Row(book.Sheets[book.Sheet].Columns, row)));
                if (page.NextCursor is null)
                    break;
                next = new Paging(Paging.MaxLimit, page.NextCursor);
            }
        }
        if (rows.Count == 0)
            return NotFound();
        var stream = new MemoryStream();
        await stream.SaveAsAsync(rows, cancellationToken: ct);
        stream.Position = 0;
        return File(stream, ListAnswer.Xlsx, $"{Path.GetFileNameWithoutExtension(book.FileName)}-dong-loi.xlsx");
    }

    private int? Number(string name, FieldErrors errors)
    {
        var text = Request.Form[name].ToString().Trim();
        if (text.Length == 0)
            return null;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return number;
        errors.Add(name, Texts.Both("error.number"));
        return null;
    }

    private async Task<IActionResult> Again(Guid id, Problem problem, CancellationToken ct)
    {
        await Read(id, ct);
        Refuse(problem);
        if (typedColumns is not null)
            (Sheet, FirstNumber, LastNumber) = (Request.Form["sheet"], Request.Form["firstNumber"], Request.Form["lastNumber"]);
        return Page();
    }

    private async Task Read(Guid id, CancellationToken ct)
    {
        var book = new Id<OldBook>(id);
        if (!(await read.Execute(book, Caller, ct)).Ok(out var view, out var problem))
        {
            Refuse(problem);
            return;
        }
        Book = view;
        Sheet = view.Sheet.ToString(CultureInfo.InvariantCulture);
        FirstNumber = view.FirstNumber.ToString(CultureInfo.InvariantCulture);
        LastNumber = view.LastNumber?.ToString(CultureInfo.InvariantCulture);
        if (!Begun && (await read.Rows(book, null, new Paging(8), Caller, ct)).Ok(out var rows, out _))
            Preview = rows.Items;
        ModelState.Clear();
    }
}
