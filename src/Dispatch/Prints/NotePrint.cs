using Dapper;
using Dispatch.Files;
using Dispatch.Journal;
using Dispatch.Platform;

namespace Dispatch.Prints;

/// <summary>Which part of the book goes to paper.</summary>
public sealed record NotePrintRequest
{
    /// <summary>First date of arrival; with <see cref="To"/> and the numbers missing, the whole year.</summary>
    public DateOnly? From { get; init; }

    /// <summary>Last date of arrival.</summary>
    public DateOnly? To { get; init; }

    /// <summary>First number.</summary>
    public int? FirstNumber { get; init; }

    /// <summary>Last number.</summary>
    public int? LastNumber { get; init; }

    /// <summary>Quyển số.</summary>
    public string? Volume { get; init; }

    internal PrintPeriod Period => new() { From = From, To = To, FirstNumber = FirstNumber, LastNumber = LastNumber, Volume = Volume };
}

/// <summary>A line of the print log (nhật ký in).</summary>
/// <param name="Id">Its id.</param>
/// <param name="From">Từ ngày.</param>
/// <param name="To">Đến ngày.</param>
/// <param name="FirstNumber">Từ số.</param>
/// <param name="LastNumber">Đến số.</param>
/// <param name="Volume">Quyển số.</param>
/// <param name="Entries">Number of entries printed.</param>
/// <param name="Pages">Pages of a PDF; null for paper from the browser.</param>
/// <param name="Sha256">SHA-256 of a PDF, hexadecimal; null for paper from the browser.</param>
/// <param name="PrintedAt">When.</param>
/// <param name="PrintedBy">Who.</param>
public sealed record PrintView(
    Guid Id, DateOnly From, DateOnly To, int FirstNumber, int LastNumber, string? Volume, int Entries, int? Pages, string? Sha256, DateTimeOffset PrintedAt, string PrintedBy);

/// <summary>Use case: note that a part of a book is printed.</summary>
public sealed class NotePrint(Database database, OfficeClock clock, JournalWriter journal, ReadBook read)
{
    public async Task<Result<PrintView>> Execute(string code, int year, NotePrintRequest request, Caller caller, CancellationToken ct)
    {
        if (!(await read.Execute(code, year, request.Period, ct)).Ok(out var print, out var problem))
            return problem;
        await using var tx = await database.Begin(caller, ct);
        var view = await Note(tx, print, null, clock, journal, ct);
        await tx.Commit(view, ct);
        return view;
    }

    /// <summary>Notes the print in the transaction in hand.</summary>
    internal static async Task<PrintView> Note(OfficeTransaction tx, BookPrint print, StoredFile? pdf, OfficeClock clock, JournalWriter journal, CancellationToken ct)
    {
        var view = new PrintView(
            Guid.CreateVersion7(), print.From, print.To, print.FirstNumber, print.LastNumber, print.Volume, print.Entries, pdf?.Pages, pdf?.View().Sha256, clock.Now,
            tx.Caller.FullName);
        await tx.Connection.ExecuteAsync(new CommandDefinition("""
            insert into book_print (id, register_id, year, form, from_on, to_on, first_number, last_number, volume, entries, pages, file_id, printed_at, printed_by)
            values (@Id, @RegisterId, @Year, @Form, @From, @To, @FirstNumber, @LastNumber, @Volume, @Entries, @Pages, @FileId, @PrintedAt, @PersonId)
            """, new
        {
            view.Id,
            print.RegisterId,
            print.Year,
            Form = PrintForm.IncomingBook,
            view.From,
            view.To,
            view.FirstNumber,
            view.LastNumber,
            view.Volume,
            view.Entries,
            view.Pages,
            FileId = pdf?.Id.Value,
            view.PrintedAt,
            tx.Caller.PersonId,
        }, cancellationToken: ct));
        await journal.Write(tx, "register.printed", "register", print.RegisterId.Value, new Changes()
            .New("year", print.Year).New("from", view.From).New("to", view.To).New("firstNumber", view.FirstNumber).New("lastNumber", view.LastNumber)
            .New("volume", view.Volume).New("entries", view.Entries).New("pages", view.Pages).New("sha256", view.Sha256), ct);
        return view;
    }
}
