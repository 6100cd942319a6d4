using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Dapper;
using Dispatch.Prints;
using Dispatch.Runs;
using Dispatch.Testing;
using Dispatch.Tests.Incoming;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Dispatch.Tests.Prints;

/// <summary>The print log, the slips of a day and the run of a PDF, over HTTP.</summary>
internal sealed class PrintsApiTests
{
    private const string Prints = "/api/v1/registers/DEN/2026/prints";

    private RegistryOffice office = null!;
    private HttpClient hlan = null!;

    [OneTimeSetUp]
    public async Task Open()
    {
        office = await RegistryOffice.Open(services: services => services.AddSingleton(new ChromiumPrinter(
            new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["Print:Chromium"] = "/khong/co/chromium" }).Build(), NullLogger<ChromiumPrinter>.Instance)));
        hlan = await office.Client("hlan");
        for (var i = 1; i <= 3; i++)
            (await hlan.PostAsJsonAsync("/api/v1/incoming-documents", RegisterIncomingTests.Letter($"{i}/SXD-IN", "Sở Xây dựng"))).EnsureSuccessStatusCode();
    }

    [OneTimeTearDown]
    public async Task Close() => await office.DisposeAsync();

    [Test]
    public async Task Noting_a_print_writes_the_log_and_the_journal()
    {
        var answer = await hlan.PostAsJsonAsync(Prints, new { firstNumber = 4521, lastNumber = 4522, volume = " 02 " });
        var print = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Created), print.ToString());
        Assert.That((print.GetProperty("entries").GetInt32(), print.GetProperty("volume").GetString(), print.GetProperty("printedBy").GetString(), print.GetProperty("from").GetString()),
            Is.EqualTo((2, "02", "Rơ Châm H'Lan", "2026-10-05")));
        var log = (await hlan.GetFromJsonAsync<JsonElement>(Prints)).GetProperty("items");
        Assert.That(log[0].GetProperty("id").GetString(), Is.EqualTo(print.GetProperty("id").GetString()));
        await using var connection = await office.Connect();
        Assert.That(await connection.ExecuteScalarAsync<long>("select count(*) from journal_entry where action = 'register.printed'"), Is.GreaterThanOrEqualTo(1));
    }

    [Test]
    public async Task The_log_is_never_changed_by_the_office()
    {
        (await hlan.PostAsJsonAsync(Prints, new { })).EnsureSuccessStatusCode();
        await using var connection = await office.Connect();
        Assert.That(async () => await connection.ExecuteAsync("update book_print set entries = 0"), Throws.InstanceOf<Npgsql.PostgresException>());
        Assert.That(async () => await connection.ExecuteAsync("delete from book_print"), Throws.InstanceOf<Npgsql.PostgresException>());
    }

    [Test]
    public async Task The_same_key_notes_a_print_once()
    {
        string? first = null;
        for (var i = 0; i < 2; i++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, Prints) { Content = JsonContent.Create(new { firstNumber = 4523 }) };
            request.Headers.Add("Idempotency-Key", "print-once");
            using var answer = await hlan.SendAsync(request);
            var id = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString();
            first ??= id;
            Assert.That(id, Is.EqualTo(first));
        }
    }

    [TestCase("DEN/2026", "{\"from\":\"2026-01-01\",\"to\":\"2026-01-02\"}", 422, "print-empty")]
    [TestCase("DEN/2026", "{\"from\":\"2026-10-06\",\"to\":\"2026-10-05\"}", 422, "invalid-fields")]
    [TestCase("DEN/2026", "{\"volume\":\"một quyển có tên quá dài để in\"}", 422, "invalid-fields")]
    [TestCase("DEN/2026", "{\"tu\":\"2026-10-06\"}", 400, "malformed-request")]
    [TestCase("KHONG/2026", "{}", 404, "register-not-found")]
    public async Task What_cannot_be_printed_is_a_problem(string book, string body, int status, string problem)
    {
        foreach (var path in new[] { "prints", "prints/pdf" })
        {
            using var answer = await hlan.PostAsync($"/api/v1/registers/{book}/{path}", new StringContent(body, System.Text.Encoding.UTF8, "application/json"));
            var said = await answer.Content.ReadAsStringAsync();
            Assert.That(((int)answer.StatusCode, said), Is.EqualTo((status, said)));
            Assert.That(said, Does.Contain(problem));
        }
    }

    [Test]
    public async Task Who_may_not_read_the_books_may_not_print_them()
    {
        var quan = await office.Client("quan");
        Assert.That((await quan.GetAsync(Prints)).StatusCode, Is.EqualTo(HttpStatusCode.Forbidden));
        Assert.That((await quan.PostAsJsonAsync(Prints, new { })).StatusCode, Is.EqualTo(HttpStatusCode.Forbidden));
        Assert.That((await quan.PostAsJsonAsync(Prints + "/pdf", new { })).StatusCode, Is.EqualTo(HttpStatusCode.Forbidden));
        Assert.That((await quan.GetAsync("/api/v1/registers/DEN/2026/transfers?on=2026-10-05")).StatusCode, Is.EqualTo(HttpStatusCode.Forbidden));
    }

    [Test]
    public async Task Without_Chromium_the_run_fails_and_says_what_to_do()
    {
        var answer = await hlan.PostAsJsonAsync(Prints + "/pdf", new { firstNumber = 4521, lastNumber = 4523 });
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Accepted), await answer.Content.ReadAsStringAsync());
        await office.Do<WorkRuns, bool>(async work =>
        {
            await work.Run(CancellationToken.None);
            return true;
        });
        var run = await hlan.GetFromJsonAsync<JsonElement>(answer.Headers.Location);
        Assert.That(run.GetProperty("state").GetString(), Is.EqualTo("failed"));
        Assert.That(run.GetProperty("message").GetString(), Does.StartWith("Máy chủ chưa cài Chromium"));
    }

    [Test]
    public async Task A_day_lists_what_was_handed_over_by_receiver()
    {
        var letter = await (await hlan.PostAsJsonAsync("/api/v1/incoming-documents", RegisterIncomingTests.Letter("88/SXD-GIAO", "Sở Xây dựng"))).Content.ReadFromJsonAsync<JsonElement>();
        foreach (var to in new[] { "Phòng Tổng hợp", "Ánh" })
            (await hlan.PostAsJsonAsync($"/api/v1/incoming-documents/{letter.GetProperty("id").GetString()}/transfers", new { to, receiptSignedBy = to == "Ánh" ? "Đặng Thị Ánh" : null })).EnsureSuccessStatusCode();
        var slip = await hlan.GetFromJsonAsync<JsonElement>("/api/v1/registers/DEN/2026/transfers?on=2026-10-05");
        Assert.That(slip.GetProperty("lines").EnumerateArray().Select(line => (line.GetProperty("to").GetString(), line.GetProperty("signedBy").GetString())),
            Is.EqualTo(new[] { ("Ánh", "Đặng Thị Ánh"), ("Phòng Tổng hợp", "") }));
        var one = await hlan.GetFromJsonAsync<JsonElement>("/api/v1/registers/DEN/2026/transfers?on=2026-10-05&to=" + Uri.EscapeDataString("Phòng Tổng hợp"));
        Assert.That(one.GetProperty("lines").GetArrayLength(), Is.EqualTo(1));
    }
}
