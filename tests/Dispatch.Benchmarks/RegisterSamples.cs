using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Dispatch.Platform;

namespace Dispatch.Benchmarks;

/// <summary>Real subjects, symbols, scans and PDFs registered over the API, then found again as people type.</summary>
internal static class RegisterSamples
{
    private const int AtOnce = 8;

    public static async Task<int> Run(string folder)
    {
        await using var office = await RunningOffice.Start(5191);
        var clerk = await office.Clerk();
        var rows = File.ReadLines(Path.Combine(folder, "documents", "subjects_vi.tsv")).Skip(1).Select(line => line.Split('\t')).ToList();
        var outcomes = new Dictionary<string, int>();
        var registered = new List<(string Id, string Symbol, string Subject)>();
        var watch = Stopwatch.StartNew();

        await Parallel.ForEachAsync(rows, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (row, ct) =>
        {
            var (symbol, issuedOn, issuer, subject, signer) = (row[0], row[2], row[3], row[4], row.ElementAtOrDefault(5));
            var letter = new Dictionary<string, object?>
            {
                ["register"] = "DEN",
                ["issuer"] = issuer,
                ["subject"] = subject,
                ["issuedOn"] = DateOnly.TryParseExact(issuedOn, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _) ? issuedOn : null,
                ["signer"] = string.IsNullOrWhiteSpace(signer) ? null : new { fullName = signer },
            };
            letter[string.IsNullOrWhiteSpace(symbol) ? "unnumbered" : "symbol"] = string.IsNullOrWhiteSpace(symbol) ? true : symbol;
            var answer = await clerk.PostAsJsonAsync("/api/v1/incoming-documents", letter, ct);
            var body = await answer.Content.ReadFromJsonAsync<JsonElement>(ct);
            lock (outcomes)
            {
                if (answer.StatusCode == HttpStatusCode.Created)
                    registered.Add((body.GetProperty("id").GetString()!, symbol, subject));
                var outcome = answer.StatusCode == HttpStatusCode.Created ? "registered" : $"{(int)answer.StatusCode} {body.GetProperty("type").GetString()} {Errors(body)}";
                outcomes[outcome] = outcomes.GetValueOrDefault(outcome) + 1;
            }
        });
        Console.WriteLine($"subjects_vi.tsv: {rows.Count} rows in {watch.Elapsed.TotalSeconds:0.0} s");
        foreach (var (outcome, count) in outcomes.OrderByDescending(o => o.Value))
            Console.WriteLine($"  {count,6}  {outcome}");

        var (bySymbol, bySubject, missed) = (0, 0, new List<string>());
        await Parallel.ForEachAsync(registered, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (document, ct) =>
        {
            if (await Finds(clerk, document.Id, document.Symbol, ct))
                Interlocked.Increment(ref bySymbol);
            else
                lock (missed)
                    missed.Add("symbol " + document.Symbol);
            var typed = string.Join(' ', VietnameseText.Words(document.Subject).Split(' ').Take(12));
            if (await Finds(clerk, document.Id, typed, ct))
                Interlocked.Increment(ref bySubject);
            else
                lock (missed)
                    missed.Add("subject " + typed);
        });
        Console.WriteLine($"found again: by symbol {bySymbol}/{registered.Count}, by subject without marks {bySubject}/{registered.Count}");
        foreach (var miss in missed.Take(10))
            Console.WriteLine("  missed " + miss);

        var files = new[] { "scans", "pdfs" }.SelectMany(f => Directory.GetFiles(Path.Combine(folder, f), "*.pdf")).ToList();
        var taken = 0;
        foreach (var file in files)
        {
            using var form = new MultipartFormDataContent();
            var content = new ByteArrayContent(await File.ReadAllBytesAsync(file));
            content.Headers.ContentType = new MediaTypeHeaderValue("application/pdf");
            form.Add(content, "file", Path.GetFileName(file));
            var uploaded = await clerk.PostAsync("/api/v1/files", form);
            var view = await uploaded.Content.ReadFromJsonAsync<JsonElement>();
            if (uploaded.StatusCode != HttpStatusCode.Created)
            {
                Console.WriteLine($"  {Path.GetFileName(file)}: {view.GetProperty("type").GetString()}");
                continue;
            }
            var answer = await clerk.PostAsJsonAsync("/api/v1/incoming-documents", new
            {
                register = "DEN",
                issuer = "Văn phòng Chính phủ",
                symbol = $"{taken + 1}/MẪU-{Path.GetFileNameWithoutExtension(file).Replace(' ', '-')}",
                subject = "Tệp mẫu " + Path.GetFileName(file),
                fileIds = new[] { view.GetProperty("id").GetString() },
            });
            if (answer.StatusCode == HttpStatusCode.Created)
                taken++;
            else
                Console.WriteLine($"  {Path.GetFileName(file)}: {await answer.Content.ReadAsStringAsync()}");
        }
        Console.WriteLine($"scans and pdfs: {taken}/{files.Count} registered with their file");
        var proof = await clerk.GetFromJsonAsync<JsonElement>($"/api/v1/registers/DEN/{ThisYear()}/completeness");
        Console.WriteLine($"completeness: {proof.GetProperty("first")}–{proof.GetProperty("last")}, missing {proof.GetProperty("missing").GetArrayLength()}, duplicates {proof.GetProperty("duplicates").GetArrayLength()}");
        return 0;
    }

    private static int ThisYear() => TimeProvider.System.GetLocalNow().Year;

    private static string Errors(JsonElement body) =>
        body.TryGetProperty("errors", out var errors) ? string.Join(' ', errors.EnumerateObject().Select(e => $"{e.Name}: {e.Value[0].GetString()}")) : "";

    private static async Task<bool> Finds(HttpClient clerk, string id, string q, CancellationToken ct)
    {
        var page = await clerk.GetFromJsonAsync<JsonElement>($"/api/v1/incoming-documents?limit=200&q={Uri.EscapeDataString(q)}", ct);
        return page.GetProperty("items").EnumerateArray().Any(item => item.GetProperty("id").GetString() == id);
    }
}
