namespace Dispatch.Host;

/// <summary>The program ends with this exit code after saying this one line, which tells the person what to do.</summary>
internal sealed class CommandFailure(int exitCode, string line, Exception? inner = null) : Exception(line, inner)
{
    public const int Bug = 1, Arguments = 2, PortInUse = 3, DataFolder = 4, DataFolderInUse = 5, Postgres = 6, Schema = 7, Runtime = 8, Backup = 9;

    public int ExitCode => exitCode;
}
