namespace Dispatch.Host.Commands;

internal sealed class VersionCommand : Command
{
    public string Usage => "version";

    public string Does => "In phiên bản.";

    public Task Run(Arguments arguments, CancellationToken stop)
    {
        CommandLine.Say($"dispatch {typeof(VersionCommand).Assembly.GetName().Version!.ToString(3)} (ASP.NET Core {RuntimeFloor.Running})");
        return Task.CompletedTask;
    }
}
