using System.Buffers.Binary;
using System.Text;

namespace Dispatch.Formats.Containers;

/// <summary>One entry of a zip's central directory, as declared: nothing of it is believed.</summary>
internal sealed record ZipEntry(string Name, int Method, int Flags, long Compressed, long Uncompressed, long LocalOffset, int UnixMode)
{
    public bool Encrypted => (Flags & 1) != 0;
}

/// <summary>The central directory of a zip (PKWARE APPNOTE 4.3, with zip64), read with a limit and without unpacking anything.</summary>
internal sealed class ZipDirectory
{
    private const int EndLength = 22;
    private const int MaxComment = 65535;
    private const int EntryLength = 46;

    private ZipDirectory(List<ZipEntry> entries, long declaredCount, bool whole)
    {
        Entries = entries;
        DeclaredCount = declaredCount;
        Whole = whole;
    }

    /// <summary>At most as many as asked for.</summary>
    public IReadOnlyList<ZipEntry> Entries { get; }

    /// <summary>How many the end record says there are.</summary>
    public long DeclaredCount { get; }

    /// <summary>False when the directory breaks off or disagrees with its own count.</summary>
    public bool Whole { get; }

    /// <summary>Reads up to <paramref name="most"/> entries; null when there is no directory.</summary>
    public static ZipDirectory? Read(Stream file, int most)
    {
        var tailStart = Math.Max(0, file.Length - EndLength - MaxComment);
        var tail = Bytes(file, tailStart, EndLength + MaxComment);
        for (var at = tail.AsSpan().LastIndexOf("PK\x05\x06"u8); at >= 0; at = tail.AsSpan(0, at).LastIndexOf("PK\x05\x06"u8))
        {
            if (tail.Length - at < EndLength)
                continue;
            var end = tail.AsSpan(at, EndLength);
            long count = BinaryPrimitives.ReadUInt16LittleEndian(end[10..]);
            long size = BinaryPrimitives.ReadUInt32LittleEndian(end[12..]);
            long offset = BinaryPrimitives.ReadUInt32LittleEndian(end[16..]);
            var endPosition = tailStart + at;
            if (count == ushort.MaxValue || size == uint.MaxValue || offset == uint.MaxValue)
                Zip64(file, ref endPosition, ref count, ref size, ref offset);
            // Where junk stands before the archive, the directory lies later than it says.
            var actual = endPosition - size;
            var shift = actual - offset;
            if (actual < 0 || shift < 0 || !StartsDirectory(file, actual, count))
            {
                if (offset < 0 || offset > endPosition || !StartsDirectory(file, offset, count))
                    continue;
                (actual, shift) = (offset, 0);
            }
            return ReadEntries(file, actual, shift, endPosition, count, most);
        }
        return null;
    }

    private static void Zip64(Stream file, ref long endPosition, ref long count, ref long size, ref long offset)
    {
        var locator = Bytes(file, endPosition - 20, 20);
        if (locator.Length < 20 || !locator.AsSpan().StartsWith("PK\x06\x07"u8))
            return;
        var position = BinaryPrimitives.ReadInt64LittleEndian(locator.AsSpan(8));
        var record = Bytes(file, position, 56);
        if (record.Length < 56 || !record.AsSpan().StartsWith("PK\x06\x06"u8))
            return;
        endPosition = position;
        count = BinaryPrimitives.ReadInt64LittleEndian(record.AsSpan(32));
        size = BinaryPrimitives.ReadInt64LittleEndian(record.AsSpan(40));
        offset = BinaryPrimitives.ReadInt64LittleEndian(record.AsSpan(48));
    }

    private static bool StartsDirectory(Stream file, long position, long count) =>
        count == 0 || Bytes(file, position, 4).AsSpan().SequenceEqual("PK\x01\x02"u8);

    private static ZipDirectory ReadEntries(Stream file, long position, long shift, long end, long declared, int most)
    {
        var entries = new List<ZipEntry>();
        using var buffered = new BufferedStream(new Unclosed(file), 64 * 1024);
        buffered.Position = position;
        var fixedPart = new byte[EntryLength];
        var whole = true;
        while (entries.Count < most && buffered.Position + EntryLength <= end)
        {
            if (buffered.ReadAtLeast(fixedPart, EntryLength, throwOnEndOfStream: false) < EntryLength || !fixedPart.AsSpan().StartsWith("PK\x01\x02"u8))
            {
                whole = false;
                break;
            }
            var header = fixedPart.AsSpan();
            var nameLength = BinaryPrimitives.ReadUInt16LittleEndian(header[28..]);
            var extraLength = BinaryPrimitives.ReadUInt16LittleEndian(header[30..]);
            var commentLength = BinaryPrimitives.ReadUInt16LittleEndian(header[32..]);
            var variable = new byte[nameLength + extraLength];
            if (buffered.ReadAtLeast(variable, variable.Length, throwOnEndOfStream: false) < variable.Length)
            {
                whole = false;
                break;
            }
            long compressed = BinaryPrimitives.ReadUInt32LittleEndian(header[20..]);
            long uncompressed = BinaryPrimitives.ReadUInt32LittleEndian(header[24..]);
            long local = BinaryPrimitives.ReadUInt32LittleEndian(header[42..]);
            Zip64Extra(variable.AsSpan(nameLength), ref uncompressed, ref compressed, ref local);
            var host = header[5];
            var mode = host is 3 or 19 ? (int)(BinaryPrimitives.ReadUInt32LittleEndian(header[38..]) >> 16) : 0;
            entries.Add(new ZipEntry(
                DecodeName(variable.AsSpan(0, nameLength)),
                BinaryPrimitives.ReadUInt16LittleEndian(header[10..]),
                BinaryPrimitives.ReadUInt16LittleEndian(header[8..]),
                compressed, uncompressed, local < 0 ? -1 : local + shift, mode));
            buffered.Position += commentLength;
        }
        return new ZipDirectory(entries, declared, whole && (entries.Count >= most || entries.Count == declared));
    }

    private static void Zip64Extra(ReadOnlySpan<byte> extra, ref long uncompressed, ref long compressed, ref long local)
    {
        while (extra.Length >= 4)
        {
            var id = BinaryPrimitives.ReadUInt16LittleEndian(extra);
            var length = Math.Min(BinaryPrimitives.ReadUInt16LittleEndian(extra[2..]), extra.Length - 4);
            var field = extra.Slice(4, length);
            if (id == 1)
            {
                Take(ref field, ref uncompressed);
                Take(ref field, ref compressed);
                Take(ref field, ref local);
            }
            extra = extra[(4 + length)..];
        }

        static void Take(ref ReadOnlySpan<byte> field, ref long value)
        {
            if (value != uint.MaxValue || field.Length < 8)
                return;
            value = BinaryPrimitives.ReadInt64LittleEndian(field);
            field = field[8..];
        }
    }

    private static string DecodeName(ReadOnlySpan<byte> name)
    {
        try
        {
            return new UTF8Encoding(false, true).GetString(name);
        }
        catch (DecoderFallbackException)
        {
            return Encoding.Latin1.GetString(name);
        }
    }

    private static byte[] Bytes(Stream file, long position, int count)
    {
        if (position < 0 || position >= file.Length)
            return [];
        file.Position = position;
        var bytes = new byte[(int)Math.Min(count, file.Length - position)];
        var read = file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        return bytes[..read];
    }
}
