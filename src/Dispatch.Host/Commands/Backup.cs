using Dispatch.Operations;
using Dispatch.Platform;

namespace Dispatch.Host.Commands;

/// <summary>A backup by hand, while the office works or while it stands still.</summary>
internal sealed class Backup : Command
{
    public string Usage => "backup THƯ_MỤC";

    public string Does => "Sao lưu cơ sở dữ liệu và mọi tệp vào THƯ_MỤC mới; hệ thống có thể đang chạy.";

    public async Task Run(Arguments arguments, CancellationToken stop)
    {
        var settings = OfficeSettings.Read(arguments);
        var target = Path.GetFullPath(arguments.Words[1]);
        if (Directory.Exists(target) || File.Exists(target))
            throw new CommandFailure(CommandFailure.Backup, BackupProblemLine(target));
        var folder = DataFolder.Open(settings.DataFolder);
        if (settings.ConnectionString is null && folder.IsNew)
            throw new CommandFailure(CommandFailure.DataFolder, $"{folder.Path} chưa có hệ thống nào để sao lưu: kiểm tra --data.");
        await using var store = await OfficeStore.OpenBesideRunning(settings, folder, stop);
        await using var app = OfficeApp.Build(settings, folder, store);
        await using var scope = app.Services.CreateAsyncScope();
        var taken = await scope.ServiceProvider.GetRequiredService<TakeBackup>().Execute(
            new(target) { Say = text => CommandLine.Say(text.Vietnamese) }, Caller.System("command"), stop);
        if (!taken.Ok(out var manifest, out var problem))
            throw new CommandFailure(CommandFailure.Backup, problem.InOneLine());
        if (!manifest.Good)
        {
            throw new CommandFailure(CommandFailure.Backup, $"Đã sao lưu vào {target}, nhưng KHÔNG ĐẠT: {manifest.Damaged.Count} tệp hỏng, {manifest.Missing.Count} tệp mất trong kho tệp "
                + $"({string.Join(", ", manifest.Damaged.Select(file => file.Sha256).Concat(manifest.Missing).Take(5))}). Xem “Tệp hỏng” trong hướng dẫn vận hành.");
        }
        CommandLine.Say($"Đã sao lưu vào {target}. Kiểm chứng bằng: dispatch verify {target}");
    }

    private static string BackupProblemLine(string target) => $"{target} đã có, không ghi đè bản sao lưu: chọn tên khác.";
}
