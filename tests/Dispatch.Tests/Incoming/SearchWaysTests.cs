using System.Net.Http.Json;
using System.Text.Json;
using Dapper;
using Dispatch.Testing;
using Npgsql;

namespace Dispatch.Tests.Incoming;

/// <summary>
/// A search takes one of three ways (the next granted documents, the hits, all that is granted), by how common the word is and how much somebody sees. Whichever
/// it takes, page after page it finds what the plain statement finds.
/// </summary>
internal sealed class SearchWaysTests
{
    private const int Documents = 22_000;

    private RegistryOffice office = null!;

    [OneTimeSetUp]
    public async Task Open()
    {
        office = await RegistryOffice.Open();
        await using var connection = await office.Connect();
        // Words: "chung" in all but the newest 700, "vua" in each 40th, "hiem" in three of the oldest. Of each 7th the deputy, of 20 the officer sees.
        await connection.ExecuteAsync($"""
            create temp table lot as
            select gen_random_uuid() as id, n, r.id as register_id, s.id as series_id from generate_series(1, {Documents}) n, register r join series s on s.register_id = r.id where r.code = 'DEN';
            update series_year set last_number = 10000 + {Documents};
            insert into document (id, kind, issuer_name, issuer_folded, symbol, symbol_folded, document_type, subject, search_words, urgency, access_level, created_at)
            select id, 'incoming', 'Sở Nội vụ', 'so noi vu', n || '/SNV', n || '/snv', 'CV', 'V/v thử ' || n,
                   concat_ws(' ', 'thu', case when n <= {Documents - 700} then 'chung' end, case when n % 40 = 0 then 'vua' end, case when n in (2, 14, 35) then 'hiem' end),
                   'normal', 'restricted', '2026-10-05' from lot;
            insert into incoming (document_id, register_id, series_id, year, arrival_number, arrived_on, received_at, registered_at, registered_by, sender_name, received_via, medium, urgency_rank, state)
            select l.id, l.register_id, l.series_id, 2026, 10000 + l.n, date '2026-01-01' + l.n / 25, '2026-10-05', '2026-10-05', p.id, 'Sở Nội vụ', 'post', 'paper', 0, 'registered'
            from lot l, person p where p.user_name = 'hlan';
            insert into document_grant (document_id, principal_id, because, source_id, arrival_key)
            select l.id, g.principal, g.because, l.id, i.arrival_key
            from lot l join incoming i on i.document_id = l.id
            cross join lateral (
                select l.register_id as principal, 'register' as because
                union all select p.id, 'share' from person p where p.user_name = 'nam' and l.n % 7 = 0
                union all select p.id, 'share' from person p where p.user_name = 'quan' and l.n % 300 = 2) g;
            drop table lot;
            analyze;
            """);
    }

    [OneTimeTearDown]
    public async Task Close() => await office.DisposeAsync();

    [Test]
    public async Task Each_finds_page_after_page_what_the_plain_statement_finds([Values("hlan", "nam", "quan")] string who, [Values("hiem", "vua", "chung", "chung vua", "thu", "khong")] string words)
    {
        var client = await office.Client(who);
        var found = new List<string>();
        for (string? cursor = null; ;)
        {
            var page = await client.GetFromJsonAsync<JsonElement>($"/api/v1/incoming-documents?q={Uri.EscapeDataString(words)}&limit=200&count=true{(cursor is null ? "" : "&cursor=" + Uri.EscapeDataString(cursor))}");
            found.AddRange(page.GetProperty("items").EnumerateArray().Select(line => line.GetProperty("id").GetString()!));
            if ((cursor = page.GetProperty("nextCursor").GetString()) is null)
                break;
        }
        await using var connection = await office.Connect();
        Assert.That(found, Is.EqualTo(await Plain(connection, who, words)));
    }

    private static async Task<IEnumerable<string>> Plain(NpgsqlConnection connection, string who, string words) => (await connection.QueryAsync<Guid>("""
        select i.document_id
        from incoming i
        join document d on d.id = i.document_id
        where d.search @@ @query::tsquery
          and exists (
              select from document_grant g, person p
              where p.user_name = @who and g.document_id = d.id and (g.principal_id = p.id or (p.user_name = 'hlan' and g.principal_id = i.register_id)))
        order by i.arrival_key desc, i.document_id desc
        """, new { who, query = string.Join(" & ", words.Split(' ').Select(word => $"'{word}'")) })).Select(id => id.ToString());
}
