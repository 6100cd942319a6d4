using Dispatch.Platform;

namespace Dispatch.Operations;

/// <summary>Once a week the newest good nightly backup is restored into a throw-away PostgreSQL: a backup nobody restored is a hope.</summary>
public sealed class ProveNewestBackup(Database database, VerifyBackup verify, BackupSettings settings)
{
    public async Task<JobResult> Run(CancellationToken ct)
    {
        if (settings.Folder is null)
            return new(null, new("Chưa đặt thư mục sao lưu (Backup__Folder).", "No backup folder is set (Backup__Folder)."));
        List<BackupRunView> kept;
        await using (var connection = await database.Open(ct))
            kept = await BackupStore.Kept(connection, ct);
        if (kept.FirstOrDefault(run => run.State == BackupState.Good) is not { } newest)
            throw new JobFailedException(new("Chưa có bản sao lưu nào để kiểm chứng.", "There is no backup to prove yet."));
        var proved = await verify.Execute(new(newest.Folder), database, Caller.System("job"), ct);
        return proved.Ok(out var manifest, out var problem)
            ? new(manifest.Files.Count, new(newest.Folder, newest.Folder))
            : throw new JobFailedException(problem.Line());
    }
}
