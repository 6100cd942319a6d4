namespace Dispatch.Host.Commands;

internal sealed class Migrate : Command
{
    public string Usage => "migrate";

    public string Does => "Đưa lược đồ cơ sở dữ liệu lên phiên bản của chương trình, rồi thoát.";

    public async Task Run(Arguments arguments, CancellationToken stop)
    {
        var settings = OfficeSettings.Read(arguments);
        await using var store = await OfficeStore.Open(settings, DataFolder.Open(settings.DataFolder), () => { }, stop);
        if ((await store.Migrate(stop)).Count == 0)
            CommandLine.Say("Lược đồ đã là mới nhất.");
    }
}
