// A backup (bản sao lưu): PostgreSQL's own dump first, then the files. The order is the rule that is easy to get wrong: bytes are on disk before
// the row that names them commits and are never changed, so files copied after the dump hold every file of the dump. Counts and dump are
// of one snapshot. Everything is made in <folder>.partial; the manifest is written last, all is flushed, then the folder is renamed.
using System.Data;
using System.Diagnostics;
using System.Globalization;
using Dapper;
using Dispatch.Files;
using Dispatch.Journal;
using Dispatch.Platform;
using Npgsql;

namespace Dispatch.Operations;

/// <summary>A backup to take.</summary>
/// <param name="Folder">Where; must not exist.</param>
public sealed record TakeBackupRequest(string Folder)
{
    /// <summary>An earlier good backup on the same disk: files that are the same get a second name there instead of a copy.</summary>
    public string? Reuse { get; init; }

    /// <summary>Told about each step.</summary>
    public Action<TwoLanguages> Say { get; init; } = _ => { };
}

/// <summary>Copies the office away while it works.</summary>
public sealed class TakeBackup(NpgsqlDataSource source, OfficeConnection connectionString, Database database, FileStorage storage, OfficeClock clock, JournalWriter journal, ThisProcess process)
{
    private static readonly TimeSpan BetweenLines = TimeSpan.FromSeconds(5);

    /// <returns>The manifest. A backup with damaged or missing files is finished, too, but not <see cref="BackupManifest.Good"/>.</returns>
    public async Task<Result<BackupManifest>> Execute(TakeBackupRequest request, Caller caller, CancellationToken ct)
    {
        var folder = new BackupFolder(Path.GetFullPath(request.Folder).TrimEnd('/'));
        if (Directory.Exists(folder.Path) || File.Exists(folder.Path))
            return BackupProblems.FolderExists.Saying(folder.Path, folder.Path);
        await using var connection = await source.OpenConnectionAsync(ct);
        if (!await BackupStore.TryLock(connection))
            return BackupProblems.Busy;
        var ours = false;
        try
        {
            if (Directory.Exists(folder.Unfinished.Path) && !folder.Unfinished.HoldsOnlyABackup)
                return BackupProblems.LeftoverInTheWay.Saying(folder.Unfinished.Path, folder.Unfinished.Path);
            ours = true;
            var run = Guid.CreateVersion7();
            var recorded = await BackupStore.Recorded(connection);
            if (recorded)
                await BackupStore.Start(connection, run, BackupKind.Backup, caller.Via, folder.Path, clock.Now);
            Result<BackupManifest> outcome;
            try
            {
                outcome = await Make(folder, request, connection, ct);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                outcome = BackupProblems.NotWritten.Saying(e.Message, e.Message);
            }
            catch (OperationCanceledException)
            {
                if (recorded)
                    await End(run, folder, BackupState.Interrupted, null, null, caller);
                throw;
            }
            if (recorded)
            {
                await (outcome.Ok(out var manifest, out var problem)
                    ? End(run, folder, manifest.Good ? BackupState.Good : BackupState.Damaged, manifest, manifest.Good ? null : Broken(manifest).Line(), caller)
                    : End(run, folder, BackupState.Failed, null, problem.Line(), caller));
            }
            return outcome;
        }
        finally
        {
            if (ours)
                Clear(folder.Unfinished.Path);
            if (connection.State == ConnectionState.Open)
                await BackupStore.Unlock(connection);
        }
    }

    /// <summary>The problem of a backup that is finished but not good.</summary>
    internal static Problem Broken(BackupManifest manifest) => BackupProblems.Damaged.Listing(
    [
        .. manifest.Damaged.Select(file => new TwoLanguages($"tệp hỏng {file.Sha256}", $"damaged file {file.Sha256}")),
        .. manifest.Missing.Select(file => new TwoLanguages($"mất tệp {file}", $"missing file {file}")),
    ]);

    private async Task<Result<BackupManifest>> Make(BackupFolder folder, TakeBackupRequest request, NpgsqlConnection connection, CancellationToken ct)
    {
        if (PostgresTools.Find(connection.PostgreSqlVersion.Major) is not { } tools)
            return BackupProblems.ToolsMissing.Saying($"apt install postgresql-client-{connection.PostgreSqlVersion.Major}", $"apt install postgresql-client-{connection.PostgreSqlVersion.Major}");
        var made = folder.Unfinished;
        Clear(made.Path);
        MakePrivate(made.Path);

        var watch = Stopwatch.StartNew();
        request.Say(new("Chụp cơ sở dữ liệu…", "Copying the database…"));
        var dumped = await Dump(made, tools, connection, ct);
        if (!dumped.Ok(out var contents, out var problem))
            return problem;
        var (digest, size) = await HashedCopy.Read(made.Dump, ct);
        request.Say(new($"Cơ sở dữ liệu: {Mebibytes(size)} MiB, {Seconds(watch)} giây.", $"Database: {Mebibytes(size)} MiB, {Seconds(watch)} seconds."));

        watch.Restart();
        var (files, damaged) = await CopyFiles(made, request, ct);
        var copied = files.Select(file => file.Sha256).ToHashSet();
        var manifest = new BackupManifest(
            BackupManifest.CurrentFormat, contents.At, process.Version, contents.Schema, tools.Version, process.SampleData, new(digest.Hex, size),
            contents.Tables, contents.Books, files, damaged, [.. contents.Named.Select(named => named.Hex).Where(hex => !copied.Contains(hex)).Order(StringComparer.Ordinal)]);
        request.Say(new($"Tệp: {files.Count}, {Mebibytes(manifest.FilesBytes)} MiB, {Seconds(watch)} giây.", $"Files: {files.Count}, {Mebibytes(manifest.FilesBytes)} MiB, {Seconds(watch)} seconds."));

        DurableFile.SyncFileSystem(made.Path);
        made.Write(manifest);
        DurableFile.SyncFolder(made.Path);
        DurableFile.Rename(made.Path, folder.Path);
        DurableFile.SyncFolder(Path.GetDirectoryName(folder.Path)!);
        return manifest;
    }

    // pg_dump takes the rows of our own snapshot, so what is counted here is what it writes. Hangfire's rows stay away: the schedule is put in
    // place anew at every start, and a job that ran while the backup was taken must not run again in a restored office.
    private async Task<Result<Contents>> Dump(BackupFolder made, PostgresTools tools, NpgsqlConnection connection, CancellationToken ct)
    {
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, ct);
        var at = clock.Now;
        var snapshot = await connection.ExecuteScalarAsync<string>("select pg_export_snapshot()");
        var hangfire = await connection.QueryAsync<string>($"select tablename from pg_tables where schemaname = '{Jobs.Schema}' and tablename <> 'schema'");
        var failure = await tools.Run("pg_dump", connectionString.Value,
        [
            "--format=custom", "--no-password", "--snapshot=" + snapshot, "--file=" + made.Dump,
            .. hangfire.Select(table => $"--exclude-table-data={Jobs.Schema}.\"{table}\""),
        ], ct);
        if (failure is not null)
            return BackupProblems.DumpFailed.Saying(failure, failure);
        var contents = new Contents(
            at,
            await connection.ExecuteScalarAsync<string>("select coalesce(max(name), '') from schema_migration") ?? "",
            await BackupStore.CountTables(connection, ct),
            await BackupStore.Books(connection, ct),
            await BackupStore.NamedFiles(connection, ct));
        await transaction.CommitAsync(ct);
        return contents;
    }

    private async Task<(List<BackupFile> Files, List<DamagedFile> Damaged)> CopyFiles(BackupFolder made, TakeBackupRequest request, CancellationToken ct)
    {
        var earlier = request.Reuse is { } reuse ? new BackupFolder(Path.GetFullPath(reuse)) : null;
        var (files, damaged) = (new List<BackupFile>(), new List<DamagedFile>());
        var since = Stopwatch.StartNew();
        Directory.CreateDirectory(made.Files);
        foreach (var kept in storage.All())
        {
            ct.ThrowIfCancellationRequested();
            await using var content = storage.Open(kept.Digest);
            if (content is null)
                continue; // an orphan, swept meanwhile; one that a row names is found missing below
            var (digest, size) = await Copy(kept.Digest, content, made, earlier, ct);
            files.Add(new(kept.Digest.Hex, size));
            if (digest != kept.Digest)
                damaged.Add(new(kept.Digest.Hex, digest.Hex, size));
            if (since.Elapsed > BetweenLines)
            {
                request.Say(new($"… {files.Count} tệp", $"… {files.Count} files"));
                since.Restart();
            }
        }
        return (files, damaged);
    }

    private static async Task<(Sha256 Digest, long Size)> Copy(Sha256 named, Stream content, BackupFolder made, BackupFolder? earlier, CancellationToken ct)
    {
        var target = made.FileOf(named);
        if (earlier is not null && new FileInfo(earlier.FileOf(named)) is { Exists: true } before && before.Length == content.Length)
        {
            // Read all the same: a stored file that rotted is found by the backup, not by the day it is needed.
            var read = await HashedCopy.Read(content, null, ct);
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            if (read.Digest == named && DurableFile.TryLink(before.FullName, target))
                return read;
            content.Position = 0;
        }
        return await HashedCopy.To(target, content, ct);
    }

    private async Task End(Guid run, BackupFolder folder, BackupState state, BackupManifest? manifest, TwoLanguages? message, Caller caller)
    {
        await using var tx = await database.Begin(caller, CancellationToken.None);
        await BackupStore.End(tx.Connection, run, state, clock.Now, manifest, message);
        await journal.Write(tx, "backup.taken", "backup", run, new Changes()
            .New("folder", folder.Path).New("state", state).New("files", manifest?.Files.Count), CancellationToken.None);
        await tx.Commit(CancellationToken.None);
    }

    private static void Clear(string folder)
    {
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
    }

    private static void MakePrivate(string folder)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(folder);
        else
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private static string Mebibytes(long bytes) => (bytes / 1024.0 / 1024.0).ToString("0.0", CultureInfo.InvariantCulture);

    private static string Seconds(Stopwatch watch) => watch.Elapsed.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture);

    private sealed record Contents(DateTimeOffset At, string Schema, IReadOnlyDictionary<string, long> Tables, IReadOnlyList<BackupBook> Books, HashSet<Sha256> Named);
}
