using System.Text;

namespace Dispatch.Formats.Pdf;

/// <summary>A name object: <c>/Pages</c> is <c>Pages</c>.</summary>
internal sealed record PdfName(string Text);

/// <summary>An indirect reference: <c>12 0 R</c>.</summary>
internal readonly record struct PdfReference(int Number, int Generation);

/// <summary>A word that is no value: <c>obj</c>, <c>endobj</c>, <c>stream</c>, <c>R</c>.</summary>
internal sealed record PdfWord(string Text);

/// <summary>
/// Reads values (ISO 32000-1 §7.3): numbers as <see cref="double"/>, strings as bytes, arrays as <see cref="List{T}"/>,
/// dictionaries as <see cref="Dictionary{TKey,TValue}"/>. Forgiving: what cannot be read is null or skipped.
/// </summary>
internal sealed class PdfParser(PdfBytes bytes, PdfBudget budget)
{
    private const int MaxDepth = 64;
    private const int MaxKept = 64 * 1024;

    private static readonly object EndOfArray = new();
    private static readonly object EndOfDictionary = new();
    private static readonly object EndOfFile = new();

    public PdfBytes Bytes => bytes;

    /// <summary>The next value; null for the null object, at the end, and for what is no value.</summary>
    public object? Read() => Plain(ReadAny(0));

    /// <summary>The next value if it is a whole number, else -1; the position stays when it is not.</summary>
    public long ReadWhole()
    {
        var start = bytes.Position;
        if (Read() is double number && number >= 0 && number <= long.MaxValue / 2 && number == Math.Floor(number))
            return (long)number;
        bytes.Position = start;
        return -1;
    }

    /// <summary>True, and moved past it, when the next word is <paramref name="word"/>.</summary>
    public bool Skip(string word)
    {
        SkipSpace();
        for (var i = 0; i < word.Length; i++)
            if (bytes.At(bytes.Position + i) != word[i])
                return false;
        bytes.Position += word.Length;
        return true;
    }

    public void SkipSpace()
    {
        while (true)
        {
            var c = bytes.Peek();
            if (c == '%')
            {
                while (bytes.Peek() is not (-1 or '\r' or '\n'))
                    bytes.Position++;
            }
            else if (IsSpace(c))
            {
                bytes.Position++;
                if ((bytes.Position & 0xFFFF) == 0)
                    budget.Time();
            }
            else
            {
                return;
            }
        }
    }

    public static bool IsSpace(int c) => c is 0 or 9 or 10 or 12 or 13 or 32;

    private static bool IsDelimiter(int c) => c is '(' or ')' or '<' or '>' or '[' or ']' or '{' or '}' or '/' or '%';

    private static object? Plain(object? value) =>
        ReferenceEquals(value, EndOfArray) || ReferenceEquals(value, EndOfDictionary) || ReferenceEquals(value, EndOfFile) ? null : value;

    private object? ReadAny(int depth)
    {
        budget.Value();
        if (depth > MaxDepth)
            throw new PdfBrokenException("nested too deeply");
        SkipSpace();
        var c = bytes.Peek();
        switch (c)
        {
            case -1:
                return EndOfFile;
            case '/':
                bytes.Position++;
                return new PdfName(ReadName());
            case '(':
                bytes.Position++;
                return ReadString();
            case '[':
                bytes.Position++;
                return ReadArray(depth);
            case ']':
                bytes.Position++;
                return EndOfArray;
            case '<':
                bytes.Position++;
                if (bytes.Peek() != '<')
                    return ReadHexString();
                bytes.Position++;
                return ReadDictionary(depth);
            case '>':
                bytes.Position++;
                if (bytes.Peek() == '>')
                    bytes.Position++;
                return EndOfDictionary;
            case '{' or '}' or ')':
                bytes.Position++;
                return null;
            default:
                return c is >= '0' and <= '9' or '+' or '-' or '.' ? ReadNumber() : ReadWord();
        }
    }

    private List<object?> ReadArray(int depth)
    {
        var items = new List<object?>();
        while (true)
        {
            var item = ReadAny(depth + 1);
            if (ReferenceEquals(item, EndOfArray) || ReferenceEquals(item, EndOfFile) || Ends(item))
                return items;
            if (ReferenceEquals(item, EndOfDictionary))
                continue;
            if (IsReference(item, items))
                Reference(items);
            else
                items.Add(item);
            if (items.Count > budget.Limits.Objects)
                throw PdfBrokenException.OfBudget("an array too long");
        }
    }

    private Dictionary<string, object?> ReadDictionary(int depth)
    {
        var entries = new Dictionary<string, object?>();
        var values = new List<object?>(3);
        string? key = null;
        while (true)
        {
            var item = ReadAny(depth + 1);
            var ended = ReferenceEquals(item, EndOfDictionary) || ReferenceEquals(item, EndOfFile) || Ends(item);
            if (ended || (item is PdfName && (key is null || values.Count > 0)))
            {
                if (key is not null)
                    entries.TryAdd(key, values.Count > 0 ? values[0] : null);
                if (ended)
                    return entries;
                key = ((PdfName)item!).Text;
                values.Clear();
                if (entries.Count > budget.Limits.Objects)
                    throw PdfBrokenException.OfBudget("a dictionary too long");
            }
            else if (IsReference(item, values))
            {
                Reference(values);
            }
            else if (!ReferenceEquals(item, EndOfArray) && values.Count < 8)
            {
                values.Add(item);
            }
        }
    }

    // A missing ">>" must not swallow the rest of the file.
    private bool Ends(object? item)
    {
        if (item is not PdfWord { Text: "endobj" or "endstream" or "stream" or "obj" or "xref" or "trailer" } word)
            return false;
        bytes.Position -= word.Text.Length;
        return true;
    }

    private static bool IsReference(object? item, List<object?> before) =>
        item is PdfWord { Text: "R" } && before.Count >= 2 && before[^1] is double && before[^2] is double;

    private static void Reference(List<object?> values)
    {
        var (number, generation) = ((double)values[^2]!, (double)values[^1]!);
        values.RemoveRange(values.Count - 2, 2);
        values.Add(number is >= 0 and <= int.MaxValue && generation is >= 0 and <= 65535 ? new PdfReference((int)number, (int)generation) : null);
    }

    private double ReadNumber()
    {
        Span<char> digits = stackalloc char[40];
        var length = 0;
        while (bytes.Peek() is >= '0' and <= '9' or '+' or '-' or '.')
        {
            var c = bytes.Next();
            if (length < digits.Length)
                digits[length++] = (char)c;
        }
        return double.TryParse(digits[..length], System.Globalization.CultureInfo.InvariantCulture, out var number) ? number : 0d;
    }

    private object? ReadWord()
    {
        Span<char> word = stackalloc char[20];
        var length = 0;
        while (bytes.Peek() is var c && c >= 0 && !IsSpace(c) && !IsDelimiter(c))
        {
            bytes.Position++;
            if (length < word.Length)
                word[length++] = (char)c;
            else if (length == word.Length)
                // Longer than any word there is: binary rubbish, taken in pieces so that a known word inside is not passed over.
                break;
        }
        return word[..length] switch
        {
            "true" => true,
            "false" => false,
            "null" => null,
            var other => new PdfWord(other.ToString()),
        };
    }

    private string ReadName()
    {
        var name = new StringBuilder();
        while (bytes.Peek() is var c && c >= 0 && !IsSpace(c) && !IsDelimiter(c))
        {
            bytes.Position++;
            if (c == '#' && Hex(bytes.Peek()) is >= 0 and var high && Hex(bytes.At(bytes.Position + 1)) is >= 0 and var low)
            {
                bytes.Position += 2;
                c = high * 16 + low;
            }
            if (name.Length < 256)
                name.Append((char)c);
        }
        return name.ToString();
    }

    private byte[] ReadString()
    {
        var text = new List<byte>();
        var open = 1;
        while (bytes.Next() is >= 0 and var c)
        {
            if ((bytes.Position & 0xFFFF) == 0)
                budget.Time();
            if (c == '(')
                open++;
            else if (c == ')' && --open == 0)
                break;
            if (c == '\\')
            {
                c = ReadEscape();
                if (c < 0)
                    continue;
            }
            if (text.Count < MaxKept)
                text.Add((byte)c);
        }
        return [.. text];
    }

    private int ReadEscape()
    {
        var c = bytes.Next();
        switch (c)
        {
            case 'n': return '\n';
            case 'r': return '\r';
            case 't': return '\t';
            case 'b': return '\b';
            case 'f': return '\f';
            case '\n': return -1;
            case '\r':
                if (bytes.Peek() == '\n')
                    bytes.Position++;
                return -1;
            case >= '0' and <= '7':
                var value = c - '0';
                for (var i = 0; i < 2 && bytes.Peek() is >= '0' and <= '7'; i++)
                    value = value * 8 + bytes.Next() - '0';
                return value & 0xFF;
            default: return c;
        }
    }

    private byte[] ReadHexString()
    {
        var text = new List<byte>();
        var high = -1;
        while (bytes.Next() is >= 0 and var c && c != '>')
        {
            if ((bytes.Position & 0xFFFF) == 0)
                budget.Time();
            if (Hex(c) is not (>= 0 and var digit))
                continue;
            if (high < 0)
            {
                high = digit;
                continue;
            }
            if (text.Count < MaxKept)
                text.Add((byte)(high * 16 + digit));
            high = -1;
        }
        if (high >= 0 && text.Count < MaxKept)
            text.Add((byte)(high * 16));
        return [.. text];
    }

    private static int Hex(int c) => c switch
    {
        >= '0' and <= '9' => c - '0',
        >= 'a' and <= 'f' => c - 'a' + 10,
        >= 'A' and <= 'F' => c - 'A' + 10,
        _ => -1,
    };
}
