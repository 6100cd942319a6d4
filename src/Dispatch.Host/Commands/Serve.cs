using System.Diagnostics;
using Microsoft.AspNetCore.Connections;

namespace Dispatch.Host.Commands;

/// <summary>The office itself: brings up what it stands on, step by step, answers until told to stop, and takes everything down again.</summary>
internal sealed class Serve : Command
{
    public string Usage => "serve";

    public string Does => "Chạy hệ thống (mặc định).";

    public async Task Run(Arguments arguments, CancellationToken stop)
    {
        var started = Stopwatch.StartNew();
        RuntimeFloor.Require(RuntimeFloor.Running);
        var settings = OfficeSettings.Read(arguments);
        var folder = DataFolder.Open(settings.DataFolder);
        await using (var store = await OfficeStore.Open(settings, folder, () => Ports.RequireFree(settings), stop))
        {
            await store.Migrate(stop);
            await using var app = OfficeApp.Build(settings, folder, store);
            await Start(app, settings, stop);
            CommandLine.Say($"Sẵn sàng sau {started.Elapsed.TotalSeconds:0.0} giây: {string.Join(' ', app.Urls)}  (Ctrl-C để dừng)");

            await app.StopRequested(stop);
            CommandLine.Say("Đang dừng…");
            await app.StopAsync(CancellationToken.None);
        }
        CommandLine.Say("Đã dừng.");
    }

    private static async Task Start(WebApplication app, OfficeSettings settings, CancellationToken stop)
    {
        try
        {
            await app.StartAsync(stop);
        }
        catch (IOException e) when (e.InnerException is AddressInUseException)
        {
            throw Ports.InUse(settings.Addresses[0].Port, e);
        }
    }
}
