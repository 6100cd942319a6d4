using System.Collections.Concurrent;
using Dispatch.Journal;
using Dispatch.Platform;

namespace Dispatch.Files;

/// <summary>A page of a file as a picture.</summary>
/// <param name="Content">JPEG; dispose it.</param>
/// <param name="Tag">Entity tag: the content's digest and the page.</param>
public sealed record PageImage(Stream Content, string Tag);

/// <summary>A query: one page of a PDF as a picture. Who may see it is <see cref="FileVisibility"/>'s to say, and looking is journaled like opening the file.</summary>
public sealed class ReadPageImage(Database database, PageImages images, ReadJournal reads, TimeProvider time)
{
    // One line in the journal for the reading of a document, not one for each leaf that is turned.
    private static readonly TimeSpan SameReading = TimeSpan.FromMinutes(10);
    private const int MostReadings = 10_000;

    private readonly ConcurrentDictionary<(Id<Person> Person, Id<StoredFile> File), DateTimeOffset> readings = new();

    public async Task<Result<PageImage>> Execute(Id<StoredFile> id, int page, Caller caller, CancellationToken ct)
    {
        StoredFile? file;
        await using (var connection = await database.Open(ct))
        {
            file = await FileStore.Find(connection, id, ct);
            if (file is null || !await FileVisibility.Sees(connection, file, caller, ct))
                return PlatformProblems.NotFound;
        }
        if (file.MediaType != "application/pdf" || page < 1 || page > (file.Pages ?? 1))
            return PlatformProblems.NotFound;
        if (!(await images.Open(file.Digest, page, ct)).Ok(out var content, out var problem))
            return problem;
        if (IsNewReading(caller, id))
            await reads.Note(caller, "file.read", "file", id.Value, ct);
        return new PageImage(content, $"\"{file.Digest.Hex}-{page}\"");
    }

    private bool IsNewReading(Caller caller, Id<StoredFile> id)
    {
        var now = time.GetUtcNow();
        if (readings.TryGetValue((caller.PersonId, id), out var before) && now - before < SameReading)
            return false;
        if (readings.Count >= MostReadings)
            readings.Clear();
        readings[(caller.PersonId, id)] = now;
        return true;
    }
}
