using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.RegularExpressions;
using Dapper;
using Npgsql;

namespace Dispatch.Benchmarks;

/// <summary>
/// Registering over HTTP beside pgbench, in one run on one database. pgbench runs the statements the program really sends for one registration,
/// taken from PostgreSQL's own statement log, prepared as Npgsql prepares them; only what must be new each time (id, number, symbol, key) varies.
/// </summary>
internal static partial class RegisteringBesidePgbench
{
    private static long symbols = 3_000_000_000; // above pgbench's random ones

    private static readonly int[] ClientCounts = [4, 8, 16];
    private static readonly TimeSpan Each = TimeSpan.FromSeconds(15);

    public static async Task<int> Run()
    {
        await using var office = await RunningOffice.Start(5193);
        var admin = await office.Clerk("admin");
        var books = Enumerable.Range(1, 16).Select(i => $"SO-{i}").ToArray();
        foreach (var book in books)
        {
            (await admin.PostAsJsonAsync("/api/v1/registers", new { code = book, kind = "incoming", name = "Sổ đo " + book, issuingBody = "UBND tỉnh" })).EnsureSuccessStatusCode();
            (await admin.PostAsJsonAsync($"/api/v1/registers/{book}/years", new { year = 2026 })).EnsureSuccessStatusCode();
        }
        var clerk = await office.Clerk();
        var script = await Script(office, clerk);
        Console.WriteLine($"statements of one registration: {script.Statements}");
        foreach (var (name, used) in new[] { ("one book", books[..1]), ("16 books", books) })
        {
            var (http, bench) = (0.0, 0.0);
            foreach (var clients in ClientCounts)
            {
                var overHttp = await Http(clerk, used, clients);
                var inPgbench = await Pgbench(office, script, used, clients);
                Console.WriteLine($"{name}, {clients} clients: HTTP {overHttp:0}/s, pgbench {inPgbench:0}/s");
                (http, bench) = (Math.Max(http, overHttp), Math.Max(bench, inPgbench));
            }
            Console.WriteLine($"{name}: HTTP {http:0}/s at its best, pgbench {bench:0}/s at its best, ratio {http / bench:0.00}");
        }
        return 0;
    }

    private static async Task<double> Http(HttpClient clerk, string[] books, int clients)
    {
        var (done, counter) = (0, 0);
        using var stop = new CancellationTokenSource(Each);
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, clients).Select(async client =>
        {
            while (!stop.IsCancellationRequested)
            {
                await Register(clerk, books[Interlocked.Increment(ref counter) % books.Length]);
                Interlocked.Increment(ref done);
            }
        }));
        return done / watch.Elapsed.TotalSeconds;
    }

    private static async Task Register(HttpClient clerk, string book)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/incoming-documents")
        {
            Content = JsonContent.Create(new
            {
                register = book,
                issuer = "Sở Xây dựng",
                symbol = $"{Interlocked.Increment(ref symbols)}/SXD-QLĐT",
                subject = "V/v thẩm định báo cáo nghiên cứu khả thi dự án đường vành đai",
                issuedOn = "2026-03-02",
                arrivedOn = "2026-03-03",
            }),
        };
        request.Headers.Add("Idempotency-Key", Guid.CreateVersion7().ToString());
        var answer = await clerk.SendAsync(request);
        if (!answer.IsSuccessStatusCode)
            throw new InvalidOperationException(await answer.Content.ReadAsStringAsync());
    }

    /// <summary>The log of one registration as a pgbench script.</summary>
    private static async Task<BenchScript> Script(RunningOffice office, HttpClient clerk)
    {
        for (var i = 0; i < 20; i++)
            await Register(clerk, "SO-1"); // types loaded, caches warm, statements prepared
        await using var owner = new NpgsqlConnection(office.OwnerConnectionString);
        await owner.OpenAsync();
        await owner.ExecuteAsync("alter system set log_statement = 'all'; ");
        await owner.ExecuteAsync("alter system set logging_collector = off; ");
        await owner.ExecuteAsync("alter system set log_line_prefix = '~%p|%a|'; ");
        await owner.ExecuteAsync("select pg_reload_conf()");
        await Task.Delay(1500);
        var log = Directory.GetFiles(office.Folder, "*.log", SearchOption.AllDirectories).OrderByDescending(f => File.GetLastWriteTimeUtc(f)).First();
        var before = new FileInfo(log).Length;
        await Register(clerk, "SO-1");
        await Task.Delay(1500);
        await owner.ExecuteAsync("alter system reset all");
        await owner.ExecuteAsync("select pg_reload_conf()");

        await using var stream = File.Open(log, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        stream.Position = before;
        var text = await new StreamReader(stream).ReadToEndAsync();
        return BenchScript.Of(text);
    }

    private static async Task<double> Pgbench(RunningOffice office, BenchScript script, string[] books, int clients)
    {
        await using var owner = new NpgsqlConnection(office.OwnerConnectionString);
        await owner.OpenAsync();
        var series = (await owner.QueryAsync<Guid>(
            "select s.id from series s join register r on r.id = s.register_id where r.code = any(@books) order by r.code", new { books })).ToArray();
        var file = Path.Combine(office.Folder, "register.pgbench");
        await File.WriteAllTextAsync(file, script.For(series));
        var start = new ProcessStartInfo("pgbench",
            ["-n", "-M", "prepared", "-c", clients.ToString(CultureInfo.InvariantCulture), "-j", "2", "-T", Each.TotalSeconds.ToString(CultureInfo.InvariantCulture),
             "-f", file, "-h", office.Socket, "-U", "postgres", "dispatch"])
        { RedirectStandardOutput = true, RedirectStandardError = true };
        var bin = Directory.GetDirectories("/usr/lib/postgresql").Select(d => Path.Combine(d, "bin", "pgbench")).LastOrDefault(File.Exists);
        start.FileName = bin ?? "pgbench";
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        var tps = Tps().Match(output);
        return tps.Success ? double.Parse(tps.Groups[1].Value, CultureInfo.InvariantCulture) : throw new InvalidOperationException(output + await errors);
    }

    [GeneratedRegex(@"tps = ([\d.]+)")]
    private static partial Regex Tps();
}
