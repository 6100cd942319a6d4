using System.Globalization;
using Dapper;
using Dispatch.Agencies;
using Dispatch.Calendar;
using Dispatch.Documents;
using Dispatch.Incoming;
using Dispatch.Journal;
using Dispatch.Platform;
using Dispatch.Registers;
using Dispatch.Runs;

namespace Dispatch.OldBooks;

/// <summary>
/// A long run: the ready rows become documents under their old numbers, 500 at a time; then every number of the book without a row gets a line
/// with its reason. Rows taken over by a run before this one are passed over, so that a cancelled one can be taken up again.
/// </summary>
internal sealed class OldBookTakeoverRun(OfficeClock clock, JournalWriter journal, Remembered<DocumentTypes> types, WorkingCalendars calendars) : RunKind
{
    public const string Kind = "oldBook.takeover";

    /// <summary>Why a number has no row, when nobody said.</summary>
    public const string NotInTheFile = "không có trong tệp nhập";

    private const int Rows = 500, Numbers = 5000;

    public async Task<RunStep> Step(RunBatch batch, CancellationToken ct)
    {
        var connection = batch.Tx.Connection;
        var arguments = batch.Arguments<TakeoverArguments>();
        var book = (await OldBookStore.Find(connection, new(arguments.OldBook), false, ct))!;
        var register = (await RegisterStore.Find(connection, book.Register, ct))!;
        var series = await RegisterStore.SeriesOf(connection, register, null, ct);
        // A year closed meanwhile refuses entries in the database itself; here it is said in words.
        if (await RegisterStore.StandOf(connection, series, book.Year, false, ct) is not { Closed: false })
        {
            batch.Say("Sổ đã khóa, không nhập thêm được", "The book is closed");
            return RunStep.Failed;
        }
        if (batch.LastItem?.StartsWith('#') != true)
        {
            var (line, above) = Place.Read(batch.LastItem);
            var rows = await OldBookStore.Rows(connection, book, line, Rows, ct);
            if (rows.Count > 0)
            {
                above = await TakeRows(batch, book, register, series, rows, above, ct);
                batch.LastItem = Place.Write(rows[^1].Line, above);
                batch.Say($"Đã xử lý đến dòng {rows[^1].Line}", $"Done up to line {rows[^1].Line}");
                return RunStep.More;
            }
            batch.LastItem = "#" + (book.TakesFrom!.Value - 1).ToString(CultureInfo.InvariantCulture) + "|0";
        }
        return await Explain(batch, book, series, arguments.Gaps, ct);
    }

    private async Task<DateOnly?> TakeRows(RunBatch batch, OldBookRecord book, RegisterRow register, Id<Series> series, List<RowRecord> rows, DateOnly? above, CancellationToken ct)
    {
        var connection = batch.Tx.Connection;
        var known = await types.Get(connection, ct);
        var calendar = await calendars.Current(connection, ct);
        var standing = await OldBookStore.InBook(connection, series, book.Year,
            [.. rows.Where(row => row is { State: OldBookRowState.Ready, Number: not null }).Select(row => row.Number!.Value)], ct);
        var taken = new List<(int Line, OldBookLine Read, NewIncoming Incoming)>();
        var refused = new List<RowOutcome>();
        foreach (var row in rows)
        {
            if (row.State != OldBookRowState.Ready)
            {
                above = row.ArrivedOn ?? above;
                if (row.State is OldBookRowState.Faulty or OldBookRowState.Secret)
                    batch.Fault(row.Line, OldBookCheckRun.NameOf(row.Number), row.ProblemVi is null ? OldBookLine.Marked : new(row.ProblemVi, row.ProblemEn!));
                else
                    batch.Skipped++;
                continue;
            }
            var read = OldBookLine.Read(row.Cells!, book.Chosen!, (book.Year, book.Year + register.YearSpan - 1), above, clock, known);
            above = read.ArrivedOn ?? above;
            var problem = read.Problem;
            if (problem is null && (read.Number < book.TakesFrom || read.Number > book.TakesTo))
                problem = new($"Số đến {read.Number} ngoài khoảng {book.TakesFrom}–{book.TakesTo} của sổ", $"The number {read.Number} is outside the book's {book.TakesFrom}–{book.TakesTo}");
            if (problem is null && standing.TryGetValue(read.Number!.Value, out var there) && !there.Free)
                problem = new($"Số đến {read.Number} trong sổ đã dùng", $"The book's number {read.Number} is in use");
            if (problem is { } because)
            {
                batch.Fault(row.Line, OldBookCheckRun.NameOf(read.Number), because);
                refused.Add(new(row.Line, OldBookRowState.Faulty, read.Number, read.ArrivedOn, because));
                continue;
            }
            var draft = read.Draft!;
            taken.Add((row.Line, read, new NewIncoming
            {
                Id = Id<Document>.New(),
                Draft = draft,
                IssuerId = null,
                SenderId = null,
                RegisterId = register.Id,
                Book = new BookYear(series, book.Year, false),
                Number = read.Number!.Value,
                // As the old book says: on the day it came.
                RegisteredAt = draft.ReceivedAt,
                RegisteredBy = batch.Tx.Caller.PersonId,
                RegisterBy = calendar.RegisterBy(draft.ReceivedAt, draft.Urgency != Urgency.Normal) ?? clock.EndOf(draft.ArrivedOn),
                DuplicateBecause = null,
                FileIds = [],
                PagesOfMainFile = null,
            }));
        }
        if (taken.Count > 0)
            await Write(batch, book, series, taken, standing, ct);
        await OldBookStore.Note(batch.Tx, book,
            [.. refused, .. taken.Select(t => new RowOutcome(t.Line, OldBookRowState.Imported, t.Incoming.Number, t.Incoming.Draft.ArrivedOn, null, t.Incoming.Id.Value))], ct);
        batch.Done += taken.Count;
        return above;
    }

    private async Task Write(
        RunBatch batch, OldBookRecord book, Id<Series> series, List<(int Line, OldBookLine Read, NewIncoming Incoming)> taken, Dictionary<int, Standing> standing, CancellationToken ct)
    {
        var tx = batch.Tx;
        var issuers = await RecognizeIssuer.All(tx.Connection, [.. taken.Select(t => t.Incoming.Draft.IssuerFolded).Distinct()], ct);
        var documents = taken.Select(t =>
        {
            var issuer = issuers.TryGetValue(t.Incoming.Draft.IssuerFolded, out var known) ? (Guid?)known.Value : null;
            return (t.Line, t.Read, Incoming: t.Incoming with { IssuerId = issuer, SenderId = issuer });
        }).ToList();
        await IncomingStore.InsertAll(tx, [.. documents.Select(d => d.Incoming)], clock.Now, ct);

        var waiting = documents.Where(d => standing.ContainsKey(d.Incoming.Number)).ToList();
        await using (var copy = await CopyIn.Into(tx, "register_entry (series_id, year, number, document_id, state, entered_on, entered_by)", ct))
        {
            foreach (var (_, _, incoming) in documents.Where(d => !standing.ContainsKey(d.Incoming.Number)))
            {
                copy.Row().Value(series.Value).Value(book.Year).Value(incoming.Number).Value(incoming.Id.Value).Value("used").Value(incoming.Draft.ArrivedOn)
                    .Value(tx.Caller.PersonId.Value);
            }
            await copy.Complete(ct);
        }
        if (waiting.Count > 0)
        {
            var filled = await tx.Connection.ExecuteAsync(new CommandDefinition("""
                update register_entry e
                set document_id = w.document_id, state = 'used', reason = null, entered_on = w.entered_on, entered_by = @PersonId
                from unnest(@Numbers, @Documents, @Days) as w (number, document_id, entered_on)
                where e.series_id = @series and e.year = @Year and e.suffix = '' and e.number = w.number and e.state = 'reserved' and e.document_id is null
                """, new
            {
                series,
                book.Year,
                tx.Caller.PersonId,
                Numbers = waiting.Select(d => d.Incoming.Number).ToArray(),
                Documents = waiting.Select(d => d.Incoming.Id.Value).ToArray(),
                Days = waiting.Select(d => d.Incoming.Draft.ArrivedOn).ToArray(),
            }, cancellationToken: ct));
            if (filled != waiting.Count)
                throw new InvalidOperationException("A waiting line of the book was filled meanwhile."); // tried again, it is seen as used
        }

        var handedOver = documents.Where(d => d.Read.TransferredOn is not null).ToList();
        if (handedOver.Count > 0)
        {
            await using var copy = await CopyIn.Into(tx, "incoming_transfer (id, document_id, transferred_on, transferred_to, receipt_signed_by, entered_at, entered_by)", ct);
            foreach (var (_, read, incoming) in handedOver)
            {
                copy.Row().Value(Guid.CreateVersion7()).Value(incoming.Id.Value).Value(read.TransferredOn).Value(incoming.Draft.ToPlaces).Value(read.ReceiptSignedBy)
                    .Value(clock.Now).Value(tx.Caller.PersonId.Value);
            }
            await copy.Complete(ct);
        }
        await JournalWriter.WriteAll(tx, documents.Select(d => journal.Row(tx.Caller, "incoming.takenOver", "document", d.Incoming.Id.Value,
            RegisterIncoming.JournalOf(d.Incoming, book.Register).New("oldBookFile", book.FileName).New("oldBookLine", d.Line)
                .New("transferredOn", d.Read.TransferredOn).New("receiptSignedBy", d.Read.ReceiptSignedBy))), ct);
    }

    private async Task<RunStep> Explain(RunBatch batch, OldBookRecord book, Id<Series> series, IReadOnlyList<GapReason> gaps, CancellationToken ct)
    {
        var tx = batch.Tx;
        var place = batch.LastItem![1..].Split('|');
        var (last, explained) = (int.Parse(place[0], CultureInfo.InvariantCulture), int.Parse(place[1], CultureInfo.InvariantCulture));
        var (from, to) = (last + 1, Math.Min(last + Numbers, book.TakesTo!.Value));
        explained += await tx.Connection.ExecuteAsync(new CommandDefinition("""
            with f as materialized (
                select distinct on (number) number, line, problem_vi
                from old_book_row
                where old_book_id = @Id and sheet = @Sheet and state = 'faulty' and number between @from and @to
                order by number, line
            )
            insert into register_entry (series_id, year, number, state, entered_on, entered_by, reason)
            select @series, @Year, n,
                   case when f.line is null then coalesce(g.state, 'reserved') else 'reserved' end,
                   coalesce((select e.entered_on from register_entry e where e.series_id = @series and e.year = @Year and e.number < n order by e.number desc limit 1),
                            (select e.entered_on from register_entry e where e.series_id = @series and e.year = @Year and e.number > n order by e.number limit 1), @Today),
                   @PersonId,
                   case when f.line is null then coalesce(g.reason, @NotInTheFile) else 'dòng ' || f.line || ' của tệp chưa nhập được: ' || f.problem_vi end
            from generate_series(@from, @to) n
            left join f on f.number = n
            left join lateral (select g.state, g.reason
                               from unnest(@Froms, @Tos, @States, @Reasons) as g (from_number, to_number, state, reason)
                               where n between g.from_number and g.to_number
                               limit 1) as g on true
            where not exists (select from register_entry e where e.series_id = @series and e.year = @Year and e.number = n)
            """, new
        {
            series,
            book.Id,
            book.Sheet,
            book.Year,
            from,
            to,
            NotInTheFile,
            clock.Today,
            tx.Caller.PersonId,
            Froms = gaps.Select(gap => gap.From).ToArray(),
            Tos = gaps.Select(gap => gap.To).ToArray(),
            States = gaps.Select(gap => EnumText.Of(gap.State)).ToArray(),
            Reasons = gaps.Select(gap => gap.Reason).ToArray(),
        }, commandTimeout: 120, cancellationToken: ct));
        batch.LastItem = $"#{to.ToString(CultureInfo.InvariantCulture)}|{explained.ToString(CultureInfo.InvariantCulture)}";
        if (to < book.TakesTo)
            return RunStep.More;
        await journal.Write(tx, "oldBook.takenOver", "register", book.RegisterId.Value, new Changes().New("year", book.Year).New("file", book.FileName)
            .New("sha256", Convert.ToHexStringLower(book.Sha256)).New("firstNumber", book.TakesFrom).New("lastNumber", book.TakesTo)
            .New("done", batch.Done).New("failed", batch.Failed).New("skipped", batch.Skipped).New("explainedNumbers", explained), ct);
        batch.Say($"{batch.Done} dòng đã vào sổ, {batch.Failed} dòng có lỗi, {batch.Skipped} dòng bỏ qua; {explained} số không có dòng đã ghi lý do",
            $"{batch.Done} rows are in the book, {batch.Failed} have errors, {batch.Skipped} were skipped; {explained} numbers without a row have their reason");
        return RunStep.Finished;
    }
}
