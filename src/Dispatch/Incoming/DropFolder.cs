// The scan station's folder, as hostile ground: names are not ours, anybody on the network may put links, folders and half-written files there,
// and a scanner may write a new file under a name that is just being taken. Nothing here follows a link, opens what bears a secrecy mark, or
// moves a file it has not just looked at.
using System.Collections.Concurrent;
using System.Globalization;
using Dispatch.Files;
using Dispatch.Platform;

namespace Dispatch.Incoming;

/// <summary>A file of the folder as it stood when it was looked at.</summary>
/// <param name="Name">Its name, as it is on the disk.</param>
/// <param name="Size">Bytes.</param>
/// <param name="ModifiedAt">Its time, to the microsecond.</param>
/// <param name="Link">True for a link to somewhere else.</param>
internal sealed record DroppedFile(string Name, long Size, DateTimeOffset ModifiedAt, bool Link);

/// <summary>The folder at one moment.</summary>
/// <param name="Still">Files that stood still long enough, oldest first.</param>
/// <param name="Secret">How many bear a secrecy mark; nothing else of them is known.</param>
internal sealed record DropFolderLook(IReadOnlyList<DroppedFile> Still, int Secret);

/// <summary>The watched folder and what was seen in it before.</summary>
internal sealed class DropFolder(IntakeSettings settings, OfficeClock clock)
{
    /// <summary>A file is whole when its size and time have not changed for this long.</summary>
    public static readonly TimeSpan StillFor = TimeSpan.FromSeconds(10);

    // Scanners make the empty file first and may take their time.
    private static readonly TimeSpan EmptyFor = TimeSpan.FromMinutes(10);

    private const int LongestStem = 40;
    private const int LongestExtension = 12;

    // What programs leave while they are writing, and what systems leave by themselves.
    private static readonly string[] Unfinished = [".part", ".filepart", ".tmp", ".crdownload"];
    private static readonly string[] Systems = ["thumbs.db", "desktop.ini"];

    private readonly string root = Path.GetFullPath(settings.Folder);
    private readonly ConcurrentDictionary<string, Sighting> sightings = new();

    private string TakenToday => Path.Combine(root, "da-nhan", clock.Today.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));

    private string Refused => Path.Combine(root, "khong-nhan");

    /// <summary>Looks at every file; makes the folder when it is not there.</summary>
    public DropFolderLook Look()
    {
        Directory.CreateDirectory(root);
        var now = clock.Now;
        var present = new Dictionary<string, Sighting>();
        var secret = 0;
        foreach (var entry in new DirectoryInfo(root).EnumerateFileSystemInfos())
        {
            if (SecrecyMark.In(entry.Name))
                secret++;
            else if (entry is FileInfo file && !IsNobodys(file.Name) && Seen(file) is { } seen)
                present[seen.Name] = sightings.TryGetValue(seen.Name, out var before) && before.File == seen ? before : new(seen, now);
        }
        foreach (var gone in sightings.Keys.Except(present.Keys))
            sightings.TryRemove(gone, out _);
        foreach (var (name, sighting) in present)
            sightings[name] = sighting;
        return new(
            [.. present.Values.Where(s => now - s.Since >= (s.File is { Size: 0, Link: false } ? EmptyFor : StillFor)).Select(s => s.File).OrderBy(f => f.ModifiedAt).ThenBy(f => f.Name, StringComparer.Ordinal)],
            secret);
    }

    /// <summary>Opens the file if it still is what was seen; null when it is not.</summary>
    public FileStream? Open(DroppedFile file)
    {
        if (!IsStill(file))
            return null;
        var content = new FileStream(PathOf(file), new FileStreamOptions
        {
            Mode = FileMode.Open,
            Access = System.IO.FileAccess.Read,
            Share = FileShare.Read | FileShare.Delete,
            Options = System.IO.FileOptions.Asynchronous | System.IO.FileOptions.SequentialScan,
        });
        // Opened, then looked at again: a link that was put in its place meanwhile is not what was seen.
        if (content.Length == file.Size && Microseconds(File.GetLastWriteTimeUtc(content.SafeFileHandle)) == file.ModifiedAt && IsStill(file))
            return content;
        content.Dispose();
        return null;
    }

    /// <summary>True while the folder holds the file as it was seen.</summary>
    public bool IsStill(DroppedFile file) => Seen(new FileInfo(PathOf(file))) == file;

    /// <summary>Moves a taken file out of the way; <paramref name="mark"/> parts it from another of its name.</summary>
    public void MoveTaken(DroppedFile file, string mark) => Move(file, TakenToday, mark);

    /// <summary>Moves a refused file out of the way.</summary>
    public void MoveRefused(DroppedFile file) =>
        Move(file, Refused, string.Create(CultureInfo.InvariantCulture, $"{file.Size}-{file.ModifiedAt.UtcTicks}"));

    private void Move(DroppedFile file, string folder, string mark)
    {
        Directory.CreateDirectory(folder);
        var target = Path.Combine(folder, file.Name);
        if (Path.Exists(target))
            target = Path.Combine(folder, Marked(file.Name, mark));
        // Somebody else moved it, or the scanner wrote a new one under its name: that one is for the next sweep.
        if (!IsStill(file))
            return;
        try
        {
            DurableFile.Rename(PathOf(file), target);
        }
        catch (DurableFileException) when (!Path.Exists(PathOf(file)))
        {
            return;
        }
        // The new one came in between the two lines above.
        if (Seen(new FileInfo(target)) is { } moved && (moved.Size, moved.ModifiedAt) != (file.Size, file.ModifiedAt))
            DurableFile.Rename(target, Path.Combine(root, Path.Exists(PathOf(file)) ? Marked(file.Name, mark) : file.Name));
        DurableFile.SyncFolder(folder);
        DurableFile.SyncFolder(root);
    }

    private static string Marked(string name, string mark)
    {
        var extension = Path.GetExtension(name);
        if (extension.Length > LongestExtension)
            extension = "";
        var stem = Path.GetFileNameWithoutExtension(name);
        return $"{stem[..Math.Min(stem.Length, LongestStem)]}-{mark}{extension}";
    }

    private string PathOf(DroppedFile file) => Path.Combine(root, file.Name);

    private static bool IsNobodys(string name) =>
        name.StartsWith('.') || Systems.Contains(name.ToLowerInvariant()) || Unfinished.Contains(Path.GetExtension(name).ToLowerInvariant());

    // Null for what is not there (any more), cannot be looked at, or has a name that is no text.
    private static DroppedFile? Seen(FileInfo file)
    {
        try
        {
            if (file.LinkTarget is not null)
                return new(file.Name, 0, DateTimeOffset.UnixEpoch, true);
            return file.Exists ? new(file.Name, file.Length, Microseconds(file.LastWriteTimeUtc), false) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    // As the database keeps instants.
    private static DateTimeOffset Microseconds(DateTime utc) => new(utc.Ticks / TimeSpan.TicksPerMicrosecond * TimeSpan.TicksPerMicrosecond, TimeSpan.Zero);

    private sealed record Sighting(DroppedFile File, DateTimeOffset Since)
    {
        public string Name => File.Name;
    }
}
