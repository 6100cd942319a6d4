using System.Buffers.Binary;
using Dispatch.Formats.Containers;

namespace Dispatch.Formats;

/// <summary>
/// What a received file is, sniffed from its bytes: neither the name nor the declared type is believed. The extension can only make
/// things worse (<c>.bat</c>, <c>.html</c>), never better.
/// </summary>
/// <param name="Kind">What it is.</param>
public sealed record FileSignature(FileKind Kind)
{
    private const int HeadLength = 64 * 1024;
    private const int PdfHeaderWithin = 1024;

    /// <summary>True when the bytes are of an office document or archive that needs a password to open.</summary>
    public bool Locked { get; init; }

    /// <summary>True when the bytes do not hold what their own beginning, or the extension, promises: kept, but cannot be shown.</summary>
    public bool Broken { get; init; }

    /// <summary>Media type to serve the file with.</summary>
    public string MediaType => MediaTypes.Of(Kind);

    /// <summary>True for what a computer or a browser would run: never taken in.</summary>
    public bool Active => Kind is FileKind.Html or FileKind.Svg or FileKind.Script or FileKind.Executable;

    /// <summary>True for zip containers, plain or office documents: <see cref="ZipLimits"/> apply.</summary>
    public bool IsZip => Kind is FileKind.Zip or FileKind.Docx or FileKind.Xlsx or FileKind.Pptx or FileKind.Docm or FileKind.Xlsm
        or FileKind.Pptm or FileKind.Odt or FileKind.Ods or FileKind.Odp;

    /// <summary>True for what every browser shows by itself, without running anything of it.</summary>
    public static bool CanPreview(string mediaType) => mediaType is "application/pdf" or "image/png" or "image/jpeg" or "image/gif" or "image/webp";

    /// <summary>Looks at a file; the stream's position does not matter and is changed.</summary>
    /// <param name="file">A seekable stream over the whole file; only its head and its directory are read.</param>
    /// <param name="name">The file's name, for its extension.</param>
    /// <returns>Always an answer; <see cref="FileKind.Unknown"/> when nothing fits.</returns>
    public static FileSignature Of(Stream file, string name)
    {
        var head = Head(file);
        var extension = FileExtension.Of(name);
        var signature = head.Length == 0 ? new FileSignature(FileKind.Empty) : OfBytes(file, head, extension);
        if (signature.Active || signature.Kind == FileKind.Empty)
            return signature;
        if (FileExtension.Programs.Contains(extension))
            return new FileSignature(FileKind.Executable);
        if (FileExtension.Scripts.Contains(extension))
            return new FileSignature(FileKind.Script);
        if (FileExtension.WebPages.Contains(extension))
            return new FileSignature(extension is "svg" or "svgz" ? FileKind.Svg : FileKind.Html);
        return IsPretence(signature.Kind, extension) ? signature with { Broken = true } : signature;
    }

    // Named as a document of some kind, but of no kind at all: a cut download, a letter turned to text by a mail gateway.
    private static bool IsPretence(FileKind kind, string extension) => kind switch
    {
        FileKind.Unknown => FileExtension.Documents.Contains(extension),
        FileKind.Text => FileExtension.Documents.Contains(extension) && extension is not ("txt" or "csv" or "eml"),
        FileKind.Zip => extension != "zip" && FileExtension.Zips.Contains(extension),
        _ => false,
    };

    private static byte[] Head(Stream file)
    {
        file.Position = 0;
        var head = new byte[(int)Math.Min(HeadLength, file.Length)];
        var read = file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        return head[..read];
    }

    private static FileSignature OfBytes(Stream file, byte[] head, string extension)
    {
        if (IsProgram(head))
            return new(FileKind.Executable);
        if (head.AsSpan().StartsWith("#!"u8))
            return new(FileKind.Script);
        var text = TextSniff.Decode(head);
        if (TextSniff.Markup(text) is { } markup && markup != FileKind.Xml)
            return new(markup);
        if (head.AsSpan(0, Math.Min(head.Length, PdfHeaderWithin)).IndexOf("%PDF-"u8) >= 0)
            return new(FileKind.Pdf);
        if (Image(head) is { } image)
            return new(image);
        if (head.AsSpan().StartsWith("PK\x03\x04"u8) || head.AsSpan().StartsWith("PK\x05\x06"u8) || head.AsSpan().StartsWith("PK\x07\x08"u8))
            return ZipKind.Of(file);
        if (head.AsSpan().StartsWith((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]))
            return OleKind.Of(file);
        if (Other(head, extension) is { } other)
            return new(other);
        if (TextSniff.IsText(head, text, extension))
            return new(TextSniff.Kind(text));
        // A zip may have junk before it, as self-extracting archives do; its directory stands at the end.
        return FileExtension.Zips.Contains(extension) && ZipDirectory.Read(file, 1) is not null ? ZipKind.Of(file) : new(FileKind.Unknown);
    }

    private static bool IsProgram(ReadOnlySpan<byte> head)
    {
        if (head.StartsWith("MZ"u8) || head.StartsWith("\x7F"u8) && head[1..].StartsWith("ELF"u8) || head.StartsWith("dex\n"u8) || head.StartsWith("\0asm"u8)
            || head.StartsWith("FWS"u8) && head.Length > 8 && head[3] < 64 || head.StartsWith("CWS"u8) && head.Length > 8 && head[3] < 64 || head.StartsWith("ITSF\x03"u8))
            return true;
        if (head.Length < 4)
            return false;
        return BinaryPrimitives.ReadUInt32BigEndian(head) switch
        {
            0xFEEDFACE or 0xFEEDFACF or 0xCEFAEDFE or 0xCFFAEDFE => true, // Mach-O
            0xCAFEBABE or 0xCAFED00D => true, // Java class, or Mach-O for several processors; packed jar
            0x4C000000 => head.Length >= 8 && BinaryPrimitives.ReadUInt32BigEndian(head[4..]) == 0x01140200, // Windows shortcut
            _ => false,
        };
    }

    private static FileKind? Image(ReadOnlySpan<byte> head)
    {
        if (head.StartsWith((ReadOnlySpan<byte>)[0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]))
            return FileKind.Png;
        if (head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]))
            return FileKind.Jpeg;
        if (head.StartsWith("GIF87a"u8) || head.StartsWith("GIF89a"u8))
            return FileKind.Gif;
        if (head.StartsWith("II*\0"u8) || head.StartsWith("MM\0*"u8) || head.StartsWith("II+\0"u8) || head.StartsWith("MM\0+"u8))
            return FileKind.Tiff;
        if (head.Length >= 12 && head.StartsWith("RIFF"u8) && head[8..].StartsWith("WEBP"u8))
            return FileKind.WebP;
        if (head.Length >= 18 && head.StartsWith("BM"u8) && head[6..10].SequenceEqual("\0\0\0\0"u8) && head[15] == 0)
            return FileKind.Bmp;
        return null;
    }

    private static FileKind? Other(ReadOnlySpan<byte> head, string extension)
    {
        if (head.StartsWith("Rar!\x1A\x07"u8))
            return FileKind.Rar;
        if (head.StartsWith((ReadOnlySpan<byte>)[0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C]))
            return FileKind.SevenZip;
        if (head.StartsWith((ReadOnlySpan<byte>)[0x1F, 0x8B, 0x08]))
            return FileKind.Gzip;
        if (head.StartsWith("{\\rtf"u8))
            return FileKind.Rtf;
        if (IsPkcs7(head))
            return extension == "p7m" ? FileKind.Pkcs7Message : FileKind.Pkcs7Signature;
        // Excel 2 to 4 wrote its records without any container.
        if (head.Length >= 8 && head[0] == 0x09 && head[1] is 0x00 or 0x02 or 0x04 && head[2] is 0x04 or 0x06 && head[3] == 0)
            return FileKind.Xls;
        return null;
    }

    // SEQUENCE { OBJECT IDENTIFIER 1.2.840.113549.1.7.x, or the same as PEM.
    private static bool IsPkcs7(ReadOnlySpan<byte> head) =>
        head.StartsWith("-----BEGIN PKCS7-----"u8) || head.StartsWith("-----BEGIN CMS-----"u8)
        || (head[0] == 0x30 && head[..Math.Min(head.Length, 24)].IndexOf((ReadOnlySpan<byte>)[0x06, 0x09, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x07]) is >= 2 and <= 6);
}
