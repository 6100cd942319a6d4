using Dapper;
using Dispatch.Files;
using Dispatch.Registers;
using Dispatch.Sample;
using Dispatch.Testing;
using Microsoft.Extensions.DependencyInjection;
using UglyToad.PdfPig;

namespace Dispatch.Tests.Sample;

public sealed class SampleOfficeTests
{
    private TestOffice office = null!;

    [OneTimeSetUp]
    public async Task Load()
    {
        office = await TestOffice.Start(new DateTimeOffset(2026, 11, 25, 8, 30, 0, TimeSpan.FromHours(7)));
        Assert.That(await Again(default), Is.True);
    }

    [OneTimeTearDown]
    public async Task Stop() => await office.DisposeAsync();

    [Test]
    public async Task The_next_incoming_number_is_4521_and_none_is_missing()
    {
        await using var scope = office.Services.CreateAsyncScope();
        var proof = (await scope.ServiceProvider.GetRequiredService<ProveComplete>().Execute("DEN", 2026, null, default)).Value;
        Assert.That((proof.First, proof.Last), Is.EqualTo((4321, 4520)));
        Assert.That(proof.Missing, Is.Empty);
        Assert.That(proof.Annulled, Is.Not.Empty);
    }

    [TestCase("select count(*) from person where password_hash is not null", 13)]
    [TestCase("select count(*) from unit", 5)]
    [TestCase("select count(*) from register", 4)]
    [TestCase("select count(*) from incoming", 200)]
    [TestCase("select count(*) from document_file", 200)]
    [TestCase("select count(*) from stored_file", 209)]
    [TestCase("select count(*) from calendar_year where declared_at is not null", 1)]
    [TestCase("select count(*) from incoming where register_by is null or registered_late is null", 0)]
    [TestCase("select count(*) from document where not symbol_parsed and symbol not like '%/TU'", 0)]
    [TestCase("select count(*) from document where issuer_id is null and issuer_name <> 'Công ty Điện lực Gia Lai'", 0)]
    [TestCase("select count(*) from stored_file where condition <> 'readable' or media_type <> 'application/pdf'", 0)]
    public async Task It_holds(string sql, int count)
    {
        Assert.That(await Scalar(sql), Is.EqualTo(count));
    }

    [TestCase("select count(*) from incoming where state = 'annulled'")]
    [TestCase("select count(*) from incoming where registered_late")]
    [TestCase("select count(*) from incoming where reply_overdue_at is not null")]
    [TestCase("select count(*) from incoming where due_on >= '2026-11-25'")]
    [TestCase("select count(*) from incoming where urgency_rank = 3")]
    [TestCase("select count(*) from incoming where medium = 'both'")]
    [TestCase("select count(*) from incoming_transfer where receipt_signed_by is not null")]
    [TestCase("select count(*) from received_item where state = 'received' and overdue_at is not null")]
    [TestCase("select count(*) from received_item where state = 'refused'")]
    [TestCase("select count(*) from received_item where state = 'handedOver'")]
    public async Task Every_state_is_there(string sql)
    {
        Assert.That(await Scalar(sql), Is.GreaterThan(0));
    }

    [Test]
    public async Task Everything_happened_before_now_and_in_order()
    {
        Assert.That(await Scalar("select count(*) from incoming where registered_at >= '2026-11-25' or received_at > registered_at"), Is.Zero);
        Assert.That(await Scalar("""
            select count(*) from incoming a join incoming b on b.arrival_number = a.arrival_number + 1 and b.registered_at < a.registered_at
            """), Is.Zero);
        Assert.That(await Scalar("select count(*) from journal_entry where action = 'incoming.registered' and at >= '2026-11-25'"), Is.Zero);
    }

    [Test]
    public async Task Its_files_open()
    {
        await using var connection = await office.Database.Database.Open(default);
        var digests = (await connection.QueryAsync<byte[]>("select sha256 from stored_file order by id limit 10")).ToList();
        var storage = office.Services.GetRequiredService<FileStorage>();
        foreach (var digest in digests)
        {
            await using var content = storage.Open(Sha256.Of(digest))!;
            using var pdf = PdfDocument.Open(content);
            Assert.That(pdf.GetPage(1).Text, Does.Contain("Độc lập - Tự do - Hạnh phúc"));
        }
        Assert.That(digests, Has.Count.EqualTo(10));
    }

    [Test]
    public async Task A_second_loading_does_nothing()
    {
        Assert.That(await Again(default), Is.False);
        Assert.That(await Scalar("select count(*) from incoming"), Is.EqualTo(200));
    }

    [Test]
    public async Task A_loading_that_was_cut_off_anywhere_goes_on_another_day()
    {
        await using var other = await TestOffice.Start(new DateTimeOffset(2026, 11, 20, 8, 30, 0, TimeSpan.FromHours(7)));
        var cuts = 0;
        var random = new Random(1);
        while (true)
        {
            using var cut = new CancellationTokenSource();
            // Cut at a step of the work, not after a time: the Nth new row of the journal.
            var limit = await Scalar("select count(*) from journal_entry", other) + random.Next(5, 120);
            var loading = SampleOffice.Load(other.Database.ConnectionString, other.Services, null, cut.Token);
            while (!loading.IsCompleted && await Scalar("select count(*) from journal_entry", other) < limit)
                await Task.Yield();
            if (!loading.IsCompleted)
                await cut.CancelAsync();
            try
            {
                await loading;
                break;
            }
            catch (OperationCanceledException)
            {
                cuts++;
                other.Clock.Advance(TimeSpan.FromHours(5));
            }
        }
        Assert.That(cuts, Is.GreaterThan(1));
        Assert.That(await Scalar("select count(*) from incoming", other), Is.EqualTo(200));
        Assert.That(await Scalar("select max(last_number) from series_year y join series s on s.id = y.series_id join register r on r.id = s.register_id where r.code = 'DEN'", other), Is.EqualTo(4520));
        Assert.That(await Scalar("select count(*) from received_item", other), Is.EqualTo(await Scalar("select count(*) from received_item")));
        Assert.That(await Scalar("select count(*) from incoming where state = 'annulled'", other), Is.EqualTo(await Scalar("select count(*) from incoming where state = 'annulled'")));
        Assert.That(await Scalar("select count(*) - count(distinct document_id) from incoming_transfer", other), Is.Zero);
    }

    private Task<bool> Again(CancellationToken ct) => SampleOffice.Load(office.Database.ConnectionString, office.Services, null, ct);

    private Task<int> Scalar(string sql) => Scalar(sql, office);

    private static async Task<int> Scalar(string sql, TestOffice office)
    {
        await using var connection = await office.Database.Database.Open(default);
        return await connection.ExecuteScalarAsync<int>(sql);
    }
}
