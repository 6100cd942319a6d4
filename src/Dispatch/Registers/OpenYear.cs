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

    /// <summary>Of a book with a counter per type: the first numbers of types that stand elsewhere, by code: <c>{"KH": 105}</c>.</summary>
    public IReadOnlyDictionary<string, int>? FirstNumberByType { get; init; }

    /// <summary>Why it starts there; required when a first number is not 1.</summary>
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
        var byType = request.FirstNumberByType ?? new Dictionary<string, int>();
        if (byType.Values.Any(number => number is < 1 or > LastNumber))
            errors.Add("firstNumberByType", "Số đầu từ 1", "The first number is 1 or more");
        var because = request.FirstNumber == 1 && byType.Values.All(number => number == 1) && string.IsNullOrWhiteSpace(request.Because)
            ? "Mở sổ năm mới"
            : errors.Line("because", request.Because, 500);
        if (!errors.None)
            return errors.ToProblem();

        await using var tx = await database.Begin(caller, ct);
        if (await RegisterStore.Find(tx.Connection, code, ct) is not { } register)
            return RegisterProblems.NotFound;
        var types = await RegisterStore.SeriesByType(tx.Connection, register.Id, ct);
        if (byType.Keys.FirstOrDefault(type => types.All(series => series.Type != type)) is { } unknown)
        {
            errors.Add("firstNumberByType", $"Sổ này không có dãy số riêng cho “{unknown}”", $"The register has no counter for “{unknown}”");
            return errors.ToProblem();
        }
        foreach (var (series, type) in types)
        {
            var first = type is null ? request.FirstNumber : byType.GetValueOrDefault(type, request.FirstNumber);
            if (!await RegisterStore.OpenYear(tx, series, request.Year!.Value, first, because!, clock.Now, ct))
                return RegisterProblems.YearOpenAlready;
        }
        var view = new YearView(request.Year!.Value, request.FirstNumber, request.FirstNumber - 1, because!, null);
        await journal.Write(tx, "register.yearOpened", "register", register.Id.Value,
            Changes.Between(null, view).New("firstNumberByType", byType.Count == 0 ? null : byType), ct);
        await tx.Commit(view, ct);
        return view;
    }
}
