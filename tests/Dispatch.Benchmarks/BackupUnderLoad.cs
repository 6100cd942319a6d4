using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Dapper;
using Dispatch.Testing;
using Npgsql;

namespace Dispatch.Benchmarks;

/// <summary>
/// Clerks register letters with files; a backup is taken meanwhile, one more is killed half-way; then the office is restored on an empty data folder
/// by the commands of the operator's page as they stand there, and everything acknowledged before the backup began must be there and equal.
/// </summary>
internal static class BackupUnderLoad
{
    private const int Clerks = 6;
    private const int Port = 5186;
    private const string Guide = "src/Dispatch.Web/Guides/van-hanh.md";

    public static async Task<int> Run(int letters)
    {
        await using var office = await RunningOffice.Start(Port);
        var place = Directory.CreateTempSubdirectory("dispatch-bench-backup-").FullName;
        try
        {
            return await Run(office, place, letters);
        }
        finally
        {
            Directory.Delete(place, recursive: true);
            // The page moves the old data aside, and deletes nothing.
            if (Directory.Exists(office.Folder + ".cu"))
                Directory.Delete(office.Folder + ".cu", recursive: true);
        }
    }

    private static async Task<int> Run(RunningOffice office, string place, int letters)
    {
        var registered = new ConcurrentBag<Registered>();
        var refused = new ConcurrentDictionary<string, int>();
        using var enough = new CancellationTokenSource();
        var load = Register(office, letters, registered, refused, enough.Token);
        await Until(() => registered.Count >= letters / 2, load);

        var before = registered.ToList();
        var backing = Stopwatch.StartNew();
        var taken = await Page(office, place, "## Sao lưu", ["dispatch backup"]);
        backing.Stop();
        var during = registered.Count - before.Count;
        Console.Write(taken.Output);

        // One more, killed while it copies.
        var killed = Process.Start(new ProcessStartInfo("dotnet", [Program, "backup", Path.Combine(place, "sao-luu", "killed"), "--data", office.Folder]) { RedirectStandardOutput = true })!;
        while (await killed.StandardOutput.ReadLineAsync() is { } line && !line.StartsWith("Cơ sở dữ liệu", StringComparison.Ordinal))
        {
        }
        killed.Kill();
        await killed.WaitForExitAsync();
        var looksGood = Directory.Exists(Path.Combine(place, "sao-luu", "killed"));
        var partial = await Sh(office, place, $"dispatch verify --quick '{place}/sao-luu/killed.partial'");

        await load;
        var verifying = Stopwatch.StartNew();
        var verified = await Page(office, place, "## Sao lưu", ["dispatch verify"]);
        verifying.Stop();
        Console.Write(verified.Output);

        var expected = await Rows(office.OwnerConnectionString, before);
        var views = new Dictionary<string, string>();
        var clerk = await office.Clerk();
        foreach (var letter in before)
            views[letter.Id] = await clerk.GetStringAsync($"/api/v1/incoming-documents/{letter.Id}");

        var restoring = Stopwatch.StartNew();
        var restored = await Page(office, place, "## Phục hồi", ["sudo", "dispatch", "curl"]);
        restoring.Stop();
        Console.WriteLine(restored.Output);

        var found = await Rows(office.OwnerConnectionString, before);
        clerk = await office.Clerk();
        var (unequal, badFiles) = (0, 0);
        foreach (var letter in before)
        {
            var answer = await clerk.GetAsync($"/api/v1/incoming-documents/{letter.Id}");
            if (!answer.IsSuccessStatusCode || await answer.Content.ReadAsStringAsync() != views[letter.Id])
                unequal++;
            if (Convert.ToHexStringLower(SHA256.HashData(await clerk.GetByteArrayAsync($"/api/v1/files/{letter.FileId}/content"))) != letter.Sha256)
                badFiles++;
        }
        var proof = await clerk.GetFromJsonAsync<JsonElement>("/api/v1/registers/DEN/2026/completeness");
        var (missing, duplicates) = (proof.GetProperty("missing").GetArrayLength(), proof.GetProperty("duplicates").GetArrayLength());
        var differing = expected.Except(found).Count() + found.Except(expected).Count();
        await Sh(office, place, $"kill -TERM $(cat '{place}/pid'); while [ -d /proc/$(cat '{place}/pid') ]; do sleep 0.1; done");

        var backup = Path.Combine(place, "sao-luu", "bang-tay");
        Console.WriteLine($"{letters} letters by {Clerks} clerks ({string.Join(", ", refused.Select(r => $"{r.Key}×{r.Value}"))}); {before.Count} acknowledged before the backup began, {during} while it ran");
        Console.WriteLine($"backup {backing.Elapsed.TotalSeconds:0.0} s, {Directory.EnumerateFiles(backup, "*", SearchOption.AllDirectories).Sum(f => new FileInfo(f).Length) / 1048576.0:0} MiB; "
            + $"verify with restore {verifying.Elapsed.TotalSeconds:0.0} s; stop, restore, start and ready {restoring.Elapsed.TotalSeconds:0.0} s");
        Console.WriteLine($"of {before.Count} before: rows differing {differing} of {expected.Count}, views unequal {unequal}, files unequal {badFiles}; book: last {proof.GetProperty("last")}, missing {missing}, duplicates {duplicates}");
        Console.WriteLine($"killed backup: looks like one {looksGood}, verify of what it left ends with {partial.ExitCode}");
        return (taken.ExitCode, verified.ExitCode, restored.ExitCode, differing, unequal, badFiles, missing, duplicates, looksGood, partial.ExitCode) == (0, 0, 0, 0, 0, 0, 0, 0, false, 9)
            && expected.Count > before.Count ? 0 : 1;
    }

    private static async Task Register(RunningOffice office, int letters, ConcurrentBag<Registered> registered, ConcurrentDictionary<string, int> refused, CancellationToken ct)
    {
        var next = 0;
        await Parallel.ForEachAsync(Enumerable.Range(0, Clerks), new ParallelOptions { MaxDegreeOfParallelism = Clerks, CancellationToken = ct }, async (number, _) =>
        {
            var random = new Random(number);
            var clerk = await office.Clerk(number % 2 == 0 ? "hlan" : "ngoc");
            while (Interlocked.Increment(ref next) is var i && i <= letters)
            {
                var bytes = new byte[random.Next(10_000, 300_000)];
                random.NextBytes(bytes);
                var text = Encoding.UTF8.GetBytes(Convert.ToBase64String(bytes));
                using var upload = new MultipartFormDataContent { { new ByteArrayContent(text) { Headers = { ContentType = new MediaTypeHeaderValue("text/plain") } }, "file", "van-ban.txt" } };
                var stored = await clerk.PostAsync("/api/v1/files", upload, ct);
                stored.EnsureSuccessStatusCode();
                var fileId = (await stored.Content.ReadFromJsonAsync<JsonElement>(ct)).GetProperty("id").GetString()!;
                var answer = await clerk.PostAsJsonAsync("/api/v1/incoming-documents",
                    new { register = "DEN", issuer = "Sở Xây dựng", symbol = $"{i}/SL-{number}", subject = "V/v sao lưu khi đang làm việc", fileIds = new[] { fileId } }, ct);
                refused.AddOrUpdate($"{(int)answer.StatusCode}", 1, (_, n) => n + 1);
                if (answer.StatusCode == HttpStatusCode.Created)
                {
                    var view = await answer.Content.ReadFromJsonAsync<JsonElement>(ct);
                    registered.Add(new(view.GetProperty("id").GetString()!, view.GetProperty("arrivalNumber").GetInt32(), fileId, Convert.ToHexStringLower(SHA256.HashData(text))));
                }
            }
        });
    }

    /// <summary>Every row of these letters, as PostgreSQL writes it.</summary>
    private static async Task<HashSet<string>> Rows(string connectionString, List<Registered> letters)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        var (documents, files) = (letters.Select(l => Guid.Parse(l.Id)).ToArray(), letters.Select(l => Guid.Parse(l.FileId)).ToArray());
        var rows = new HashSet<string>();
        foreach (var (table, key, ids) in new[]
        {
            ("document", "id", documents), ("incoming", "document_id", documents), ("register_entry", "document_id", documents),
            ("document_file", "document_id", documents), ("stored_file", "id", files),
        })
            rows.UnionWith(await connection.QueryAsync<string>($"select '{table} ' || t::text from {table} t where {key} = any(@ids)", new { ids }));
        rows.UnionWith(await connection.QueryAsync<string>(
            "select 'journal ' || t::text from journal_entry t where object_id = any(@documents) and action = 'incoming.registered'", new { documents }));
        return rows;
    }

    /// <summary>Runs the lines of the page's section that begin with one of these words, with its folders and address put in their places.</summary>
    private static Task<(int ExitCode, string Output)> Page(RunningOffice office, string place, string section, string[] begins)
    {
        var page = File.ReadAllText(Path.Combine(Repository.Folder, Guide));
        var from = page.IndexOf(section + "\n", StringComparison.Ordinal);
        var text = page[from..page.IndexOf("\n## ", from + 1, StringComparison.Ordinal)];
        var lines = text.Split("```sh\n").Skip(1).Select(block => block[..block.IndexOf("```", StringComparison.Ordinal)]).SelectMany(block => block.Split('\n'))
            .Where(line => begins.Any(word => line.StartsWith(word, StringComparison.Ordinal)));
        return Sh(office, place, string.Join('\n', lines)
            .Replace("/srv/dispatch/data", office.Folder, StringComparison.Ordinal)
            .Replace("/srv/sao-luu", Path.Combine(place, "sao-luu"), StringComparison.Ordinal)
            .Replace(":5080", ":" + Port.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal));
    }

    // What the page takes for granted: the command `dispatch` with the service's settings, and the service itself.
    private static async Task<(int ExitCode, string Output)> Sh(RunningOffice office, string place, string lines)
    {
        var script = $$"""
            set -e
            export DISPATCH_DATA='{{office.Folder}}' ASPNETCORE_ENVIRONMENT=Development
            mkdir -p '{{place}}/sao-luu'
            dispatch() { dotnet '{{Program}}' "$@"; }
            sudo() { "$@"; }
            systemctl() {
                case $1 in
                    stop) kill -TERM {{office.Pid}}; while [ -d /proc/{{office.Pid}} ]; do sleep 0.1; done ;;
                    start) setsid dotnet '{{Program}}' --urls http://127.0.0.1:{{Port}} >'{{place}}/log' 2>&1 & echo $! >'{{place}}/pid' ;;
                esac
            }
            {{lines}}
            """;
        using var shell = Process.Start(new ProcessStartInfo("sh", ["-c", script]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var errors = shell.StandardError.ReadToEndAsync();
        var output = await shell.StandardOutput.ReadToEndAsync();
        await shell.WaitForExitAsync();
        return (shell.ExitCode, output + await errors);
    }

    private static async Task Until(Func<bool> reached, Task load)
    {
        while (!reached())
        {
            if (load.IsCompleted)
                await load;
            await Task.Delay(20);
        }
    }

    private static string Program => Path.Combine(AppContext.BaseDirectory, "Dispatch.Host.dll");

    private sealed record Registered(string Id, int Number, string FileId, string Sha256);
}
