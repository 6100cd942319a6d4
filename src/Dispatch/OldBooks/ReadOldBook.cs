using Dapper;
using Dispatch.Platform;
using Dispatch.Registers;
using Dispatch.Runs;
using Npgsql;

namespace Dispatch.OldBooks;

/// <summary>A query: an old book, its rows, and the old books of a year.</summary>
public sealed class ReadOldBook(Database database)
{
    private const int ShownGaps = 50;

    public async Task<Result<OldBookView>> Execute(Id<OldBook> id, Caller caller, CancellationToken ct)
    {
        if (OldBookProblems.Refuses(caller) is { } notPermitted)
            return notPermitted;
        await using var connection = await database.Open(ct);
        return await View(connection, id, ct) is { } view ? view : OldBookProblems.NotFound;
    }

    /// <summary>The files of a book's year, newest first.</summary>
    public async Task<Result<Page<OldBookView>>> Of(string code, int year, Paging paging, Caller caller, CancellationToken ct)
    {
        if (OldBookProblems.Refuses(caller) is { } notPermitted)
            return notPermitted;
        Guid? before = null;
        if (paging.Cursor is { } cursor && !Cursor.TryRead(cursor, out before))
            return PlatformProblems.InvalidCursor;
        await using var connection = await database.Open(ct);
        if (await RegisterStore.Find(connection, code, ct) is not { } register)
            return RegisterProblems.NotFound;
        var ids = (await connection.QueryAsync<Guid>(new CommandDefinition("""
            select id
            from old_book
            where register_id = @Id and year = @year and (@before::uuid is null or id < @before)
            order by id desc
            limit @Take
            """, new { register.Id, year, before, Take = paging.Limit + 1 }, cancellationToken: ct))).ToList();
        var page = Page.Of(ids, paging, id => id);
        var views = new List<OldBookView>();
        foreach (var id in page.Items)
            views.Add((await View(connection, new(id), ct))!);
        return new Page<OldBookView>(views, page.NextCursor);
    }

    /// <summary>The rows of the chosen sheet, of one state or all, in order.</summary>
    public async Task<Result<Page<OldBookRowView>>> Rows(Id<OldBook> id, OldBookRowState? state, Paging paging, Caller caller, CancellationToken ct)
    {
        if (OldBookProblems.Refuses(caller) is { } notPermitted)
            return notPermitted;
        var after = 0;
        if (paging.Cursor is { } cursor && !Cursor.TryRead(cursor, out after))
            return PlatformProblems.InvalidCursor;
        await using var connection = await database.Open(ct);
        if (await OldBookStore.Find(connection, id, false, ct) is not { } book)
            return OldBookProblems.NotFound;
        var rows = (await connection.QueryAsync<RowLine>(new CommandDefinition($"""
            select line, state, number, problem_vi, problem_en, document_id, cells
            from old_book_row
            where old_book_id = @id and sheet = @Sheet {(state is null ? "" : "and state = @State")} and line > @after
            order by line
            limit @Take
            """, new { id, Sheet = SheetOf(book), State = state is { } one ? EnumText.Of(one) : null, after, Take = paging.Limit + 1 }, cancellationToken: ct))).ToList();
        return Page.Of(rows, paging, row => row.Line).Select(row => new OldBookRowView(row.Line, row.State, row.Number,
            row.ProblemVi is null ? null : new TwoLanguages(row.ProblemVi, row.ProblemEn!).In(caller.Language), row.DocumentId, (string[]?)row.Cells ?? []));
    }

    /// <summary>A row as a table has it: why it is not in the book, then its cells under their own heads, so that it can be mended and sent again.</summary>
    public static Dictionary<string, object?> Row(IReadOnlyList<string> heads, OldBookRowView row)
    {
        ArgumentNullException.ThrowIfNull(heads);
        ArgumentNullException.ThrowIfNull(row);
        var cells = new Dictionary<string, object?> { ["Dòng trong tệp"] = row.Line, ["Vì sao"] = row.Problem };
        for (var column = 0; column < heads.Count; column++)
        {
            var head = heads[column].Length == 0 || cells.ContainsKey(heads[column]) ? $"{heads[column]} ({column + 1})".Trim() : heads[column];
            cells[head] = column < row.Cells.Count ? row.Cells[column] : null;
        }
        return cells;
    }

    /// <summary>The old book a run works on; null for a run of something else.</summary>
    public async Task<Id<OldBook>?> OfRun(Id<Run> run, CancellationToken ct)
    {
        await using var connection = await database.Open(ct);
        return await connection.QuerySingleOrDefaultAsync<Id<OldBook>?>(new CommandDefinition(
            "select id from old_book where check_run_id = @run or takeover_run_id = @run", new { run }, cancellationToken: ct));
    }

    /// <summary>The old book; null when there is none.</summary>
    internal static async Task<OldBookView?> View(NpgsqlConnection connection, Id<OldBook> id, CancellationToken ct)
    {
        if (await OldBookStore.Find(connection, id, false, ct) is not { } book)
            return null;
        var sheet = SheetOf(book);
        var columns = book.Chosen ?? await Proposal(connection, book.AllSheets[sheet], ct);
        var counts = await OldBookStore.Count(connection, id, sheet, ct);
        IReadOnlyList<NumberRange> gaps = [];
        if (book.Checked)
        {
            var register = (await RegisterStore.Find(connection, book.Register, ct))!;
            var series = await RegisterStore.SeriesOf(connection, register, null, ct);
            var (from, to) = await Answers(connection, book, series, ct);
            if (to >= from)
                gaps = await OldBookStore.Gaps(connection, book, series, from, to, ShownGaps, ct);
        }
        return new(book.Id, book.Register, book.Year, book.FileName, book.Size, Convert.ToHexStringLower(book.Sha256), book.AllSheets, sheet, columns,
            book.Columns is not null, book.FirstNumber ?? 1, book.LastNumber, counts, gaps, book.CheckRunId, book.TakeoverRunId, book.Checked, book.Busy,
            book.UploadedBy, book.UploadedAt);
    }

    /// <summary>The numbers a takeover of this book accounts for, as things stand.</summary>
    internal static async Task<(int From, int To)> Answers(NpgsqlConnection connection, OldBookRecord book, Id<Series> series, CancellationToken ct)
    {
        if (book.TakesFrom is { } settledFrom && book.TakesTo is { } settledTo)
            return (settledFrom, settledTo);
        var first = book.FirstNumber ?? 1;
        var year = await RegisterStore.StandOf(connection, series, book.Year, false, ct);
        if (year is { Used: true })
            return (first, year.LastNumber);
        var (_, highest) = await OldBookStore.Span(connection, book, ct);
        return (first, Math.Max(Math.Max(highest ?? 0, book.LastNumber ?? 0), year?.LastNumber ?? 0));
    }

    private static int SheetOf(OldBookRecord book)
    {
        var sheets = book.AllSheets;
        return book.Sheet ?? Enumerable.Range(0, sheets.Count).MaxBy(sheet => (OldBookFields.Guess(sheets[sheet].Columns).Count, sheets[sheet].Rows));
    }

    // What the office chose for the same heads the last time; otherwise by their words.
    private static async Task<Dictionary<string, int>> Proposal(NpgsqlConnection connection, OldBookSheet sheet, CancellationToken ct)
    {
        var before = await connection.QueryFirstOrDefaultAsync<string>(new CommandDefinition("""
            select columns::text
            from old_book
            where heading_key = @Key and columns is not null
            order by mapped_at desc
            limit 1
            """, new { sheet.Key }, cancellationToken: ct));
        return before is null ? OldBookFields.Guess(sheet.Columns) : System.Text.Json.JsonSerializer.Deserialize<Dictionary<string, int>>(before)!;
    }

    private sealed record RowLine(int Line, OldBookRowState State, int? Number, string? ProblemVi, string? ProblemEn, Guid? DocumentId, Array? Cells);
}
