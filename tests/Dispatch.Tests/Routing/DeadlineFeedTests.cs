using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Dapper;
using Ical.Net.CalendarComponents;

namespace Dispatch.Tests.Routing;

/// <summary>One's deadlines in the calendar of a phone: what the address opens, what it does not, and what it never says.</summary>
internal sealed class DeadlineFeedTests
{
    private static readonly string[] OnlyDeadlines = ["deadlines.read"];
    private static readonly string[] More = ["deadlines.read", "incoming.read"];

    private RoutedOffice office = null!;

    [SetUp]
    public async Task Open() => office = await RoutedOffice.Open();

    [TearDown]
    public async Task Close() => await office.DisposeAsync();

    [Test]
    public async Task The_calendar_has_what_has_still_to_be_done_by_day_and_by_minute()
    {
        var first = await office.Direct();
        var done = await office.Direct();
        await office.Did("dao", $"/assignments/{done.Lead}/completion", new { result = "filed", openLines = "wait" });
        var (minutes, _) = await office.Given(new { role = "lead", unit = "KGVX", term = "45 minutes" });
        var (answer, key) = (await Feed(await Key("dao", OnlyDeadlines)), await Key("dao", OnlyDeadlines));
        Assert.That(answer.Content.Headers.ContentType!.MediaType, Is.EqualTo("text/calendar"));
        var text = await answer.Content.ReadAsStringAsync();
        Assert.That(text, Does.Not.Contain("số hóa").And.Not.Contain("VPCP"), "no subject, no symbol: it leaves the office");

        var events = Ical.Net.Calendar.Load(text)!.Events.ToDictionary(one => one.Uid!.Split('@')[0]);
        Assert.That(events.Keys, Is.EquivalentTo(new[] { first.Lead, minutes }));
        CalendarEvent day = events[first.Lead], minute = events[minutes];
        Assert.That((day.Start!.HasTime, day.Start.Date), Is.EqualTo((false, new DateOnly(2026, 10, 14))));
        Assert.That(minute.Start!.AsUtc, Is.EqualTo(office.Registry.Office.Clock.GetUtcNow().UtcDateTime.AddMinutes(45)).Within(TimeSpan.FromMinutes(1)));
        Assert.That(day.Summary, Is.EqualTo("Hạn: số đến 4521 (DEN), chủ trì"));
        Assert.That(day.Url!.AbsolutePath, Is.EqualTo($"/viec/{first.Lead}"));

        await office.Did("dao", $"/assignments/{first.Lead}/completion", new { result = "filed", openLines = "wait" });
        Assert.That(await (await Feed(key)).Content.ReadAsStringAsync(), Does.Not.Contain(first.Lead), "done, it leaves the calendar");
    }

    [Test]
    public async Task The_key_opens_nothing_else_and_another_token_is_no_key()
    {
        var directed = await office.Direct();
        var key = await Key("dao", OnlyDeadlines);
        using var program = office.Registry.Office.Stranger();
        program.DefaultRequestHeaders.Authorization = new("Bearer", key);
        Assert.That((await program.GetAsync("/api/v1/assignments")).StatusCode, Is.EqualTo(HttpStatusCode.Forbidden));
        Assert.That((await program.GetAsync($"/api/v1/assignments/{directed.Lead}")).StatusCode, Is.EqualTo(HttpStatusCode.Forbidden));
        Assert.That((await Feed(await Key("dao", More))).StatusCode, Is.EqualTo(HttpStatusCode.NotFound), "a token that may more does not belong into an address");
        Assert.That((await Feed("")).StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
        Assert.That((await Feed(new string('a', 5000))).StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
        Assert.That((await Feed(key[..^1])).StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
    }

    [Test]
    public async Task A_revoked_key_a_year_and_a_closed_account_end_it()
    {
        var (revoked, kept) = (await Key("dao", OnlyDeadlines), await Key("dao", OnlyDeadlines));
        var tokens = (await office.Get("dao", "/api-tokens")).GetProperty("items").EnumerateArray().ToList();
        await office.Send("dao", HttpMethod.Delete, $"/api-tokens/{tokens[^1].GetProperty("id").GetString()}");
        Assert.That((await Feed(revoked)).StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
        Assert.That((await Feed(kept)).StatusCode, Is.EqualTo(HttpStatusCode.OK));
        var leaver = await Key("tuan", OnlyDeadlines);
        Assert.That((await Feed(leaver)).StatusCode, Is.EqualTo(HttpStatusCode.OK));
        await using (var connection = await office.Registry.Connect())
            await connection.ExecuteAsync("update person set disabled_at = created_at where user_name = 'tuan'");
        Assert.That((await Feed(leaver)).StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
        office.Registry.Office.Clock.Advance(TimeSpan.FromDays(366));
        Assert.That((await Feed(kept)).StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
    }

    private async Task<string> Key(string who, string[] scopes)
    {
        var expiresAt = office.Registry.Office.Clock.GetUtcNow().AddDays(364);
        var answer = await office.Post(who, "/api-tokens", new { name = "Lịch điện thoại", scopes, expiresAt });
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Created));
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("token").GetString()!;
    }

    private async Task<HttpResponseMessage> Feed(string key)
    {
        using var phone = office.Registry.Office.Stranger();
        return await phone.GetAsync("/api/v1/assignments/calendar.ics?key=" + key);
    }
}
