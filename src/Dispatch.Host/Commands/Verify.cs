using Dispatch.Journal;
using Dispatch.Operations;
using Dispatch.Platform;
using Npgsql;

namespace Dispatch.Host.Commands;

/// <summary>Proves a backup by restoring it where nobody works.</summary>
internal sealed class Verify : Command
{
    public string Usage => "verify THƯ_MỤC";

    public string Does => "Đối chiếu bản sao lưu và phục hồi thử vào một PostgreSQL tạm (--quick: chỉ đối chiếu).";

    public async Task Run(Arguments arguments, CancellationToken stop)
    {
        var settings = OfficeSettings.Read(arguments);
        var folder = DataFolder.Open(settings.DataFolder);
        var reachable = settings.ConnectionString ?? LocalPostgres.RunningConnectionString(folder.Postgres);
        await using var office = reachable is null ? null : NpgsqlDataSource.Create(reachable);
        var clock = OfficeApp.Clock();
        var quick = arguments.Has("quick");
        var verified = await new VerifyBackup(clock, new JournalWriter(clock), OfficeApp.ProcessOf(settings, folder)).Execute(
            new(arguments.Words[1]) { Restore = !quick, Say = text => CommandLine.Say(text.Vietnamese) },
            office is null ? null : new Database(office), Caller.System("command"), stop);
        if (!verified.Ok(out var manifest, out var problem))
            throw new CommandFailure(CommandFailure.Backup, problem.InOneLine());
        if (quick)
            CommandLine.Say($"Khớp bản kê: {manifest.Files.Count} tệp. Chưa phục hồi thử.");
        else
            CommandLine.Say($"Đã kiểm chứng phục hồi: {manifest.Tables.Count} bảng, {manifest.Tables.Values.Sum()} dòng, {manifest.Books.Count} sổ, {manifest.Files.Count} tệp.");
        if (office is null && !quick)
            CommandLine.Say("Hệ thống đang dừng: lần kiểm chứng này không hiện trên trang tình trạng.");
    }
}
