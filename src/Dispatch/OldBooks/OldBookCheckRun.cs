using System.Globalization;
using Dispatch.Documents;
using Dispatch.Platform;
using Dispatch.Registers;
using Dispatch.Runs;

namespace Dispatch.OldBooks;

/// <summary>A long run: checks the rows of an old book and notes on each what would become of it.</summary>
internal sealed class OldBookCheckRun(OfficeClock clock, Remembered<DocumentTypes> types) : RunKind
{
    public const string Kind = "oldBook.check";

    private const int Rows = 1000;

    public async Task<RunStep> Step(RunBatch batch, CancellationToken ct)
    {
        var connection = batch.Tx.Connection;
        var book = (await OldBookStore.Find(connection, new(batch.Arguments<OldBookArguments>().OldBook), false, ct))!;
        var (line, above) = Place.Read(batch.LastItem);
        var rows = await OldBookStore.Rows(connection, book, line, Rows, ct);
        if (rows.Count == 0)
        {
            batch.Say($"{batch.Done} dòng nhập được, {batch.Failed} dòng có lỗi, {batch.Skipped} dòng bỏ qua",
                $"{batch.Done} rows can be taken over, {batch.Failed} have errors, {batch.Skipped} are skipped");
            return RunStep.Finished;
        }
        var register = (await RegisterStore.Find(connection, book.Register, ct))!;
        var series = await RegisterStore.SeriesOf(connection, register, null, ct);
        var allowed = book.Allowed(await RegisterStore.StandOf(connection, series, book.Year, false, ct), batch.Total ?? 0);
        if (allowed is null)
        {
            batch.Say("Sổ đã khóa, không nhập thêm được", "The book is closed");
            return RunStep.Failed;
        }

        var known = await types.Get(connection, ct);
        var columns = book.Chosen!;
        var lines = new List<(RowRecord Row, OldBookLine Line)>();
        foreach (var row in rows.Where(row => row.Cells is not null && row.State != OldBookRowState.Imported))
        {
            var read = OldBookLine.Read(row.Cells!, columns, (book.Year, book.Year + register.YearSpan - 1), above, clock, known);
            above = read.ArrivedOn ?? above;
            lines.Add((row, read));
        }
        var numbers = lines.Where(l => l.Line.Number is not null).Select(l => l.Line.Number!.Value).Distinct().ToArray();
        var earlier = await OldBookStore.Earlier(connection, book, rows[0].Line, numbers, ct);
        var standing = await OldBookStore.InBook(connection, series, book.Year, numbers, ct);

        var outcomes = new List<RowOutcome>();
        foreach (var (row, read) in lines)
        {
            var outcome = Judge(row.Line, read, allowed, earlier, standing);
            outcomes.Add(outcome);
            // A secret row gives no number away.
            if (outcome.Number is { } number && outcome.State is OldBookRowState.Ready or OldBookRowState.Faulty)
                earlier.TryAdd(number, row.Line);
        }
        await OldBookStore.Note(batch.Tx, book, outcomes, ct);

        var byLine = outcomes.ToDictionary(outcome => outcome.Line);
        foreach (var row in rows)
        {
            if (byLine.TryGetValue(row.Line, out var outcome) && outcome.State == OldBookRowState.Ready)
                batch.Done++;
            else if (row.State == OldBookRowState.Imported || outcome?.State == OldBookRowState.Skipped)
                batch.Skipped++;
            else
                batch.Fault(row.Line, NameOf(outcome?.Number), outcome?.Problem ?? OldBookLine.Marked);
        }
        batch.LastItem = Place.Write(rows[^1].Line, above);
        return RunStep.More;
    }

    /// <summary>"Số đến 15" of a fault, where the number is known.</summary>
    public static string? NameOf(int? number) => number is { } known ? $"Số đến {known.ToString(CultureInfo.InvariantCulture)}" : null;

    private static RowOutcome Judge(int line, OldBookLine read, NumberRange allowed, Dictionary<int, int> earlier, Dictionary<int, Standing> standing)
    {
        if (read.Secret)
            return new(line, OldBookRowState.Secret, null, null, OldBookLine.Marked);
        if (read.NoEntry)
            return new(line, OldBookRowState.Skipped, null, null, read.Problem);
        if (read.Number is not { } number)
            return new(line, OldBookRowState.Faulty, null, read.ArrivedOn, read.Problem);
        if (number < allowed.From || number > allowed.To)
            return new(line, OldBookRowState.Faulty, number, read.ArrivedOn,
                new($"Số đến {number} ngoài khoảng {allowed.From}–{allowed.To} của sổ", $"The number {number} is outside the book's {allowed.From}–{allowed.To}"));
        if (earlier.TryGetValue(number, out var other))
            return new(line, OldBookRowState.Faulty, number, read.ArrivedOn, new($"Số đến {number} đã có ở dòng {other}", $"Line {other} has the number {number} already"));
        if (standing.TryGetValue(number, out var there) && !there.Free)
        {
            return there.DocumentId is not null && there.ArrivedOn == read.ArrivedOn && there.SymbolFolded == read.Draft?.Symbol?.Folded && read.Draft is not null
                ? new(line, OldBookRowState.Skipped, number, read.ArrivedOn, new("Đã có trong sổ", "In the book already"))
                : new(line, OldBookRowState.Faulty, number, read.ArrivedOn, new($"Số đến {number} trong sổ đã dùng cho văn bản khác hoặc đã hủy", $"The book's number {number} is another letter's, or annulled"));
        }
        return new(line, read.Draft is null ? OldBookRowState.Faulty : OldBookRowState.Ready, number, read.ArrivedOn, read.Problem);
    }
}

/// <summary>Where a run over rows stands: the last line, and the arrival date lines below may mean by leaving it out.</summary>
internal static class Place
{
    public static string Write(int line, DateOnly? above) =>
        line.ToString(CultureInfo.InvariantCulture) + (above is { } day ? "|" + day.ToString("O", CultureInfo.InvariantCulture) : "");

    public static (int Line, DateOnly? Above) Read(string? place)
    {
        if (place is null)
            return (0, null);
        var parts = place.Split('|');
        return (int.Parse(parts[0], CultureInfo.InvariantCulture), parts.Length > 1 ? DateOnly.ParseExact(parts[1], "O", CultureInfo.InvariantCulture) : null);
    }
}
