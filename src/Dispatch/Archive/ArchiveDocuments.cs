// Chuyển kho lưu trữ: completed documents, a batch at a time: staged, flushed, read again, put in place, flushed, and only then named by a row and the
// journal in one transaction. Killed anywhere, every object is whole or absent and every row true; the next run goes on. What changes afterwards makes
// the document due again, as a new version of its object. Nothing of the working office is released here.
using System.Collections.Concurrent;
using Dapper;
using Dispatch.Files;
using Dispatch.Formats.Ocfl;
using Dispatch.Journal;
using Dispatch.Platform;

namespace Dispatch.Archive;

/// <summary>A sweep: moves what is due into the archive. A document that fails is kept in <c>archive_failure</c> and comes again; the others go on.</summary>
public sealed class ArchiveDocuments(Database database, FileStorage storage, ArchiveSettings settings, OfficeClock clock, JournalWriter journal, RunProgress? progress = null)
{
    private const int Batch = 40;
    private const long LockKey = 0x4152_4348_4956_4531; // "ARCHIVE1"
    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(12);

    public async Task<JobResult> Run(CancellationToken ct)
    {
        // One run at a time: what lies in the staging folder is then nobody's.
        await using var only = await database.Open(ct);
        if (!await only.ExecuteScalarAsync<bool>(new CommandDefinition("select pg_try_advisory_lock(@LockKey)", new { LockKey }, cancellationToken: ct)))
            return new(0, new("Một lượt khác đang chạy.", "Another run is at work."));
        try
        {
            Prepare();
            var (moved, failed) = (0, 0);
            for (Guid? after = Guid.Empty; after is not null;)
            {
                ct.ThrowIfCancellationRequested();
                var due = await Due(after.Value, ct);
                after = due.Length < Batch ? null : due[^1];
                if (due.Length == 0)
                    break;
                var (now, not) = await Move(due, ct);
                (moved, failed) = (moved + now, failed + not);
                if (progress is not null)
                    await progress.Report(moved, ct);
            }
            return new(moved, failed == 0 ? null : new($"{failed} văn bản chưa chuyển được, sẽ thử lại.", $"{failed} documents could not be moved and come again."));
        }
        finally
        {
            await only.ExecuteAsync("select pg_advisory_unlock(@LockKey)", new { LockKey });
        }
    }

    // Walked once a run, in the order of the ids.
    private async Task<Guid[]> Due(Guid after, CancellationToken ct)
    {
        await using var connection = await database.Open(ct);
        return [.. await connection.QueryAsync<Guid>(new CommandDefinition("""
            select d.id
            from document d
            join incoming i on i.document_id = d.id
            left join archive_object o on o.document_id = d.id
            where d.id > @after
              and (i.state = 'completed' and i.completed_at <= @CompletedBefore
                   or i.state = 'registered' and i.arrived_on <= @UntouchedBefore and not exists (select from submission s where s.document_id = d.id)
                   or o.document_id is not null and i.state = 'completed')
              -- 'missing': a check found that the whole object is gone
              and (o.document_id is null or o.document_version < d.version or o.finding = 'missing')
              and not exists (select from archive_failure f where f.document_id = d.id and f.next_attempt_at > @Now)
            order by d.id
            limit @Batch
            """, new
        {
            after,
            Batch,
            clock.Now,
            CompletedBefore = clock.Now.AddDays(-settings.AfterDays),
            UntouchedBefore = settings.UntouchedAfterDays is { } days ? clock.Today.AddDays(-days) : (DateOnly?)null,
        }, cancellationToken: ct))];
    }

    private async Task<(int Moved, int Failed)> Move(Guid[] documents, CancellationToken ct)
    {
        IReadOnlyList<ArchiveContent> contents;
        await using (var connection = await database.Open(ct))
            contents = await ArchiveContent.Read(connection, storage, documents, ct);
        var (caller, at) = (Caller.System("job"), clock.Now);
        var (staged, failures) = (new ConcurrentDictionary<Guid, (ArchiveObject Object, StagedObject Staged)>(), new ConcurrentDictionary<Guid, string>());

        async Task Each(IEnumerable<ArchiveContent> some, Func<ArchiveContent, Task> act) =>
            await Parallel.ForEachAsync(some, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = ct }, async (content, __) =>
            {
                try
                {
                    await act(content);
                }
                catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException)
                {
                    failures[content.Document] = e.Message;
                    staged.TryRemove(content.Document, out var _);
                }
            });

        await Each(contents, async content =>
        {
            var kept = new ArchiveObject(settings, content.Document);
            staged[content.Document] = (kept, await kept.Stage(content.Files, at, "Chuyển kho lưu trữ", caller, ct));
        });
        DurableFile.SyncFileSystem(settings.Folder);
        await Each(contents.Where(content => staged.ContainsKey(content.Document)), content => ArchiveObject.Reread(staged[content.Document].Staged, ct));
        await Each(contents.Where(content => staged.ContainsKey(content.Document)), content =>
        {
            var (kept, one) = staged[content.Document];
            kept.Publish(one);
            return Task.CompletedTask;
        });
        DurableFile.SyncFileSystem(settings.Folder);
        await Commit([.. contents.Where(content => staged.ContainsKey(content.Document)).Select(content => (content, staged[content.Document].Staged.Written))], failures, caller, at, ct);
        return (staged.Count, failures.Count);
    }

    private async Task Commit(List<(ArchiveContent Content, WrittenObject Written)> moved, IReadOnlyDictionary<Guid, string> failures, Caller caller, DateTimeOffset at, CancellationToken ct)
    {
        await using var tx = await database.Begin(caller, ct);
        await tx.Connection.ExecuteAsync(new CommandDefinition("""
            insert into archive_object as o (document_id, path, version, inventory_sha512, files, bytes, document_version, archived_at, checked_at)
            select document_id, path, version, sha512, files, bytes, document_version, @at, @at
            from unnest(@Ids, @Paths, @Versions, @Digests, @Files, @Bytes, @DocumentVersions) as t (document_id, path, version, sha512, files, bytes, document_version)
            on conflict on constraint archive_object_pk do update
            set version = excluded.version, inventory_sha512 = excluded.inventory_sha512, files = excluded.files, bytes = excluded.bytes,
                document_version = excluded.document_version, archived_at = excluded.archived_at, checked_at = excluded.checked_at, checked_by = null, finding = null;
            delete from archive_failure where document_id = any(@Ids);
            insert into archive_failure as f (document_id, attempts, last_error, next_attempt_at)
            select document_id, 1, error, @at + interval '10 minutes' from unnest(@Failed, @Errors) as t (document_id, error)
            on conflict on constraint archive_failure_pk do update
            set attempts = f.attempts + 1, last_error = excluded.last_error,
                next_attempt_at = @at + least(interval '10 minutes' * power(2, least(f.attempts, 10)), @LongestWait);
            """, new
        {
            at,
            LongestWait,
            Ids = moved.Select(one => one.Content.Document).ToArray(),
            Paths = moved.Select(one => one.Written.Path).ToArray(),
            Versions = moved.Select(one => one.Written.Version).ToArray(),
            Digests = moved.Select(one => one.Written.InventorySha512).ToArray(),
            Files = moved.Select(one => one.Written.Files).ToArray(),
            Bytes = moved.Select(one => one.Written.Bytes).ToArray(),
            DocumentVersions = moved.Select(one => one.Content.Version).ToArray(),
            Failed = failures.Keys.ToArray(),
            Errors = failures.Values.ToArray(),
        }, cancellationToken: ct));
        await JournalWriter.WriteAll(tx, moved.Select(one => journal.Row(caller, "archive.moved", "document", one.Content.Document, new Changes()
            .New("path", one.Written.Path).New("version", one.Written.Version).New("inventorySha512", Convert.ToHexStringLower(one.Written.InventorySha512)))), ct);
        await tx.Commit(ct);
    }

    // The storage root says of itself what it is; and what a killed run left apart goes.
    private void Prepare()
    {
        if (Directory.Exists(settings.Staging))
            Directory.Delete(settings.Staging, recursive: true);
        Directory.CreateDirectory(settings.Staging);
        Directory.CreateDirectory(Path.Combine(settings.Root, "extensions", NTupleLayout.Extension));
        foreach (var (name, text) in new[]
        {
            (Inventory.RootMark, Inventory.RootMarkText),
            ("ocfl_layout.json", $$"""{ "extension": "{{NTupleLayout.Extension}}", "description": "SHA-256 of the id in three tuples, then the id" }""" + "\n"),
            (Path.Combine("extensions", NTupleLayout.Extension, "config.json"), NTupleLayout.Config),
            ("README.txt", Readme),
        })
        {
            var path = Path.Combine(settings.Root, name);
            if (!File.Exists(path) || File.ReadAllText(path) != text)
                File.WriteAllText(path, text);
        }
        DurableFile.SyncFileSystem(settings.Folder);
    }

    private static readonly string Readme = $"""
        Kho lưu trữ văn bản (OCFL 1.1). Mỗi văn bản một thư mục; số, ngày, trích yếu ở metadata/van-ban.json, ý kiến chỉ đạo và việc đã giao ở
        metadata/xu-ly.json, nhật ký ở metadata/nhat-ky.jsonl, tệp nhận được ở goc/. Kiểm tra một văn bản, trong thư mục của nó:
            sha512sum -c {Inventory.Sidecar}
            cd v1/content && sha512sum -c {ArchiveObject.SumFile}      (phiên bản mới nhất: v2, v3… nếu có)

        Archive of documents (OCFL 1.1), one folder each: the entry in metadata/van-ban.json, directions and lines in metadata/xu-ly.json, the journal
        in metadata/nhat-ky.jsonl, the received files in goc/. To check one, in its folder: the two lines above (the newest version: v2, v3… if any).

        """;
}
