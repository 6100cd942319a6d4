using System.Diagnostics;
using Dispatch.Platform;
using NUnit.Framework;

namespace Dispatch.Testing;

/// <summary>The built program as a child process, in a session of its own as from a terminal's job, on a data folder of the test run.</summary>
public sealed class OfficeProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private readonly Process process;
    private readonly List<string> lines = [];
    private readonly Task reading;
    private TaskCompletionSource grown = new();

    private OfficeProcess(Process process)
    {
        this.process = process;
        reading = Task.WhenAll(Read(process.StandardOutput), Read(process.StandardError));
    }

    public int Pid => process.Id;

    /// <summary>What it said so far, line by line, errors too.</summary>
    public IReadOnlyList<string> Lines
    {
        get
        {
            lock (lines)
                return [.. lines];
        }
    }

    public string Said => string.Join('\n', Lines);

    /// <summary>Starts <c>dispatch</c> with only these settings; the address is a free port unless given.</summary>
    public static OfficeProcess Start(string[] args, Dictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo("setsid", [Program, .. args]) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var name in start.Environment.Keys.Where(IsASetting).ToList())
            start.Environment.Remove(name);
        foreach (var (name, value) in environment ?? [])
            start.Environment[name] = value;
        return new(Process.Start(start)!);
    }

    /// <summary>Starts an office on a data folder.</summary>
    public static OfficeProcess Serve(string dataFolder, Dictionary<string, string>? environment = null) =>
        Start(["--urls", "http://127.0.0.1:0", "--data", dataFolder], environment);

    /// <summary>Waits for the line with the address.</summary>
    public async Task<HttpClient> Ready()
    {
        var line = await Line("Sẵn sàng");
        return new() { BaseAddress = new(line[line.IndexOf("http://", StringComparison.Ordinal)..].Split(' ')[0]) };
    }

    /// <summary>Waits for a line that holds <paramref name="text"/>.</summary>
    public async Task<string> Line(string text)
    {
        var waited = Stopwatch.StartNew();
        while (true)
        {
            Task more;
            lock (lines)
            {
                if (lines.Find(line => line.Contains(text, StringComparison.Ordinal)) is { } found)
                    return found;
                more = grown.Task;
            }
            var first = await Task.WhenAny(more, reading, Task.Delay(Patience - waited.Elapsed > TimeSpan.Zero ? Patience - waited.Elapsed : TimeSpan.Zero));
            if (first != more && !Lines.Any(line => line.Contains(text, StringComparison.Ordinal)))
                throw new AssertionException($"The program never said “{text}”. It said:\n{Said}");
        }
    }

    public void Send(int signal) => Assert.That(Shell.Send(process.Id, signal), Is.True, "the program is gone already");

    /// <summary>What a terminal does for Ctrl-C: the signal goes to every process of the job.</summary>
    public void CtrlC() => Assert.That(Shell.Send(-process.Id, Shell.Interrupt), Is.True, "the program is gone already");

    /// <summary>Waits for the end.</summary>
    public async Task<int> Exit()
    {
        using var limit = new CancellationTokenSource(Patience);
        await process.WaitForExitAsync(limit.Token);
        await reading.WaitAsync(limit.Token);
        return process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            Shell.Send(process.Id, Shell.Kill);
            await process.WaitForExitAsync();
        }
        process.Dispose();
    }

    private static string Program
    {
        get
        {
            // …/tests/<project>/bin/Debug/net10.0: the host was built beside, in the same configuration.
            var output = new DirectoryInfo(AppContext.BaseDirectory);
            return Path.Combine(Repository.Folder, "src", "Dispatch.Host", "bin", output.Parent!.Name, output.Name, "Dispatch.Host");
        }
    }

    private static bool IsASetting(string name) =>
        name.StartsWith("ASPNETCORE_", StringComparison.Ordinal) || name.StartsWith("DISPATCH_", StringComparison.Ordinal)
        || name.StartsWith("Dispatch__", StringComparison.Ordinal) || name.StartsWith("ConnectionStrings__", StringComparison.Ordinal)
        || name.StartsWith("Backup__", StringComparison.Ordinal) || name.StartsWith("Proxy__", StringComparison.Ordinal) || name.StartsWith("Metrics__", StringComparison.Ordinal)
        || name.StartsWith("Mail__", StringComparison.Ordinal) || name == "DOTNET_ENVIRONMENT";

    private async Task Read(StreamReader reader)
    {
        while (await reader.ReadLineAsync() is { } line)
        {
            TaskCompletionSource told;
            lock (lines)
            {
                lines.Add(line);
                (told, grown) = (grown, new());
            }
            told.SetResult();
        }
    }
}
