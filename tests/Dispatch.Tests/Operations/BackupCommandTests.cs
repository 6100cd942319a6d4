using System.Security.Cryptography;
using Dapper;
using Dispatch.Host;
using Dispatch.Platform;
using Dispatch.Testing;
using Dispatch.Tests.Host;
using Npgsql;

namespace Dispatch.Tests.Operations;

/// <summary>Backup, verify and restore as typed at a terminal: on a private cluster and on a server of one's own, and killed half-way.</summary>
internal sealed class BackupCommandTests
{
    private static readonly byte[] Letter = "Công văn đến"u8.ToArray();

    [Test]
    public async Task A_stopped_office_is_backed_up_proved_restored_and_starts()
    {
        var folder = await OfficeWithALetter();
        var (backup, restored) = (BackupOffice.New(), DataFolders.New());

        await Succeeds("backup", backup, "--data", folder);
        var proof = await Succeeds("verify", backup, "--data", folder);
        Assert.That(proof[^2], Does.Contain("Đã kiểm chứng phục hồi").And.Contain("1 tệp"));
        Assert.That(Directory.Exists(Path.Combine(folder, "verify")), Is.False);
        await Succeeds("restore", backup, "--data", restored);

        Assert.That(await File.ReadAllBytesAsync(StoredFile(restored)), Is.EqualTo(Letter));
        Assert.That(File.Exists(Path.Combine(restored, "sample-office")), Is.True, "known passwords stay marked as such");
        await using var office = OfficeProcess.Start(["--urls", "http://127.0.0.1:0", "--data", restored], new() { ["Dispatch__Roles"] = "web" });
        using var client = await office.Ready();
        Assert.That((await client.GetAsync("/health/ready")).IsSuccessStatusCode, Is.True);
        await using var connection = new NpgsqlConnection(LocalPostgres.RunningConnectionString(Path.Combine(restored, "postgres")));
        Assert.That(await connection.QueryAsync<string>("select name from stored_file"), Does.Contain("công văn.txt"));
        Assert.That(await connection.ExecuteScalarAsync<long>("select count(*) from session"), Is.Zero, "nobody is still signed in");
        Assert.That(await connection.ExecuteScalarAsync<long>("select count(*) from journal_entry where action = 'backup.restored'"), Is.EqualTo(1));
        Assert.That(() => connection.Execute("delete from journal_entry"), Throws.TypeOf<PostgresException>().With.Property("SqlState").EqualTo("42501"),
            "the office's role has the rights it had, and no more");
    }

    [Test]
    public async Task A_running_office_is_backed_up_without_stopping_it()
    {
        var folder = await OfficeWithALetter();
        await using var office = OfficeProcess.Start(["--urls", "http://127.0.0.1:0", "--data", folder], new() { ["ASPNETCORE_ENVIRONMENT"] = "Development", ["Dispatch__Roles"] = "web" });
        using var client = await office.Ready();
        var backup = BackupOffice.New();
        await Succeeds("backup", backup, "--data", folder);
        await Succeeds("verify", backup, "--data", folder);
        Assert.That((await client.GetAsync("/health/ready")).IsSuccessStatusCode, Is.True);
        await using var connection = new NpgsqlConnection(LocalPostgres.RunningConnectionString(Path.Combine(folder, "postgres")));
        Assert.That(await connection.QueryAsync<string>("select kind || ' ' || via || ' ' || state from backup_run order by started_at"),
            Is.EqualTo(new[] { "backup command good", "verify command good" }));
    }

    [Test]
    public async Task Nothing_is_restored_over_an_office()
    {
        var folder = await OfficeWithALetter();
        var backup = BackupOffice.New();
        await Succeeds("backup", backup, "--data", folder);
        var (exitCode, said) = await Run("restore", backup, "--data", folder);
        Assert.That(exitCode, Is.EqualTo(CommandFailure.DataFolder), said[^1]);
        Assert.That(said[^1], Does.Contain("không trống"));
        Assert.That(await File.ReadAllBytesAsync(StoredFile(folder)), Is.EqualTo(Letter));
    }

    [Test]
    public async Task A_restore_that_was_killed_is_refused_by_the_program_and_can_be_started_over()
    {
        var folder = await OfficeWithALetter();
        var (backup, restored) = (BackupOffice.New(), DataFolders.New());
        await Succeeds("backup", backup, "--data", folder);
        await using (var restore = OfficeProcess.Start(["restore", backup, "--data", restored]))
        {
            await restore.Line("Phục hồi cơ sở dữ liệu");
            restore.Send(Shell.Kill);
            await restore.Exit();
        }
        foreach (var command in new[] { "serve", "migrate" })
        {
            var (exitCode, said) = await Run(command, "--urls", "http://127.0.0.1:0", "--data", restored);
            Assert.That(exitCode, Is.EqualTo(CommandFailure.DataFolder), command);
            Assert.That(said.Single(), Does.Contain("dở dang").And.Contain("dispatch restore"));
        }
        await Succeeds("restore", backup, "--data", restored);
        Assert.That((await Succeeds("migrate", "--data", restored))[^1], Does.Contain("mới nhất"));
    }

    [Test]
    public async Task A_backup_that_was_killed_leaves_nothing_that_looks_good()
    {
        var folder = await OfficeWithALetter();
        var backup = BackupOffice.New();
        await using (var taking = OfficeProcess.Start(["backup", backup, "--data", folder]))
        {
            await taking.Line("Chụp cơ sở dữ liệu");
            taking.Send(Shell.Kill);
            await taking.Exit();
        }
        Assert.That(Directory.Exists(backup), Is.False);
        Assert.That((await Run("verify", backup + ".partial", "--data", folder)).ExitCode, Is.EqualTo(CommandFailure.Backup));
        await Succeeds("backup", backup, "--data", folder);
        await Succeeds("verify", backup, "--quick", "--data", folder);
        Assert.That(Directory.Exists(backup + ".partial"), Is.False);
    }

    [Test]
    public async Task A_backup_with_a_broken_file_ends_with_a_failure_and_is_restored_only_when_told_to()
    {
        var folder = await OfficeWithALetter();
        var (backup, restored) = (BackupOffice.New(), DataFolders.New());
        File.Delete(StoredFile(folder));
        await File.WriteAllTextAsync(StoredFile(folder), "mốc");
        var (taken, said) = await Run("backup", backup, "--data", folder);
        Assert.That(taken, Is.EqualTo(CommandFailure.Backup));
        Assert.That(said[^1], Does.Contain("KHÔNG ĐẠT").And.Contain(Digest));
        Assert.That((await Run("restore", backup, "--data", restored)).ExitCode, Is.EqualTo(CommandFailure.Backup));
        await Succeeds("restore", backup, "--accept-damaged", "--data", restored);
    }

    [Test]
    public async Task Where_there_is_no_office_there_is_no_backup()
    {
        var backup = BackupOffice.New();
        var (exitCode, said) = await Run("backup", backup, "--data", DataFolders.New());
        Assert.That(exitCode, Is.EqualTo(CommandFailure.DataFolder), said[^1]);
        Assert.That(Directory.Exists(backup), Is.False);
    }

    [Test]
    public async Task Backups_inside_the_data_folder_are_refused()
    {
        var folder = await DataFolders.Stopped();
        var (exitCode, said) = await Run(["serve", "--urls", "http://127.0.0.1:0", "--data", folder], new() { ["Backup__Folder"] = Path.Combine(folder, "backup") });
        Assert.That(exitCode, Is.EqualTo(CommandFailure.Arguments));
        Assert.That(said[^1], Does.Contain("ngoài thư mục dữ liệu"));
    }

    [Test]
    public async Task Without_PostgreSQLs_programs_it_says_what_to_install()
    {
        await using var database = await TestDatabase.Create();
        var (exitCode, said) = await Run(["backup", BackupOffice.New(), "--data", DataFolders.New()],
            new() { ["ConnectionStrings__Dispatch"] = database.ConnectionString, ["DISPATCH_PG_BIN"] = "/nowhere" });
        Assert.That(exitCode, Is.EqualTo(CommandFailure.Backup));
        Assert.That(said[^1], Does.Contain("apt install postgresql-client"));
    }

    [Test]
    public async Task A_server_of_ones_own_is_backed_up_and_restored_into_an_empty_database_of_other_owners()
    {
        await using var database = await TestDatabase.Create();
        await using var empty = await TestDatabase.CreateEmpty();
        var (folder, restored, backup) = (DataFolders.New(), DataFolders.New(), BackupOffice.New());
        await Succeeds(["backup", backup, "--data", folder], Settings(database));
        await Succeeds(["restore", backup, "--data", restored], Settings(empty));
        await using var connection = new NpgsqlConnection(empty.ConnectionString);
        Assert.That(await connection.ExecuteScalarAsync<long>("select count(*) from agency"), Is.GreaterThan(100));
        Assert.That(() => connection.Execute("delete from journal_entry"), Throws.TypeOf<PostgresException>().With.Property("SqlState").EqualTo("42501"));

        var (exitCode, said) = await Run(["restore", backup, "--data", DataFolders.New()], Settings(empty));
        Assert.That(exitCode, Is.EqualTo(CommandFailure.Postgres));
        Assert.That(said[^1], Does.Contain("trống"));
    }

    private static Dictionary<string, string> Settings(TestDatabase database) => new()
    {
        ["ConnectionStrings__Dispatch"] = database.ConnectionString,
        ["ConnectionStrings__DispatchOwner"] = database.OwnerConnectionString,
    };

    private static string Digest => Convert.ToHexStringLower(SHA256.HashData(Letter));

    private static string StoredFile(string dataFolder) => Path.Combine(dataFolder, "files", Digest[..2], Digest[2..4], Digest);

    /// <summary>A stopped sample office with one received file and somebody signed in.</summary>
    private static async Task<string> OfficeWithALetter()
    {
        var folder = await DataFolders.Stopped();
        Directory.CreateDirectory(Path.GetDirectoryName(StoredFile(folder))!);
        await File.WriteAllBytesAsync(StoredFile(folder), Letter);
        await using var cluster = await LocalPostgres.Start(new(Path.Combine(folder, "postgres")), default);
        await using var connection = new NpgsqlConnection(cluster.OwnerConnectionString + ";Pooling=false");
        await connection.ExecuteAsync("""
            insert into stored_file (id, sha256, size, name, media_type, condition, uploaded_by, uploaded_at)
            values (gen_random_uuid(), @Sha256, @Length, 'công văn.txt', 'text/plain', 'readable', @SystemId, '2026-10-05');
            insert into session (token_hash, id, person_id, kind, created_at, last_seen_at, expires_at)
            values ('\x00', gen_random_uuid(), @SystemId, 'browser', '2026-10-05', '2026-10-05', '2099-01-01');
            """, new { Sha256 = SHA256.HashData(Letter), Letter.Length, SystemId = Caller.SystemId.Value });
        return folder;
    }

    private static Task<IReadOnlyList<string>> Succeeds(params string[] args) => Succeeds(args, null);

    private static async Task<IReadOnlyList<string>> Succeeds(string[] args, Dictionary<string, string>? environment)
    {
        var (exitCode, lines) = await Run(args, environment);
        Assert.That(exitCode, Is.Zero, string.Join('\n', lines));
        return lines;
    }

    private static Task<(int ExitCode, IReadOnlyList<string> Lines)> Run(params string[] args) => Run(args, null);

    private static async Task<(int ExitCode, IReadOnlyList<string> Lines)> Run(string[] args, Dictionary<string, string>? environment)
    {
        await using var program = OfficeProcess.Start(args, environment);
        return (await program.Exit(), program.Lines);
    }
}
