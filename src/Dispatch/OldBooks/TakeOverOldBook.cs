using Dapper;
using Dispatch.Journal;
using Dispatch.Platform;
using Dispatch.Registers;
using Dispatch.Runs;

namespace Dispatch.OldBooks;

/// <summary>Takes a checked old book into the book.</summary>
public sealed record TakeOverOldBookRequest
{
    /// <summary>Why numbers have no row, range by range; without one a number is kept open as "không có trong tệp nhập".</summary>
    public IReadOnlyList<GapReason>? Gaps { get; init; }
}

/// <summary>Why the numbers of a range have no row.</summary>
public sealed record GapReason
{
    /// <summary>First number.</summary>
    public int From { get; init; }

    /// <summary>Last number.</summary>
    public int To { get; init; }

    /// <summary><c>reserved</c> (a later file may still fill it), <c>annulled</c> or <c>returned</c>.</summary>
    public EntryState State { get; init; } = EntryState.Reserved;

    /// <summary>The reason, which stands in the book's notes.</summary>
    public string? Reason { get; init; }
}

/// <summary>
/// Use case: take over, as a long run. What the book answers for is settled here, under the counter's lock: a year nobody has used begins at the
/// old book's first number and goes on after its last; where the office has given numbers already only earlier ones come in, and lines that
/// wait for their letter are filled. Numbers the office gives meanwhile follow the old book's.
/// </summary>
public sealed class TakeOverOldBook(Database database, OfficeClock clock, JournalWriter journal, StartRun start)
{
    private const int MostGaps = 1000;

    public async Task<Result<RunView>> Execute(Id<OldBook> id, TakeOverOldBookRequest request, Caller caller, CancellationToken ct)
    {
        if (OldBookProblems.Refuses(caller) is { } notPermitted)
            return notPermitted;
        if (!Checked(request.Gaps ?? []).Ok(out var gaps, out var wrong))
            return wrong;

        await using var tx = await database.Begin(caller, ct);
        if (await OldBookStore.Find(tx.Connection, id, true, ct) is not { } book)
            return OldBookProblems.NotFound;
        if (book.Busy)
            return OldBookProblems.Busy;
        if (!book.Checked)
            return OldBookProblems.Unchecked;
        var counts = await OldBookStore.Count(tx.Connection, id, book.Sheet!.Value, ct);
        if (counts.GetValueOrDefault(OldBookRowState.Ready) == 0 && book.TakesFrom is null)
            return OldBookProblems.NothingToTake;

        var register = (await RegisterStore.Find(tx.Connection, book.Register, ct))!;
        var series = await RegisterStore.SeriesOf(tx.Connection, register, null, ct);
        if (book.TakesFrom is null && await Settle(tx, book, series, ct) is { } problem)
            return problem;
        var run = await start.In(tx, new(OldBookTakeoverRun.Kind, new($"Nhập sổ cũ {book.Register} năm {book.Year}: {book.FileName}", $"Takeover of the old book {book.Register} of {book.Year}: {book.FileName}"),
            new TakeoverArguments(id.Value, gaps), counts.Values.Sum()), ct);
        await tx.Connection.ExecuteAsync(new CommandDefinition("update old_book set takeover_run_id = @Run where id = @id", new { id, Run = run.Id }, cancellationToken: ct));
        await tx.Commit(run, ct);
        start.Nudge();
        return run;
    }

    private async Task<Problem?> Settle(OfficeTransaction tx, OldBookRecord book, Id<Series> series, CancellationToken ct)
    {
        var first = book.FirstNumber ?? 1;
        var because = $"Nhập từ sổ cũ, tệp {book.FileName}";
        if (await RegisterStore.OpenYear(tx, series, book.Year, first, because, clock.Now, ct))
            await journal.Write(tx, "register.yearOpened", "register", book.RegisterId.Value, new Changes().New("year", book.Year).New("firstNumber", first).New("openedBecause", because), ct);
        var year = (await RegisterStore.StandOf(tx.Connection, series, book.Year, true, ct))!;
        if (year.Closed)
            return RegisterProblems.Closed;
        var (from, to) = await ReadOldBook.Answers(tx.Connection, book, series, ct);
        await RegisterStore.Widen(tx, series, book.Year, from, to, ct);
        await tx.Connection.ExecuteAsync(new CommandDefinition(
            "update old_book set takes_from = @from, takes_to = @to where id = @Id", new { book.Id, from, to }, cancellationToken: ct));
        await journal.Write(tx, "register.widened", "register", book.RegisterId.Value, new Changes().New("year", book.Year)
            .Change("firstNumber", year.FirstNumber, Math.Min(from, year.FirstNumber)).Change("lastNumber", year.LastNumber, Math.Max(to, year.LastNumber))
            .New("file", book.FileName), ct);
        return null;
    }

    private static Result<List<GapReason>> Checked(IReadOnlyList<GapReason> gaps)
    {
        var errors = new FieldErrors();
        var clean = new List<GapReason>();
        if (gaps.Count > MostGaps)
            errors.Add("gaps", $"Tối đa {MostGaps} khoảng", $"At most {MostGaps} ranges");
        foreach (var (gap, place) in gaps.Take(MostGaps).Select((gap, place) => (gap, place)))
        {
            var reason = errors.OptionalLine($"gaps[{place}].reason", gap.Reason, 500);
            if (gap.From < 1 || gap.To < gap.From)
                errors.Add($"gaps[{place}].from", "Khoảng số không hợp lệ", "The range is not valid");
            if (gap.State == EntryState.Used)
                errors.Add($"gaps[{place}].state", "Chọn giữ chỗ, hủy hoặc trả lại", "One of reserved, annulled, returned");
            if (reason is not null)
                clean.Add(gap with { Reason = reason });
            else if (gap.State != EntryState.Reserved)
                errors.Add($"gaps[{place}].reason", "Nêu lý do", "Give the reason");
        }
        return errors.None ? clean : errors.ToProblem();
    }
}

/// <summary>What a takeover's run is about.</summary>
internal sealed record TakeoverArguments(Guid OldBook, IReadOnlyList<GapReason> Gaps);
