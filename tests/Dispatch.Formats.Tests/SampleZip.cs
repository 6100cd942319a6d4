using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Dispatch.Formats.Tests;

/// <summary>Writes small zips, harmless and harmful.</summary>
internal static class SampleZip
{
    public static byte[] Of(params (string Name, byte[] Content)[] entries) => Of(CompressionLevel.Optimal, entries);

    public static byte[] Of(CompressionLevel level, params (string Name, byte[] Content)[] entries)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in entries)
            {
                using var entry = zip.CreateEntry(name, level).Open();
                entry.Write(content);
            }
        }
        return bytes.ToArray();
    }

    public static byte[] Names(params string[] names) => Of([.. names.Select(name => (name, "x"u8.ToArray()))]);

    public static byte[] Docx() => Of(("[Content_Types].xml", "<Types/>"u8.ToArray()), ("word/document.xml", "<w:document/>"u8.ToArray()));

    public static byte[] OpenDocument(string mediaType) => Of(CompressionLevel.NoCompression, ("mimetype", Encoding.ASCII.GetBytes(mediaType)), ("content.xml", "<office/>"u8.ToArray()));

    /// <summary>A zip whose only entry is a symbolic link.</summary>
    public static byte[] Link()
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            var entry = zip.CreateEntry("link");
            entry.ExternalAttributes = unchecked((int)0xA1FF0000);
            using var content = entry.Open();
            content.Write("/etc/passwd"u8);
        }
        var zipBytes = bytes.ToArray();
        // Made on Unix: only then does the upper half hold the file's mode.
        zipBytes[Directory(zipBytes) + 5] = 3;
        return zipBytes;
    }

    /// <summary>Writes other sizes into the central directory's first entry than the entry has.</summary>
    public static byte[] Lying(byte[] zip, uint uncompressed)
    {
        byte[] copy = [.. zip];
        BinaryPrimitives.WriteUInt32LittleEndian(copy.AsSpan(Directory(copy) + 24), uncompressed);
        return copy;
    }

    /// <summary>Marks the first entry as encrypted.</summary>
    public static byte[] Encrypted(byte[] zip)
    {
        byte[] copy = [.. zip];
        copy[Directory(copy) + 8] |= 1;
        return copy;
    }

    private static int Directory(byte[] zip) => zip.AsSpan().IndexOf("PK\x01\x02"u8);
}
