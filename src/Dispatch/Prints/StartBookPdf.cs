using Dispatch.Platform;
using Dispatch.Runs;

namespace Dispatch.Prints;

/// <summary>Which part of the book becomes a PDF.</summary>
public sealed record StartBookPdfRequest
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

    /// <summary>10 pt instead of 11.</summary>
    public bool Compact { get; init; }

    internal PrintPeriod Period => new() { From = From, To = To, FirstNumber = FirstNumber, LastNumber = LastNumber, Volume = Volume };
}

/// <summary>Use case: start the run that makes the PDF of a part of a book.</summary>
public sealed class StartBookPdf
{
    private readonly Database database;
    private readonly ReadBook read;
    private readonly StartRun start;

    internal StartBookPdf(Database database, ReadBook read, StartRun start) => (this.database, this.read, this.start) = (database, read, start);

    public async Task<Result<RunView>> Execute(string code, int year, StartBookPdfRequest request, Caller caller, CancellationToken ct)
    {
        if (!(await read.Execute(code, year, request.Period, ct)).Ok(out var print, out var problem))
            return problem;
        var title = new TwoLanguages(
            $"PDF {print.Form.Title} {print.RegisterName} {year}, số {print.FirstNumber}–{print.LastNumber}",
            $"PDF of {print.RegisterName} {year}, numbers {print.FirstNumber}–{print.LastNumber}");
        await using var tx = await database.Begin(caller, ct);
        var run = await start.In(tx, new NewRun(BookPdfRun.Name, title, new BookPdfRun.Plan(print.Register, year, request), print.Entries), ct);
        await tx.Commit(run, ct);
        start.Nudge();
        return run;
    }
}
