using System.Buffers.Binary;

namespace Dispatch.Sample;

/// <summary>
/// As much of a TrueType font (OpenType 1.9) as a letter needs: which glyph a character has, how wide it is, and a font of only the glyphs used. PdfPig's
/// writer embeds fonts too, but took a hundred times as long for each letter.
/// </summary>
internal sealed class TrueTypeFace
{
    private readonly byte[] font;
    private readonly Dictionary<string, (int Offset, int Length)> tables = [];
    private readonly Dictionary<char, ushort> glyphs = [];
    private readonly int unitsPerEm;
    private readonly int metrics;
    private readonly bool longOffsets;

    public TrueTypeFace(byte[] font)
    {
        this.font = font;
        for (var i = 0; i < U16(4); i++)
        {
            var entry = 12 + 16 * i;
            tables[System.Text.Encoding.ASCII.GetString(font, entry, 4)] = ((int)U32(entry + 8), (int)U32(entry + 12));
        }
        unitsPerEm = U16(At("head") + 18);
        longOffsets = U16(At("head") + 50) == 1;
        metrics = U16(At("hhea") + 34);
        ReadCharacters();
    }

    /// <summary>Height above and depth below the line, in thousandths.</summary>
    public (int Ascent, int Descent) Heights => (Thousandths(S16(At("hhea") + 4)), Thousandths(S16(At("hhea") + 6)));

    /// <summary>The bounding box of all glyphs, in thousandths.</summary>
    public int[] Box => [.. Enumerable.Range(0, 4).Select(i => Thousandths(S16(At("head") + 36 + 2 * i)))];

    /// <summary>The glyph of a character.</summary>
    /// <exception cref="ArgumentException">The font does not have it.</exception>
    public ushort GlyphOf(char character) =>
        glyphs.TryGetValue(character, out var glyph) ? glyph : throw new ArgumentException($"The font has no U+{(int)character:X4}.", nameof(character));

    /// <summary>How far a glyph moves the pen, in thousandths of the size.</summary>
    public int WidthOf(ushort glyph) => Thousandths(U16(At("hmtx") + 4 * Math.Min(glyph, metrics - 1)));

    /// <summary>A font of only these glyphs, numbered as they come; the parts of composed glyphs follow. Hints are left out.</summary>
    public byte[] Subset(IReadOnlyList<ushort> wanted)
    {
        var numbers = new Dictionary<ushort, ushort>();
        var order = new List<ushort>();
        foreach (var glyph in wanted)
            Number(glyph);
        var glyf = new List<byte>();
        var loca = new List<byte>();
        var hmtx = new List<byte>();
        for (var i = 0; i < order.Count; i++)
        {
            Add32(loca, glyf.Count);
            glyf.AddRange(Outline(order[i], Number));
            while (glyf.Count % 4 != 0)
                glyf.Add(0);
            hmtx.AddRange(font.AsSpan(At("hmtx") + 4 * Math.Min(order[i], metrics - 1), 4));
        }
        Add32(loca, glyf.Count);

        var head = Copy("head");
        BinaryPrimitives.WriteUInt32BigEndian(head.AsSpan(8), 0);
        BinaryPrimitives.WriteUInt16BigEndian(head.AsSpan(50), 1);
        var hhea = Copy("hhea");
        BinaryPrimitives.WriteUInt16BigEndian(hhea.AsSpan(34), (ushort)order.Count);
        var maxp = Copy("maxp");
        BinaryPrimitives.WriteUInt16BigEndian(maxp.AsSpan(4), (ushort)order.Count);
        return Assemble([("glyf", [.. glyf]), ("head", head), ("hhea", hhea), ("hmtx", [.. hmtx]), ("loca", [.. loca]), ("maxp", maxp)]);

        ushort Number(ushort glyph)
        {
            if (!numbers.TryGetValue(glyph, out var number))
            {
                numbers[glyph] = number = (ushort)order.Count;
                order.Add(glyph);
            }
            return number;
        }
    }

    private byte[] Outline(ushort glyph, Func<ushort, ushort> number)
    {
        var (from, to) = longOffsets
            ? ((int)U32(At("loca") + 4 * glyph), (int)U32(At("loca") + 4 * glyph + 4))
            : (U16(At("loca") + 2 * glyph) * 2, U16(At("loca") + 2 * glyph + 2) * 2);
        if (from == to)
            return [];
        var outline = font.AsSpan(At("glyf") + from, to - from);
        var contours = BinaryPrimitives.ReadInt16BigEndian(outline);
        return contours >= 0 ? WithoutHints(outline, contours) : Renumbered(outline, number);
    }

    private static byte[] WithoutHints(ReadOnlySpan<byte> outline, int contours)
    {
        var hints = 10 + 2 * contours;
        var length = BinaryPrimitives.ReadUInt16BigEndian(outline[hints..]);
        return [.. outline[..hints], 0, 0, .. outline[(hints + 2 + length)..]];
    }

    private static byte[] Renumbered(ReadOnlySpan<byte> outline, Func<ushort, ushort> number)
    {
        const int words = 0x1, scale = 0x8, more = 0x20, twoScales = 0x40, matrix = 0x80, hints = 0x100;
        var copy = outline.ToArray();
        var at = 10;
        while (true)
        {
            var flags = BinaryPrimitives.ReadUInt16BigEndian(copy.AsSpan(at));
            BinaryPrimitives.WriteUInt16BigEndian(copy.AsSpan(at), (ushort)(flags & ~hints));
            BinaryPrimitives.WriteUInt16BigEndian(copy.AsSpan(at + 2), number(BinaryPrimitives.ReadUInt16BigEndian(copy.AsSpan(at + 2))));
            at += 4 + ((flags & words) != 0 ? 4 : 2) + ((flags & scale) != 0 ? 2 : (flags & twoScales) != 0 ? 4 : (flags & matrix) != 0 ? 8 : 0);
            if ((flags & more) == 0)
                return copy[..at];
        }
    }

    private static byte[] Assemble(IReadOnlyList<(string Tag, byte[] Data)> parts)
    {
        var file = new List<byte>();
        Add32(file, 0x00010000);
        Add16(file, parts.Count);
        var power = (int)Math.Log2(parts.Count);
        Add16(file, 16 << power);
        Add16(file, power);
        Add16(file, 16 * parts.Count - (16 << power));
        var at = 12 + 16 * parts.Count;
        foreach (var (tag, data) in parts)
        {
            file.AddRange(System.Text.Encoding.ASCII.GetBytes(tag));
            Add32(file, unchecked((int)Checksum(data)));
            Add32(file, at);
            Add32(file, data.Length);
            at += (data.Length + 3) / 4 * 4;
        }
        foreach (var (_, data) in parts)
        {
            file.AddRange(data);
            while (file.Count % 4 != 0)
                file.Add(0);
        }
        return [.. file];
    }

    private static uint Checksum(byte[] data)
    {
        uint sum = 0;
        for (var i = 0; i < data.Length; i++)
            sum = unchecked(sum + ((uint)data[i] << (24 - 8 * (i % 4))));
        return sum;
    }

    // Subtable format 4 of platform 3, encoding 1: the characters of the Basic Multilingual Plane.
    private void ReadCharacters()
    {
        var cmap = At("cmap");
        for (var i = 0; i < U16(cmap + 2); i++)
        {
            var table = cmap + (int)U32(cmap + 4 + 8 * i + 4);
            if (U16(cmap + 4 + 8 * i) != 3 || U16(cmap + 4 + 8 * i + 2) != 1 || U16(table) != 4)
                continue;
            var segments = U16(table + 6) / 2;
            for (var s = 0; s < segments; s++)
                ReadSegment(table + 14, segments, s);
        }
    }

    private void ReadSegment(int ends, int segments, int s)
    {
        var (end, start) = (U16(ends + 2 * s), U16(ends + 2 + 2 * (segments + s)));
        var delta = U16(ends + 2 + 2 * (2 * segments + s));
        var offsetAt = ends + 2 + 2 * (3 * segments + s);
        var offset = U16(offsetAt);
        for (int c = start; c <= end && c < 0xFFFF; c++)
        {
            var glyph = offset == 0 ? (ushort)(c + delta) : U16(offsetAt + offset + 2 * (c - start));
            if (offset != 0 && glyph != 0)
                glyph = (ushort)(glyph + delta);
            if (glyph != 0)
                glyphs[(char)c] = glyph;
        }
    }

    private int Thousandths(int units) => (int)Math.Round(units * 1000.0 / unitsPerEm);

    private int At(string tag) => tables[tag].Offset;

    private byte[] Copy(string tag) => font.AsSpan(tables[tag].Offset, tables[tag].Length).ToArray();

    private ushort U16(int at) => BinaryPrimitives.ReadUInt16BigEndian(font.AsSpan(at));

    private short S16(int at) => BinaryPrimitives.ReadInt16BigEndian(font.AsSpan(at));

    private uint U32(int at) => BinaryPrimitives.ReadUInt32BigEndian(font.AsSpan(at));

    private static void Add16(List<byte> bytes, int value) => bytes.AddRange([(byte)(value >> 8), (byte)value]);

    private static void Add32(List<byte> bytes, int value) => bytes.AddRange([(byte)(value >> 24), (byte)(value >> 16), (byte)(value >> 8), (byte)value]);
}
