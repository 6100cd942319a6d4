using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Dapper;
using Dispatch.Incoming;
using Dispatch.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Dispatch.Tests.Incoming;

/// <summary>AC-06: an express message counts minutes; not in the book in time, the office chief is told, once.</summary>
internal sealed class AlertExpressItemsTests
{
    private static readonly DateTimeOffset Arrival = new(2026, 10, 5, 10, 2, 0, TimeSpan.FromHours(7));

    private RegistryOffice office = null!;
    private HttpClient hlan = null!;
    private HttpClient thinh = null!;

    [SetUp]
    public async Task Open()
    {
        office = await RegistryOffice.Open(Arrival);
        hlan = await office.Client("hlan");
        thinh = await office.Client("thinh");
    }

    [TearDown]
    public async Task Close() => await office.DisposeAsync();

    [Test]
    public async Task The_chief_is_told_after_the_configured_minutes_and_once_however_often_the_sweep_runs()
    {
        var item = await Receive("express");
        Assert.That(item.GetProperty("registerBy").GetDateTimeOffset(), Is.EqualTo(Arrival.AddMinutes(30)));
        await At(Arrival.AddMinutes(30));
        Assert.That(await Notices(thinh), Is.Empty);
        await At(Arrival.AddMinutes(31));
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Sweep()));
        var told = await Notices(thinh);
        Assert.That(told, Has.Length.EqualTo(1));
        Assert.That((told[0].GetProperty("kind").GetString(), told[0].GetProperty("about").GetString(), told[0].GetProperty("objectId").GetString()),
            Is.EqualTo(("urgentWaiting", "Thủ tướng Chính phủ", item.GetProperty("id").GetString())));
        Assert.That(await Notices(hlan), Is.Empty);
        await using var connection = await office.Connect();
        Assert.That(await connection.ExecuteScalarAsync<long>("select count(*) from journal_entry where action = 'received.alerted'"), Is.EqualTo(1));
    }

    [Test]
    public async Task The_minutes_are_a_row()
    {
        await using (var connection = await office.Connect())
            await connection.ExecuteAsync("insert into legal_limit (code, term, valid_from, source) values ('T-IN-REG-URGENT', '45 minutes', '2026-10-01', 'Quy chế làm việc của cơ quan')");
        office.Office.Clock.Advance(TimeSpan.FromSeconds(6));
        await Receive("veryUrgent");
        await At(Arrival.AddMinutes(44));
        Assert.That(await Notices(thinh), Is.Empty);
        await At(Arrival.AddMinutes(46));
        Assert.That(await Notices(thinh), Has.Length.EqualTo(1));
    }

    [Test]
    public async Task What_was_registered_in_time_or_is_not_urgent_alerts_nobody()
    {
        var item = await Receive("express");
        await Receive("normal");
        (await hlan.PostAsJsonAsync($"/api/v1/received-items/{item.GetProperty("id").GetString()}/registration",
            new { register = "DEN", symbol = "14/CĐ-TTg", subject = "Về việc ứng phó bão" })).EnsureSuccessStatusCode();
        await At(Arrival.AddHours(3));
        Assert.That((await Notices(thinh)).Where(notice => notice.GetProperty("kind").GetString() == "urgentWaiting"), Is.Empty);
    }

    [Test]
    public async Task What_is_in_the_book_and_with_nobody_after_its_minutes_is_told_once_and_what_was_submitted_is_not()
    {
        var (waits, submitted) = (await Registered("14/CĐ-TTg"), await Registered("15/CĐ-TTg"));
        (await hlan.PostAsJsonAsync($"/api/v1/incoming-documents/{submitted}/submission", new { to = "thinh" })).EnsureSuccessStatusCode();
        await At(Arrival.AddMinutes(30));
        Assert.That((await Notices(thinh)).Where(notice => notice.GetProperty("kind").GetString() == "urgentNotSubmitted"), Is.Empty);
        await At(Arrival.AddMinutes(31));
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Sweep()));
        await At(Arrival.AddMinutes(45));
        Assert.That((await Notices(thinh)).Where(notice => notice.GetProperty("kind").GetString() == "urgentNotSubmitted").Select(notice => notice.GetProperty("objectId").GetString()), Is.EqualTo(new[] { waits }));
    }

    private async Task<string?> Registered(string symbol)
    {
        var item = await Receive("express");
        var answer = await hlan.PostAsJsonAsync($"/api/v1/received-items/{item.GetProperty("id").GetString()}/registration", new { register = "DEN", symbol, subject = "Về việc ứng phó bão " + symbol });
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString();
    }

    [Test]
    public async Task While_nobody_is_chief_it_stays_due()
    {
        await using var connection = await office.Connect();
        await connection.ExecuteAsync("update person_role set role = 'head' where role = 'officeChief'");
        await Receive("express");
        await At(Arrival.AddMinutes(40));
        await connection.ExecuteAsync("update person_role set role = 'officeChief' where role = 'head'");
        await At(Arrival.AddMinutes(41));
        Assert.That(await Notices(thinh), Has.Length.EqualTo(1));
    }

    [Test]
    public async Task The_book_shows_the_level_and_the_queue_has_it_first()
    {
        await Receive("normal");
        var item = await Receive("express");
        var queue = await hlan.GetFromJsonAsync<JsonElement>("/api/v1/received-items");
        Assert.That(queue.GetProperty("items")[0].GetProperty("id").GetString(), Is.EqualTo(item.GetProperty("id").GetString()));
        var answer = await hlan.PostAsJsonAsync($"/api/v1/received-items/{item.GetProperty("id").GetString()}/registration",
            new { register = "DEN", symbol = "14/CĐ-TTg", subject = "Về việc ứng phó bão" });
        Assert.That((await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("urgency").GetString(), Is.EqualTo("express"));
    }

    [Test]
    public async Task A_notice_is_its_persons_own_and_is_marked_read_one_by_one_or_all()
    {
        foreach (var issuer in new[] { "A", "B", "C" })
            await Receive("express", issuer);
        await At(Arrival.AddMinutes(31));
        var told = await Notices(thinh);
        Assert.That(told, Has.Length.EqualTo(3));
        var first = told[0].GetProperty("id").GetString();
        Assert.That((int)(await hlan.PostAsync($"/api/v1/notifications/{first}/reading", null)).StatusCode, Is.EqualTo(404));
        var marked = await thinh.PostAsync($"/api/v1/notifications/{first}/reading", null);
        Assert.That(marked.StatusCode, Is.EqualTo(HttpStatusCode.Created));
        Assert.That((await marked.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("readAt").GetDateTimeOffset(), Is.EqualTo(Arrival.AddMinutes(31)));
        Assert.That(await Notices(thinh, "?unread=true"), Has.Length.EqualTo(2));
        var page = await thinh.GetFromJsonAsync<JsonElement>("/api/v1/notifications?limit=2&count=true");
        Assert.That((page.GetProperty("items").GetArrayLength(), page.GetProperty("count").GetInt32()), Is.EqualTo((2, 3)));
        Assert.That(await Notices(thinh, "?limit=2&cursor=" + page.GetProperty("nextCursor").GetString()), Has.Length.EqualTo(1));
        var all = await thinh.PostAsync("/api/v1/notifications/reading", null);
        Assert.That((await all.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("marked").GetInt32(), Is.EqualTo(2));
        Assert.That(await Notices(thinh, "?unread=true"), Is.Empty);
    }

    private async Task<JsonElement> Receive(string urgency, string issuer = "Thủ tướng Chính phủ")
    {
        var answer = await hlan.PostAsJsonAsync("/api/v1/received-items", new { receivedAt = Arrival, urgency, issuer });
        answer.EnsureSuccessStatusCode();
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    private async Task At(DateTimeOffset now)
    {
        office.Office.Clock.SetUtcNow(now.ToUniversalTime());
        await Sweep();
    }

    private async Task Sweep()
    {
        await using var scope = office.Office.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<AlertExpressItems>().Run(default);
    }

    private static async Task<JsonElement[]> Notices(HttpClient client, string query = "") =>
        [.. (await client.GetFromJsonAsync<JsonElement>("/api/v1/notifications" + query)).GetProperty("items").EnumerateArray()];
}
