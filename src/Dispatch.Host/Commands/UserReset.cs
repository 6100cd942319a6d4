using Dispatch.People;
using Dispatch.Platform;

namespace Dispatch.Host.Commands;

/// <summary>Whoever may run programs on the server may let a person set a new password: the way back in when everybody is locked out.</summary>
internal sealed class UserReset : Command
{
    public string Usage => "user reset TÊN";

    public string Does => "In liên kết dùng một lần để tài khoản TÊN đặt mật khẩu mới; hệ thống có thể đang chạy.";

    public async Task Run(Arguments arguments, CancellationToken stop)
    {
        var settings = OfficeSettings.Read(arguments);
        var folder = DataFolder.Open(settings.DataFolder);
        await using var store = await OfficeStore.OpenBesideRunning(settings, folder, stop);
        await using var app = OfficeApp.Build(settings, folder, store);
        await using var scope = app.Services.CreateAsyncScope();
        var made = await scope.ServiceProvider.GetRequiredService<MakeOneTimeLink>()
            .Execute(new(arguments.Words[2]), Caller.System("command"), stop);
        if (!made.Ok(out var link, out var problem))
            throw new CommandFailure(CommandFailure.Arguments, $"{problem.Title.Vietnamese}: {arguments.Words[2]}");
        CommandLine.Say($"Mở liên kết này để đặt mật khẩu, một lần, trước {link.ExpiresAt:HH:mm dd/MM/yyyy}: {settings.Urls.Split(';')[0].TrimEnd('/')}{link.Path}");
    }
}
