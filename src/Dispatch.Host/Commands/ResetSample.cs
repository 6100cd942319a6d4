namespace Dispatch.Host.Commands;

internal sealed class ResetSample : Command
{
    public string Usage => "reset --sample";

    public string Does => "Xóa dữ liệu mẫu; lần chạy sau tạo lại từ đầu. Không bao giờ xóa dữ liệu thật.";

    public async Task Run(Arguments arguments, CancellationToken stop)
    {
        if (!arguments.Has("sample"))
            throw Arguments.Refused("Lệnh reset chỉ xóa dữ liệu mẫu: cần --sample");
        var settings = OfficeSettings.Read(arguments);
        var folder = DataFolder.Open(settings.DataFolder);
        if (settings.ConnectionString is not null || !(folder.IsSample || folder.IsNew))
            throw new CommandFailure(CommandFailure.DataFolder, $"{folder.Path} không phải dữ liệu mẫu: không xóa gì. Chọn thư mục khác bằng --data.");
        await using var store = await OfficeStore.Open(settings, folder, () => { }, stop);
        await store.Empty(stop);
        folder.DeleteFiles();
        CommandLine.Say("Đã xóa dữ liệu mẫu.");
    }
}
