using System.Buffers;
using System.Security.Cryptography;
using Dispatch.Platform;

namespace Dispatch.Files;

/// <summary>
/// Files in a folder, by digest: <c>aa/bb/&lt;sha256&gt;</c>, read-only. The order makes a crash harmless at every step: received into
/// <c>.incoming</c> → fsync of the file → rename → fsync of the folders up to the root → (then the caller commits the row).
/// </summary>
internal sealed class DiskFileStorage : FileStorage
{
    private const int Piece = 64 * 1024;
    /// <summary>Kept content is read-only.</summary>
    public const UnixFileMode KeptMode = UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    private readonly string root;
    private readonly string incoming;
    private readonly string trash;

    public DiskFileStorage(FileSettings settings)
    {
        root = Path.GetFullPath(settings.Folder);
        incoming = Path.Combine(root, ".incoming");
        trash = Path.Combine(root, "trash");
        Directory.CreateDirectory(incoming);
        Directory.CreateDirectory(trash);
    }

    public async Task<Result<ReceivedBytes>> Receive(Stream content, long maxBytes, CancellationToken ct)
    {
        var path = Path.Combine(incoming, Id<StoredFile>.New().ToString());
        var file = Storing(() => new FileStream(path, new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = System.IO.FileAccess.ReadWrite,
            Share = FileShare.Read | FileShare.Delete,
            BufferSize = 0,
            Options = System.IO.FileOptions.Asynchronous,
        }));
        var piece = ArrayPool<byte>.Shared.Rent(Piece);
        var received = new ReceivedFile(file);
        try
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            while (await content.ReadAsync(piece, ct) is > 0 and var read)
            {
                if (file.Position + read > maxBytes)
                {
                    await received.DisposeAsync();
                    return FileProblems.TooLarge;
                }
                hash.AppendData(piece, 0, read);
                await Storing(() => file.WriteAsync(piece.AsMemory(0, read), ct));
            }
            received.Complete(Sha256.Of(hash.GetHashAndReset()));
            return received;
        }
        catch
        {
            await received.DisposeAsync();
            throw;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(piece);
        }
    }

    public void Keep(ReceivedBytes received)
    {
        var file = ((ReceivedFile)received).File;
        var target = PathOf(received.Digest);
        Storing(() =>
        {
            if (!OperatingSystem.IsWindows())
                File.SetUnixFileMode(file.SafeFileHandle, KeptMode);
            return Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        });
        DurableFile.Sync(file);
        var isNew = !File.Exists(target);
        // The same content again replaces itself: a copy that rotted or was cut by an old crash is mended, and counts as young for the sweep.
        DurableFile.Rename(file.Name, target);
        try
        {
            // Always all of them: a folder made by an upload that crashed before its fsync looks like any other.
            DurableFile.SyncFolder(Path.GetDirectoryName(target)!);
            DurableFile.SyncFolder(Path.GetDirectoryName(Path.GetDirectoryName(target)!)!);
            DurableFile.SyncFolder(root);
        }
        catch (DurableFileException) when (isNew)
        {
            File.Delete(target);
            throw;
        }
    }

    public Stream? Open(Sha256 digest)
    {
        try
        {
            return new FileStream(PathOf(digest), new FileStreamOptions
            {
                Mode = FileMode.Open,
                Access = System.IO.FileAccess.Read,
                Share = FileShare.Read | FileShare.Delete,
                BufferSize = 0,
                Options = System.IO.FileOptions.Asynchronous,
            });
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    public IEnumerable<KeptContent> All()
    {
        for (var first = 0; first <= byte.MaxValue; first++)
        {
            var folder = Path.Combine(root, first.ToString("x2", System.Globalization.CultureInfo.InvariantCulture));
            if (!Directory.Exists(folder))
                continue;
            foreach (var path in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
                if (Sha256.TryParse(Path.GetFileName(path), out var digest))
                    yield return new(digest, File.GetLastWriteTimeUtc(path));
        }
    }

    public DateTimeOffset? KeptAt(Sha256 digest)
    {
        var file = new FileInfo(PathOf(digest));
        return file.Exists ? file.LastWriteTimeUtc : null;
    }

    public void Trash(Sha256 digest) => Move(PathOf(digest), TrashPathOf(digest));

    public bool Restore(Sha256 digest)
    {
        if (!File.Exists(TrashPathOf(digest)))
            return false;
        Directory.CreateDirectory(Path.GetDirectoryName(PathOf(digest))!);
        Move(TrashPathOf(digest), PathOf(digest));
        return true;
    }

    public void DeleteTrashed(Sha256 digest) => File.Delete(TrashPathOf(digest));

    public void ForgetReceived(DateTimeOffset before)
    {
        foreach (var path in Directory.EnumerateFiles(incoming))
            if (File.GetLastWriteTimeUtc(path) < before)
                File.Delete(path);
    }

    /// <summary>Where content lies below a storage's folder; a backup keeps files in the same way.</summary>
    public static string PathIn(string root, Sha256 digest) => Path.Combine(root, digest.Hex[..2], digest.Hex[2..4], digest.Hex);

    private string PathOf(Sha256 digest) => PathIn(root, digest);

    private string TrashPathOf(Sha256 digest) => Path.Combine(trash, digest.Hex);

    private static void Move(string from, string to)
    {
        DurableFile.Rename(from, to);
        DurableFile.SyncFolder(Path.GetDirectoryName(to)!);
        DurableFile.SyncFolder(Path.GetDirectoryName(from)!);
    }

    // A full disk or a lost right is the storage's failure; the same exceptions from the sender's side are not.
    private static T Storing<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception e) when (e is (IOException or UnauthorizedAccessException) and not DurableFileException)
        {
            throw new DurableFileException(e.Message, e);
        }
    }

    private static async Task Storing(Func<ValueTask> work)
    {
        try
        {
            await work();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DurableFileException(e.Message, e);
        }
    }

    private sealed class ReceivedFile(FileStream file) : ReceivedBytes
    {
        private Sha256 digest;

        public FileStream File => file;

        public override Sha256 Digest => digest;

        public override long Size => file.Length;

        public override Stream Content => file;

        public void Complete(Sha256 of) => digest = of;

        public override async ValueTask DisposeAsync()
        {
            await file.DisposeAsync();
            // Gone already when it was kept: then it has its other name.
            System.IO.File.Delete(file.Name);
        }
    }
}
