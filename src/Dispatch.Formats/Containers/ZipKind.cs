using System.Text;

namespace Dispatch.Formats.Containers;

/// <summary>Tells office documents, programs and plain archives apart by the names in a zip's directory.</summary>
internal static class ZipKind
{
    private const int MostLookedAt = 5_000;

    public static FileSignature Of(Stream file)
    {
        if (ZipDirectory.Read(file, MostLookedAt) is not { } directory)
            return new FileSignature(FileKind.Zip) { Broken = true };
        var kind = Of(directory, file);
        return new FileSignature(kind) { Broken = !directory.Whole, Locked = directory.Entries.Any(e => e.Encrypted) };
    }

    /// <summary>True for office documents: their inner zips are parts of one document, not archives in an archive.</summary>
    public static bool IsOffice(ZipDirectory directory, Stream file) => Of(directory, file) is not (FileKind.Zip or FileKind.Executable);

    private static FileKind Of(ZipDirectory directory, Stream file)
    {
        var names = directory.Entries.Select(e => e.Name.Replace('\\', '/')).ToHashSet(StringComparer.OrdinalIgnoreCase);
        if (names.Contains("META-INF/MANIFEST.MF") || names.Contains("AndroidManifest.xml") || names.Contains("classes.dex")
            || names.Contains("AppxManifest.xml") || names.Contains("AppxMetadata/AppxBundleManifest.xml"))
            return FileKind.Executable;
        if (names.Contains("[Content_Types].xml"))
        {
            var macros = names.Any(n => n.EndsWith("/vbaProject.bin", StringComparison.OrdinalIgnoreCase));
            if (names.Any(n => n.StartsWith("word/", StringComparison.OrdinalIgnoreCase)))
                return macros ? FileKind.Docm : FileKind.Docx;
            if (names.Any(n => n.StartsWith("xl/", StringComparison.OrdinalIgnoreCase)))
                return macros ? FileKind.Xlsm : FileKind.Xlsx;
            if (names.Any(n => n.StartsWith("ppt/", StringComparison.OrdinalIgnoreCase)))
                return macros ? FileKind.Pptm : FileKind.Pptx;
        }
        return directory.Entries.FirstOrDefault(e => e.Name == "mimetype") is { } mimetype ? OpenDocument(Stored(file, mimetype)) : FileKind.Zip;
    }

    private static FileKind OpenDocument(string mediaType) => mediaType switch
    {
        _ when mediaType.StartsWith("application/vnd.oasis.opendocument.text", StringComparison.Ordinal) => FileKind.Odt,
        _ when mediaType.StartsWith("application/vnd.oasis.opendocument.spreadsheet", StringComparison.Ordinal) => FileKind.Ods,
        _ when mediaType.StartsWith("application/vnd.oasis.opendocument.presentation", StringComparison.Ordinal) => FileKind.Odp,
        _ => FileKind.Zip,
    };

    // OpenDocument keeps its media type uncompressed, so that it can be read without unpacking.
    private static string Stored(Stream file, ZipEntry entry)
    {
        if (entry.Method != 0 || entry.Encrypted || ZipLimits.DataStart(file, entry) is not { } start)
            return "";
        file.Position = start;
        var text = new byte[(int)Math.Clamp(entry.Compressed, 0, 100)];
        return Encoding.ASCII.GetString(text, 0, file.ReadAtLeast(text, text.Length, throwOnEndOfStream: false));
    }
}
