using System.Diagnostics;

namespace Dispatch.Testing;

/// <summary>A command line as an operator types it.</summary>
public static class Bash
{
    /// <summary>Runs it; answers its exit code, and all it said.</summary>
    public static async Task<(int Code, string Said)> Run(string command)
    {
        using var shell = Process.Start(new ProcessStartInfo("bash", ["-c", command]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var (said, complained) = (shell.StandardOutput.ReadToEndAsync(), shell.StandardError.ReadToEndAsync());
        await shell.WaitForExitAsync();
        return (shell.ExitCode, await said + await complained);
    }
}
