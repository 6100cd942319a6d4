using Dispatch.Journal;
using Dispatch.Operations;
using Dispatch.Platform;
using Npgsql;

namespace Dispatch.Host.Commands;

/// <summary>An office from a backup, only where there is none. Cut off half-way it leaves a folder the program refuses, and can be started over.</summary>
internal sealed class Restore : Command
{
    public string Usage => "restore THƯ_MỤC";

    public string Does => "Phục hồi bản sao lưu THƯ_MỤC vào thư mục dữ liệu trống (--accept-damaged: nhận cả bản có tệp hỏng).";

    public async Task Run(Arguments arguments, CancellationToken stop)
    {
        var settings = OfficeSettings.Read(arguments);
        var backup = Path.GetFullPath(arguments.Words[1]);
        Action<TwoLanguages> say = text => CommandLine.Say(text.Vietnamese);
        var checkedBackup = await RestoreBackup.Check(backup, arguments.Has("accept-damaged"), say, stop);
        if (!checkedBackup.Ok(out var manifest, out var problem))
            throw new CommandFailure(CommandFailure.Backup, problem.InOneLine());
        if (settings.ConnectionString is not null && manifest.Sample)
            throw new CommandFailure(CommandFailure.DataFolder, "Bản sao lưu này là dữ liệu mẫu, mật khẩu ai cũng biết: chỉ phục hồi vào PostgreSQL riêng.");
        if (settings.ConnectionString is { } server && !await RestoreBackup.IsEmpty(settings.OwnerConnectionString ?? server, stop))
            throw new CommandFailure(CommandFailure.Postgres, "Cơ sở dữ liệu đích đã có bảng: chỉ phục hồi vào cơ sở dữ liệu trống (xóa và tạo lại bằng dropdb, createdb).");

        var folder = DataFolder.BeginRestoring(settings.DataFolder);
        Refuse(await RestoreBackup.Files(backup, manifest, folder.Files, say, stop));
        var clock = OfficeApp.Clock();
        var restore = new RestoreBackup(clock, new JournalWriter(clock));
        if (settings.ConnectionString is null)
        {
            await using var cluster = await LocalPostgres.Start(new(folder.Postgres) { Say = say }, stop);
            Refuse(await restore.Database(backup, manifest, cluster.OwnerConnectionString + ";Pooling=false", LocalPostgres.AppRole, say, stop));
        }
        else
        {
            var appRole = settings.OwnerConnectionString is null ? null : new NpgsqlConnectionStringBuilder(settings.ConnectionString).Username;
            Refuse(await restore.Database(backup, manifest, (settings.OwnerConnectionString ?? settings.ConnectionString) + ";Pooling=false", appRole, say, stop));
        }
        if (manifest.Sample)
            folder.MarkAsSample();
        folder.EndRestoring();
        CommandLine.Say($"Đã phục hồi {folder.Path}: {manifest.Tables.Values.Sum()} dòng, {manifest.Files.Count} tệp, như lúc {clock.InOffice(manifest.MadeAt):HH:mm:ss dd/MM/yyyy}. Chạy lại hệ thống như thường; mọi người đăng nhập lại.");
    }

    private static void Refuse(Problem? problem)
    {
        if (problem is not null)
            throw new CommandFailure(CommandFailure.Backup, problem.InOneLine());
    }
}
