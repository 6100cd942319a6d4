using System.Security.Cryptography;
using System.Text;
using Dispatch.Formats;
using Dispatch.Journal;
using Dispatch.Platform;
using Microsoft.Extensions.Logging;

namespace Dispatch.Files;

/// <summary>A file to take in.</summary>
/// <param name="Name">The name as sent.</param>
/// <param name="Content">The bytes, read once, forward.</param>
public sealed record StoreFileRequest(string Name, Stream Content)
{
    /// <summary>Asked when the content has been read and before anything is kept: a problem refuses the file. For what a request holds behind it.</summary>
    public Func<CancellationToken, Task<Problem?>>? Rest { get; init; }

    /// <summary>True to refuse a damaged file instead of keeping it as received: when its sender is a scanner that can scan again.</summary>
    public bool RefusesBroken { get; init; }
}

/// <summary>
/// Takes in a file (tiếp nhận tệp): as received, byte for byte, never changed and never re-encoded, since stamping or saving anew destroys the
/// signatures of signed PDFs. Its type is what its bytes say. Refused files leave nothing behind, neither bytes nor a row; a row exists
/// only when its bytes are safely on the disk.
/// </summary>
public sealed class StoreFile(
    Database database, FileStorage storage, Idempotency idempotency, OfficeClock clock, JournalWriter journal, FileSettings settings, ILogger<StoreFile> log)
{
    public async Task<Result<FileView>> Execute(StoreFileRequest request, Caller caller, CancellationToken ct)
    {
        if (!FileName.Clean(request.Name).Ok(out var name, out var problem))
            return problem;
        if (SecrecyMark.In(name))
            return FileProblems.SecretDocument;
        try
        {
            if (!(await storage.Receive(request.Content, settings.MaxBytes, ct)).Ok(out var received, out problem))
                return problem;
            await using (received)
            {
                if (request.Rest is not null && await request.Rest(ct) is { } behind)
                    return behind;
                if (!Look(received, name, ct).Ok(out var facts, out problem))
                    return problem;
                if (request.RefusesBroken && facts.Condition == FileCondition.Broken)
                    return FileProblems.Broken;
                var sameUpload = WithHash(caller, name, received.Digest);
                return await idempotency.Once(sameUpload, () => Keep(received, name, facts, sameUpload, ct), ct);
            }
        }
        catch (DurableFileException e)
        {
            log.LogError(e, "A file was refused: the storage failed");
            return FileProblems.StorageFailed;
        }
    }

    /// <summary>Keeps a file that the office itself made (a printed book, a list), in the transaction in hand.</summary>
    /// <exception cref="DurableFileException">The storage failed.</exception>
    internal async Task<Result<StoredFile>> Made(OfficeTransaction tx, string name, Stream content, CancellationToken ct)
    {
        if (!FileName.Clean(name).Ok(out var clean, out var problem))
            return problem;
        if (!(await storage.Receive(content, settings.MaxBytes, ct)).Ok(out var received, out problem))
            return problem;
        await using (received)
            return Look(received, clean, ct).Ok(out var facts, out problem) ? await Write(tx, received, clean, facts, ct) : problem;
    }

    private async Task<Result<FileView>> Keep(ReceivedBytes received, string name, Facts facts, Caller caller, CancellationToken ct)
    {
        await using var tx = await database.Begin(caller, ct);
        var file = await Write(tx, received, name, facts, ct);
        await tx.Commit<FileView>(file.View(), ct);
        return file.View();
    }

    private async Task<StoredFile> Write(OfficeTransaction tx, ReceivedBytes received, string name, Facts facts, CancellationToken ct)
    {
        await FileStore.Lock(tx, received.Digest, ct);
        storage.Keep(received);
        var file = new StoredFile(Id<StoredFile>.New(), received.Digest.Bytes(), received.Size, name, facts.MediaType, facts.Pages, facts.Condition,
            tx.Caller.PersonId, clock.Now, null);
        await FileStore.Insert(tx, file, ct);
        await journal.Write(tx, "file.stored", "file", file.Id.Value,
            new Changes().New("name", file.Name).New("sha256", received.Digest.Hex).New("size", file.Size).New("mediaType", file.MediaType), ct);
        return file;
    }

    private static Result<Facts> Look(ReceivedBytes received, string name, CancellationToken ct)
    {
        var signature = FileSignature.Of(received.Content, name);
        if (signature.Kind == FileKind.Empty)
            return FileProblems.Empty;
        if (signature.Active)
            return FileProblems.TypeRefused;
        var condition = signature.Locked ? FileCondition.Locked : signature.Broken ? FileCondition.Broken : FileCondition.Readable;
        if (signature.IsZip)
        {
            switch (new ZipLimits().Check(received.Content, Scratch, ct))
            {
                case ZipVerdict.Fine:
                    break;
                case ZipVerdict.Broken:
                    condition = FileCondition.Broken;
                    break;
                case ZipVerdict.UnsafeName or ZipVerdict.Link:
                    return FileProblems.ZipUnsafe;
                default:
                    return FileProblems.ZipBomb;
            }
        }
        if (signature.Kind != FileKind.Pdf)
            return new Facts(signature.MediaType, null, condition);
        var pdf = PdfFacts.Read(received.Content, null, ct);
        return new Facts(signature.MediaType, pdf.Pages, pdf.Condition switch
        {
            PdfCondition.Readable => FileCondition.Readable,
            PdfCondition.Locked => FileCondition.Locked,
            _ => FileCondition.Broken,
        });
    }

    private static FileStream Scratch() => new(Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()), new FileStreamOptions
    {
        Mode = FileMode.CreateNew,
        Access = System.IO.FileAccess.ReadWrite,
        Options = System.IO.FileOptions.DeleteOnClose,
    });

    // A multipart body differs at every sending (its boundary), so the same upload is the same name and the same bytes.
    private static Caller WithHash(Caller caller, string name, Sha256 digest) => caller.Key is { } key
        ? caller with { Key = key with { RequestHash = SHA256.HashData(Encoding.UTF8.GetBytes($"POST files\n{name}\n{digest.Hex}")) } }
        : caller;

    private sealed record Facts(string MediaType, int? Pages, FileCondition Condition);
}
