using Dispatch.Journal;
using Dispatch.Platform;

namespace Dispatch.Files;

/// <summary>A file and its content, for a caller who may see it.</summary>
/// <param name="File">The file.</param>
/// <param name="Content">Its bytes, seekable; dispose it.</param>
public sealed record OpenedFile(StoredFile File, Stream Content);

/// <summary>Reads a file: what it is, or its bytes. Who may is <see cref="FileVisibility"/>'s to say.</summary>
public sealed class ReadFile(Database database, FileStorage storage, ReadJournal reads)
{
    public async Task<Result<FileView>> Execute(Id<StoredFile> id, Caller caller, CancellationToken ct)
    {
        if (!(await Find(id, caller, ct)).Ok(out var file, out var problem))
            return problem;
        return file.View();
    }

    /// <summary>As <see cref="Execute"/>, with the content.</summary>
    public async Task<Result<OpenedFile>> Open(Id<StoredFile> id, Caller caller, CancellationToken ct)
    {
        if (!(await Find(id, caller, ct)).Ok(out var file, out var problem))
            return problem;
        if (storage.Open(file.Digest) is not { } content)
            return FileProblems.ContentMissing;
        await reads.Note(caller, "file.read", "file", id.Value, ct);
        return new OpenedFile(file, content);
    }

    private async Task<Result<StoredFile>> Find(Id<StoredFile> id, Caller caller, CancellationToken ct)
    {
        await using var connection = await database.Open(ct);
        if (await FileStore.Find(connection, id, ct) is not { } file)
            return PlatformProblems.NotFound;
        return await FileVisibility.Sees(connection, file, caller, ct) ? file : PlatformProblems.NotFound;
    }
}
