using Dapper;
using Dispatch.Platform;
using Microsoft.Extensions.Logging;

namespace Dispatch.Files;

/// <summary>
/// Clears bytes that no row names: uploads whose commit failed. Slowly, since deleting at once has cost others their way back: a file must be
/// older than seven days and be seen in two passes a day apart before it goes to the trash, and lies there for fourteen days more.
/// An upload of the same content meanwhile wins: both work under the lock of the digest.
/// </summary>
public sealed class OrphanFiles(Database database, FileStorage storage, OfficeClock clock, ILogger<OrphanFiles> log)
{
    private const int Batch = 500;

    private static readonly TimeSpan MinAge = TimeSpan.FromDays(7);
    private static readonly TimeSpan BetweenPasses = TimeSpan.FromHours(24);
    private static readonly TimeSpan InTrash = TimeSpan.FromDays(14);
    private static readonly TimeSpan LongestUpload = TimeSpan.FromDays(1);

    public async Task Run(CancellationToken ct)
    {
        var now = clock.Now;
        storage.ForgetReceived(now - LongestUpload);
        await Notice(now, ct);
        await ForEach("""
            select sha256 from orphan_file
            where trashed_at is null and first_seen <= @Before and sha256 > @After
            order by sha256 limit @Batch
            """, now - BetweenPasses, (tx, digest) => Trash(tx, digest, now, ct), ct);
        await ForEach("""
            select sha256 from orphan_file
            where trashed_at <= @Before and sha256 > @After
            order by sha256 limit @Batch
            """, now - InTrash, (tx, digest) => Delete(tx, digest, ct), ct);
    }

    private async Task Notice(DateTimeOffset now, CancellationToken ct)
    {
        await using var connection = await database.Open(ct);
        foreach (var batch in storage.All().Where(content => content.KeptAt < now - MinAge).Chunk(Batch))
        {
            await connection.ExecuteAsync(new CommandDefinition("""
                insert into orphan_file (sha256, first_seen)
                select candidate, @now
                from unnest(@digests) as candidate
                where not exists (select from stored_file where sha256 = candidate and withdrawn_at is null)
                on conflict on constraint orphan_file_pk do nothing
                """, new { now, digests = batch.Select(content => content.Digest.Bytes()).ToArray() }, cancellationToken: ct));
        }
    }

    // One transaction per file; a file that fails stays for the next pass and does not stop the others.
    private async Task ForEach(string due, DateTimeOffset before, Func<OfficeTransaction, Sha256, Task> act, CancellationToken ct)
    {
        byte[] after = [];
        while (true)
        {
            List<byte[]> digests;
            await using (var connection = await database.Open(ct))
                digests = (await connection.QueryAsync<byte[]>(new CommandDefinition(due, new { Before = before, After = after, Batch }, cancellationToken: ct))).AsList();
            if (digests.Count == 0)
                return;
            foreach (var bytes in digests)
            {
                var digest = Sha256.Of(bytes);
                try
                {
                    await using var tx = await database.Begin(Caller.System("job"), ct);
                    await FileStore.Lock(tx, digest, ct);
                    await act(tx, digest);
                    await tx.Commit(ct);
                }
                catch (Exception e) when (e is IOException or UnauthorizedAccessException)
                {
                    log.LogWarning(e, "Orphan file {Digest} stays for the next pass", digest);
                }
            }
            after = digests[^1];
        }
    }

    private async Task Trash(OfficeTransaction tx, Sha256 digest, DateTimeOffset now, CancellationToken ct)
    {
        var keptAt = storage.KeptAt(digest);
        if (keptAt is null || keptAt > now - MinAge || await FileStore.IsNamed(tx, digest, ct))
        {
            await Forget(tx, digest, ct);
            return;
        }
        storage.Trash(digest);
        await tx.Connection.ExecuteAsync(new CommandDefinition(
            "update orphan_file set trashed_at = @now where sha256 = @Digest", new { now, Digest = digest.Bytes() }, cancellationToken: ct));
    }

    private async Task Delete(OfficeTransaction tx, Sha256 digest, CancellationToken ct)
    {
        // A backup restored meanwhile may name it again.
        if (await FileStore.IsNamed(tx, digest, ct) && storage.KeptAt(digest) is null)
            storage.Restore(digest);
        else
            storage.DeleteTrashed(digest);
        await Forget(tx, digest, ct);
    }

    private static async Task Forget(OfficeTransaction tx, Sha256 digest, CancellationToken ct) =>
        await tx.Connection.ExecuteAsync(new CommandDefinition(
            "delete from orphan_file where sha256 = @Digest", new { Digest = digest.Bytes() }, cancellationToken: ct));
}
