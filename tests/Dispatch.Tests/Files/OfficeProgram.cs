using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Dispatch.Testing;

namespace Dispatch.Tests.Files;

/// <summary>The built program as its own process, over the database of a test office and a data folder of its own.</summary>
internal sealed class OfficeProgram : IAsyncDisposable
{
    private readonly Process process;
    private readonly StringWriter output;

    private OfficeProgram(Process process, StringWriter output, string folder, Uri address) =>
        (this.process, this.output, DataFolder, Client) = (process, output, folder, new HttpClient { BaseAddress = address, Timeout = TimeSpan.FromMinutes(5) });

    public HttpClient Client { get; }

    public string DataFolder { get; }

    /// <summary>Everything below the files folder.</summary>
    public string[] OnDisk() => [.. Directory.EnumerateFiles(Path.Combine(DataFolder, "files"), "*", SearchOption.AllDirectories).Order()];

    /// <summary>The most memory it had in use, in KiB.</summary>
    public long PeakMemory() => long.Parse(
        File.ReadLines($"/proc/{process.Id}/status").Single(line => line.StartsWith("VmHWM:", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2],
        CultureInfo.InvariantCulture);

    /// <summary>Starts measuring anew, from what is in use now: signing in takes more memory than any upload may.</summary>
    public long ForgetPeakMemory()
    {
        File.WriteAllText($"/proc/{process.Id}/clear_refs", "5");
        return PeakMemory();
    }

    public static async Task<OfficeProgram> Start(TestDatabase database, IReadOnlyDictionary<string, string>? environment = null)
    {
        var folder = Directory.CreateTempSubdirectory("dispatch-program-").FullName;
        var address = new Uri($"http://127.0.0.1:{FreePort()}");
        var start = new ProcessStartInfo("dotnet", ["exec", Path.Combine(AppContext.BaseDirectory, "Dispatch.Host.dll"), "--urls", address.OriginalString, "--data", folder])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["ConnectionStrings__Dispatch"] = database.ConnectionString;
        start.Environment["ConnectionStrings__DispatchOwner"] = database.OwnerConnectionString;
        start.Environment["Dispatch__Roles"] = "web";
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
            start.Environment[name] = value;
        var output = new StringWriter();
        var process = new Process { StartInfo = start };
        process.OutputDataReceived += (_, line) => Note(output, line.Data);
        process.ErrorDataReceived += (_, line) => Note(output, line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        var program = new OfficeProgram(process, output, folder, address);
        await program.Ready();
        return program;
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        if (!process.HasExited)
            process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
        Directory.Delete(DataFolder, recursive: true);
    }

    private async Task Ready()
    {
        for (var attempt = 0; attempt < 600; attempt++)
        {
            if (process.HasExited)
                break;
            try
            {
                if ((await Client.GetAsync("/health/ready")).StatusCode == HttpStatusCode.OK)
                    return;
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }
            await Task.Delay(100);
        }
        Assert.Fail($"The program did not get ready:\n{output}");
    }

    private static void Note(StringWriter output, string? line)
    {
        lock (output)
            output.WriteLine(line);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
