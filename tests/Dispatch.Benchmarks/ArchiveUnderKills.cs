using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using Dapper;
using Dispatch.Archive;
using Dispatch.Files;
using Dispatch.Journal;
using Dispatch.Platform;
using Dispatch.Testing;

namespace Dispatch.Benchmarks;

/// <summary>
/// The move to the archive, with its process killed at random moments: every object whole or absent, every row true; then once without kills, beside
/// cp + sha512sum + fsync of the same files.
/// </summary>
internal static class ArchiveUnderKills
{
    private const int Seed = 20261126;

    private static readonly DateTimeOffset Long = new(2026, 3, 2, 9, 0, 0, TimeSpan.FromHours(7));

    public static async Task<int> Run(int documents, int kills)
    {
        await using var database = await TestDatabase.Create();
        var place = Directory.CreateTempSubdirectory("dispatch-archive-").FullName;
        try
        {
            await Fill(database, Path.Combine(place, "files"), documents);
            var archive = Path.Combine(place, "archive");
            var (random, done) = (new Random(Seed), 0);
            await using var owner = await database.OpenAsOwner();
            for (var kill = 0; kill < kills; kill++)
            {
                using var worker = Start(database.ConnectionString, Path.Combine(place, "files"), archive);
                await worker.StandardOutput.ReadLineAsync();
                await Task.Delay(random.Next(1, 4000));
                worker.Kill();
                await worker.WaitForExitAsync();
                done = await Rows(owner, Path.Combine(archive, "ocfl"));
            }
            Console.WriteLine($"{kills} kills, seed {Seed}: {done} of {documents} moved until then, every row true after each");
            using (var worker = Start(database.ConnectionString, Path.Combine(place, "files"), archive))
                await worker.WaitForExitAsync();
            var (rows, whole, strangers) = (await Rows(owner, Path.Combine(archive, "ocfl")), 0, 0);
            var settings = new ArchiveSettings(archive);
            var byPath = (await owner.QueryAsync<(Guid Id, string Path, byte[] Digest)>("select document_id, path, inventory_sha512 from archive_object")).ToDictionary(row => row.Path);
            foreach (var folder in Directory.EnumerateDirectories(settings.Root, "urn*", SearchOption.AllDirectories))
            {
                if (!byPath.TryGetValue(Path.GetRelativePath(settings.Root, folder), out var row))
                    strangers++;
                else if ((await new ArchiveObject(settings, row.Id).Check(row.Digest, default)).Count == 0)
                    whole++;
            }
            Console.WriteLine($"{rows} rows, {whole} objects whole, {strangers} without a row, {await owner.ExecuteScalarAsync<int>("select count(*) from archive_failure")} failures");

            // Without kills, into an archive of its own; then the same files copied by the tools of the system.
            await owner.ExecuteAsync("delete from archive_object");
            var fresh = Path.Combine(place, "fresh");
            var watch = Stopwatch.StartNew();
            await Job(database.Database, Path.Combine(place, "files"), fresh).Run(default);
            var ours = watch.Elapsed;
            watch.Restart();
            await Bash.Run($"cp -r {fresh}/ocfl {place}/copy && find {place}/copy -type f -print0 | xargs -0 sha512sum > {place}/sums && find {place}/copy -type f -print0 | xargs -0 sync");
            var theirs = watch.Elapsed;
            watch.Restart();
            await Bash.Run($"cp -r {fresh}/ocfl {place}/copy2 && find {place}/copy2 -type f -print0 | xargs -0 sha512sum > {place}/sums && sync -f {place}/copy2");
            var atOnce = watch.Elapsed;
            var bytes = await owner.ExecuteScalarAsync<long>("select sum(bytes) from archive_object");
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{documents} documents, {bytes / 1048576.0:0} MiB: moved in {ours.TotalSeconds:0.0} s ({documents / ours.TotalSeconds:0} a second); cp + sha512sum + fsync of each file {theirs.TotalSeconds:0.0} s, ratio {theirs / ours:0.00}; with one flush at the end {atOnce.TotalSeconds:0.0} s, ratio {atOnce / ours:0.00}"));
            return rows == documents && whole == documents && strangers == 0 && theirs / ours >= 0.5 ? 0 : 1;
        }
        finally
        {
            await Bash.Run($"chmod -R u+w {place}");
            Directory.Delete(place, recursive: true);
        }
    }

    /// <summary>The process that is killed.</summary>
    public static async Task<int> Work(string connectionString, string files, string archive)
    {
        await using var source = Npgsql.NpgsqlDataSource.Create(connectionString);
        Console.WriteLine("at work");
        await Job(new Database(source), files, archive).Run(default);
        return 0;
    }

    private static ArchiveDocuments Job(Database database, string files, string archive)
    {
        var clock = new OfficeClock(TimeProvider.System, TimeZoneInfo.FindSystemTimeZoneById(OfficeClock.DefaultZone));
        return new(database, new DiskFileStorage(new FileSettings(files)), new ArchiveSettings(archive), clock, new JournalWriter(clock));
    }

    private static Process Start(string connectionString, string files, string archive) =>
        Process.Start(new ProcessStartInfo("dotnet", [typeof(ArchiveUnderKills).Assembly.Location, "archive-worker", connectionString, files, archive]) { RedirectStandardOutput = true })!;

    // Every row names an object whose inventory has the row's digest.
    private static async Task<int> Rows(Npgsql.NpgsqlConnection owner, string root)
    {
        var rows = (await owner.QueryAsync<(string Path, byte[] Digest)>("select path, inventory_sha512 from archive_object")).ToList();
        foreach (var (path, digest) in rows)
        {
            if (!SHA512.HashData(await File.ReadAllBytesAsync(Path.Combine(root, path, "inventory.json"))).AsSpan().SequenceEqual(digest))
                throw new InvalidOperationException($"The row of {path} is not true.");
        }
        return rows.Count;
    }

    private static async Task Fill(TestDatabase database, string files, int documents)
    {
        var person = (await Given.Person(database, "quan", Dispatch.People.Role.Officer)).PersonId.Value;
        await using var owner = await database.OpenAsOwner();
        await Given.DueLines(owner, Enumerable.Range(0, documents).Select(_ => new DueLine(new(2026, 10, 14), person, null, Long, Long.AddDays(3))));
        await owner.ExecuteAsync("set session_replication_role = replica; update incoming set state = 'completed', completed_at = received_at + interval '3 days'");
        var storage = new DiskFileStorage(new FileSettings(files));
        var random = new Random(Seed);
        foreach (var document in await owner.QueryAsync<Guid>("select id from document"))
        {
            // 20 to 400 KiB, as scans of one to a few pages.
            var bytes = new byte[random.Next(20, 400) * 1024];
            random.NextBytes(bytes);
            using var content = new MemoryStream(bytes);
            (await storage.Receive(content, long.MaxValue, default)).Ok(out var received, out _);
            await using (received)
                storage.Keep(received!);
            await owner.ExecuteAsync("""
                insert into stored_file (id, sha256, size, name, media_type, condition, uploaded_by, uploaded_at, attached_at)
                values (@file, @digest, @size, 'cong-van.pdf', 'application/pdf', 'readable', @person, @Long, @Long);
                insert into document_file (document_id, file_id, position, attached_at, attached_by) values (@document, @file, 1, @Long, @person);
                insert into journal_entry (at, actor_id, action, object_type, object_id, canonical)
                select @Long, @person, action, 'document', @document, convert_to(json_build_object('action', action, 'via', 'page', 'changes', json_build_object())::text, 'UTF8')
                from unnest(array['incoming.registered', 'submission.made', 'direction.given', 'assignment.completed']) as a (action);
                """, new { file = Guid.CreateVersion7(), digest = SHA256.HashData(bytes), size = (long)bytes.Length, person, document, Long = Long.ToUniversalTime() });
        }
        await owner.ExecuteAsync("analyze document; analyze incoming; analyze journal_entry; analyze document_file");
    }
}
