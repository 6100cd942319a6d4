using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Dispatch.Platform;

/// <summary>Runs programs of the machine, without a terminal and without PostgreSQL's own environment variables.</summary>
internal static class Shell
{
    public const int Interrupt = 2, Quit = 3, Kill = 9, Terminate = 15;

    /// <summary>Runs to the end; output and errors together.</summary>
    public static (int ExitCode, string Output) Run(IReadOnlyList<string> command)
    {
        using var process = Start(["sh", "-c", "exec \"$@\" 2>&1 </dev/null", "sh", .. command], readOutput: true);
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output);
    }

    /// <summary>Starts and returns at once; the output goes to the end of <paramref name="log"/>, so nothing breaks when we are killed.</summary>
    public static Process StartLoggingTo(string log, IReadOnlyList<string> command) =>
        Start(["sh", "-c", "log=$1; shift; exec \"$@\" >>\"$log\" 2>&1 </dev/null", "sh", log, .. command], readOutput: false);

    /// <summary>Sends a signal; false when there is no such process.</summary>
    public static bool Send(int pid, int signal) => kill(pid, signal) == 0;

    private static Process Start(IReadOnlyList<string> command, bool readOutput)
    {
        var start = new ProcessStartInfo(command[0], command.Skip(1)) { RedirectStandardOutput = readOutput };
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("PG", StringComparison.Ordinal)).ToList())
            start.Environment.Remove(name);
        start.Environment["LC_ALL"] = "C.UTF-8";
        return Process.Start(start) ?? throw new InvalidOperationException($"{command[0]} did not start.");
    }

    [DllImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int kill(int pid, int signal);
}
