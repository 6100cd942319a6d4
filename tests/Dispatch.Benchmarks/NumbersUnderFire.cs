using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Dapper;
using Npgsql;

namespace Dispatch.Benchmarks;

/// <summary>
/// Twenty clerks register while requests are cut, inserts fail after the number is taken, and the server and PostgreSQL are killed three times
/// each. What was not answered is asked again with its key, as api.md tells integrators to do.
/// </summary>
internal static class NumbersUnderFire
{
    private const int Clerks = 20;
    private const int Seed = 20261125;

    public static async Task<int> Run(int registrations)
    {
        await using var office = await RunningOffice.Start(5192);
        await using (var owner = await Owner(office))
        {
            // Test-only: fails when the document is inserted, which is after the number was taken.
            await owner.ExecuteAsync("alter table document add constraint test_only_failure check (subject not like 'HỎNG%')");
        }
        var before = await Proof(office);
        var acknowledged = new ConcurrentDictionary<string, int>();
        var (done, cut, failed, retried, refusedFor) = (0, 0, 0, 0, new ConcurrentDictionary<string, int>());
        var watch = Stopwatch.StartNew();
        using var finished = new CancellationTokenSource();
        var nemesis = Nemesis(office, () => Volatile.Read(ref done), registrations, finished.Token);

        await Parallel.ForEachAsync(Enumerable.Range(0, Clerks), new ParallelOptions { MaxDegreeOfParallelism = Clerks }, async (number, _) =>
        {
            var random = new Random(Seed + number);
            HttpClient? clerk = null;
            for (var i = number; i < registrations; i += Clerks)
            {
                var fate = random.Next(100);
                var symbol = $"{i + 1}/LỬA-{Seed}";
                var fails = fate < 5;
                for (var attempt = 0; ; attempt++)
                {
                    using var patience = new CancellationTokenSource(fate is >= 5 and < 10 && attempt == 0 ? TimeSpan.FromMilliseconds(random.Next(1, 20)) : TimeSpan.FromSeconds(60));
                    try
                    {
                        clerk ??= await office.Clerk(number % 2 == 0 ? "hlan" : "ngoc");
                        var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/incoming-documents")
                        {
                            Content = JsonContent.Create(new { register = "DEN", issuer = "Sở Xây dựng", symbol, subject = (fails ? "HỎNG " : "") + "V/v thử lửa" }),
                        };
                        request.Headers.Add("Idempotency-Key", symbol.Replace("LỬA", "LUA", StringComparison.Ordinal));
                        var answer = await clerk.SendAsync(request, patience.Token);
                        if (answer.StatusCode == HttpStatusCode.Created)
                        {
                            acknowledged[symbol] = (await answer.Content.ReadFromJsonAsync<JsonElement>(patience.Token)).GetProperty("arrivalNumber").GetInt32();
                            break;
                        }
                        if (fails && (int)answer.StatusCode >= 400)
                        {
                            Interlocked.Increment(ref failed);
                            break;
                        }
                        refusedFor.AddOrUpdate($"{(int)answer.StatusCode}", 1, (_, n) => n + 1);
                    }
                    catch (Exception e) when (e is HttpRequestException or OperationCanceledException or IOException or JsonException)
                    {
                        if (attempt == 0 && fate is >= 5 and < 10)
                            Interlocked.Increment(ref cut);
                    }
                    Interlocked.Increment(ref retried);
                    await Task.Delay(50, CancellationToken.None);
                }
                Interlocked.Increment(ref done);
            }
        });
        await finished.CancelAsync();
        var kills = await nemesis;
        watch.Stop();

        var after = await Proof(office);
        await using var look = await Owner(office);
        var rows = (await look.QueryAsync<(string Symbol, int Number)>(
            "select d.symbol, i.arrival_number from document d join incoming i on i.document_id = d.id where d.symbol like '%/LỬA-%'")).ToList();
        var twice = rows.GroupBy(r => r.Symbol).Count(g => g.Count() > 1);
        var lost = acknowledged.Count(a => !rows.Contains((a.Key, a.Value)));
        Console.WriteLine($"{registrations} registrations, {Clerks} clerks, seed {Seed}: {watch.Elapsed.TotalSeconds:0} s; cut {cut}, failed after the number {failed}, asked again {retried}, {kills}");
        Console.WriteLine($"answers other than 201 that were asked again: {string.Join(", ", refusedFor.Select(r => $"{r.Key}×{r.Value}"))}");
        Console.WriteLine($"acknowledged {acknowledged.Count}, lost {lost}, registered twice {twice}");
        Console.WriteLine($"book: {before.GetProperty("last")} → {after.GetProperty("last")}, missing {after.GetProperty("missing").GetArrayLength()}, duplicates {after.GetProperty("duplicates").GetArrayLength()}");
        return lost == 0 && twice == 0 && after.GetProperty("missing").GetArrayLength() == 0 && after.GetProperty("duplicates").GetArrayLength() == 0 ? 0 : 1;
    }

    private static async Task<string> Nemesis(RunningOffice office, Func<int> done, int registrations, CancellationToken finished)
    {
        var (server, postgres) = (0, 0);
        for (var round = 1; round <= 6; round++)
        {
            while (done() < registrations * round / 7)
            {
                if (finished.IsCancellationRequested)
                    return $"killed server {server}×, PostgreSQL {postgres}×";
                await Task.Delay(20, CancellationToken.None);
            }
            if (round % 2 == 0)
            {
                office.KillPostgres();
                postgres++;
            }
            else
            {
                await office.Kill();
                server++;
                await office.Launch();
            }
        }
        return $"killed server {server}×, PostgreSQL {postgres}×";
    }

    private static async Task<JsonElement> Proof(RunningOffice office)
    {
        var clerk = await office.Clerk();
        return await clerk.GetFromJsonAsync<JsonElement>("/api/v1/registers/DEN/2026/completeness");
    }

    private static async Task<NpgsqlConnection> Owner(RunningOffice office)
    {
        var connection = new NpgsqlConnection(office.OwnerConnectionString);
        await connection.OpenAsync();
        return connection;
    }
}
