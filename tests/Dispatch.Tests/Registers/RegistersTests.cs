using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Dapper;
using Dispatch.Testing;
using Dispatch.Tests.Incoming;
using Npgsql;

namespace Dispatch.Tests.Registers;

/// <summary>Books: opened once, proved complete, closed for good.</summary>
internal sealed class RegistersTests
{
    private RegistryOffice office = null!;
    private HttpClient hlan = null!;

    [SetUp]
    public async Task Open()
    {
        office = await RegistryOffice.Open();
        hlan = await office.Client("hlan");
    }

    [TearDown]
    public async Task Close() => await office.DisposeAsync();

    [Test]
    public async Task A_year_opens_once_at_any_number_with_a_reason()
    {
        var made = await hlan.PostAsJsonAsync("/api/v1/registers", new { code = "DEN-VP", kind = "incoming", name = "Sổ văn bản đến Văn phòng", issuingBody = "Văn phòng UBND tỉnh" });
        Assert.That(made.StatusCode, Is.EqualTo(HttpStatusCode.Created), await made.Content.ReadAsStringAsync());
        Assert.That((int)(await hlan.PostAsJsonAsync("/api/v1/registers", new { code = "DEN-VP", kind = "incoming", name = "A", issuingBody = "B" })).StatusCode, Is.EqualTo(409));
        Assert.That((int)(await hlan.PostAsJsonAsync("/api/v1/registers/DEN-VP/years", new { year = 2026, firstNumber = 812 })).StatusCode, Is.EqualTo(422), "a reason is owed");
        Assert.That((await hlan.PostAsJsonAsync("/api/v1/registers/DEN-VP/years", new { year = 2026, firstNumber = 812, because = "Tiếp quản sổ giấy" })).StatusCode,
            Is.EqualTo(HttpStatusCode.Created));
        Assert.That((int)(await hlan.PostAsJsonAsync("/api/v1/registers/DEN-VP/years", new { year = 2026, firstNumber = 1 })).StatusCode, Is.EqualTo(409));
        var proof = await hlan.GetFromJsonAsync<JsonElement>("/api/v1/registers/DEN-VP/2026/completeness");
        Assert.That((proof.GetProperty("first").GetInt32(), proof.GetProperty("last").GetInt32()), Is.EqualTo((812, 811)));
    }

    [Test]
    public async Task A_closed_book_refuses_entries_in_the_database_itself_and_reopens_with_two_persons()
    {
        await Register("1/A");
        var closed = await hlan.PostAsJsonAsync("/api/v1/registers/DEN/2026/closure", new { });
        var certificate = await closed.Content.ReadFromJsonAsync<JsonElement>();
        Assert.That(closed.StatusCode, Is.EqualTo(HttpStatusCode.Created), certificate.ToString());
        Assert.That(certificate.GetProperty("used").GetInt32(), Is.EqualTo(1));
        Assert.That(certificate.GetProperty("digest").GetString(), Has.Length.EqualTo(64));

        var late = await hlan.PostAsJsonAsync("/api/v1/incoming-documents", RegisterIncomingTests.Letter("2/A"));
        Assert.That((await late.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("type").GetString(), Is.EqualTo("urn:dispatch:problem:book-closed"));
        await using (var owner = await office.Connect())
        {
            Assert.That(async () => await owner.ExecuteAsync("""
                insert into register_entry (series_id, year, number, state, entered_on, entered_by)
                select series_id, year, 4522, 'reserved', '2026-10-05', opened_by from series_year where year = 2026 and closed_at is not null
                """), Throws.InstanceOf<PostgresException>().With.Property("ConstraintName").EqualTo("series_year_closed"));
        }

        Assert.That((int)(await hlan.DeleteAsync("/api/v1/registers/DEN/2026/closure")).StatusCode, Is.EqualTo(409), "the first person only asks");
        Assert.That((int)(await hlan.DeleteAsync("/api/v1/registers/DEN/2026/closure")).StatusCode, Is.EqualTo(409), "the same person twice is one person");
        var thinh = await office.Client("thinh");
        Assert.That((int)(await thinh.DeleteAsync("/api/v1/registers/DEN/2026/closure")).StatusCode, Is.EqualTo(204));
        await Register("2/A");
    }

    [Test]
    public async Task Nothing_of_a_book_can_be_deleted_or_counted_back_not_even_by_its_owner()
    {
        await Register("1/A");
        await using var owner = await office.Connect();
        foreach (var statement in new[]
        {
            "delete from register_entry", "delete from series_year", "delete from document", "delete from incoming", "truncate register_entry cascade",
            "update series_year set last_number = last_number - 1", "delete from journal_entry", "update journal_entry set action = 'x'", "truncate journal_entry",
        })
            Assert.That(async () => await owner.ExecuteAsync(statement), Throws.InstanceOf<PostgresException>(), statement);
    }

    [Test]
    public async Task The_role_the_office_runs_as_has_no_right_to_change_the_journal()
    {
        await using var app = new NpgsqlConnection(office.Office.Database.ConnectionString);
        await app.OpenAsync();
        foreach (var statement in new[] { "update journal_entry set action = 'x'", "delete from journal_entry", "delete from register_entry", "delete from document", "alter table journal_entry disable trigger all" })
            Assert.That(async () => await app.ExecuteAsync(statement), Throws.InstanceOf<PostgresException>().With.Property("SqlState").EqualTo("42501"), statement);
    }

    [Test]
    public async Task Entries_are_listed_in_ascending_order_page_by_page()
    {
        for (var i = 1; i <= 5; i++)
            await Register($"{i}/A");
        var seen = new List<int>();
        var path = "/api/v1/registers/DEN/2026/entries?limit=2";
        while (path is not null)
        {
            var answer = await hlan.GetAsync(path);
            var page = await answer.Content.ReadFromJsonAsync<JsonElement>();
            seen.AddRange(page.GetProperty("items").EnumerateArray().Select(e => e.GetProperty("number").GetInt32()));
            path = answer.Headers.TryGetValues("Link", out var link) ? link.Single().Split('<', '>')[1] : null;
        }
        Assert.That(seen, Is.EqualTo(new[] { 4521, 4522, 4523, 4524, 4525 }));
    }

    private async Task Register(string symbol)
    {
        var answer = await hlan.PostAsJsonAsync("/api/v1/incoming-documents", RegisterIncomingTests.Letter(symbol));
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Created), await answer.Content.ReadAsStringAsync());
    }
}
