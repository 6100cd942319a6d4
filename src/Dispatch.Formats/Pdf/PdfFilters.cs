using System.IO.Compression;

namespace Dispatch.Formats.Pdf;

/// <summary>Unpacks the streams that lead to the page tree: Flate with predictors, and the two ASCII filters (ISO 32000-1 §7.4).</summary>
internal static class PdfFilters
{
    /// <summary>The unpacked bytes; null when a filter is none of those that cross-reference and object streams use.</summary>
    public static byte[]? Decode(byte[] raw, Dictionary<string, object?> dictionary, PdfBudget budget)
    {
        var filters = List(dictionary.GetValueOrDefault("Filter") ?? dictionary.GetValueOrDefault("F"));
        var parameters = List(dictionary.GetValueOrDefault("DecodeParms") ?? dictionary.GetValueOrDefault("DP"));
        var data = raw;
        for (var i = 0; i < filters.Count; i++)
        {
            var decoded = filters[i] switch
            {
                PdfName { Text: "FlateDecode" or "Fl" } =>
                    Unpredict(Inflate(data, budget), i < parameters.Count ? parameters[i] as Dictionary<string, object?> : null),
                PdfName { Text: "ASCIIHexDecode" or "AHx" } => Hex(data),
                PdfName { Text: "ASCII85Decode" or "A85" } => Ascii85(data),
                PdfName { Text: "Crypt" } => data,
                _ => null,
            };
            if (decoded is null)
                return null;
            data = decoded;
        }
        return data;
    }

    private static List<object?> List(object? value) => value switch
    {
        null => [],
        List<object?> { Count: <= 8 } list => list,
        List<object?> => [null],
        _ => [value],
    };

    private static byte[] Inflate(byte[] data, PdfBudget budget)
    {
        using var inflated = new MemoryStream();
        try
        {
            using var inflater = new ZLibStream(new MemoryStream(data), CompressionMode.Decompress);
            var piece = new byte[16 * 1024];
            while (inflater.Read(piece) is > 0 and var read)
            {
                budget.Time();
                if (inflated.Length + read > budget.Limits.StreamBytes)
                    throw PdfBrokenException.OfBudget("a stream unpacks to too much");
                inflated.Write(piece, 0, read);
            }
        }
        catch (InvalidDataException)
        {
            // Cut or damaged: what came before the damage counts, as in every reader.
        }
        return inflated.ToArray();
    }

    private static byte[]? Unpredict(byte[] data, Dictionary<string, object?>? parameters)
    {
        var predictor = Number(parameters, "Predictor", 1);
        if (predictor < 2)
            return data;
        var colors = Number(parameters, "Colors", 1);
        var bits = Number(parameters, "BitsPerComponent", 8);
        var columns = Number(parameters, "Columns", 1);
        if (colors is < 1 or > 32 || bits is not (1 or 2 or 4 or 8 or 16) || columns is < 1 or > 1_000_000)
            return null;
        var pixel = Math.Max(1, colors * bits / 8);
        var row = (int)(((long)columns * colors * bits + 7) / 8);
        return predictor == 2 ? (bits == 8 ? Tiff(data, row, pixel) : null) : Png(data, row, pixel);
    }

    private static int Number(Dictionary<string, object?>? parameters, string key, int otherwise) =>
        parameters?.GetValueOrDefault(key) is double number and >= 0 and <= int.MaxValue ? (int)number : otherwise;

    private static byte[] Tiff(byte[] data, int row, int pixel)
    {
        for (var start = 0; start < data.Length; start += row)
            for (var i = start + pixel; i < Math.Min(start + row, data.Length); i++)
                data[i] += data[i - pixel];
        return data;
    }

    private static byte[] Png(byte[] data, int row, int pixel)
    {
        var rows = (data.Length + row) / (row + 1);
        var result = new byte[(long)rows * row];
        var previous = new byte[row];
        var length = 0;
        for (var r = 0; r < rows; r++)
        {
            var type = data[r * (row + 1)];
            var source = data.AsSpan(r * (row + 1) + 1, Math.Min(row, data.Length - r * (row + 1) - 1));
            var target = result.AsSpan(r * row, source.Length);
            for (var i = 0; i < source.Length; i++)
            {
                var left = i >= pixel ? target[i - pixel] : 0;
                var up = previous[i];
                var upLeft = i >= pixel ? previous[i - pixel] : 0;
                target[i] = (byte)(source[i] + type switch
                {
                    1 => left,
                    2 => up,
                    3 => (left + up) / 2,
                    4 => Paeth(left, up, upLeft),
                    _ => 0,
                });
            }
            target.CopyTo(previous);
            length += source.Length;
        }
        return result.AsSpan(0, length).ToArray();
    }

    private static int Paeth(int left, int up, int upLeft)
    {
        var estimate = left + up - upLeft;
        var (toLeft, toUp, toUpLeft) = (Math.Abs(estimate - left), Math.Abs(estimate - up), Math.Abs(estimate - upLeft));
        return toLeft <= toUp && toLeft <= toUpLeft ? left : toUp <= toUpLeft ? up : upLeft;
    }

    private static byte[] Hex(byte[] data)
    {
        var result = new List<byte>(data.Length / 2);
        var high = -1;
        foreach (var c in data)
        {
            if (c == '>')
                break;
            var digit = char.IsAsciiHexDigit((char)c) ? Convert.ToInt32(((char)c).ToString(), 16) : -1;
            if (digit < 0)
                continue;
            if (high < 0)
            {
                high = digit;
                continue;
            }
            result.Add((byte)(high * 16 + digit));
            high = -1;
        }
        if (high >= 0)
            result.Add((byte)(high * 16));
        return [.. result];
    }

    private static byte[] Ascii85(byte[] data)
    {
        var result = new List<byte>(data.Length);
        Span<byte> bytes = stackalloc byte[4];
        var (group, count) = (0u, 0);
        foreach (var c in data)
        {
            if (c == '~')
                break;
            if (c == 'z' && count == 0)
            {
                result.AddRange([0, 0, 0, 0]);
                continue;
            }
            if (c is < (byte)'!' or > (byte)'u')
                continue;
            group = unchecked(group * 85 + c - '!');
            if (++count < 5)
                continue;
            System.Buffers.Binary.BinaryPrimitives.WriteUInt32BigEndian(bytes, group);
            result.AddRange(bytes);
            (group, count) = (0, 0);
        }
        if (count > 1)
        {
            for (var i = count; i < 5; i++)
                group = unchecked(group * 85 + 84);
            System.Buffers.Binary.BinaryPrimitives.WriteUInt32BigEndian(bytes, group);
            result.AddRange(bytes[..(count - 1)]);
        }
        return [.. result];
    }
}
