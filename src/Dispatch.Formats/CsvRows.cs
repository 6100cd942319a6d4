using System.Text;

namespace Dispatch.Formats;

/// <summary>
/// Comma-separated values (RFC 4180) as offices have them: also with semicolons or tabs, which Excel writes where the comma is the decimal sign;
/// UTF-8 with or without a byte order mark, or UTF-16 with one. Read forward, a record at a time.
/// </summary>
public static class CsvRows
{
    /// <summary>The longest cell taken; a quotation mark that nobody closed would otherwise swallow the rest of the file.</summary>
    public const int LongestCell = 100_000;

    private const int MostCells = 1_000;

    /// <summary>The records in order, blank ones too.</summary>
    /// <exception cref="InvalidDataException">A cell is too long, or there are too many in one record; the message says where.</exception>
    /// <exception cref="DecoderFallbackException">The bytes are neither UTF-8 nor UTF-16 with a mark.</exception>
    public static IEnumerable<string[]> Read(Stream content)
    {
        using var reader = new StreamReader(content, new UTF8Encoding(false, throwOnInvalidBytes: true), detectEncodingFromByteOrderMarks: true, bufferSize: 1 << 16, leaveOpen: true);
        var first = reader.ReadLine();
        if (first is null)
            yield break;
        // Excel's own note to itself.
        var noted = first.StartsWith("sep=", StringComparison.OrdinalIgnoreCase) && first.Length == 5;
        var separator = noted ? first[4] : SeparatorOf(first);
        var cells = new List<string>();
        var cell = new StringBuilder();
        var record = 0;
        for (var line = noted ? reader.ReadLine() : first; line is not null; line = reader.ReadLine())
        {
            record++;
            cells.Clear();
            cell.Clear();
            var quoted = false;
            for (var at = 0; ; at++)
            {
                if (at == line.Length)
                {
                    // A line break in quotes belongs to the cell.
                    if (!quoted || reader.ReadLine() is not { } more)
                        break;
                    cell.Append('\n');
                    (line, at) = (more, -1);
                }
                else if (quoted)
                {
                    if (line[at] != '"')
                        cell.Append(line[at]);
                    else if (at + 1 < line.Length && line[at + 1] == '"')
                        cell.Append(line[at++]);
                    else
                        quoted = false;
                }
                else if (line[at] == '"' && cell.Length == 0)
                    quoted = true;
                else if (line[at] == separator)
                    Close();
                else
                    cell.Append(line[at]);
                if (cell.Length > LongestCell || cells.Count > MostCells)
                    throw new InvalidDataException($"Record {record} is not comma-separated values.");
            }
            Close();
            yield return [.. cells];
        }

        void Close()
        {
            cells.Add(cell.ToString());
            cell.Clear();
        }
    }

    private static char SeparatorOf(string line)
    {
        var counts = new Dictionary<char, int> { [';'] = 0, [','] = 0, ['\t'] = 0 };
        var quoted = false;
        foreach (var letter in line)
        {
            if (letter == '"')
                quoted = !quoted;
            else if (!quoted && counts.TryGetValue(letter, out var count))
                counts[letter] = count + 1;
        }
        return counts.MaxBy(count => count.Value).Key;
    }
}
