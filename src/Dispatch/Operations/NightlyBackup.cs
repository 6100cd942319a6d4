using System.Globalization;
using Dispatch.Platform;
using Npgsql;

namespace Dispatch.Operations;

/// <summary>
/// The backup of the night, into a folder of its own below <c>Backup:Folder</c>; afterwards the ones that are no longer kept go. Only folders that a
/// row of this office names as its own nightly backup are ever removed, and only after a new good one stands.
/// </summary>
public sealed class NightlyBackup(Database database, TakeBackup take, BackupSettings settings, OfficeClock clock)
{
    private const string Prefix = "dispatch-", Gone = ".deleting";

    public async Task<JobResult> Run(CancellationToken ct)
    {
        if (settings.Folder is not { } home)
            return new(null, new("Chưa đặt thư mục sao lưu (Backup__Folder).", "No backup folder is set (Backup__Folder)."));
        Directory.CreateDirectory(home);
        List<BackupRunView> kept;
        await using (var connection = await database.Open(ct))
            kept = await BackupStore.Kept(connection, ct);
        ClearLeftovers(home, kept);
        var earlier = kept.FirstOrDefault(run => run.State == BackupState.Good && Directory.Exists(run.Folder));
        var folder = Path.Combine(home, Prefix + clock.InOffice(clock.Now).ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture));
        var taken = await take.Execute(new(folder) { Reuse = earlier?.Folder }, Caller.System("job"), ct);
        if (!taken.Ok(out var manifest, out var problem))
            throw new JobFailedException(problem.Line());
        if (!manifest.Good)
            throw new JobFailedException(TakeBackup.Broken(manifest).Line());
        await Clear(home, ct);
        return new(manifest.Files.Count, new(folder, folder));
    }

    private async Task Clear(string home, CancellationToken ct)
    {
        await using var connection = await database.Open(ct);
        var kept = (await BackupStore.Kept(connection, ct)).Where(run => run.State is BackupState.Good or BackupState.Damaged && IsOurs(home, run.Folder));
        foreach (var run in KeepingRule.Superfluous(kept, run => clock.InOffice(run.StartedAt).DateTime, run => run.State == BackupState.Good && Directory.Exists(run.Folder), settings))
        {
            ct.ThrowIfCancellationRequested();
            await Remove(connection, run);
        }
    }

    private async Task Remove(NpgsqlConnection connection, BackupRunView run)
    {
        if (Directory.Exists(run.Folder))
        {
            // Renamed first: one that is removed half-way must not look like a backup.
            Directory.Move(run.Folder, run.Folder + Gone);
            Directory.Delete(run.Folder + Gone, recursive: true);
        }
        await BackupStore.Removed(connection, run.Id, clock.Now);
    }

    // What a kill left of a removal or of a backup, and only where a row says that it was ours.
    private static void ClearLeftovers(string home, IEnumerable<BackupRunView> kept)
    {
        foreach (var run in kept.Where(run => IsOurs(home, run.Folder)))
        {
            foreach (var left in new[] { run.Folder + Gone, new BackupFolder(run.Folder).Unfinished.Path })
            {
                if (Directory.Exists(left) && new BackupFolder(left).HoldsOnlyABackup)
                    Directory.Delete(left, recursive: true);
            }
        }
    }

    private static bool IsOurs(string home, string folder) =>
        Path.GetDirectoryName(folder) == home.TrimEnd('/') && Path.GetFileName(folder).StartsWith(Prefix, StringComparison.Ordinal);
}
