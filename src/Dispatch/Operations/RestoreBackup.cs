using Dapper;
using Dispatch.Files;
using Dispatch.Journal;
using Dispatch.Platform;
using Npgsql;

namespace Dispatch.Operations;

/// <summary>
/// An office from a backup: files first, then the database in one transaction, then what must not come back alive: sessions, one-time links and
/// runs that were under way. Whoever calls has seen that nothing is there yet and marks the folder as unfinished until this returns.
/// </summary>
public sealed class RestoreBackup(OfficeClock clock, JournalWriter journal)
{
    /// <summary>Every byte against the manifest, before anything is touched.</summary>
    /// <param name="folder">The backup.</param>
    /// <param name="acceptDamaged">True to take a backup of an office that had broken files.</param>
    /// <param name="say">Told about each step.</param>
    /// <param name="ct">Cancellation.</param>
    public static async Task<Result<BackupManifest>> Check(string folder, bool acceptDamaged, Action<TwoLanguages> say, CancellationToken ct)
    {
        var checkedBackup = await VerifyBackup.Check(new(Path.GetFullPath(folder).TrimEnd('/')), say, ct, acceptDamaged);
        return checkedBackup.Ok(out var manifest, out _) && string.CompareOrdinal(manifest.Schema, MigrationScript.All[^1].Name) > 0
            ? BackupProblems.TooNew.Saying(manifest.Schema, manifest.Schema)
            : checkedBackup;
    }

    /// <summary>Copies the files to <paramref name="files"/>, which is empty.</summary>
    public static async Task<Problem?> Files(string folder, BackupManifest manifest, string files, Action<TwoLanguages> say, CancellationToken ct)
    {
        say(new($"Chép {manifest.Files.Count} tệp…", $"Copying {manifest.Files.Count} files…"));
        var backup = new BackupFolder(Path.GetFullPath(folder).TrimEnd('/'));
        var known = manifest.Damaged.ToDictionary(file => file.Sha256, file => file.Found);
        foreach (var file in manifest.Files)
        {
            var digest = BackupFolder.DigestOf(file.Sha256);
            await using var from = HashedCopy.Open(backup.FileOf(digest));
            var (copied, size) = await HashedCopy.To(DiskFileStorage.PathIn(files, digest), from, ct);
            if (size != file.Size || copied.Hex != known.GetValueOrDefault(file.Sha256, file.Sha256))
                return BackupProblems.DoesNotMatch.Saying(file.Sha256, file.Sha256);
        }
        DurableFile.SyncFileSystem(files);
        return null;
    }

    /// <summary>Fills the database, which is empty.</summary>
    /// <param name="folder">The backup.</param>
    /// <param name="manifest">Its manifest.</param>
    /// <param name="owner">The connection string of the tables' owner.</param>
    /// <param name="appRole">The role the office runs as; null when that is the owner.</param>
    /// <param name="say">Told about each step.</param>
    /// <param name="ct">Cancellation.</param>
    public async Task<Problem?> Database(string folder, BackupManifest manifest, string owner, string? appRole, Action<TwoLanguages> say, CancellationToken ct)
    {
        say(new("Phục hồi cơ sở dữ liệu…", "Restoring the database…"));
        if (await RestoredOffice.Fill(new(Path.GetFullPath(folder).TrimEnd('/')), manifest, owner, ct) is { } failed)
            return failed;
        if (await RestoredOffice.Differs(manifest, owner, ct) is { } differs)
            return differs;
        await new Migrator(owner).Migrate(appRole, ct);

        await using var source = NpgsqlDataSource.Create(owner);
        await using var tx = await new Database(source).Begin(Caller.System("command"), ct);
        // A session or a link that was ended after the backup would live again; whoever sits at a desk signs in anew.
        await tx.Connection.ExecuteAsync("""
            delete from session;
            delete from one_time_link;
            -- the archive is no part of a backup: the next run looks for each object and writes those that are gone
            update archive_object set finding = 'missing';
            update backup_run set state = 'interrupted', ended_at = @Now where state = 'running';
            update job_run set outcome = 'interrupted', ended_at = @Now where outcome = 'running';
            """, new { clock.Now });
        await journal.Write(tx, "backup.restored", "backup", Guid.CreateVersion7(), new Changes().New("madeAt", manifest.MadeAt).New("folder", Path.GetFullPath(folder)), ct);
        await tx.Commit(ct);
        return null;
    }

    /// <summary>True when a database holds nothing of anybody.</summary>
    public static Task<bool> IsEmpty(string connectionString, CancellationToken ct) => RestoredOffice.IsEmpty(connectionString, ct);
}
