using System.Text.Json;
using Dapper;
using Dispatch.Journal;
using Dispatch.Platform;

namespace Dispatch.OldBooks;

/// <summary>Says which column of an old book is which.</summary>
public sealed record MapOldBookRequest
{
    /// <summary>The sheet, from 0.</summary>
    public int Sheet { get; init; }

    /// <summary>
    /// Field → column from 0: <c>arrivedOn</c>, <c>arrivalNumber</c>, <c>issuer</c>, <c>symbol</c>, <c>subject</c> (required), <c>issuedOn</c>, <c>toPlaces</c>,
    /// <c>transferredOn</c>, <c>receiptSignedBy</c>, <c>notes</c>, <c>secrecy</c>, <c>urgency</c>, <c>documentType</c>.
    /// </summary>
    public IReadOnlyDictionary<string, int>? Columns { get; init; }

    /// <summary>First number on the old book's cover; 1 when missing. Numbers without a row from here on are accounted for.</summary>
    public int FirstNumber { get; init; } = 1;

    /// <summary>Last number on its cover; the highest of the file when missing.</summary>
    public int? LastNumber { get; init; }
}

/// <summary>Use case: choose the columns; remembered for the next file with the same heads. A check is needed after it.</summary>
public sealed class MapOldBook(Database database, OfficeClock clock, JournalWriter journal)
{
    public async Task<Result<OldBookView>> Execute(Id<OldBook> id, MapOldBookRequest request, Caller caller, CancellationToken ct)
    {
        if (OldBookProblems.Refuses(caller) is { } notPermitted)
            return notPermitted;
        await using var tx = await database.Begin(caller, ct);
        if (await OldBookStore.Find(tx.Connection, id, true, ct) is not { } book)
            return OldBookProblems.NotFound;
        if (book.Busy)
            return OldBookProblems.Busy;
        if (book.TakesFrom is not null)
            return OldBookProblems.Begun;

        var errors = new FieldErrors();
        var sheets = book.AllSheets;
        var columns = request.Columns ?? new Dictionary<string, int>();
        if (request.Sheet < 0 || request.Sheet >= sheets.Count || sheets[request.Sheet].Rows == 0)
        {
            errors.Add("sheet", "Chọn một trang có dữ liệu", "Choose a sheet that has rows");
            return errors.ToProblem();
        }
        var sheet = sheets[request.Sheet];
        foreach (var field in OldBookFields.All.Where(field => field.Required && !columns.ContainsKey(field.Name)))
            errors.Add("columns." + field.Name, $"Chọn cột {field.Label.Vietnamese}", $"Choose the column of {field.Label.English}");
        foreach (var (field, column) in columns)
        {
            if (OldBookFields.All.All(known => known.Name != field))
                errors.Add("columns." + field, "Không có trường này", "There is no such field");
            else if (column is < 0 or > 1000)
                errors.Add("columns." + field, "Không có cột này", "There is no such column");
            else if (columns.Any(other => other.Key != field && other.Value == column))
                errors.Add("columns." + field, "Cột này đã chọn cho mục khác", "This column is chosen twice");
        }
        if (request.FirstNumber is < 1 or > 999_999_999)
            errors.Add("firstNumber", "Số đầu từ 1", "The first number is 1 or more");
        else if (request.LastNumber is { } last)
        {
            if (last < request.FirstNumber || last > 999_999_999)
                errors.Add("lastNumber", "Không nhỏ hơn số đầu", "Not below the first number");
            else if (last - request.FirstNumber > Math.Max(10_000L, 20L * sheet.Rows))
                errors.Add("lastNumber", $"Quá lớn so với {sheet.Rows} dòng của tệp", $"Too large for the {sheet.Rows} rows of the file");
        }
        if (!errors.None)
            return errors.ToProblem();

        var chosen = JsonSerializer.SerializeToElement(columns, JsonSerializerOptions.Web);
        await tx.Connection.ExecuteAsync(new CommandDefinition("""
            update old_book
            set sheet = @Sheet, columns = @chosen, heading_key = @Key, mapped_at = @Now, first_number = @FirstNumber, last_number = @LastNumber, check_run_id = null
            where id = @id
            """, new { id, request.Sheet, chosen, sheet.Key, clock.Now, request.FirstNumber, request.LastNumber }, cancellationToken: ct));
        await journal.Write(tx, "oldBook.mapped", "oldBook", id.Value, new Changes().New("sheet", sheet.Name).New("columns", columns)
            .New("firstNumber", request.FirstNumber).New("lastNumber", request.LastNumber), ct);
        var view = (await ReadOldBook.View(tx.Connection, id, ct))!;
        await tx.Commit(view, ct);
        return view;
    }
}
