using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Dapper;
using Npgsql;

namespace Dispatch.Benchmarks;

/// <summary>The list of 50 and the detail over HTTP beside the same statements in pgbench, at a given number of documents.</summary>
internal static partial class ReadsBesidePsql
{
    private const int Clients = 8;
    private static readonly TimeSpan Each = TimeSpan.FromSeconds(15);

    public static async Task<int> Run(int documents)
    {
        await using var office = await RunningOffice.Start(5194);
        var clerk = await office.Clerk();
        await using var owner = new NpgsqlConnection(office.OwnerConnectionString + ";Command Timeout=0");
        await owner.OpenAsync();
        await Fill(owner, documents);
        var ids = (await owner.QueryAsync<Guid>("select id from document order by random() limit 1000")).ToArray();

        await Beside("list of 50", office, clerk, _ => "/api/v1/incoming-documents?register=DEN&year=2026", $"""
            select d.id, r.code, i.year, i.arrival_number, i.arrived_on, d.symbol, d.symbol_parsed, d.issuer_name, d.issued_on, d.document_type, d.subject,
                   d.urgency, i.urgency_rank, i.medium, i.state, i.due_on, i.reply_due_on, i.registered_late,
                   (select count(*)::integer from document_file df where df.document_id = d.id and df.replaced_at is null), d.version
            from incoming i join document d on d.id = i.document_id join register r on r.id = i.register_id
            where i.register_id = (select id from register where code = 'DEN') and i.year = 2026
            order by i.arrived_on desc, i.urgency_rank desc, i.arrival_number desc, i.document_id desc limit 51;
            """);
        await Beside("detail", office, clerk, n => $"/api/v1/incoming-documents/{ids[n % ids.Length]}",
            $"""
            \set n random(1, {ids.Length})
            select (array[{string.Join(',', ids.Select(i => $"'{i}'"))}]::uuid[])[:n] as id \gset
            {Incoming.ReadIncoming.ViewSql.ReplaceLineEndings(" ").Replace("@Id", ":id", StringComparison.Ordinal)};
            {Incoming.ReadIncoming.FilesSql.ReplaceLineEndings(" ").Replace("@Id", ":id", StringComparison.Ordinal)};
            {Incoming.ReadIncoming.TransfersSql.ReplaceLineEndings(" ").Replace("@Id", ":id", StringComparison.Ordinal)};
            """);
        return 0;
    }

    private static async Task Beside(string name, RunningOffice office, HttpClient clerk, Func<int, string> path, string script)
    {
        var done = 0;
        using var stop = new CancellationTokenSource(Each);
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, Clients).Select(async client =>
        {
            while (!stop.IsCancellationRequested)
            {
                using var answer = await clerk.GetAsync(path(Interlocked.Increment(ref done)));
                answer.EnsureSuccessStatusCode();
                await answer.Content.ReadAsByteArrayAsync();
            }
        }));
        var http = done / watch.Elapsed.TotalSeconds;
        var file = Path.Combine(office.Folder, "read.pgbench");
        await File.WriteAllTextAsync(file, script.Contains('\\', StringComparison.Ordinal) ? script : script.ReplaceLineEndings(" ") + "\n");
        var start = new ProcessStartInfo(
            Directory.GetDirectories("/usr/lib/postgresql").Select(d => Path.Combine(d, "bin", "pgbench")).LastOrDefault(File.Exists) ?? "pgbench",
            ["-n", "-M", "prepared", "-c", Clients.ToString(CultureInfo.InvariantCulture), "-j", "2", "-T", Each.TotalSeconds.ToString(CultureInfo.InvariantCulture),
             "-f", file, "-h", office.Socket, "-U", "postgres", "dispatch"])
        { RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        var bench = double.Parse(Tps().Match(output).Groups[1].Value, CultureInfo.InvariantCulture);
        Console.WriteLine($"{name}: HTTP {http:0}/s, pgbench {bench:0}/s, ratio {http / bench:0.00} ({Clients} clients)");
    }

    // Copies of the sample's documents under numbers of their own, far back in the book's years.
    private static async Task Fill(NpgsqlConnection owner, int documents)
    {
        await owner.ExecuteAsync("""
            insert into series_year (series_id, year, first_number, last_number, opened_because, opened_at, opened_by)
            select s.id, 2020, 1, @documents, 'đo', '2026-01-01', '00000000-0000-7000-8000-000000000001'
            from series s join register r on r.id = s.register_id where r.code = 'DEN';
            create temp table copy as
            select gen_random_uuid() as new_id, n, (array(select document_id from incoming order by document_id limit 100))[1 + n % 100] as old_id
            from generate_series(1, @documents) n;
            insert into document (id, kind, issuer_id, issuer_name, issuer_folded, code_number, code_notation, symbol, symbol_folded, symbol_parsed, issued_on,
                document_type, subject, search_words, language, page_count, urgency, access_level, created_at)
            select c.new_id, d.kind, d.issuer_id, d.issuer_name, d.issuer_folded, c.n::text, d.code_notation, c.n || '/' || coalesce(d.code_notation, 'X'),
                c.n || '/x', d.symbol_parsed, d.issued_on, d.document_type, d.subject, d.search_words, d.language, d.page_count, d.urgency, d.access_level, d.created_at
            from copy c join document d on d.id = c.old_id;
            insert into incoming (document_id, register_id, series_id, year, arrival_number, arrived_on, received_at, registered_at, registered_by, sender_id,
                sender_name, received_via, medium, urgency_rank, state)
            select c.new_id, i.register_id, i.series_id, 2020, c.n, date '2020-01-01' + c.n % 360, i.received_at, i.registered_at, i.registered_by, i.sender_id,
                i.sender_name, i.received_via, i.medium, i.urgency_rank, 'registered'
            from copy c join incoming i on i.document_id = c.old_id;
            insert into document_grant (document_id, principal_id, because, source_id, arrival_key)
            select i.document_id, i.register_id, 'register', i.document_id, i.arrival_key
            from copy c join incoming i on i.document_id = c.new_id;
            """, new { documents });
        await owner.ExecuteAsync("analyze document; analyze incoming; analyze document_grant");
    }

    [GeneratedRegex(@"tps = ([\d.]+)")]
    private static partial Regex Tps();
}
