using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using Dispatch.Formats;
using MiniExcelLibs;

namespace Dispatch.Platform;

/// <summary>How an import is run: nothing is written before somebody has seen what would be.</summary>
public enum ImportMode
{
    /// <summary>Only say what each row would do; nothing is written.</summary>
    Check,

    /// <summary>Write all rows, or none when one has a problem.</summary>
    All,

    /// <summary>Write the rows without a problem.</summary>
    Good,
}

/// <summary>A row of an import that has a problem.</summary>
/// <param name="Line">Its line in the file, from 1, the heading counted.</param>
/// <param name="Field">The field, named as on the wire; empty for the row as a whole.</param>
/// <param name="Message">What is wrong, in the reader's language.</param>
public sealed record RowProblem(int Line, string Field, string Message);

/// <summary>A row of a table file.</summary>
internal sealed record TableRow(int Line, string[] Cells)
{
    /// <summary>The cell at <paramref name="index"/>, trimmed; null when there is none or it is blank.</summary>
    public string? this[int index] => index >= 0 && index < Cells.Length && Cells[index].Trim() is { Length: > 0 } text ? text : null;

    public bool Blank => Cells.All(string.IsNullOrWhiteSpace);
}

/// <summary>
/// Rows of a spreadsheet file: comma, semicolon or tab separated text (UTF-8, RFC 4180), read as a stream; or a workbook's first sheet, which has to
/// be held whole and is therefore limited. Neither is believed: a bomb or a broken file is an <see cref="InvalidDataException"/>.
/// </summary>
internal static class TableRows
{
    private const int LargestWorkbook = 8 * 1024 * 1024;
    private const int LongestCell = 10_000;
    private const int MostCells = 100;

    /// <summary>The rows of <paramref name="content"/>, blank ones left out.</summary>
    /// <exception cref="InvalidDataException">It is neither form, or too large.</exception>
    public static async IAsyncEnumerable<TableRow> Read(Stream content, [EnumeratorCancellation] CancellationToken ct)
    {
        var head = new byte[4];
        var read = await content.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, ct);
        await using var whole = new Rejoined(head.AsMemory(0, read), content);
        var rows = read == 4 && head is [(byte)'P', (byte)'K', 3, 4] ? OfWorkbook(whole, ct) : OfText(whole, ct);
        await foreach (var row in rows)
        {
            if (!row.Blank)
                yield return row;
        }
    }

    private static async IAsyncEnumerable<TableRow> OfWorkbook(Stream content, [EnumeratorCancellation] CancellationToken ct)
    {
        using var memory = new MemoryStream();
        var buffer = new byte[64 * 1024];
        for (int got; (got = await content.ReadAsync(buffer, ct)) > 0;)
        {
            if (memory.Length + got > LargestWorkbook)
                throw new InvalidDataException("The workbook is too large.");
            memory.Write(buffer, 0, got);
        }
        if (new ZipLimits { TotalBytes = 20 * LargestWorkbook }.Check(memory, () => new MemoryStream(), ct) != ZipVerdict.Fine)
            throw new InvalidDataException("The workbook is not sound.");
        memory.Position = 0;
        var line = 0;
        foreach (var row in Cells(memory))
            yield return new(++line, row);
    }

    private static List<string[]> Cells(MemoryStream workbook)
    {
        try
        {
            return [.. workbook.Query(excelType: ExcelType.XLSX).Cast<IDictionary<string, object?>>().Take(200_000).Select(row => row.Values.Take(MostCells).Select(Text).ToArray())];
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // The reader throws whatever its XML and its own guesses throw.
            throw new InvalidDataException("The workbook cannot be read.", e);
        }
    }

    private static string Text(object? cell) => cell switch
    {
        null => "",
        DateTime moment => moment.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture),
        _ => Convert.ToString(cell, CultureInfo.InvariantCulture) ?? "",
    };

    private static async IAsyncEnumerable<TableRow> OfText(Stream content, [EnumeratorCancellation] CancellationToken ct)
    {
        using var reader = new StreamReader(content, new UTF8Encoding(false, throwOnInvalidBytes: true), detectEncodingFromByteOrderMarks: true, bufferSize: 64 * 1024, leaveOpen: true);
        var buffer = new char[32 * 1024];
        var (cells, cell, line) = (new List<string>(), new StringBuilder(), 1);
        var (quoted, wasQuoted, startLine) = (false, false, 1);
        char? separator = null;
        var pending = '\0';
        for (int got; (got = await ReadText(reader, buffer, ct)) > 0;)
        {
            for (var i = 0; i < got; i++)
            {
                var c = buffer[i];
                if (pending == '"' && c != '"')
                    quoted = false;
                if (pending == '\r' && c == '\n')
                {
                    pending = '\0';
                    continue;
                }
                if (quoted)
                {
                    if (c == '"' && pending != '"')
                    {
                        pending = '"';
                        continue;
                    }
                    pending = '\0';
                    if (c == '\n')
                        line++;
                    Append(cell, c);
                    continue;
                }
                pending = '\0';
                separator ??= c is ',' or ';' or '\t' ? c : null;
                if (c == '"' && cell.Length == 0 && !wasQuoted)
                    (quoted, wasQuoted) = (true, true);
                else if (c == separator)
                    End();
                else if (c is '\r' or '\n')
                {
                    pending = c;
                    End();
                    yield return new(startLine, [.. cells]);
                    cells.Clear();
                    startLine = ++line;
                }
                else
                    Append(cell, c);
            }
        }
        if (cell.Length > 0 || cells.Count > 0)
        {
            End();
            yield return new(startLine, [.. cells]);
        }

        void End()
        {
            if (cells.Count >= MostCells)
                throw new InvalidDataException("A row has too many cells.");
            // What our own export put in front of a formula.
            var text = cell.ToString();
            cells.Add(text.Length > 1 && text[0] == '\'' && "=+-@".Contains(text[1], StringComparison.Ordinal) ? text[1..] : text);
            cell.Clear();
            wasQuoted = false;
        }
    }

    private static async Task<int> ReadText(StreamReader reader, char[] buffer, CancellationToken ct)
    {
        try
        {
            return await reader.ReadAsync(buffer, ct);
        }
        catch (DecoderFallbackException e)
        {
            throw new InvalidDataException("The text is not UTF-8.", e);
        }
    }

    private static void Append(StringBuilder cell, char c)
    {
        if (cell.Length >= LongestCell)
            throw new InvalidDataException("A cell is too long.");
        cell.Append(c);
    }

    /// <summary>A stream whose first bytes were looked at.</summary>
    private sealed class Rejoined(ReadOnlyMemory<byte> head, Stream rest) : Stream
    {
        private ReadOnlyMemory<byte> left = head;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (left.IsEmpty)
                return await rest.ReadAsync(buffer, cancellationToken);
            var count = Math.Min(left.Length, buffer.Length);
            left[..count].CopyTo(buffer);
            left = left[count..];
            return count;
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("Read it asynchronously.");

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void Flush() { }

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
