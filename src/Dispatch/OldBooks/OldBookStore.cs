using System.Text.Json;
using Dapper;
using Dispatch.Platform;
using Dispatch.Registers;
using Npgsql;

namespace Dispatch.OldBooks;

/// <summary>Every SQL statement about <c>old_book</c> and its rows.</summary>
internal static class OldBookStore
{
    /// <summary>Reads an old book; <paramref name="locked"/> keeps others from deciding about it until the transaction ends.</summary>
    public static Task<OldBookRecord?> Find(NpgsqlConnection connection, Id<OldBook> id, bool locked, CancellationToken ct) =>
        connection.QuerySingleOrDefaultAsync<OldBookRecord?>(new CommandDefinition($"""
            select b.id, b.register_id, r.code as register, b.year, b.file_name, b.size, b.sha256, b.sheets, b.sheet, b.columns, b.first_number, b.last_number,
                   b.takes_from, b.takes_to, b.check_run_id, b.takeover_run_id, c.state as check_state, t.state as takeover_state,
                   p.full_name as uploaded_by, b.uploaded_at
            from old_book b
            join register r on r.id = b.register_id
            join person p on p.id = b.uploaded_by
            left join run c on c.id = b.check_run_id
            left join run t on t.id = b.takeover_run_id
            where b.id = @id
            {(locked ? "for update of b" : "")}
            """, new { id }, cancellationToken: ct));

    /// <summary>Rows after a line, of all states, in order.</summary>
    public static async Task<List<RowRecord>> Rows(NpgsqlConnection connection, OldBookRecord book, int after, int limit, CancellationToken ct) =>
        [.. await connection.QueryAsync<RowRecord>(new CommandDefinition("""
            select line, cells as written, state, number, arrived_on, problem_vi, problem_en
            from old_book_row
            where old_book_id = @Id and sheet = @Sheet and line > @after
            order by line
            limit @limit
            """, new { book.Id, book.Sheet, after, limit }, cancellationToken: ct))];

    /// <summary>Which of these numbers earlier lines of the sheet have: number → line.</summary>
    // "+ 0": a table just filled has no statistics yet, and a plain min would be looked for by walking all lines in order.
    public static async Task<Dictionary<int, int>> Earlier(NpgsqlConnection connection, OldBookRecord book, int before, int[] numbers, CancellationToken ct) =>
        (await connection.QueryAsync<(int Number, int Line)>(new CommandDefinition("""
            select n.number, first.line
            from unnest(@numbers) as n (number)
            cross join lateral (select min(r.line + 0) as line
                                from old_book_row r
                                where r.old_book_id = @Id and r.sheet = @Sheet and r.number = n.number and r.line < @before and r.state in ('ready', 'faulty', 'imported')) as first
            where first.line is not null
            """, new { book.Id, book.Sheet, before, numbers }, cancellationToken: ct))).ToDictionary(row => row.Number, row => row.Line);

    /// <summary>What stands in the book under these numbers.</summary>
    public static async Task<Dictionary<int, Standing>> InBook(NpgsqlConnection connection, Id<Series> series, int year, int[] numbers, CancellationToken ct) =>
        (await connection.QueryAsync<Standing>(new CommandDefinition("""
            select e.number, e.state, e.document_id, d.symbol_folded, i.arrived_on
            from register_entry e
            left join document d on d.id = e.document_id
            left join incoming i on i.document_id = e.document_id
            where e.series_id = @series and e.year = @year and e.suffix = '' and e.number = any(@numbers)
            """, new { series, year, numbers }, cancellationToken: ct))).ToDictionary(row => row.Number);

    /// <summary>Notes what became of rows; those taken over and those marked secret lose their cells.</summary>
    public static Task Note(OfficeTransaction tx, OldBookRecord book, IReadOnlyList<RowOutcome> rows, CancellationToken ct) =>
        tx.Connection.ExecuteAsync(new CommandDefinition("""
            update old_book_row r
            set state = o.state, number = o.number, arrived_on = o.arrived_on, problem_vi = o.problem_vi, problem_en = o.problem_en, document_id = o.document_id,
                cells = case when o.state in ('imported', 'secret') then null else r.cells end
            from unnest(@Lines, @States, @Numbers, @Days, @Vietnamese, @English, @Documents) as o (line, state, number, arrived_on, problem_vi, problem_en, document_id)
            where r.old_book_id = @Id and r.sheet = @Sheet and r.line = o.line
            """, new
        {
            book.Id,
            book.Sheet,
            Lines = rows.Select(row => row.Line).ToArray(),
            States = rows.Select(row => EnumText.Of(row.State)).ToArray(),
            Numbers = rows.Select(row => row.Number).ToArray(),
            Days = rows.Select(row => row.ArrivedOn).ToArray(),
            Vietnamese = rows.Select(row => row.Problem?.Vietnamese).ToArray(),
            English = rows.Select(row => row.Problem?.English).ToArray(),
            Documents = rows.Select(row => row.DocumentId).ToArray(),
        }, cancellationToken: ct));

    /// <summary>Rows of the chosen sheet by state.</summary>
    public static async Task<Dictionary<OldBookRowState, int>> Count(NpgsqlConnection connection, Id<OldBook> id, int sheet, CancellationToken ct) =>
        (await connection.QueryAsync<(OldBookRowState State, int Count)>(new CommandDefinition("""
            select state, count(*)::integer
            from old_book_row
            where old_book_id = @id and sheet = @sheet
            group by state
            """, new { id, sheet }, cancellationToken: ct))).ToDictionary(row => row.State, row => row.Count);

    /// <summary>Lowest and highest number of the rows that can be taken over; nulls for none.</summary>
    public static Task<(int? Lowest, int? Highest)> Span(NpgsqlConnection connection, OldBookRecord book, CancellationToken ct) =>
        connection.QuerySingleAsync<(int?, int?)>(new CommandDefinition("""
            select min(number), max(number)
            from old_book_row
            where old_book_id = @Id and sheet = @Sheet and state in ('ready', 'imported')
            """, new { book.Id, book.Sheet }, cancellationToken: ct));

    /// <summary>Numbers from one to another that neither a row nor the book has, as ranges.</summary>
    public static async Task<IReadOnlyList<NumberRange>> Gaps(NpgsqlConnection connection, OldBookRecord book, Id<Series> series, int from, int to, int limit, CancellationToken ct) =>
        [.. await connection.QueryAsync<NumberRange>(new CommandDefinition("""
            with known as (
                select number from old_book_row where old_book_id = @Id and sheet = @Sheet and state in ('ready', 'imported') and number between @from and @to
                union
                select number from register_entry where series_id = @series and year = @Year and number between @from and @to
                union
                select @from - 1
                union
                select @to + 1
            ), steps as (
                select number, lead(number) over (order by number) as following from known
            )
            select number + 1 as "from", following - 1 as "to"
            from steps
            where following - number > 1
            order by number
            limit @limit
            """, new { book.Id, book.Sheet, book.Year, series, from, to, limit }, commandTimeout: 120, cancellationToken: ct))];
}

/// <summary>An old book as its row has it.</summary>
internal sealed record OldBookRecord(
    Id<OldBook> Id, Id<Register> RegisterId, string Register, int Year, string FileName, long Size, byte[] Sha256, JsonElement Sheets, int? Sheet, JsonElement? Columns,
    int? FirstNumber, int? LastNumber, int? TakesFrom, int? TakesTo, Guid? CheckRunId, Guid? TakeoverRunId, string? CheckState, string? TakeoverState,
    string UploadedBy, DateTimeOffset UploadedAt)
{
    public bool Busy => CheckState is "queued" or "running" || TakeoverState is "queued" or "running";

    public bool Checked => CheckState == "done";

    public IReadOnlyList<OldBookSheet> AllSheets => Sheets.Deserialize<List<OldBookSheet>>(JsonSerializerOptions.Web)!;

    public Dictionary<string, int>? Chosen => Columns?.Deserialize<Dictionary<string, int>>(JsonSerializerOptions.Web);

    /// <summary>The numbers a row may have, as things stand; null when the year is closed.</summary>
    public NumberRange? Allowed(YearStand? year, int rows)
    {
        if (TakesFrom is { } from && TakesTo is { } to)
            return new(from, to);
        var first = FirstNumber ?? 1;
        // Where the office counts already, an old book may only bring what lies before.
        if (year is { Used: true })
            return year.Closed ? null : new(first, year.LastNumber);
        // One mistyped number must not make a million gaps.
        return year is { Closed: true } ? null : new(first, LastNumber ?? (int)Math.Min(first + 2L * rows + 1000, 999_999_999));
    }
}

/// <summary>A row as it is kept.</summary>
internal sealed record RowRecord(int Line, Array? Written, OldBookRowState State, int? Number, DateOnly? ArrivedOn, string? ProblemVi, string? ProblemEn)
{
    /// <summary>As written; null once taken over, and of a secret row. (Dapper hands arrays to constructors untyped.)</summary>
    public string[]? Cells => (string[]?)Written;
}

/// <summary>What became of a row.</summary>
internal sealed record RowOutcome(int Line, OldBookRowState State, int? Number, DateOnly? ArrivedOn, TwoLanguages? Problem, Guid? DocumentId = null);

/// <summary>What stands in the book under a number.</summary>
internal sealed record Standing(int Number, EntryState State, Guid? DocumentId, string? SymbolFolded, DateOnly? ArrivedOn)
{
    /// <summary>A line that an earlier takeover left for a letter it did not have.</summary>
    public bool Free => State == EntryState.Reserved && DocumentId is null;
}
