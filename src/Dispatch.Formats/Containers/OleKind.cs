using System.Buffers.Binary;
using System.Text;

namespace Dispatch.Formats.Containers;

/// <summary>Tells Word, Excel, PowerPoint, Outlook and installers apart by the streams of an OLE2 compound file ([MS-CFB]).</summary>
internal static class OleKind
{
    private const int MostEntries = 4_096;
    private const int EntryLength = 128;
    private static readonly Guid Installer = new("000c1084-0000-0000-c000-000000000046");
    private static readonly Guid InstallerPatch = new("000c1086-0000-0000-c000-000000000046");

    public static FileSignature Of(Stream file)
    {
        var entries = Directory(file, out var sectorShift);
        if (entries.Count == 0)
            return new FileSignature(FileKind.Ole) { Broken = true };
        if (entries[0].Class == Installer || entries[0].Class == InstallerPatch)
            return new FileSignature(FileKind.Executable);
        var top = TopLevel(entries);
        if (top.TryGetValue("EncryptedPackage", out _))
            return new FileSignature(FileKind.Ole) { Locked = true };
        if (top.TryGetValue("WordDocument", out var word))
            return new FileSignature(FileKind.Doc) { Locked = IsLockedWord(file, word, sectorShift) };
        if (top.TryGetValue("Workbook", out var book) || top.TryGetValue("Book", out book))
            return new FileSignature(FileKind.Xls) { Locked = IsLockedExcel(file, book, sectorShift) };
        if (top.ContainsKey("PowerPoint Document"))
            return new FileSignature(FileKind.Ppt) { Locked = top.ContainsKey("EncryptedSummary") };
        return new FileSignature(top.ContainsKey("__properties_version1.0") ? FileKind.Msg : FileKind.Ole);
    }

    private static List<Entry> Directory(Stream file, out int sectorShift)
    {
        var entries = new List<Entry>();
        var header = Read(file, 0, 512);
        sectorShift = header.Length == 512 ? BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(30)) : 0;
        if (sectorShift is not (9 or 12))
            return entries;
        var sector = BinaryPrimitives.ReadInt32LittleEndian(header.AsSpan(48));
        var size = 1 << sectorShift;
        while (sector >= 0 && entries.Count < MostEntries)
        {
            var data = Read(file, Offset(sector, sectorShift), size);
            for (var at = 0; at + EntryLength <= data.Length; at += EntryLength)
                entries.Add(Entry.Of(data.AsSpan(at, EntryLength)));
            if (data.Length < size)
                break;
            sector = Next(file, header, sector, sectorShift);
        }
        return entries;
    }

    // The next sector of a chain: looked up in the allocation table, whose own sectors the header lists.
    private static int Next(Stream file, byte[] header, int sector, int sectorShift)
    {
        var perSector = (1 << sectorShift) / 4;
        var table = sector / perSector;
        int tableSector;
        if (table < 109)
        {
            tableSector = BinaryPrimitives.ReadInt32LittleEndian(header.AsSpan(76 + 4 * table));
        }
        else
        {
            var list = BinaryPrimitives.ReadInt32LittleEndian(header.AsSpan(68));
            var skip = (table - 109) / (perSector - 1);
            for (var i = 0; i < skip && list >= 0 && i < MostEntries; i++)
                list = Number(file, Offset(list, sectorShift) + 4L * (perSector - 1));
            tableSector = list < 0 ? -1 : Number(file, Offset(list, sectorShift) + 4L * ((table - 109) % (perSector - 1)));
        }
        return tableSector < 0 ? -1 : Number(file, Offset(tableSector, sectorShift) + 4L * (sector % perSector));
    }

    // The streams of the root only: a workbook inside a letter does not make it a workbook.
    private static Dictionary<string, Entry> TopLevel(List<Entry> entries)
    {
        var found = new Dictionary<string, Entry>(StringComparer.OrdinalIgnoreCase);
        var seen = new HashSet<int>();
        var open = new Stack<int>([entries[0].Child]);
        while (open.TryPop(out var index))
        {
            if (index < 0 || index >= entries.Count || !seen.Add(index))
                continue;
            var entry = entries[index];
            found.TryAdd(entry.Name, entry);
            open.Push(entry.Left);
            open.Push(entry.Right);
        }
        if (found.Count == 0)
            foreach (var entry in entries.Where(e => e.Name.Length > 0))
                found.TryAdd(entry.Name, entry);
        return found;
    }

    // FibBase.fEncrypted, [MS-DOC] 2.5.2.
    private static bool IsLockedWord(Stream file, Entry stream, int sectorShift) =>
        Start(file, stream, sectorShift) is { Length: >= 12 } start && (start[11] & 0x01) != 0;

    // FilePass right behind the first record, [MS-XLS] 2.4.117.
    private static bool IsLockedExcel(Stream file, Entry stream, int sectorShift)
    {
        if (Start(file, stream, sectorShift) is not { Length: >= 8 } start)
            return false;
        var next = 4 + BinaryPrimitives.ReadUInt16LittleEndian(start.AsSpan(2));
        for (var records = 0; records < 4 && next + 4 <= start.Length; records++)
        {
            if (BinaryPrimitives.ReadUInt16LittleEndian(start.AsSpan(next)) == 0x2F)
                return true;
            next += 4 + BinaryPrimitives.ReadUInt16LittleEndian(start.AsSpan(next + 2));
        }
        return false;
    }

    // Short streams lie elsewhere and are left alone.
    private static byte[]? Start(Stream file, Entry stream, int sectorShift) =>
        stream.Size >= 4096 && stream.FirstSector >= 0 ? Read(file, Offset(stream.FirstSector, sectorShift), 512) : null;

    private static long Offset(int sector, int sectorShift) => (sector + 1L) << sectorShift;

    private static int Number(Stream file, long position)
    {
        var bytes = Read(file, position, 4);
        return bytes.Length == 4 ? BinaryPrimitives.ReadInt32LittleEndian(bytes) : -1;
    }

    private static byte[] Read(Stream file, long position, int count)
    {
        if (position < 0 || position >= file.Length)
            return [];
        file.Position = position;
        var bytes = new byte[count];
        var read = file.ReadAtLeast(bytes, count, throwOnEndOfStream: false);
        return read == count ? bytes : bytes[..read];
    }

    private sealed record Entry(string Name, Guid Class, int Left, int Right, int Child, int FirstSector, long Size)
    {
        public static Entry Of(ReadOnlySpan<byte> bytes)
        {
            var length = Math.Clamp(BinaryPrimitives.ReadUInt16LittleEndian(bytes[64..]) - 2, 0, 62);
            return new Entry(
                Encoding.Unicode.GetString(bytes[..(length / 2 * 2)]),
                new Guid(bytes.Slice(80, 16)),
                BinaryPrimitives.ReadInt32LittleEndian(bytes[68..]),
                BinaryPrimitives.ReadInt32LittleEndian(bytes[72..]),
                BinaryPrimitives.ReadInt32LittleEndian(bytes[76..]),
                BinaryPrimitives.ReadInt32LittleEndian(bytes[116..]),
                BinaryPrimitives.ReadUInt32LittleEndian(bytes[120..]));
        }
    }
}
