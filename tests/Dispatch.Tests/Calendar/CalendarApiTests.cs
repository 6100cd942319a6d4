using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Dapper;
using Dispatch.People;
using Dispatch.Platform;
using Dispatch.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Dispatch.Tests.Calendar;

internal sealed class CalendarApiTests
{
    private const string Password = "Lịch-nghỉ-2026!";

    private TestOffice office = null!;
    private HttpClient administrator = null!;
    private HttpClient officer = null!;

    [OneTimeSetUp]
    public async Task SetUp()
    {
        office = await TestOffice.Start();
        await using (var connection = await office.Database.OpenAsOwner())
            await connection.ExecuteAsync("update calendar_year set declared_at = '2026-01-02T00:00:00Z' where year = 2026");
        administrator = await SignedIn("lich", Role.Administrator);
        officer = await SignedIn("dem", Role.Officer);
    }

    [OneTimeTearDown]
    public async Task TearDown()
    {
        administrator?.Dispose();
        officer?.Dispose();
        if (office is not null)
            await office.DisposeAsync();
    }

    [Test]
    public async Task Counts_working_days_and_says_why()
    {
        using var answer = await Post("""{"from":"2026-08-20","days":3}""");
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        var body = await Json(answer);
        Assert.That(body.GetProperty("date").GetString(), Is.EqualTo("2026-08-24"));
        var why = body.GetProperty("why").EnumerateArray().Select(day => (day.GetProperty("date").GetString(), day.GetProperty("counted").GetBoolean(), day.GetProperty("source").GetString())).ToList();
        Assert.That(why.Select(day => (day.Item1, day.Item2)), Is.EqualTo(new[] { ("2026-08-21", true), ("2026-08-22", true), ("2026-08-23", false), ("2026-08-24", true) }));
        Assert.That(why[1].Item3, Is.EqualTo("Thông báo 9441/TB-BNV/2025"));
    }

    [TestCase("""{"from":"2026-12-31","days":1}""", 409, "calendar-missing")]
    [TestCase("""{"from":"2026-12-31","days":2001}""", 422, "invalid-fields")]
    [TestCase("""{}""", 422, "invalid-fields")]
    [TestCase("""{"from":"2026-02-30","days":1}""", 422, "invalid-fields")]
    [TestCase("""{"from":"2026-12-31","day":1}""", 400, "malformed-request")]
    public async Task Says_what_is_wrong_with_a_count(string request, int status, string slug)
    {
        using var answer = await Post(request);
        Assert.That((int)answer.StatusCode, Is.EqualTo(status));
        Assert.That(answer.Content.Headers.ContentType?.MediaType, Is.EqualTo("application/problem+json"));
        Assert.That((await Json(answer)).GetProperty("type").GetString(), Is.EqualTo("urn:dispatch:problem:" + slug));
    }

    [Test]
    public async Task Names_the_year_that_is_missing()
    {
        using var answer = await Post("""{"from":"2026-12-31","days":1}""");
        Assert.That((await Json(answer)).GetProperty("year").GetInt32(), Is.EqualTo(2027));
    }

    [Test]
    public async Task An_administrator_declares_a_year_and_others_only_read_it()
    {
        const string body = """{"declared":true,"days":[{"date":"2028-01-03","kind":"compensatingOff","reason":"Nghỉ bù","source":"Thông báo"}]}""";
        using var untouched = await officer.GetAsync("/api/v1/calendar/2028");
        Assert.That(untouched.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That((await Json(untouched)).GetProperty("declared").GetBoolean(), Is.False);
        Assert.That(untouched.Headers.ETag?.Tag, Is.EqualTo("\"0\""));

        using var forbidden = await Put(officer, 2028, body, "\"0\"");
        Assert.That(forbidden.StatusCode, Is.EqualTo(HttpStatusCode.Forbidden));
        using var unconditional = await Put(administrator, 2028, body, null);
        Assert.That((int)unconditional.StatusCode, Is.EqualTo(428));
        using var stale = await Put(administrator, 2028, body, "\"7\"");
        Assert.That(stale.StatusCode, Is.EqualTo(HttpStatusCode.PreconditionFailed));

        using var done = await Put(administrator, 2028, body, untouched.Headers.ETag!.Tag);
        Assert.That(done.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(done.Headers.ETag?.Tag, Is.EqualTo("\"1\""));
        using var read = await officer.GetAsync("/api/v1/calendar/2028");
        Assert.That(await read.Content.ReadAsStringAsync(), Is.EqualTo(await done.Content.ReadAsStringAsync()));
        Assert.That((await Json(read)).GetProperty("days")[0].GetProperty("kind").GetString(), Is.EqualTo("compensatingOff"));
    }

    [Test]
    public async Task A_stranger_counts_nothing()
    {
        using var stranger = office.Stranger();
        using var answer = await stranger.GetAsync("/api/v1/calendar/2026");
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
    }

    private Task<HttpResponseMessage> Post(string json) =>
        officer.PostAsync("/api/v1/calendar/working-days", new StringContent(json, Encoding.UTF8, "application/json"));

    private static Task<HttpResponseMessage> Put(HttpClient client, int year, string json, string? ifMatch)
    {
        var request = new HttpRequestMessage(HttpMethod.Put, $"/api/v1/calendar/{year}") { Content = new StringContent(json, Encoding.UTF8, "application/json") };
        if (ifMatch is not null)
            request.Headers.IfMatch.Add(new(ifMatch));
        return client.SendAsync(request);
    }

    private static async Task<JsonElement> Json(HttpResponseMessage answer) => JsonElement.Parse(await answer.Content.ReadAsStringAsync());

    private async Task<HttpClient> SignedIn(string userName, Role role)
    {
        await using (var scope = office.Services.CreateAsyncScope())
        {
            var added = await scope.ServiceProvider.GetRequiredService<AddPerson>()
                .Execute(new(userName, "Người thử", "", null, [role], Password), Caller.System("command"), CancellationToken.None);
            Assert.That(added.Problem, Is.Null);
        }
        var client = office.Stranger();
        using var answer = await client.PostAsJsonAsync("/api/v1/sign-in", new { userName, password = Password });
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (await Json(answer)).GetProperty("token").GetString());
        return client;
    }
}
