using Dispatch.Journal;
using Dispatch.Platform;
using Npgsql;

namespace Dispatch.Operations;

/// <summary>A backup to prove.</summary>
/// <param name="Folder">The backup.</param>
public sealed record VerifyBackupRequest(string Folder)
{
    /// <summary>False to compare digests only, without restoring.</summary>
    public bool Restore { get; init; } = true;

    /// <summary>Told about each step.</summary>
    public Action<TwoLanguages> Say { get; init; } = _ => { };
}

/// <summary>
/// Proves a backup: every byte against the manifest, nothing missing, nothing extra; then the dump is restored into a throw-away PostgreSQL and
/// every table's rows, every book's last number and every file a row names are compared. Only that is called a proved restore.
/// </summary>
public sealed class VerifyBackup(OfficeClock clock, JournalWriter journal, ThisProcess process)
{
    /// <param name="request">The backup.</param>
    /// <param name="office">Where the proof is noted for the status page; null when the office's database is not reachable.</param>
    /// <param name="caller">Who asks.</param>
    /// <param name="ct">Cancellation.</param>
    public async Task<Result<BackupManifest>> Execute(VerifyBackupRequest request, Database? office, Caller caller, CancellationToken ct)
    {
        var folder = new BackupFolder(Path.GetFullPath(request.Folder).TrimEnd('/'));
        if (!request.Restore)
            return await Check(folder, request.Say, ct);
        var run = Guid.CreateVersion7();
        await Note(office, connection => BackupStore.Start(connection, run, BackupKind.Verify, caller.Via, folder.Path, clock.Now));
        Result<BackupManifest> outcome;
        try
        {
            outcome = await Check(folder, request.Say, ct);
            if (outcome.Ok(out var manifest, out _) && await Prove(folder, manifest, request.Say, ct) is { } problem)
                outcome = problem;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            outcome = BackupProblems.NotWritten.Saying(e.Message, e.Message);
        }
        catch (LocalPostgresException e)
        {
            outcome = BackupProblems.DoesNotRestore.Saying(e.Text.Vietnamese, e.Text.English);
        }
        catch (OperationCanceledException)
        {
            await Note(office, connection => BackupStore.End(connection, run, BackupState.Interrupted, clock.Now, null, null));
            throw;
        }
        var proved = outcome.Ok(out var good, out var why);
        await Note(office, connection => BackupStore.End(connection, run, proved ? BackupState.Good : BackupState.Failed, clock.Now, good, why?.Line()));
        if (office is not null)
        {
            await using var tx = await office.Begin(caller, CancellationToken.None);
            await journal.Write(tx, "backup.verified", "backup", run, new Changes().New("folder", folder.Path).New("proved", proved), CancellationToken.None);
            await tx.Commit(CancellationToken.None);
        }
        return outcome;
    }

    /// <summary>Every byte against the manifest. A whole backup of an office with broken files is <see cref="BackupProblems.Damaged"/> unless those are accepted.</summary>
    internal static async Task<Result<BackupManifest>> Check(BackupFolder folder, Action<TwoLanguages> say, CancellationToken ct, bool acceptDamaged = false)
    {
        if (folder.Read() is not { } manifest)
            return BackupProblems.NoBackup.Saying(
                $"{folder.Path}. {BackupProblems.NoBackup.Detail!.Value.Vietnamese}", $"{folder.Path}. {BackupProblems.NoBackup.Detail!.Value.English}");
        say(new($"Đối chiếu {manifest.Files.Count} tệp và bản chụp cơ sở dữ liệu…", $"Comparing {manifest.Files.Count} files and the copy of the database…"));
        var wrong = new List<TwoLanguages>();
        var known = manifest.Damaged.ToDictionary(file => file.Sha256, file => file.Found);
        await Compare(folder.Dump, manifest.Dump.Size, manifest.Dump.Sha256);
        var expected = new HashSet<string>(StringComparer.Ordinal) { folder.Manifest, folder.Seal, folder.Dump };
        foreach (var file in manifest.Files)
        {
            var path = folder.FileOf(BackupFolder.DigestOf(file.Sha256));
            expected.Add(path);
            await Compare(path, file.Size, known.GetValueOrDefault(file.Sha256, file.Sha256));
        }
        foreach (var extra in Directory.EnumerateFiles(folder.Path, "*", SearchOption.AllDirectories).Where(path => !expected.Contains(path)))
            wrong.Add(new($"{Name(extra)}: không có trong bản kê", $"{Name(extra)}: not in the manifest"));
        if (wrong.Count > 0)
            return BackupProblems.DoesNotMatch.Listing(wrong);
        return manifest.Good || acceptDamaged ? manifest : TakeBackup.Broken(manifest);

        async Task Compare(string path, long size, string digest)
        {
            ct.ThrowIfCancellationRequested();
            if (new FileInfo(path) is not { Exists: true } file)
                wrong.Add(new($"{Name(path)}: mất", $"{Name(path)}: missing"));
            else if (file.Length != size || (await HashedCopy.Read(path, ct)).Digest.Hex != digest)
                wrong.Add(new($"{Name(path)}: nội dung đã đổi", $"{Name(path)}: its content has changed"));
        }

        string Name(string path) => Path.GetRelativePath(folder.Path, path);
    }

    private async Task<Problem?> Prove(BackupFolder folder, BackupManifest manifest, Action<TwoLanguages> say, CancellationToken ct)
    {
        say(new("Phục hồi thử vào một PostgreSQL tạm…", "Restoring into a throw-away PostgreSQL…"));
        // A fixed place: what a killed proof left is taken over and emptied by the next one.
        var place = new LocalPostgresOptions(Path.Combine(process.ProvingFolder, "postgres")) { Durable = false };
        LocalPostgres.RequireFree(place.Folder);
        LocalPostgres.StopLeftover(place.Folder);
        Empty();
        try
        {
            await using var cluster = await LocalPostgres.Start(place, ct);
            var owner = cluster.OwnerConnectionString + ";Pooling=false";
            return await RestoredOffice.Fill(folder, manifest, owner, ct) ?? await RestoredOffice.Differs(manifest, owner, ct);
        }
        finally
        {
            Empty();
        }
    }

    private void Empty()
    {
        if (Directory.Exists(process.ProvingFolder))
            Directory.Delete(process.ProvingFolder, recursive: true);
    }

    // The proof stands even where it cannot be noted: a stopped office, or one of a release before.
    private static async Task Note(Database? office, Func<NpgsqlConnection, Task> write)
    {
        if (office is null)
            return;
        await using var connection = await office.Open(CancellationToken.None);
        if (await BackupStore.Recorded(connection))
            await write(connection);
    }
}
