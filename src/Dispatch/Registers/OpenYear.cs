using Dispatch.Journal;
using Dispatch.Platform;

namespace Dispatch.Registers;

/// <summary>Opens a year of a book, once.</summary>
public sealed record OpenYearRequest
{
    /// <summary>The (first) year of the book.</summary>
    public int? Year { get; init; }

    /// <summary>The first number given; a running book is taken over at its next one. Completeness starts here.</summary>
    public int FirstNumber { get; init; } = 1;

    /// <summary>Why it starts there; required when the first number is not 1.</summary>
    public string? Because { get; init; }
}

/// <summary>Use case: open a year of every series of a book.</summary>
public sealed class OpenYear(Database database, OfficeClock clock, JournalWriter journal)
{
    private const int LastNumber = 999_999_999; // PL VI: the arrival number has ten digits at most

    public async Task<Result<YearView>> Execute(string code, OpenYearRequest request, Caller caller, CancellationToken ct)
    {
        var errors = new FieldErrors();
        if (request.Year is not (>= 1945 and <= 9999))
            errors.Add("year", "Nhập năm của sổ", "Enter the year of the book");
        if (request.FirstNumber is < 1 or > LastNumber)
            errors.Add("firstNumber", "Số đầu từ 1", "The first number is 1 or more");
        var because = request.FirstNumber == 1 && string.IsNullOrWhiteSpace(request.Because)
            ? "Mở sổ năm mới"
            : errors.Line("because", request.Because, 500);
        if (!errors.None)
            return errors.ToProblem();

        await using var tx = await database.Begin(caller, ct);
        if (await RegisterStore.Find(tx.Connection, code, ct) is not { } register)
            return RegisterProblems.NotFound;
        foreach (var series in await RegisterStore.AllSeries(tx.Connection, register.Id, ct))
        {
            if (!await RegisterStore.OpenYear(tx, series, request.Year!.Value, request.FirstNumber, because!, clock.Now, ct))
                return RegisterProblems.YearOpenAlready;
        }
        var view = new YearView(request.Year!.Value, request.FirstNumber, request.FirstNumber - 1, because!, null);
        await journal.Write(tx, "register.yearOpened", "register", register.Id.Value, Changes.Between(null, view), ct);
        await tx.Commit(view, ct);
        return view;
    }
}
