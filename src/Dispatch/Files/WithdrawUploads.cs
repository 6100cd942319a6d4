using Dapper;
using Dispatch.Journal;
using Dispatch.Platform;
using Microsoft.Extensions.Logging;

namespace Dispatch.Files;

/// <summary>
/// Use case: take back one's own uploads that no document has, as when a letter turns out to be secret after it was scanned. The name goes with the
/// commit, the bytes right after it, unless another file has the same; if the process dies between the two, the sweep of orphans clears them.
/// </summary>
public sealed class WithdrawUploads(Database database, FileStorage storage, OfficeClock clock, JournalWriter journal, ILogger<WithdrawUploads> log)
{
    /// <summary>Takes back what of <paramref name="files"/> is the caller's and in no document; 404 when nothing of it is.</summary>
    public async Task<Result<WithdrawnUploads>> Execute(IReadOnlyCollection<Guid> files, Caller caller, CancellationToken ct)
    {
        if (files.Count == 0)
            return new WithdrawnUploads(0);
        List<byte[]> digests;
        await using (var tx = await database.Begin(caller, ct))
        {
            var withdrawn = (await tx.Connection.QueryAsync<Row>(new CommandDefinition("""
                update stored_file
                set withdrawn_at = @Now, name = ''
                where id = any(@Files) and uploaded_by = @PersonId and attached_at is null and withdrawn_at is null
                returning id, sha256
                """, new { clock.Now, Files = files.ToArray(), caller.PersonId }, cancellationToken: ct))).ToList();
            if (withdrawn.Count == 0)
                return PlatformProblems.NotFound;
            foreach (var row in withdrawn)
                await journal.Write(tx, "file.withdrawn", "file", row.Id, new Changes(), ct);
            await tx.Commit(ct);
            digests = withdrawn.ConvertAll(row => row.Sha256);
        }
        foreach (var digest in digests.Select(digest => Sha256.Of(digest)).Distinct())
            await Clear(digest, ct);
        return new WithdrawnUploads(digests.Count);
    }

    private async Task Clear(Sha256 digest, CancellationToken ct)
    {
        try
        {
            await using var tx = await database.Begin(Caller.System("job"), ct);
            await FileStore.Lock(tx, digest, ct);
            if (!await FileStore.IsNamed(tx, digest, ct) && storage.KeptAt(digest) is not null)
            {
                storage.Trash(digest);
                storage.DeleteTrashed(digest);
            }
            await tx.Commit(ct);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            log.LogWarning(e, "The bytes of a withdrawn upload {Digest} stay for the sweep of orphans", digest);
        }
    }

    private sealed record Row(Guid Id, byte[] Sha256);
}

/// <summary>What was taken back.</summary>
/// <param name="Files">How many files.</param>
public sealed record WithdrawnUploads(int Files);
