using System.Buffers.Binary;
using System.IO.Compression;
using Dispatch.Formats.Containers;

namespace Dispatch.Formats;

/// <summary>What a look into a zip said.</summary>
public enum ZipVerdict
{
    /// <summary>Within all limits.</summary>
    Fine,

    /// <summary>Cannot be read whole; nothing in it was found harmful.</summary>
    Broken,

    /// <summary>More entries than allowed.</summary>
    TooManyEntries,

    /// <summary>An entry, or the whole, unpacks to more than the allowed multiple of its packed size.</summary>
    TooDense,

    /// <summary>Unpacks to more bytes than allowed.</summary>
    TooLarge,

    /// <summary>Archives in archives in an archive.</summary>
    TooDeep,

    /// <summary>An entry's name is absolute, climbs with <c>..</c>, or holds control characters.</summary>
    UnsafeName,

    /// <summary>An entry is a link or a device.</summary>
    Link,
}

/// <summary>
/// Bomb check of a zip before anybody unpacks it: first what the directory declares, then what the entries really unpack to, counted while
/// inflating and thrown away. Applies to office documents, which are zips, too.
/// </summary>
public sealed record ZipLimits
{
    private const int MaxLevels = 5;
    private const int MethodStored = 0;
    private const int MethodDeflated = 8;

    /// <summary>Most entries, those of inner archives included.</summary>
    public int Entries { get; init; } = 5_000;

    /// <summary>Most bytes out for one byte in, of each entry above <see cref="Grace"/> and of the whole.</summary>
    public int Ratio { get; init; } = 100;

    /// <summary>Most bytes unpacked, those of inner archives included.</summary>
    public long TotalBytes { get; init; } = 1L << 30;

    /// <summary>How often an archive may stand in an archive; office documents are not counted.</summary>
    public int Nesting { get; init; } = 1;

    /// <summary>Below this many bytes unpacked the ratio is not asked: a page of blanks packs well.</summary>
    public long Grace { get; init; } = 1L << 20;

    /// <summary>Looks into a zip; the stream's position does not matter and is changed.</summary>
    /// <param name="zip">A seekable stream over the whole file.</param>
    /// <param name="scratch">Makes an empty read-write stream for an inner archive, which is disposed after use; it grows to <see cref="TotalBytes"/> at most.</param>
    /// <param name="ct">Stops the look.</param>
    /// <exception cref="OperationCanceledException"><paramref name="ct"/> was cancelled.</exception>
    /// <exception cref="IOException">The stream itself could not be read, or the scratch not written.</exception>
    public ZipVerdict Check(Stream zip, Func<Stream> scratch, CancellationToken ct = default) => new Look(this, scratch, ct).At(zip, 0, 0);

    /// <summary>Where an entry's packed bytes start; null when its local header is not there.</summary>
    internal static long? DataStart(Stream zip, ZipEntry entry)
    {
        if (entry.LocalOffset < 0 || entry.LocalOffset > zip.Length - 30)
            return null;
        zip.Position = entry.LocalOffset;
        Span<byte> header = stackalloc byte[30];
        if (zip.ReadAtLeast(header, 30, throwOnEndOfStream: false) < 30 || !header.StartsWith("PK\x03\x04"u8))
            return null;
        return entry.LocalOffset + 30 + BinaryPrimitives.ReadUInt16LittleEndian(header[26..]) + BinaryPrimitives.ReadUInt16LittleEndian(header[28..]);
    }

    private sealed class Look(ZipLimits limits, Func<Stream> scratch, CancellationToken ct)
    {
        private readonly byte[] buffer = new byte[32 * 1024];
        private int entries;
        private long total;

        public ZipVerdict At(Stream zip, int archives, int level)
        {
            if (level > MaxLevels)
                return ZipVerdict.TooDeep;
            if (ZipDirectory.Read(zip, limits.Entries - entries + 1) is not { } directory)
                return ZipVerdict.Broken;
            if (!ZipKind.IsOffice(directory, zip) && ++archives > limits.Nesting + 1)
                return ZipVerdict.TooDeep;
            entries += directory.Entries.Count;
            if (entries > limits.Entries || (level == 0 && directory.DeclaredCount > limits.Entries))
                return ZipVerdict.TooManyEntries;
            if (Declared(directory, zip.Length) is not ZipVerdict.Fine and var declared)
                return declared;
            var verdict = directory.Whole ? ZipVerdict.Fine : ZipVerdict.Broken;
            foreach (var entry in directory.Entries)
            {
                ct.ThrowIfCancellationRequested();
                var found = Unpack(zip, entry, archives, level);
                if (found is not (ZipVerdict.Fine or ZipVerdict.Broken))
                    return found;
                if (found == ZipVerdict.Broken)
                    verdict = found;
            }
            return verdict;
        }

        private ZipVerdict Declared(ZipDirectory directory, long packed)
        {
            var sum = 0L;
            foreach (var entry in directory.Entries)
            {
                if (!IsSafe(entry.Name))
                    return ZipVerdict.UnsafeName;
                // S_IFMT: devices (2, 6), links (10), sockets (12). A pipe (1) is how zip marks what it read from its input.
                if ((entry.UnixMode >> 12 & 0xF) is 2 or 6 or 10 or 12)
                    return ZipVerdict.Link;
                if (entry.Uncompressed < 0 || entry.Uncompressed > limits.TotalBytes)
                    return ZipVerdict.TooLarge;
                sum += entry.Uncompressed;
                if (TooDense(entry.Uncompressed, entry.Compressed))
                    return ZipVerdict.TooDense;
            }
            return total + sum > limits.TotalBytes ? ZipVerdict.TooLarge : TooDense(sum, packed) ? ZipVerdict.TooDense : ZipVerdict.Fine;
        }

        private bool TooDense(long unpacked, long packed) => unpacked > limits.Grace && unpacked / limits.Ratio > packed;

        private ZipVerdict Unpack(Stream zip, ZipEntry entry, int archives, int level)
        {
            if (entry.Encrypted || entry.Method is not (MethodStored or MethodDeflated))
                return ZipVerdict.Fine;
            if (DataStart(zip, entry) is not { } start)
                return ZipVerdict.Broken;
            var packed = Math.Min(entry.Compressed, zip.Length - start);
            if (packed < 0)
                return ZipVerdict.Broken;
            var part = new Part(zip, start, packed);
            using Stream unpacked = entry.Method == MethodStored ? part : new DeflateStream(part, CompressionMode.Decompress);
            Stream? inner = null;
            try
            {
                var count = 0L;
                while (unpacked.Read(buffer) is > 0 and var read)
                {
                    ct.ThrowIfCancellationRequested();
                    if (count == 0 && buffer.AsSpan(0, read).StartsWith("PK"u8))
                        inner = scratch();
                    inner?.Write(buffer, 0, read);
                    (count, total) = (count + read, total + read);
                    if (total > limits.TotalBytes)
                        return ZipVerdict.TooLarge;
                    if (TooDense(count, packed))
                        return ZipVerdict.TooDense;
                }
                if (inner is not null && At(inner, archives, level + 1) is not (ZipVerdict.Fine or ZipVerdict.Broken) and var found)
                    return found;
                return count == entry.Uncompressed ? ZipVerdict.Fine : ZipVerdict.Broken;
            }
            catch (InvalidDataException)
            {
                return ZipVerdict.Broken;
            }
            finally
            {
                inner?.Dispose();
            }
        }

        private static bool IsSafe(string name)
        {
            if (name.StartsWith('/') || name.StartsWith('\\') || (name.Length > 1 && name[1] == ':') || name.Any(c => c is < (char)0x20 or (char)0x7F))
                return false;
            return !name.Split('/', '\\').Contains("..");
        }
    }
}
