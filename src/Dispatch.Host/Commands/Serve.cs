using System.Diagnostics;
using Dispatch.People;
using Dispatch.Platform;
using Dispatch.Sample;
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
            if (app.Services.GetRequiredService<SampleMode>().Enabled)
                await SampleOffice.Load(store.ConnectionString, app.Services, step => CommandLine.Say(step.Vietnamese), stop);
            else if (settings.Roles.HasFlag(Roles.Web))
                await WelcomeAdministrator(app, settings, stop);
            await Start(app, settings, stop);
            CommandLine.Say($"Sẵn sàng sau {started.Elapsed.TotalSeconds:0.0} giây: {string.Join(' ', app.Urls)}  (Ctrl-C để dừng)");

            await app.StopRequested(stop);
            CommandLine.Say("Đang dừng…");
            await app.StopAsync(CancellationToken.None);
        }
        CommandLine.Say("Đã dừng.");
    }

    // An office nobody can sign in to yet: its first administrator sets a password by a link that works once.
    private static async Task WelcomeAdministrator(WebApplication app, OfficeSettings settings, CancellationToken stop)
    {
        await using var scope = app.Services.CreateAsyncScope();
        if (await scope.ServiceProvider.GetRequiredService<FirstAdministrator>().Execute(stop) is { } link)
            CommandLine.Say($"Chưa có quản trị. Mở liên kết này một lần để đặt mật khẩu cho tài khoản admin: {settings.Urls.Split(';')[0].TrimEnd('/')}{link.Path}");
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
