using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;

namespace Dispatch.Formats.Tests;

/// <summary>Writes small PDFs, right and wrong in chosen ways.</summary>
internal sealed class SamplePdf
{
    private readonly List<(int Number, string Body)> objects = [];

    public string Header { get; init; } = "%PDF-1.7\n";

    public string TrailerExtra { get; set; } = "";

    public SamplePdf Add(int number, string body)
    {
        objects.Add((number, body));
        return this;
    }

    /// <summary>A file of <paramref name="pages"/> empty pages in one flat tree.</summary>
    public static SamplePdf OfPages(int pages, string header = "%PDF-1.7\n")
    {
        var pdf = new SamplePdf { Header = header };
        var kids = string.Join(' ', Enumerable.Range(0, pages).Select(i => $"{i + 3} 0 R"));
        pdf.Add(1, "<< /Type /Catalog /Pages 2 0 R >>").Add(2, $"<< /Type /Pages /Count {pages} /Kids [{kids}] >>");
        for (var i = 0; i < pages; i++)
            pdf.Add(i + 3, "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>");
        return pdf;
    }

    /// <summary>With a cross-reference table.</summary>
    public byte[] WithTable()
    {
        var text = new StringBuilder(Header);
        var offsets = Body(text);
        var start = text.Length;
        var size = objects.Max(o => o.Number) + 1;
        text.Append(CultureInfo.InvariantCulture, $"xref\n0 {size}\n0000000000 65535 f \n");
        for (var number = 1; number < size; number++)
            text.Append(offsets.TryGetValue(number, out var offset) ? $"{offset:D10} 00000 n \n" : "0000000000 00000 f \n");
        text.Append(CultureInfo.InvariantCulture, $"trailer\n<< /Size {size} /Root 1 0 R {TrailerExtra} >>\nstartxref\n{start}\n%%EOF\n");
        return Encoding.Latin1.GetBytes(text.ToString());
    }

    /// <summary>Without any cross-reference: readers have to look for the objects.</summary>
    public byte[] WithoutXref()
    {
        var text = new StringBuilder(Header);
        Body(text);
        text.Append(CultureInfo.InvariantCulture, $"trailer\n<< /Root 1 0 R {TrailerExtra} >>\n");
        return Encoding.Latin1.GetBytes(text.ToString());
    }

    /// <summary>As modern programs write: all objects in one compressed stream, and a compressed, predicted cross-reference stream.</summary>
    public byte[] WithStreams()
    {
        const int container = 9_000;
        const int xref = 9_001;
        var bodies = new StringBuilder();
        var index = new StringBuilder();
        foreach (var (number, body) in objects)
        {
            index.Append(CultureInfo.InvariantCulture, $"{number} {bodies.Length} ");
            bodies.Append(body).Append('\n');
        }
        var packed = Latin1(Deflate(Encoding.Latin1.GetBytes(index.ToString() + bodies)));
        var text = new StringBuilder(Header);
        var containerAt = text.Length;
        text.Append(CultureInfo.InvariantCulture, $"{container} 0 obj\n<< /Type /ObjStm /N {objects.Count} /First {index.Length} /Filter /FlateDecode /Length {packed.Length} >>\nstream\n{packed}\nendstream\nendobj\n");
        var xrefAt = text.Length;
        var rows = new List<byte[]>();
        var ranges = new StringBuilder();
        foreach (var (place, (number, _)) in objects.Index())
        {
            ranges.Append(CultureInfo.InvariantCulture, $"{number} 1 ");
            rows.Add([2, 0, 0, container >> 8, container & 0xFF, (byte)(place >> 8), (byte)place]);
        }
        ranges.Append(CultureInfo.InvariantCulture, $"{container} 1");
        rows.Add([1, (byte)(containerAt >> 24), (byte)(containerAt >> 16), (byte)(containerAt >> 8), (byte)containerAt, 0, 0]);
        var table = Latin1(Deflate(PredictUp(rows)));
        text.Append(CultureInfo.InvariantCulture, $"{xref} 0 obj\n<< /Type /XRef /Size 9002 /W [1 4 2] /Index [{ranges}] /Root 1 0 R {TrailerExtra} /Filter /FlateDecode /DecodeParms << /Predictor 12 /Columns 7 >> /Length {table.Length} >>\nstream\n{table}\nendstream\nendobj\nstartxref\n{xrefAt}\n%%EOF\n");
        return Encoding.Latin1.GetBytes(text.ToString());
    }

    /// <summary>The /Encrypt entry of a file locked with <paramref name="password"/> (revision 3, RC4, 128 bits), written from ISO 32000-1 §7.6.3.</summary>
    public static string Encryption(string password, byte[] id)
    {
#pragma warning disable CA5351 // The format's own choice.
        var padded = Pad(password);
        var owner = MD5.HashData(padded);
        for (var i = 0; i < 50; i++)
            owner = MD5.HashData(owner);
        var o = Rc4Rounds(owner, padded);
        var key = MD5.HashData([.. padded, .. o, .. BitConverter.GetBytes(-4), .. id]);
        for (var i = 0; i < 50; i++)
            key = MD5.HashData(key);
        byte[] u = [.. Rc4Rounds(key, MD5.HashData([.. Pad(""), .. id])), .. new byte[16]];
#pragma warning restore CA5351
        return $"/ID [<{Convert.ToHexString(id)}> <{Convert.ToHexString(id)}>] /Encrypt << /Filter /Standard /V 2 /R 3 /Length 128 /P -4 /O <{Convert.ToHexString(o)}> /U <{Convert.ToHexString(u)}> >>";
    }

    private Dictionary<int, int> Body(StringBuilder text)
    {
        var offsets = new Dictionary<int, int>();
        foreach (var (number, body) in objects)
        {
            offsets[number] = text.Length;
            text.Append(CultureInfo.InvariantCulture, $"{number} 0 obj\n{body}\nendobj\n");
        }
        return offsets;
    }

    private static byte[] Pad(string password)
    {
        byte[] padding = Convert.FromHexString("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A");
        return [.. Encoding.Latin1.GetBytes(password), .. padding[..(32 - password.Length)]];
    }

    private static byte[] Rc4Rounds(byte[] key, byte[] data)
    {
        for (var round = 0; round < 20; round++)
            data = Rc4([.. key.Select(b => (byte)(b ^ round))], data);
        return data;
    }

    private static byte[] Rc4(byte[] key, byte[] data)
    {
        var s = Enumerable.Range(0, 256).Select(i => (byte)i).ToArray();
        for (int i = 0, j = 0; i < 256; i++)
        {
            j = (j + s[i] + key[i % key.Length]) % 256;
            (s[i], s[j]) = (s[j], s[i]);
        }
        var result = new byte[data.Length];
        for (int n = 0, i = 0, j = 0; n < data.Length; n++)
        {
            i = (i + 1) % 256;
            j = (j + s[i]) % 256;
            (s[i], s[j]) = (s[j], s[i]);
            result[n] = (byte)(data[n] ^ s[(s[i] + s[j]) % 256]);
        }
        return result;
    }

    private static byte[] PredictUp(List<byte[]> rows)
    {
        var result = new List<byte>();
        var above = new byte[rows[0].Length];
        foreach (var row in rows)
        {
            result.Add(2);
            result.AddRange(row.Zip(above, (b, a) => (byte)(b - a)));
            above = row;
        }
        return [.. result];
    }

    private static byte[] Deflate(byte[] data)
    {
        using var packed = new MemoryStream();
        using (var deflater = new ZLibStream(packed, CompressionLevel.Optimal))
            deflater.Write(data);
        return packed.ToArray();
    }

    private static string Latin1(byte[] bytes) => Encoding.Latin1.GetString(bytes);
}
