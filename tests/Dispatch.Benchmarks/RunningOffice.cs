using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Dispatch.Testing;

namespace Dispatch.Benchmarks;

/// <summary>The built program as a process of its own, on a data folder that goes away afterwards.</summary>
internal sealed class RunningOffice : IAsyncDisposable
{
    private readonly string address;
    private readonly string roles;
    private Process process = null!;

    private RunningOffice(string folder, int port, string roles)
    {
        (Folder, this.roles) = (folder, roles);
        address = $"http://127.0.0.1:{port}";
    }

    public string Folder { get; }

    /// <summary>Process id of the program.</summary>
    public int Pid => process.Id;

    /// <summary>Where the private cluster listens, for psql and pgbench.</summary>
    public string Socket { get; private set; } = "";

    /// <summary>The private cluster as its owner.</summary>
    public string OwnerConnectionString => $"Host={Socket};Username=postgres;Database=dispatch;Pooling=false";

    /// <summary>Starts an office; <paramref name="roles"/> <c>web</c> where its jobs would work on what is being filled in; of an earlier run where <paramref name="folder"/> names its folder.</summary>
    public static async Task<RunningOffice> Start(int port, string roles = "web,worker", string? folder = null)
    {
        var office = new RunningOffice(folder ?? Directory.CreateTempSubdirectory("dispatch-bench-").FullName, port, roles);
        await office.Launch();
        return office;
    }

    /// <summary>Starts the program (again) and waits until it is ready.</summary>
    public async Task Launch()
    {
        var program = Path.Combine(AppContext.BaseDirectory, "Dispatch.Host.dll");
        process = Process.Start(new ProcessStartInfo("dotnet", [program, "--data", Folder, "--urls", address])
        {
            RedirectStandardOutput = true,
            Environment = { ["ASPNETCORE_ENVIRONMENT"] = "Development", ["Dispatch__Roles"] = roles },
        })!;
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        using var client = new HttpClient { BaseAddress = new(address) };
        for (var waited = Stopwatch.StartNew(); ;)
        {
            try
            {
                if ((await client.GetAsync("/health/ready")).IsSuccessStatusCode)
                    break;
            }
            catch (HttpRequestException) when (waited.Elapsed < TimeSpan.FromMinutes(3))
            {
            }
            await Task.Delay(100);
        }
        Socket = Directory.GetFiles(Folder, ".s.PGSQL.*", SearchOption.AllDirectories).Where(f => !f.EndsWith(".lock", StringComparison.Ordinal))
            .Select(f => Path.GetDirectoryName(f)!).First();
    }

    /// <summary>The most memory the program has held since it was launched, in MiB.</summary>
    public long PeakMiB
    {
        get
        {
            var line = File.ReadLines($"/proc/{process.Id}/status").First(l => l.StartsWith("VmHWM:", StringComparison.Ordinal));
            return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], System.Globalization.CultureInfo.InvariantCulture) / 1024;
        }
    }

    /// <summary>A client signed in as a clerk of the sample office.</summary>
    public async Task<HttpClient> Clerk(string userName = "hlan", int patienceSeconds = 60)
    {
        var client = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 256 }) { BaseAddress = new(address), Timeout = TimeSpan.FromSeconds(patienceSeconds) };
        var answer = await client.PostAsJsonAsync("/api/v1/sign-in", new { userName, password = RegistryOffice.Password });
        answer.EnsureSuccessStatusCode();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("token").GetString());
        return client;
    }

    /// <summary>Kills the program without a word, as a power cut would.</summary>
    public async Task Kill()
    {
        process.Kill();
        await process.WaitForExitAsync();
    }

    /// <summary>Kills the private cluster's postmaster; the program brings it up again.</summary>
    public void KillPostgres()
    {
        var pid = File.ReadLines(Directory.GetFiles(Folder, "postmaster.pid", SearchOption.AllDirectories).First()).First();
        using var postmaster = Process.GetProcessById(int.Parse(pid, System.Globalization.CultureInfo.InvariantCulture));
        postmaster.Kill();
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            using var stop = Process.Start("kill", ["-TERM", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)])!;
            await process.WaitForExitAsync();
        }
        Directory.Delete(Folder, recursive: true);
    }
}
