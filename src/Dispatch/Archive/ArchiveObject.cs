using System.Security.Cryptography;
using System.Text;
using Dispatch.Files;
using Dispatch.Formats.Ocfl;
using Dispatch.Platform;

namespace Dispatch.Archive;

/// <summary>A file that goes into an object.</summary>
/// <param name="Path">Its logical path, <c>goc/01-1520.pdf</c>.</param>
/// <param name="Content">Opens its bytes.</param>
/// <param name="Expected">What the working store calls them; null for bytes made here.</param>
internal sealed record ArchiveFile(string Path, Func<Stream> Content, Sha256? Expected = null);

/// <summary>What an object is after it was written.</summary>
internal sealed record WrittenObject(string Path, int Version, byte[] InventorySha512, int Files, long Bytes);

/// <summary>
/// One document's folder in the archive: an OCFL 1.1 object whose id is <c>urn:uuid:</c> and the document's id. Staged apart, flushed, read again, and
/// only then renamed into place, so that it is whole or absent; a change is a new version beside the old one. Easy to get wrong: renaming a version in
/// and replacing the inventory are two steps, so a crash between them is mended from the version's own inventory before anything else.
/// </summary>
internal sealed class ArchiveObject
{
    /// <summary>Names every file of the head version with its digest, as <c>sha512sum -c</c> reads it.</summary>
    public const string SumFile = "SHA512SUMS";

    private readonly ArchiveSettings settings;
    private readonly string id;

    public ArchiveObject(ArchiveSettings settings, Guid document)
    {
        this.settings = settings;
        id = "urn:uuid:" + document;
        RelativePath = NTupleLayout.PathOf(id);
        Folder = Path.Combine(settings.Root, RelativePath);
    }

    /// <summary>Below the storage root.</summary>
    public string RelativePath { get; }

    /// <summary>Full path.</summary>
    public string Folder { get; }

    /// <summary>Writes the next version apart. Nothing is flushed yet: whoever stages many flushes the file system once.</summary>
    /// <exception cref="InvalidDataException">A stored file does not have the bytes it is called by, or the object's own inventory is damaged.</exception>
    public async Task<StagedObject> Stage(IReadOnlyList<ArchiveFile> files, DateTimeOffset at, string message, Caller caller, CancellationToken ct)
    {
        Mend();
        var before = Head();
        var version = (before?.Head ?? 0) + 1;
        var staging = Path.Combine(settings.Staging, Guid.CreateVersion7().ToString());
        var content = Path.Combine(staging, $"v{version}", "content");
        Directory.CreateDirectory(content);
        var manifest = before?.Manifest.ToDictionary() ?? [];
        var fixity = before?.Sha256.ToDictionary() ?? [];
        var known = fixity.GroupBy(pair => pair.Value).ToDictionary(group => group.Key, group => group.First().Key);
        var paths = manifest.ToDictionary(pair => pair.Value, pair => pair.Key);
        var (state, bytes) = (new SortedDictionary<string, string>(StringComparer.Ordinal), 0L);

        async Task Add(ArchiveFile file)
        {
            // What an earlier version has is not copied again.
            if (file.Expected is { } expected && known.TryGetValue(expected.Hex, out var kept))
            {
                state[file.Path] = paths[kept];
                return;
            }
            var target = Path.Combine(content, file.Path);
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            await using var from = file.Content();
            var (sha512, sha256, size) = await Copy(from, target, ct);
            if (file.Expected is { } wanted && wanted.Hex != sha256)
                throw new InvalidDataException($"{file.Path}: SHA-256 {sha256}, {wanted.Hex}");
            state[file.Path] = sha512;
            if (manifest.ContainsKey(sha512))
            {
                File.Delete(target);
                return;
            }
            var path = $"v{version}/content/{file.Path}";
            (manifest[sha512], fixity[path]) = (path, sha256);
            bytes += size;
        }

        foreach (var file in files)
            await Add(file);
        if (before is not null && Same(before.Versions[^1].State, state))
        {
            Directory.Delete(staging, recursive: true);
            return new(null, version - 1, await Facts(before, ct));
        }
        var own = $"v{version}/content/";
        var sums = string.Concat(state.Values.Distinct().Select(digest => (Digest: digest, Path: manifest[digest])).OrderBy(file => file.Path, StringComparer.Ordinal)
            .Select(file => $"{file.Digest}  {(file.Path.StartsWith(own, StringComparison.Ordinal) ? file.Path[own.Length..] : "../../" + file.Path)}\n"));
        await Add(new(SumFile, () => new MemoryStream(Encoding.UTF8.GetBytes(sums))));

        var inventory = new Inventory(id, [.. before?.Versions ?? [], new(at, message, caller.Via, new Uri("urn:uuid:" + caller.PersonId), state)], manifest, fixity).Write();
        var digest = SHA512.HashData(inventory);
        Prune(content);
        await WriteInventory(Path.Combine(staging, $"v{version}"), inventory, digest, ct);
        if (version == 1)
        {
            await WriteInventory(staging, inventory, digest, ct);
            await File.WriteAllTextAsync(Path.Combine(staging, Inventory.ObjectMark), Inventory.ObjectMarkText, ct);
        }
        return new(staging, version, new(RelativePath, version, digest, manifest.Count, bytes + (before is null ? 0 : (await Facts(before, ct)).Bytes)));
    }

    /// <summary>Reads what was staged and flushed once more.</summary>
    /// <exception cref="InvalidDataException">The disk gave back other bytes.</exception>
    public static async Task Reread(StagedObject staged, CancellationToken ct)
    {
        if (staged.Folder is not { } folder)
            return;
        var version = Path.Combine(folder, $"v{staged.Version}");
        var inventory = Inventory.Read(await File.ReadAllBytesAsync(Path.Combine(version, Inventory.FileName), ct));
        foreach (var (digest, path) in inventory.Manifest.Where(file => file.Value.StartsWith($"v{staged.Version}/", StringComparison.Ordinal)))
        {
            if (await DigestOf(Path.Combine(folder, path), ct) != digest)
                throw new InvalidDataException($"{path}: đọc lại khác / differs when read again");
        }
    }

    /// <summary>Puts what was staged in its place. Flush the file system afterwards, before any row names it.</summary>
    public void Publish(StagedObject staged)
    {
        if (staged.Folder is not { } folder)
            return;
        if (staged.Version == 1)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Folder)!);
            DurableFile.Rename(folder, Folder);
            return;
        }
        var version = $"v{staged.Version}";
        DurableFile.Rename(Path.Combine(folder, version), Path.Combine(Folder, version));
        DurableFile.SyncFolder(Folder);
        ReplaceInventory(staged.Version);
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>Reads every file of the object again: what differs from the inventory, what is missing, what nobody listed. Empty when it is whole.</summary>
    /// <param name="inventorySha512">What the office's row says the inventory's digest is.</param>
    public async Task<IReadOnlyList<ArchiveFinding>> Check(byte[] inventorySha512, CancellationToken ct)
    {
        if (!Directory.Exists(Folder))
            return [new(ArchiveFindingKind.Missing, "")];
        var findings = new List<ArchiveFinding>();
        async Task<string?> Digest(string path)
        {
            if (File.Exists(Path.Combine(Folder, path)))
                return await DigestOf(Path.Combine(Folder, path), ct);
            findings.Add(new(ArchiveFindingKind.Missing, path));
            return null;
        }
        if (await Digest(Inventory.FileName) is not { } own)
            return findings;
        if (own != Convert.ToHexStringLower(inventorySha512))
            return [new(ArchiveFindingKind.Changed, Inventory.FileName)];
        var inventory = Inventory.Read(await File.ReadAllBytesAsync(Path.Combine(Folder, Inventory.FileName), ct));
        var listed = new HashSet<string> { Inventory.FileName, Inventory.Sidecar, Inventory.ObjectMark };
        foreach (var (path, text) in new[] { (Inventory.Sidecar, Inventory.SidecarOf(own)), (Inventory.ObjectMark, Inventory.ObjectMarkText) })
        {
            if (!File.Exists(Path.Combine(Folder, path)))
                findings.Add(new(ArchiveFindingKind.Missing, path));
            else if (await File.ReadAllTextAsync(Path.Combine(Folder, path), ct) != text)
                findings.Add(new(ArchiveFindingKind.Changed, path));
        }
        foreach (var (digest, path) in inventory.Manifest)
        {
            listed.Add(path);
            if (await Digest(path) is { } found && found != digest)
                findings.Add(new(ArchiveFindingKind.Changed, path));
        }
        for (var version = 1; version <= inventory.Head; version++)
        {
            listed.Add($"v{version}/{Inventory.FileName}");
            listed.Add($"v{version}/{Inventory.Sidecar}");
        }
        if (await Digest($"v{inventory.Head}/{Inventory.FileName}") is { } copy && copy != own)
            findings.Add(new(ArchiveFindingKind.Changed, $"v{inventory.Head}/{Inventory.FileName}"));
        findings.AddRange(Directory.EnumerateFiles(Folder, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(Folder, file)).Where(path => !listed.Contains(path))
            .Order(StringComparer.Ordinal).Select(path => new ArchiveFinding(ArchiveFindingKind.Untracked, path)));
        return findings;
    }

    // A version that was renamed in while its inventory was not yet put in the root's place.
    private void Mend()
    {
        if (Head() is { } head && Directory.Exists(Path.Combine(Folder, $"v{head.Head + 1}")))
            ReplaceInventory(head.Head + 1);
        else if (Directory.Exists(Folder))
            ReplaceInventory(Head()!.Head);
    }

    private void ReplaceInventory(int version)
    {
        Directory.CreateDirectory(settings.Staging);
        foreach (var name in new[] { Inventory.FileName, Inventory.Sidecar })
        {
            var (from, to) = (Path.Combine(Folder, $"v{version}", name), Path.Combine(Folder, name));
            if (File.Exists(to) && File.ReadAllBytes(from).AsSpan().SequenceEqual(File.ReadAllBytes(to)))
                continue;
            var apart = Path.Combine(settings.Staging, Guid.CreateVersion7().ToString());
            File.Copy(from, apart);
            using (var file = new FileStream(apart, FileMode.Open))
                DurableFile.Sync(file);
            DurableFile.Rename(apart, to);
        }
        DurableFile.SyncFolder(Folder);
    }

    private Inventory? Head()
    {
        var path = Path.Combine(Folder, Inventory.FileName);
        return File.Exists(path) ? Inventory.Read(File.ReadAllBytes(path)) : null;
    }

    private async Task<WrittenObject> Facts(Inventory inventory, CancellationToken ct)
    {
        var digest = SHA512.HashData(await File.ReadAllBytesAsync(Path.Combine(Folder, Inventory.FileName), ct));
        return new(RelativePath, inventory.Head, digest, inventory.Manifest.Count, inventory.Manifest.Values.Sum(path => new FileInfo(Path.Combine(Folder, path)).Length));
    }

    // The list of digests is made from the others.
    private static bool Same(IReadOnlyDictionary<string, string> before, IReadOnlyDictionary<string, string> now) =>
        before.Where(pair => pair.Key != SumFile).OrderBy(pair => pair.Key, StringComparer.Ordinal).SequenceEqual(now.OrderBy(pair => pair.Key, StringComparer.Ordinal));

    private static void Prune(string folder)
    {
        foreach (var below in Directory.GetDirectories(folder))
            Prune(below);
        if (!Directory.EnumerateFileSystemEntries(folder).Any())
            Directory.Delete(folder);
    }

    private static async Task WriteInventory(string folder, byte[] inventory, byte[] digest, CancellationToken ct)
    {
        Directory.CreateDirectory(folder);
        await File.WriteAllBytesAsync(Path.Combine(folder, Inventory.FileName), inventory, ct);
        await File.WriteAllTextAsync(Path.Combine(folder, Inventory.Sidecar), Inventory.SidecarOf(Convert.ToHexStringLower(digest)), ct);
    }

    private static async Task<(string Sha512, string Sha256, long Size)> Copy(Stream from, string path, CancellationToken ct)
    {
        using var sha512 = IncrementalHash.CreateHash(HashAlgorithmName.SHA512);
        using var sha256 = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using var to = new FileStream(path, new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = System.IO.FileAccess.Write,
            BufferSize = 0,
            Options = System.IO.FileOptions.Asynchronous,
        });
        var (piece, size) = (new byte[64 * 1024], 0L);
        while (await from.ReadAsync(piece, ct) is > 0 and var read)
        {
            sha512.AppendData(piece, 0, read);
            sha256.AppendData(piece, 0, read);
            await to.WriteAsync(piece.AsMemory(0, read), ct);
            size += read;
        }
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(to.SafeFileHandle, DiskFileStorage.KeptMode);
        return (Convert.ToHexStringLower(sha512.GetHashAndReset()), Convert.ToHexStringLower(sha256.GetHashAndReset()), size);
    }

    private static async Task<string> DigestOf(string path, CancellationToken ct)
    {
        await using var file = File.OpenRead(path);
        return Convert.ToHexStringLower(await SHA512.HashDataAsync(file, ct));
    }
}

/// <summary>A version that is written but not in its place.</summary>
/// <param name="Folder">Where; null when the object had all of it already.</param>
/// <param name="Version">Its number.</param>
/// <param name="Written">What the object is with it.</param>
internal sealed record StagedObject(string? Folder, int Version, WrittenObject Written);

/// <summary>What was found when an object was read again.</summary>
public enum ArchiveFindingKind
{
    /// <summary>The bytes are not those of the inventory.</summary>
    Changed,

    /// <summary>Listed, but not there.</summary>
    Missing,

    /// <summary>There, but not listed.</summary>
    Untracked,
}

/// <summary>One finding.</summary>
/// <param name="Kind">What is wrong.</param>
/// <param name="Path">The file below the object; empty for the whole object.</param>
public sealed record ArchiveFinding(ArchiveFindingKind Kind, string Path);
