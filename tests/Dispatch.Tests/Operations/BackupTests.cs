using Dapper;
using Dispatch.Operations;
using Dispatch.Platform;

namespace Dispatch.Tests.Operations;

/// <summary>What a backup holds, what it says of itself, and what a proof finds.</summary>
internal sealed class BackupTests
{
    private BackupOffice office = null!;
    private string first = null!;
    private string backup = null!;
    private BackupManifest manifest = null!;

    [OneTimeSetUp]
    public async Task Open()
    {
        office = await BackupOffice.Open();
        first = await office.Register("1/SXD-SL");
        await office.Register("2/SXD-SL");
        backup = BackupOffice.New();
        manifest = (await office.Take(backup)).Value;
    }

    [OneTimeTearDown]
    public async Task Close() => await office.DisposeAsync();

    [Test]
    public async Task Holds_every_row_number_and_file_and_is_proved_by_restoring_it()
    {
        Assert.That(manifest.Good, Is.True);
        Assert.That(manifest.Books, Is.EqualTo(new[] { new BackupBook("DEN", null, 2026, 4522, true) }));
        Assert.That(manifest.Tables["document"], Is.EqualTo(2));
        Assert.That(manifest.Files, Has.Count.EqualTo(2));
        Assert.That(manifest.Schema, Is.EqualTo(MigrationScript.All[^1].Name));
        Assert.That(await File.ReadAllBytesAsync(BackupOffice.FileOf(backup, first)), Is.EqualTo(await File.ReadAllBytesAsync(office.StoredFile(first))));

        Assert.That((await office.Verify(backup, restore: true)).Problem, Is.Null);
        await using var connection = await office.Registry.Connect();
        Assert.That(await connection.ExecuteScalarAsync<string>("select state from backup_run where kind = 'verify' and folder = @backup", new { backup }), Is.EqualTo("good"));
        Assert.That(await connection.ExecuteScalarAsync<long>("select count(*) from journal_entry where action in ('backup.taken', 'backup.verified')"), Is.GreaterThanOrEqualTo(2));
        Assert.That(Directory.Exists(Path.Combine(office.Registry.Office.DataFolder, "verify")), Is.False, "the throw-away PostgreSQL is gone");
    }

    [Test]
    public async Task Overwrites_nothing()
    {
        var folder = BackupOffice.New();
        Directory.CreateDirectory(folder);
        Assert.That((await office.Take(folder)).Problem!.Slug, Is.EqualTo("backup-folder-exists"));
        Assert.That(Directory.EnumerateFileSystemEntries(folder), Is.Empty);
    }

    [Test]
    public async Task Leaves_a_strangers_things_alone_that_lie_where_it_works()
    {
        var folder = BackupOffice.New();
        Directory.CreateDirectory(folder + ".partial");
        await File.WriteAllTextAsync(folder + ".partial/thesis.txt", "");
        Assert.That((await office.Take(folder)).Problem!.Slug, Is.EqualTo("backup-leftover-in-the-way"));
        Assert.That(File.Exists(folder + ".partial/thesis.txt"), Is.True);
    }

    [Test]
    public async Task Takes_the_place_of_one_that_was_killed()
    {
        var folder = BackupOffice.New();
        Directory.CreateDirectory(folder + ".partial/files");
        await File.WriteAllTextAsync(folder + ".partial/database.dump", "half");
        Assert.That((await office.Take(folder)).Problem, Is.Null);
        Assert.That((await office.Verify(folder)).Problem, Is.Null);
        Assert.That(Directory.Exists(folder + ".partial"), Is.False);
    }

    [Test]
    public async Task Is_one_at_a_time()
    {
        await using var other = await office.Registry.Connect();
        Assert.That(await BackupStore.TryLock(other), Is.True);
        Assert.That((await office.Take(BackupOffice.New())).Problem!.Slug, Is.EqualTo("backup-busy"));
        await BackupStore.Unlock(other);
        Assert.That((await office.Take(BackupOffice.New())).Problem, Is.Null);
    }

    [Test]
    public async Task Gives_unchanged_files_of_the_one_before_a_second_name()
    {
        var folder = BackupOffice.New();
        Assert.That((await office.Take(folder, reuse: backup)).Value.Good, Is.True);
        Assert.That(Shell.Run(["stat", "-c", "%i", BackupOffice.FileOf(backup, first), BackupOffice.FileOf(folder, first)]).Output.Split('\n')[..2].Distinct().Count(), Is.EqualTo(1));
        Assert.That((await office.Verify(folder)).Problem, Is.Null);
    }

    [TestCase("manifest.json", "no-backup")]
    [TestCase("manifest.json.sha256", "no-backup")]
    [TestCase("database.dump", "backup-does-not-match")]
    [TestCase("file", "backup-does-not-match")]
    public async Task Tells_a_changed_byte_anywhere(string where, string problem)
    {
        var copy = Copy();
        var path = where == "file" ? BackupOffice.FileOf(copy, first) : Path.Combine(copy, where);
        var bytes = await File.ReadAllBytesAsync(path);
        bytes[bytes.Length / 2] ^= 1;
        File.Delete(path);
        await File.WriteAllBytesAsync(path, bytes);
        Assert.That((await office.Verify(copy)).Problem?.Slug, Is.EqualTo(problem));
    }

    [TestCase("manifest.json", "no-backup")]
    [TestCase("database.dump", "backup-does-not-match")]
    [TestCase("file", "backup-does-not-match")]
    public async Task Tells_what_is_gone(string where, string problem)
    {
        var copy = Copy();
        File.Delete(where == "file" ? BackupOffice.FileOf(copy, first) : Path.Combine(copy, where));
        Assert.That((await office.Verify(copy)).Problem?.Slug, Is.EqualTo(problem));
    }

    [Test]
    public async Task Tells_what_is_too_much()
    {
        var copy = Copy();
        await File.WriteAllTextAsync(Path.Combine(copy, "files", "extra"), "");
        var problem = (await office.Verify(copy)).Problem!;
        Assert.That(problem.Slug, Is.EqualTo("backup-does-not-match"));
        Assert.That(problem.Detail!.Value.Vietnamese, Does.Contain("files/extra"));
    }

    [Test]
    public async Task A_manifest_that_promises_what_the_dump_does_not_hold_is_found_by_restoring()
    {
        var copy = Copy();
        var folder = new BackupFolder(copy);
        File.Delete(folder.Manifest);
        File.Delete(folder.Seal);
        folder.Write(manifest with
        {
            Tables = new Dictionary<string, long>(manifest.Tables) { ["document"] = 3 },
            Books = [new("DEN", null, 2026, 4523, true)],
        });
        var problem = (await office.Verify(copy, restore: true)).Problem!;
        Assert.That(problem.Slug, Is.EqualTo("backup-does-not-restore"));
        Assert.That(problem.Detail!.Value.English, Does.Contain("table document: 3 rows").And.Contain("book DEN"));
        await using var connection = await office.Registry.Connect();
        Assert.That(await connection.ExecuteScalarAsync<string>("select state from backup_run where kind = 'verify' and folder = @copy", new { copy }), Is.EqualTo("failed"));
    }

    [Test]
    public async Task Does_not_call_itself_good_when_a_stored_file_rotted_or_is_gone()
    {
        await using var broken = await BackupOffice.Open();
        var (rotten, gone) = (await broken.Register("1/SXD"), await broken.Register("2/SXD"));
        File.Delete(broken.StoredFile(gone));
        File.Delete(broken.StoredFile(rotten));
        await File.WriteAllTextAsync(broken.StoredFile(rotten), "mốc");

        var folder = BackupOffice.New();
        var taken = (await broken.Take(folder)).Value;

        Assert.That(taken.Good, Is.False);
        Assert.That(taken.Damaged.Select(file => file.Sha256), Is.EqualTo(new[] { rotten }));
        Assert.That(taken.Missing, Is.EqualTo(new[] { gone }));
        Assert.That((await broken.Verify(folder)).Problem!.Slug, Is.EqualTo("backup-damaged"));
        await using var connection = await broken.Registry.Connect();
        Assert.That(await connection.ExecuteScalarAsync<string>("select state from backup_run"), Is.EqualTo("damaged"));
    }

    [Test]
    public async Task Holds_what_was_acknowledged_before_it_began_while_clerks_go_on()
    {
        await using var busy = await BackupOffice.Open();
        var acknowledged = new System.Collections.Concurrent.ConcurrentQueue<string>();
        using var enough = new CancellationTokenSource();
        var clerks = Enumerable.Range(0, 3).Select(async clerk =>
        {
            for (var letter = 1; !enough.IsCancellationRequested; letter++)
                acknowledged.Enqueue(await busy.Register($"{letter}/SXD-B{clerk}"));
        }).ToList();
        while (acknowledged.Count < 12)
            await Task.WhenAny(Task.Delay(10), clerks[0]);
        var before = acknowledged.ToList();
        var folder = BackupOffice.New();
        var taken = (await busy.Take(folder)).Value;
        await enough.CancelAsync();
        await Task.WhenAll(clerks);

        Assert.That(taken.Good, Is.True);
        Assert.That(taken.Files.Select(file => file.Sha256), Is.SupersetOf(before));
        Assert.That(taken.Books.Single().LastNumber, Is.GreaterThanOrEqualTo(4520 + before.Count));
        Assert.That(taken.Tables["register_entry"], Is.EqualTo(taken.Books.Single().LastNumber - 4520), "counts and numbers are of one moment");
        Assert.That((await busy.Verify(folder, restore: true)).Problem, Is.Null);
    }

    [Test]
    public async Task An_office_of_the_release_before_is_backed_up_too()
    {
        await using var older = await BackupOffice.Open();
        await older.Register("1/SXD");
        await using (var connection = await older.Registry.Connect())
            await connection.ExecuteAsync("drop table backup_run, job_run; delete from schema_migration where name >= '0021'");
        var folder = BackupOffice.New();
        Assert.That((await older.Take(folder)).Value.Good, Is.True);
        Assert.That((await older.Verify(folder, restore: true)).Problem, Is.Null);
    }

    private string Copy()
    {
        var copy = BackupOffice.New();
        var (exitCode, output) = Shell.Run(["cp", "-a", backup, copy]);
        Assert.That(exitCode, Is.Zero, output);
        return copy;
    }
}
