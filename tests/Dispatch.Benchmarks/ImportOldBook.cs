using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using Dapper;
using Dispatch.Testing;
using Npgsql;

namespace Dispatch.Benchmarks;

/// <summary>
/// An old book taken over through the running program, as a clerk does it over HTTP: sent as XLSX, mapped, checked, taken over. First a tenth and
/// a half of the rows without disturbance, then all of them while the program is killed (SIGKILL) twice in the takeover. Afterwards each row the
/// maker of the file calls sound must be in the book once, each other refused, and each number have a line.
/// </summary>
internal static class ImportOldBook
{
    public const int Seed = 20261126;

    private const double Faulty = 0.01;

    private static readonly string[] Fields =
        ["arrivedOn", "arrivalNumber", "issuer", "symbol", "issuedOn", "subject", "toPlaces", "transferredOn", "receiptSignedBy", "notes", "secrecy"];

    public static async Task<int> Run(int rows, int seed)
    {
        await using var office = await RunningOffice.Start(5196);
        var sound = true;
        var year = 2020;
        foreach (var part in new[] { rows / 10, rows / 2, rows }.Where(count => count > 0))
        {
            // A program of its own for each, so that the peak is this part's.
            await office.Kill();
            await office.Launch();
            sound &= await TakeOver(office, new OldBookFile(part, year, seed, Faulty), part, kills: part == rows ? 2 : 0);
            year++;
        }
        return sound ? 0 : 1;
    }

    private static async Task<bool> TakeOver(RunningOffice office, OldBookFile file, int rows, int kills)
    {
        var clerk = await office.Clerk(patienceSeconds: 600);
        var path = Path.Combine(office.Folder, $"so-{file.Year}.xlsx");
        await using (var target = File.Create(path))
            file.Xlsx(target);
        var idle = office.PeakMiB;

        var watch = Stopwatch.StartNew();
        string id;
        await using (var source = File.OpenRead(path))
        {
            using var content = new MultipartFormDataContent { { new StreamContent(source), "file", Path.GetFileName(path) } };
            var answer = await clerk.PostAsync($"/api/v1/registers/DEN/{file.Year}/old-books", content);
            answer.EnsureSuccessStatusCode();
            id = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString()!;
        }
        var sent = watch.Elapsed;
        var columns = Fields.Select((field, column) => (field, column)).ToDictionary(c => c.field, c => c.column);
        (await clerk.PutAsJsonAsync($"/api/v1/old-books/{id}/mapping", new { sheet = 0, columns })).EnsureSuccessStatusCode();

        watch.Restart();
        var (_, checkPeak, check) = await Ended(office, clerk, await Start(clerk, $"/api/v1/old-books/{id}/check"), 0);
        var @checked = watch.Elapsed;
        watch.Restart();
        var (killed, killedPeak, takeover) = await Ended(office, clerk, await Start(clerk, $"/api/v1/old-books/{id}/takeover"), kills);
        var taken = watch.Elapsed;
        var peak = Math.Max(Math.Max(office.PeakMiB, checkPeak), killedPeak);

        await using var owner = new NpgsqlConnection(office.OwnerConnectionString);
        await owner.OpenAsync();
        var good = (await owner.QueryAsync<(int Line, string State)>("select line, state from old_book_row where old_book_id = @id", new { id = Guid.Parse(id) })).ToDictionary(r => r.Line, r => r.State);
        var book = (await owner.QueryAsync<(int Number, string Subject, DateOnly Day)>("""
            select i.arrival_number, d.subject, i.arrived_on from incoming i join document d on d.id = i.document_id where i.year = @Year
            """, new { file.Year })).ToDictionary(r => r.Number);
        // A line above that could not be read may take the one below with it (its day, its number): those are refused with a reason, never wrong.
        var (unaccounted, wrong, refusedThoughSound) = (0, 0, 0);
        foreach (var row in file.Rows())
        {
            var state = good.GetValueOrDefault(row.Line);
            if (state is not ("imported" or "faulty" or "secret"))
                unaccounted++;
            else if (row.Fault == OldBookFault.None && state != "imported")
                refusedThoughSound++;
            else if (row.Fault == OldBookFault.None ? !book.TryGetValue(row.Number, out var there) || there.Subject != row.Cells[5] || there.Day != row.Day : state == "imported")
                wrong++;
        }
        var journaled = await owner.ExecuteScalarAsync<long>("""
            select count(distinct j.object_id) from journal_entry j join incoming i on i.document_id = j.object_id where j.action = 'incoming.takenOver' and i.year = @Year
            """, new { file.Year });
        var proof = await (await office.Clerk()).GetFromJsonAsync<JsonElement>($"/api/v1/registers/DEN/{file.Year}/completeness");
        var (missing, duplicates) = (proof.GetProperty("missing").GetArrayLength(), proof.GetProperty("duplicates").GetArrayLength());

        int Of(JsonElement run, string name) => run.GetProperty(name).GetInt32();
        Console.WriteLine($"{rows} rows: {new FileInfo(path).Length / 1024.0 / 1024:0.0} MiB XLSX; sent {sent.TotalSeconds:0.0} s, checked {@checked.TotalSeconds:0.0} s ({rows / @checked.TotalSeconds:0} rows/s), "
            + $"taken over {taken.TotalSeconds:0.0} s ({rows / taken.TotalSeconds:0} rows/s), killed {killed}×; peak {peak} MiB (idle {idle})");
        Console.WriteLine($"  done {Of(takeover, "done")} + failed {Of(takeover, "failed")} + skipped {Of(takeover, "skipped")} = {Of(takeover, "processed")} of {Of(takeover, "total")}; "
            + $"check found {Of(check, "failed")}; unaccounted {unaccounted}, wrong {wrong}, refused beside a faulty line {refusedThoughSound}, in the journal {journaled}, "
            + $"book 1–{Of(proof, "last")}: missing {missing}, duplicates {duplicates}");
        File.Delete(path);
        return Of(takeover, "processed") == rows && Of(takeover, "total") == rows && unaccounted == 0 && wrong == 0 && journaled == book.Count && missing == 0 && duplicates == 0 && killed == kills;
    }

    private static async Task<string> Start(HttpClient clerk, string path)
    {
        var answer = await clerk.PostAsJsonAsync(path, new { });
        answer.EnsureSuccessStatusCode();
        return answer.Headers.Location!.OriginalString;
    }

    // Watches a run to its end, and kills the program at a third and two thirds of it.
    private static async Task<(int Killed, long PeakMiB, JsonElement Run)> Ended(RunningOffice office, HttpClient clerk, string run, int kills)
    {
        var (killed, peak) = (0, 0L);
        while (true)
        {
            var view = await clerk.GetFromJsonAsync<JsonElement>(run);
            var state = view.GetProperty("state").GetString();
            if (state is "done" or "failed" or "cancelled")
                return (killed, Math.Max(peak, office.PeakMiB), view);
            if (killed < kills && view.GetProperty("processed").GetInt32() >= view.GetProperty("total").GetInt32() * (killed + 1) / (kills + 1))
            {
                peak = Math.Max(peak, office.PeakMiB);
                await office.Kill();
                killed++;
                await office.Launch();
                continue;
            }
            await Task.Delay(200);
        }
    }
}
