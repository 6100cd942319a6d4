using Dispatch.Platform;

namespace Dispatch.Files;

/// <summary>Whether a file can be shown. Whatever it is, the bytes are kept as received.</summary>
public enum FileCondition
{
    /// <summary>Nothing was found wrong with it.</summary>
    Readable,

    /// <summary>It needs a password to open.</summary>
    Locked,

    /// <summary>It is damaged, or not what it claims to be.</summary>
    Broken,
}

/// <summary>One received file: its bytes by digest, its name, and who sent it. The same bytes received twice are two of these.</summary>
public sealed record StoredFile(
    Id<StoredFile> Id,
    byte[] Sha256,
    long Size,
    string Name,
    string MediaType,
    int? Pages,
    FileCondition Condition,
    Id<Person> UploadedBy,
    DateTimeOffset UploadedAt,
    DateTimeOffset? AttachedAt)
{
    internal Sha256 Digest => Files.Sha256.Of(Sha256);

    /// <summary>As the API shows it.</summary>
    public FileView View() => new(Id, Name, MediaType, Size, Digest.Hex, Pages, Condition);
}

/// <summary>A stored file.</summary>
/// <param name="Id">Its id, for <c>fileIds</c> of a document.</param>
/// <param name="Name">The name it was sent with: NFC, without folders, at most 255 bytes.</param>
/// <param name="MediaType">What it is, sniffed from its bytes; the declared type is not believed.</param>
/// <param name="Size">Bytes.</param>
/// <param name="Sha256">SHA-256 of the bytes as received, 64 lower-case hexadecimal digits.</param>
/// <param name="Pages">Pages of a PDF; null for anything else, and when they cannot be counted.</param>
/// <param name="Condition"><c>readable</c>, <c>locked</c> (needs a password) or <c>broken</c> (kept as received, cannot be shown).</param>
public sealed record FileView(Id<StoredFile> Id, string Name, string MediaType, long Size, string Sha256, int? Pages, FileCondition Condition);
