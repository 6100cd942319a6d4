using System.Globalization;
using System.Text;

namespace Dispatch.Formats.Pdf;

/// <summary>The objects of one file, found through its cross-references or, where those are damaged, by looking through the whole file.</summary>
internal sealed class PdfFile
{
    private const int HeaderWithin = 1024;
    private const int TailLength = 2048;
    private const int MaxSections = 4096;
    private const int MaxNesting = 8;
    private const int CachedStreamBytes = 8 * 1024 * 1024;

    private readonly PdfBytes bytes;
    private readonly PdfParser parser;
    private readonly PdfBudget budget;
    private readonly long headerOffset;
    private readonly Dictionary<int, Entry> entries = [];
    private readonly Dictionary<int, ObjectStream> unpacked = [];
    private int unpackedBytes;
    private int nesting;
    private long shift;
    private bool rebuilt;
    private Dictionary<string, object?> trailer = [];
    private PdfDecryption? decryption;

    public PdfFile(Stream pdf, PdfBudget budget)
    {
        this.budget = budget;
        bytes = new PdfBytes(pdf);
        parser = new PdfParser(bytes, budget);
        headerOffset = bytes.Find("%PDF-"u8, 0, HeaderWithin);
    }

    public bool HasHeader => headerOffset >= 0;

    /// <summary>Follows the cross-reference sections from the end of the file; false when they lead nowhere.</summary>
    public bool ReadXref()
    {
        try
        {
            var start = StartXref();
            if (start < 0)
                return false;
            if (!IsSection(start))
            {
                if (headerOffset == 0 || !IsSection(start + headerOffset))
                    return false;
                shift = headerOffset;
            }
            ReadSections(start);
            return trailer.ContainsKey("Root");
        }
        catch (PdfBrokenException e) when (!e.OverBudget)
        {
            return false;
        }
    }

    /// <summary>Forgets the cross-references and looks for the objects themselves.</summary>
    public void Rebuild()
    {
        rebuilt = true;
        entries.Clear();
        unpacked.Clear();
        unpackedBytes = 0;
        trailer = [];
        decryption = null;
        shift = 0;
        var containers = new List<int>();
        FindTrailers();
        FindObjects(containers);
        if (IsLocked())
            return;
        foreach (var container in containers)
            RegisterContents(container);
    }

    /// <summary>True when neither an empty password nor none opens the file.</summary>
    public bool IsLocked()
    {
        if (Resolve(trailer.GetValueOrDefault("Encrypt")) is not Dictionary<string, object?> encrypt)
            return false;
        var resolved = encrypt.ToDictionary(pair => pair.Key, pair => Resolve(pair.Value));
        var id = Resolve(trailer.GetValueOrDefault("ID")) is List<object?> { Count: > 0 } ids && Resolve(ids[0]) is byte[] first ? first : [];
        decryption = PdfDecryption.WithoutPassword(resolved, id);
        return decryption is null;
    }

    /// <summary>Counts the leaves of the page tree, each once however often it is named.</summary>
    public int CountPages()
    {
        if (Resolve(trailer.GetValueOrDefault("Root")) is not Dictionary<string, object?> root
            || Resolve(root.GetValueOrDefault("Pages")) is not Dictionary<string, object?> top)
            return 0;
        var seen = new HashSet<PdfReference>();
        if (root["Pages"] is PdfReference reference)
            seen.Add(reference);
        var open = new Stack<(List<object?> Kids, int Next)>();
        var (pages, nodes) = (0, 0);
        if (Kids(top) is not { } kids)
            return top.GetValueOrDefault("Type") is PdfName { Text: "Page" } ? 1 : 0;
        open.Push((kids, 0));
        while (open.TryPop(out var level))
        {
            if (level.Next >= level.Kids.Count)
                continue;
            open.Push((level.Kids, level.Next + 1));
            var kid = level.Kids[level.Next];
            if (++nodes > budget.Limits.PageNodes)
                throw PdfBrokenException.OfBudget("too many pages");
            budget.Time();
            if (kid is PdfReference to && !seen.Add(to))
                continue;
            if (Resolve(kid) is not Dictionary<string, object?> node)
                continue;
            if (Kids(node) is { } more)
                open.Push((more, 0));
            else if (node.GetValueOrDefault("Type") is not PdfName { Text: "Pages" or "Catalog" })
                pages++;
        }
        return pages;
    }

    private List<object?>? Kids(Dictionary<string, object?> node)
    {
        var kids = node.GetValueOrDefault("Kids");
        return Resolve(kids) switch
        {
            List<object?> list => list,
            // One kid written without its brackets: readers take it.
            Dictionary<string, object?> => [kids],
            _ => null,
        };
    }

    private object? Resolve(object? value)
    {
        for (var hops = 0; value is PdfReference reference; hops++)
        {
            if (hops > MaxNesting)
                return null;
            value = Load(reference.Number);
        }
        return value;
    }

    private object? Load(int number)
    {
        if (!entries.TryGetValue(number, out var entry))
            return null;
        if (++nesting > MaxNesting)
            throw new PdfBrokenException("objects that need each other");
        try
        {
            if (entry.Container is { } container)
                return Unpack(container)?.Read(number);
            if (!MoveToObject(entry.Offset, number))
                return rebuilt ? null : throw new PdfBrokenException($"object {number} is not where the table says");
            return parser.Read();
        }
        finally
        {
            nesting--;
        }
    }

    private bool MoveToObject(long offset, int number)
    {
        bytes.Position = offset + shift;
        return parser.ReadWhole() == number && parser.ReadWhole() >= 0 && parser.Skip("obj");
    }

    private ObjectStream? Unpack(int container)
    {
        if (unpacked.TryGetValue(container, out var known))
            return known;
        if (!entries.TryGetValue(container, out var entry) || entry.Container is not null || !MoveToObject(entry.Offset, container))
            return null;
        if (parser.Read() is not Dictionary<string, object?> dictionary)
            return null;
        var raw = RawStream(dictionary);
        if (raw is null)
            return null;
        if (decryption is not null)
            raw = decryption.Stream(raw, container, entry.Generation);
        if (PdfFilters.Decode(raw, Plain(dictionary), budget) is not { } data)
            return null;
        if (unpackedBytes + data.Length > CachedStreamBytes)
        {
            unpacked.Clear();
            unpackedBytes = 0;
        }
        unpackedBytes += data.Length;
        return unpacked[container] = new ObjectStream(data, Whole(dictionary, "N"), Whole(dictionary, "First"), budget);
    }

    // The filter and its parameters may be references, too.
    private Dictionary<string, object?> Plain(Dictionary<string, object?> dictionary)
    {
        var plain = new Dictionary<string, object?>();
        foreach (var key in (ReadOnlySpan<string>)["Filter", "F", "DecodeParms", "DP"])
        {
            var value = Resolve(dictionary.GetValueOrDefault(key));
            plain[key] = value is List<object?> list ? list.Take(MaxNesting).Select(Resolve).ToList() : value;
        }
        return plain;
    }

    private int Whole(Dictionary<string, object?> dictionary, string key) =>
        Resolve(dictionary.GetValueOrDefault(key)) is double number and >= 0 and <= int.MaxValue ? (int)number : 0;

    /// <summary>The bytes of the stream whose dictionary was just read; null when none follows.</summary>
    private byte[]? RawStream(Dictionary<string, object?> dictionary)
    {
        if (!parser.Skip("stream"))
            return null;
        if (bytes.Peek() == '\r')
            bytes.Position++;
        if (bytes.Peek() == '\n')
            bytes.Position++;
        var start = bytes.Position;
        long length = Whole(dictionary, "Length");
        bytes.Position = start + length;
        if (length == 0 || !parser.Skip("endstream"))
        {
            var end = bytes.Find("endstream"u8, start, start + budget.Limits.StreamBytes);
            length = (end < 0 ? bytes.Length : end) - start;
        }
        return length > budget.Limits.StreamBytes ? throw PdfBrokenException.OfBudget("a stream too long") : bytes.Copy(start, length);
    }

    private long StartXref()
    {
        var from = Math.Max(0, bytes.Length - TailLength);
        var at = bytes.Copy(from, TailLength).AsSpan().LastIndexOf("startxref"u8);
        if (at < 0)
            return -1;
        bytes.Position = from + at + "startxref".Length;
        return parser.ReadWhole();
    }

    private bool IsSection(long offset)
    {
        bytes.Position = offset;
        return parser.Skip("xref") || (parser.ReadWhole() >= 0 && parser.ReadWhole() >= 0 && parser.Skip("obj"));
    }

    private void ReadSections(long start)
    {
        var waiting = new Queue<long>([start]);
        var seen = new HashSet<long>();
        while (waiting.TryDequeue(out var offset))
        {
            if (!seen.Add(offset) || seen.Count > MaxSections)
                continue;
            bytes.Position = offset + shift;
            var section = parser.Skip("xref") ? ReadTable() : ReadXrefStream();
            if (section is null)
                throw new PdfBrokenException("a damaged cross-reference section");
            foreach (var (key, value) in section)
                trailer.TryAdd(key, value);
            foreach (var key in (ReadOnlySpan<string>)["XRefStm", "Prev"])
                if (section.GetValueOrDefault(key) is double next and >= 0 and <= long.MaxValue / 2)
                    waiting.Enqueue((long)next);
        }
    }

    private Dictionary<string, object?>? ReadTable()
    {
        while (!parser.Skip("trailer"))
        {
            var (first, count) = (parser.ReadWhole(), parser.ReadWhole());
            if (first < 0 || count < 0 || first + count > int.MaxValue)
                return null;
            for (var i = 0; i < count; i++)
            {
                var (offset, generation) = (parser.ReadWhole(), parser.ReadWhole());
                if (offset < 0 || generation < 0)
                    return null;
                if (parser.Skip("n"))
                    Register((int)(first + i), new Entry(offset, null, (int)Math.Min(generation, 65535)), replace: false);
                else if (!parser.Skip("f"))
                    return null;
            }
        }
        return parser.Read() as Dictionary<string, object?>;
    }

    private Dictionary<string, object?>? ReadXrefStream()
    {
        if (parser.ReadWhole() < 0 || parser.ReadWhole() < 0 || !parser.Skip("obj") || parser.Read() is not Dictionary<string, object?> dictionary)
            return null;
        if (dictionary.GetValueOrDefault("W") is not List<object?> { Count: >= 3 } list || !list.Take(3).All(w => w is double and >= 0 and <= 8))
            return null;
        var widths = list.Take(3).Select(w => (int)(double)w!).ToArray();
        var row = widths.Sum();
        if (row == 0 || RawStream(dictionary) is not { } raw || PdfFilters.Decode(raw, Plain(dictionary), budget) is not { } data)
            return null;
        var index = dictionary.GetValueOrDefault("Index") as List<object?> ?? [0d, dictionary.GetValueOrDefault("Size")];
        var at = 0;
        for (var part = 0; part + 1 < index.Count; part += 2)
        {
            if (index[part] is not (double first and >= 0 and <= int.MaxValue) || index[part + 1] is not (double count and >= 0 and <= int.MaxValue))
                return null;
            for (var i = 0; i < count && at + row <= data.Length; i++, at += row)
            {
                budget.Value();
                var fields = data.AsSpan(at, row);
                var type = widths[0] == 0 ? 1 : Field(fields[..widths[0]]);
                var second = Field(fields.Slice(widths[0], widths[1]));
                var third = Field(fields[(widths[0] + widths[1])..]);
                if (first + i > int.MaxValue)
                    return null;
                if (type == 1)
                    Register((int)(first + i), new Entry(second, null, (int)Math.Clamp(third, 0, 65535)), replace: false);
                else if (type == 2 && second is >= 0 and <= int.MaxValue)
                    Register((int)(first + i), new Entry(0, (int)second, 0), replace: false);
            }
        }
        return dictionary;
    }

    private static long Field(ReadOnlySpan<byte> field)
    {
        var value = 0L;
        foreach (var b in field)
            value = unchecked((value << 8) | b);
        return value;
    }

    private void Register(int number, Entry entry, bool replace)
    {
        if (replace)
            entries[number] = entry;
        else
            entries.TryAdd(number, entry);
        if (entries.Count > budget.Limits.Objects)
            throw PdfBrokenException.OfBudget("too many objects");
    }

    private void FindTrailers()
    {
        for (var at = bytes.Find("trailer"u8, 0, bytes.Length); at >= 0; at = bytes.Find("trailer"u8, at + 7, bytes.Length))
        {
            budget.Time();
            bytes.Position = at + 7;
            if (Attempt() is Dictionary<string, object?> dictionary && dictionary.ContainsKey("Root"))
                trailer = dictionary;
        }
    }

    private void FindObjects(List<int> containers)
    {
        for (var at = bytes.Find("obj"u8, 0, bytes.Length); at >= 0; at = bytes.Find("obj"u8, at + 3, bytes.Length))
        {
            if ((at & 0xFF) == 0)
                budget.Time();
            if (!NumbersBefore(at, out var number, out var generation, out var offset))
                continue;
            budget.Value();
            Register(number, new Entry(offset, null, generation), replace: true);
            bytes.Position = at + 3;
            parser.SkipSpace();
            if (!bytes.StartsWith("<<"u8, bytes.Position) || Attempt() is not Dictionary<string, object?> dictionary)
                continue;
            switch (dictionary.GetValueOrDefault("Type"))
            {
                case PdfName { Text: "ObjStm" }:
                    containers.Add(number);
                    break;
                case PdfName { Text: "XRef" } when dictionary.ContainsKey("Root"):
                    trailer = dictionary;
                    break;
                case PdfName { Text: "Catalog" } when dictionary.ContainsKey("Pages"):
                    trailer.TryAdd("Root", new PdfReference(number, generation));
                    break;
            }
        }
    }

    private object? Attempt()
    {
        try
        {
            return parser.Read();
        }
        catch (PdfBrokenException e) when (!e.OverBudget)
        {
            return null;
        }
    }

    private bool NumbersBefore(long at, out int number, out int generation, out long offset)
    {
        (number, generation, offset) = (0, 0, at);
        return NumberBefore(ref offset, out generation) && NumberBefore(ref offset, out number);
    }

    private bool NumberBefore(ref long position, out int number)
    {
        number = 0;
        var at = position - 1;
        while (position - at < 8 && PdfParser.IsSpace(bytes.At(at)))
            at--;
        var digits = new StringBuilder();
        while (digits.Length < 10 && bytes.At(at) is >= '0' and <= '9' and var c)
        {
            digits.Insert(0, (char)c);
            at--;
        }
        position = at + 1;
        return int.TryParse(digits.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out number);
    }

    private void RegisterContents(int container)
    {
        try
        {
            if (Unpack(container) is not { } stream)
                return;
            foreach (var number in stream.Numbers)
                Register(number, new Entry(0, container, 0), replace: false);
        }
        catch (PdfBrokenException e) when (!e.OverBudget)
        {
            // One damaged object stream hides its own objects only.
        }
    }

    /// <summary>Where an object lies: at an offset, or in an object stream.</summary>
    private readonly record struct Entry(long Offset, int? Container, int Generation);

    /// <summary>Several objects packed into one stream (ISO 32000-1 §7.5.7).</summary>
    private sealed class ObjectStream
    {
        private readonly PdfParser parser;
        private readonly Dictionary<int, long> offsets = [];

        public ObjectStream(byte[] data, int count, int first, PdfBudget budget)
        {
            parser = new PdfParser(new PdfBytes(data), budget);
            for (var i = 0; i < count; i++)
            {
                var (number, offset) = (parser.ReadWhole(), parser.ReadWhole());
                if (number is < 0 or > int.MaxValue || offset < 0)
                    break;
                offsets.TryAdd((int)number, first + offset);
            }
        }

        public IEnumerable<int> Numbers => offsets.Keys;

        public object? Read(int number)
        {
            if (!offsets.TryGetValue(number, out var offset))
                return null;
            parser.Bytes.Position = offset;
            return parser.Read();
        }
    }
}
