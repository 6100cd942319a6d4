using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Dapper;
using Dispatch.Files;
using Dispatch.Journal;
using Dispatch.Platform;
using Dispatch.Registers;

namespace Dispatch.OldBooks;

/// <summary>
/// Use case: read an old book into rows. The file itself is not kept: any row of it may be marked secret, and of such a row only its line number
/// is ever written. What is kept of the file is its name, size and digest.
/// </summary>
public sealed class UploadOldBook(
    Database database, FileStorage storage, FileSettings settings, Idempotency idempotency, OfficeClock clock, JournalWriter journal)
{
    private const int HeadSearch = 30;
    private const int MostRows = 1_000_000;

    public async Task<Result<OldBookView>> Execute(string code, int year, StoreFileRequest file, Caller caller, CancellationToken ct)
    {
        if (OldBookProblems.Refuses(caller) is { } notPermitted)
            return notPermitted;
        if (!FileName.Clean(file.Name).Ok(out var name, out var problem))
            return problem;
        if (SecrecyMark.In(name))
            return FileProblems.SecretDocument;
        if (!(await storage.Receive(file.Content, settings.MaxBytes, ct)).Ok(out var received, out problem))
            return problem;
        await using (received)
        {
            if (file.Rest is not null && await file.Rest(ct) is { } behind)
                return behind;
            if (!OldBookTable.Open(received.Content, name, Scratch, ct).Ok(out var table, out problem))
                return problem;
            try
            {
                // A multipart body differs at every sending, so the same upload is the same name and the same bytes.
                var same = caller.Key is { } key
                    ? caller with { Key = key with { RequestHash = SHA256.HashData(Encoding.UTF8.GetBytes($"POST {code}/{year}/old-books\n{name}\n{received.Digest.Hex}")) } }
                    : caller;
                return await idempotency.Once(same, () => Keep(code, year, name, received, table, same, ct), ct);
            }
            catch (OldBookUnreadableException e)
            {
                return e.Problem;
            }
        }
    }

    private async Task<Result<OldBookView>> Keep(string code, int year, string name, ReceivedBytes received, OldBookTable table, Caller caller, CancellationToken ct)
    {
        await using var tx = await database.Begin(caller, ct);
        if (await RegisterStore.Find(tx.Connection, code, ct) is not { } register)
            return RegisterProblems.NotFound;
        if (register.Kind != RegisterKind.Incoming)
            return OldBookProblems.NotIncoming;
        if (year < 1945 || year > clock.Today.Year)
            return RegisterProblems.YearNotFound;

        var id = Id<OldBook>.New();
        await tx.Connection.ExecuteAsync(new CommandDefinition("""
            insert into old_book (id, register_id, year, file_name, sha256, size, sheets, uploaded_by, uploaded_at)
            values (@id, @RegisterId, @year, @name, @Sha256, @Size, '[]', @PersonId, @Now)
            """, new { id, RegisterId = register.Id, year, name, Sha256 = received.Digest.Bytes(), received.Size, caller.PersonId, clock.Now }, cancellationToken: ct));
        var sheets = new List<OldBookSheet>();
        var (rows, secret) = (0, 0);
        await using (var copy = await CopyIn.Into(tx, "old_book_row (old_book_id, sheet, line, cells, state)", ct))
        {
            for (var sheet = 0; sheet < table.Sheets.Count; sheet++)
            {
                OldBookSheet? head = null;
                Dictionary<string, int> columns = [];
                var waiting = new List<TableRow>();
                var count = 0;
                if (InOldEncoding(table.Rows(sheet).Take(HeadSearch)))
                    return OldBookProblems.NotUnicode;
                foreach (var row in table.Rows(sheet))
                {
                    ct.ThrowIfCancellationRequested();
                    if (head is not null)
                        Write(row);
                    else
                    {
                        // The cover's lines come before the heads; a book without any is read from its first line.
                        waiting.Add(row);
                        if (OldBookFields.Guess(row.Cells).Count >= 3 || waiting.Count == HeadSearch)
                            Head();
                    }
                    if (rows > MostRows)
                        return PlatformProblems.TooLarge.Saying($"Quá {MostRows} dòng. Chia tệp theo quyển", $"Over {MostRows} rows. Send it volume by volume");
                }
                if (head is null && waiting.Count > 0)
                    Head();
                if (head is not null && count > 0)
                    sheets.Add(head with { Rows = count });
                else
                    sheets.Add(new(table.Sheets[sheet], 0, 0, []));

                void Head()
                {
                    var best = waiting.MaxBy(row => OldBookFields.Guess(row.Cells).Count)!;
                    head = new(table.Sheets[sheet], best.Line, 0, best.Cells);
                    columns = OldBookFields.Guess(best.Cells);
                    foreach (var row in waiting.Where(row => row.Line > best.Line))
                        Write(row);
                }

                void Write(TableRow row)
                {
                    // The form numbers its columns below their heads: (1) (2) … (10).
                    if (count == 0 && NumbersColumns(row.Cells))
                        return;
                    count++;
                    rows++;
                    var marked = OldBookLine.IsSecret(row.Cells, columns);
                    secret += marked ? 1 : 0;
                    copy.Row().Value(id.Value).Value(sheet).Value(row.Line).Value(marked ? null : row.Cells).Value(EnumText.Of(marked ? OldBookRowState.Secret : OldBookRowState.Waiting));
                }
            }
            if (rows == 0)
                return OldBookProblems.NoRows;
            await copy.Complete(ct);
        }
        await tx.Connection.ExecuteAsync(new CommandDefinition(
            "update old_book set sheets = @Sheets where id = @id", new { id, Sheets = JsonSerializer.SerializeToElement(sheets, JsonSerializerOptions.Web) }, cancellationToken: ct));
        await journal.Write(tx, "oldBook.uploaded", "oldBook", id.Value, new Changes().New("register", code).New("year", year).New("file", name)
            .New("sha256", received.Digest.Hex).New("rows", rows).New("secretRows", secret == 0 ? null : secret), ct);
        var view = (await ReadOldBook.View(tx.Connection, id, ct))!;
        await tx.Commit(view, ct);
        return view;
    }

    private static bool NumbersColumns(string[] cells)
    {
        var numbers = cells.Where(cell => cell.Length > 0).Select(cell => cell.Trim('(', ')', ' ', '[', ']')).ToList();
        return numbers.Count >= 5 && numbers.Select((number, position) => number == (position + 1).ToString(System.Globalization.CultureInfo.InvariantCulture)).All(right => right);
    }

    // TCVN3 in a workbook is Latin letters under a .VnTime font: ® stands for đ, and no letter of Vietnamese's own is there at all.
    private static bool InOldEncoding(IEnumerable<TableRow> rows)
    {
        var text = string.Concat(rows.SelectMany(row => row.Cells));
        return text.Count(letter => letter == '®') >= 2 && text.AsSpan().IndexOfAny(OwnLetters) < 0;
    }

    private static readonly System.Buffers.SearchValues<char> OwnLetters = System.Buffers.SearchValues.Create("đĐăơưạảấầệộợủị");

    private static FileStream Scratch() => new(Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()), new FileStreamOptions
    {
        Mode = FileMode.CreateNew,
        Access = FileAccess.ReadWrite,
        Options = FileOptions.DeleteOnClose,
    });
}
