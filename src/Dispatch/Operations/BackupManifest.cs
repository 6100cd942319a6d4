using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using Dispatch.Files;
using Dispatch.Platform;

namespace Dispatch.Operations;

/// <summary>What a backup holds: written last, so that a folder without it is no backup.</summary>
/// <param name="Format">1.</param>
/// <param name="MadeAt">The instant the database was copied at: what was committed before it is in.</param>
/// <param name="Program">Version of the program that made it.</param>
/// <param name="Schema">Name of the last migration in the database.</param>
/// <param name="Postgres">Major version of the PostgreSQL tools that wrote the dump; restoring needs the same or newer.</param>
/// <param name="Sample">True for a sample office: known passwords.</param>
/// <param name="Dump">The dump, <c>database.dump</c>, in pg_dump's custom format.</param>
/// <param name="Tables">Rows in each table of the office.</param>
/// <param name="Books">Where each book of each year stands.</param>
/// <param name="Files">Every file, lying at <c>files/aa/bb/&lt;sha256&gt;</c>.</param>
/// <param name="Damaged">Files whose bytes are not those of their name: the storage of the office is broken there.</param>
/// <param name="Missing">Files a row names that the storage did not have.</param>
public sealed record BackupManifest(
    int Format, DateTimeOffset MadeAt, string Program, string Schema, int Postgres, bool Sample, BackupFile Dump,
    IReadOnlyDictionary<string, long> Tables, IReadOnlyList<BackupBook> Books, IReadOnlyList<BackupFile> Files,
    IReadOnlyList<DamagedFile> Damaged, IReadOnlyList<string> Missing)
{
    /// <summary>The only format there is.</summary>
    public const int CurrentFormat = 1;

    /// <summary>False when a file of the office is damaged or missing.</summary>
    [JsonIgnore]
    public bool Good => Damaged.Count == 0 && Missing.Count == 0;

    /// <summary>Bytes of all files.</summary>
    [JsonIgnore]
    public long FilesBytes => Files.Sum(file => file.Size);
}

/// <summary>One file of a backup.</summary>
/// <param name="Sha256">Its digest, 64 lower-case hexadecimal digits.</param>
/// <param name="Size">In bytes.</param>
public sealed record BackupFile(string Sha256, long Size);

/// <summary>A stored file whose bytes changed: copied as it is.</summary>
/// <param name="Sha256">Its name: the digest of what was received.</param>
/// <param name="Found">The digest of what lies there now.</param>
/// <param name="Size">In bytes, now.</param>
public sealed record DamagedFile(string Sha256, string Found, long Size);

/// <summary>Where the numbers of a book stand.</summary>
/// <param name="Register">Code of the book.</param>
/// <param name="DocumentType">Code of the type that has this counter; null for a book with one.</param>
/// <param name="Year">The year.</param>
/// <param name="LastNumber">The last number given.</param>
/// <param name="Open">False when the year is closed.</param>
public sealed record BackupBook(string Register, string? DocumentType, int Year, int LastNumber, bool Open);

/// <summary>The folder of a backup.</summary>
internal sealed record BackupFolder(string Path)
{
    private const string ManifestName = "manifest.json", SealName = "manifest.json.sha256", DumpName = "database.dump", FilesName = "files";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        IndentSize = 1,
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    public string Manifest => System.IO.Path.Combine(Path, ManifestName);

    /// <summary>The manifest's own digest, as sha256sum writes it.</summary>
    public string Seal => System.IO.Path.Combine(Path, SealName);

    public string Dump => System.IO.Path.Combine(Path, DumpName);

    public string Files => System.IO.Path.Combine(Path, FilesName);

    /// <summary>Where a backup stands while it is being made.</summary>
    public BackupFolder Unfinished => new(Path + ".partial");

    public string FileOf(Sha256 digest) => DiskFileStorage.PathIn(Files, digest);

    /// <summary>True when everything in the folder is of the names a backup has: only such a leftover is cleared away.</summary>
    public bool HoldsOnlyABackup => Directory.EnumerateFileSystemEntries(Path)
        .All(entry => System.IO.Path.GetFileName(entry) is ManifestName or SealName or DumpName or FilesName);

    public static Sha256 DigestOf(string hex) => Sha256.TryParse(hex, out var digest) ? digest : throw new JsonException($"'{hex}' is no SHA-256.");

    public void Write(BackupManifest manifest)
    {
        var bytes = JsonSerializer.SerializeToUtf8Bytes(manifest, Json);
        WriteDurably(Seal, Encoding.ASCII.GetBytes($"{Convert.ToHexStringLower(SHA256.HashData(bytes))}  {ManifestName}\n"));
        WriteDurably(Manifest, bytes);
    }

    /// <summary>The manifest, if it is there, whole and ours; otherwise null.</summary>
    public BackupManifest? Read()
    {
        try
        {
            var bytes = File.ReadAllBytes(Manifest);
            if (File.ReadAllText(Seal).Split(' ')[0] != Convert.ToHexStringLower(SHA256.HashData(bytes)))
                return null;
            return JsonSerializer.Deserialize<BackupManifest>(bytes, Json) is { Format: BackupManifest.CurrentFormat } manifest ? manifest : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    private static void WriteDurably(string path, byte[] bytes)
    {
        using var file = new FileStream(path, FileMode.CreateNew, System.IO.FileAccess.Write);
        file.Write(bytes);
        DurableFile.Sync(file);
    }
}
