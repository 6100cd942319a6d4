using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace Dispatch.Sample;

/// <summary>
/// Writes a PDF (ISO 32000-1) of A4 sheets with text, lines and boxes. Every face is embedded with the glyphs used and their Unicode values, so that the
/// text can be searched and copied.
/// </summary>
internal sealed class PdfSheets(string title, string author)
{
    private readonly List<StringBuilder> sheets = [];
    private readonly Dictionary<TrueTypeFace, UsedFace> faces = [];

    /// <summary>Begins a sheet; what is drawn from now on stands on it.</summary>
    public void Begin() => sheets.Add(new());

    /// <summary>Sets one line of text, its left end on the base line at (x, y), in points from the lower left corner.</summary>
    public void Text(string text, TrueTypeFace face, double size, double x, double y)
    {
        if (!faces.TryGetValue(face, out var used))
            faces[face] = used = new(face, faces.Count + 1);
        sheets[^1].Append(CultureInfo.InvariantCulture, $"BT /F{used.Number} {size:0.##} Tf {x:0.##} {y:0.##} Td <");
        foreach (var character in text)
            sheets[^1].Append(CultureInfo.InvariantCulture, $"{used.CodeOf(character):X4}");
        sheets[^1].Append("> Tj ET\n");
    }

    /// <summary>Draws a thin horizontal line.</summary>
    public void Rule(double from, double to, double y) => sheets[^1].Append(CultureInfo.InvariantCulture, $"0.7 w {from:0.##} {y:0.##} m {to:0.##} {y:0.##} l S\n");

    /// <summary>Draws a box.</summary>
    public void Box(double x, double y, double width, double height) =>
        sheets[^1].Append(CultureInfo.InvariantCulture, $"1.2 w {x:0.##} {y:0.##} {width:0.##} {height:0.##} re S\n");

    /// <summary>Sets the color of what follows on this sheet; parts from 0 to 1.</summary>
    public void Color(double red, double green, double blue) =>
        sheets[^1].Append(CultureInfo.InvariantCulture, $"{red:0.##} {green:0.##} {blue:0.##} rg {red:0.##} {green:0.##} {blue:0.##} RG\n");

    /// <summary>The finished document.</summary>
    public byte[] ToBytes()
    {
        var file = new PdfFile();
        var (catalog, pages, info) = (file.Reserve(), file.Reserve(), file.Reserve());
        var fonts = string.Concat(faces.Values.Select(used => $"/F{used.Number} {used.WriteTo(file)} 0 R "));
        var kids = sheets.Select(sheet =>
        {
            var content = file.Stream("", Encoding.ASCII.GetBytes(sheet.ToString()));
            return file.Add($"<< /Type /Page /Parent {pages} 0 R /MediaBox [0 0 595 842] /Contents {content} 0 R /Resources << /Font << {fonts}>> >> >>");
        }).ToList();
        file.Put(pages, $"<< /Type /Pages /Count {kids.Count} /Kids [{string.Join(' ', kids.Select(kid => $"{kid} 0 R"))}] >>");
        file.Put(catalog, $"<< /Type /Catalog /Pages {pages} 0 R /Lang (vi-VN) >>");
        file.Put(info, $"<< /Title {Utf16(title)} /Author {Utf16(author)} /Producer (Dispatch) >>");
        return file.ToBytes(catalog, info);
    }

    private static string Utf16(string text) => $"<FEFF{Convert.ToHexString(Encoding.BigEndianUnicode.GetBytes(text))}>";

    private sealed class UsedFace(TrueTypeFace face, int number)
    {
        private readonly Dictionary<char, int> codes = [];
        private readonly List<char> characters = [];

        public int Number => number;

        // Code 0 is .notdef, which every font begins with.
        public int CodeOf(char character)
        {
            if (!codes.TryGetValue(character, out var code))
            {
                face.GlyphOf(character);
                characters.Add(character);
                codes[character] = code = characters.Count;
            }
            return code;
        }

        public int WriteTo(PdfFile file)
        {
            // Two characters may share a glyph (a plain and a no-break space): then the codes would not be the glyphs' numbers.
            var glyphs = characters.Select(face.GlyphOf).ToList();
            var distinct = glyphs.Distinct().ToList();
            var font = face.Subset([0, .. distinct]);
            var map = new byte[2 * (glyphs.Count + 1)];
            for (var i = 0; i < glyphs.Count; i++)
            {
                var glyph = distinct.IndexOf(glyphs[i]) + 1;
                (map[2 * i + 2], map[2 * i + 3]) = ((byte)(glyph >> 8), (byte)glyph);
            }
            var name = $"DSPTC{(char)('A' + number)}+LiberationSerif{(number == 1 ? "" : number.ToString(CultureInfo.InvariantCulture))}";
            var program = file.Stream($"/Length1 {font.Length} ", font);
            var toUnicode = file.Stream("", Encoding.ASCII.GetBytes(ToUnicode()));
            var toGlyphs = file.Stream("", map);
            var (ascent, descent) = face.Heights;
            var descriptor = file.Add($"<< /Type /FontDescriptor /FontName /{name} /Flags 4 /FontBBox [{string.Join(' ', face.Box)}] /ItalicAngle 0 " +
                $"/Ascent {ascent} /Descent {descent} /CapHeight {ascent} /StemV 80 /FontFile2 {program} 0 R >>");
            var descendant = file.Add($"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /{name} /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> " +
                $"/FontDescriptor {descriptor} 0 R /CIDToGIDMap {toGlyphs} 0 R /W [1 [{string.Join(' ', glyphs.Select(face.WidthOf))}]] >>");
            return file.Add($"<< /Type /Font /Subtype /Type0 /BaseFont /{name} /Encoding /Identity-H /DescendantFonts [{descendant} 0 R] /ToUnicode {toUnicode} 0 R >>");
        }

        private string ToUnicode()
        {
            var map = new StringBuilder("/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Text def /CMapType 2 def\n" +
                "1 begincodespacerange <0000> <FFFF> endcodespacerange\n");
            foreach (var block in characters.Select((character, i) => $"<{i + 1:X4}> <{(int)character:X4}>\n").Chunk(100))
                map.Append(CultureInfo.InvariantCulture, $"{block.Length} beginbfchar\n").AppendJoin("", block).Append("endbfchar\n");
            return map.Append("endcmap end end").ToString();
        }
    }

    private sealed class PdfFile
    {
        private readonly List<byte[]> objects = [];

        public int Reserve()
        {
            objects.Add([]);
            return objects.Count;
        }

        public int Add(string body)
        {
            var number = Reserve();
            Put(number, body);
            return number;
        }

        public void Put(int number, string body) => objects[number - 1] = Encoding.ASCII.GetBytes(body);

        public int Stream(string entries, byte[] data)
        {
            var packed = new MemoryStream();
            using (var deflate = new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true))
                deflate.Write(data);
            objects.Add([.. Encoding.ASCII.GetBytes($"<< {entries}/Filter /FlateDecode /Length {packed.Length} >>\nstream\n"), .. packed.ToArray(), .. "\nendstream"u8]);
            return objects.Count;
        }

        public byte[] ToBytes(int catalog, int info)
        {
            var file = new MemoryStream();
            file.Write("%PDF-1.7\n%\xE2\xE3\xCF\xD3\n"u8);
            var offsets = new List<long>();
            for (var i = 0; i < objects.Count; i++)
            {
                offsets.Add(file.Position);
                file.Write(Encoding.ASCII.GetBytes($"{i + 1} 0 obj\n"));
                file.Write(objects[i]);
                file.Write("\nendobj\n"u8);
            }
            var xref = file.Position;
            var table = new StringBuilder($"xref\n0 {objects.Count + 1}\n0000000000 65535 f \n");
            foreach (var offset in offsets)
                table.Append(CultureInfo.InvariantCulture, $"{offset:0000000000} 00000 n \n");
            table.Append(CultureInfo.InvariantCulture, $"trailer\n<< /Size {objects.Count + 1} /Root {catalog} 0 R /Info {info} 0 R >>\nstartxref\n{xref}\n%%EOF\n");
            file.Write(Encoding.ASCII.GetBytes(table.ToString()));
            return file.ToArray();
        }
    }
}
