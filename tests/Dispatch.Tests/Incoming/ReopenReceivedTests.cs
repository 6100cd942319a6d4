using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Dapper;
using Dispatch.Testing;

namespace Dispatch.Tests.Incoming;

/// <summary>Undo of a refusal or hand-over for 60 seconds, and the letter that comes back because it concerns common work.</summary>
internal sealed class ReopenReceivedTests
{
    private RegistryOffice office = null!;
    private HttpClient hlan = null!;

    [SetUp]
    public async Task Open()
    {
        office = await RegistryOffice.Open(new DateTimeOffset(2026, 11, 23, 10, 0, 0, TimeSpan.FromHours(7)));
        hlan = await office.Client("hlan");
    }

    [TearDown]
    public async Task Close() => await office.DisposeAsync();

    [Test]
    public async Task A_refusal_is_undone_within_60_seconds_as_if_it_had_not_been_and_both_acts_stay_in_the_history()
    {
        var item = await Refused();
        office.Office.Clock.Advance(TimeSpan.FromSeconds(60));
        var undone = await Reopen(hlan, item);
        Assert.That(undone.Status, Is.EqualTo(HttpStatusCode.Created), undone.Body.ToString());
        Assert.That(undone.Body.GetProperty("status").GetString(), Is.EqualTo("received"));
        Assert.That(undone.Body.GetProperty("closedBecause").ValueKind, Is.EqualTo(JsonValueKind.Null));
        Assert.That(undone.Body.GetProperty("receivedAt").GetDateTimeOffset(), Is.EqualTo(item.GetProperty("receivedAt").GetDateTimeOffset()));
        Assert.That(undone.Body.GetProperty("registerBy").GetDateTimeOffset(), Is.EqualTo(item.GetProperty("registerBy").GetDateTimeOffset()));
        var history = await hlan.GetFromJsonAsync<JsonElement>($"/api/v1/received-items/{Id(item)}/history");
        Assert.That(history.GetProperty("items").EnumerateArray().Select(line => line.GetProperty("action").GetString()),
            Is.EqualTo(new[] { "received.received", "received.refused", "received.undone" }));
    }

    [Test]
    public async Task After_60_seconds_a_refusal_stands()
    {
        var item = await Refused();
        office.Office.Clock.Advance(TimeSpan.FromSeconds(61));
        var late = await Reopen(hlan, item);
        Assert.That(((int)late.Status, Slug(late.Body)), Is.EqualTo((409, "undo-too-late")));
    }

    [Test]
    public async Task Somebody_else_does_not_undo_it()
    {
        var item = await Refused();
        var other = await Reopen(await office.Client("ngoc"), item);
        Assert.That(((int)other.Status, Slug(other.Body)), Is.EqualTo((409, "undo-too-late")));
    }

    [Test]
    public async Task A_hand_over_is_undone_at_once_with_its_first_time_of_receipt()
    {
        var item = await Act(await Receive(new { addressedTo = "Ông Lê Hoàng Nam", receivedAt = "2026-11-23T09:00:00+07:00" }), "hand-over", new { });
        office.Office.Clock.Advance(TimeSpan.FromSeconds(30));
        var undone = await Reopen(hlan, item);
        Assert.That(undone.Body.GetProperty("receivedAt").GetDateTimeOffset(), Is.EqualTo(new DateTimeOffset(2026, 11, 23, 9, 0, 0, TimeSpan.FromHours(7))));
    }

    [Test]
    public async Task A_handed_over_letter_comes_back_any_time_by_anybody_of_the_registry_and_counts_as_received_then()
    {
        var item = await Act(await Receive(new { addressedTo = "Ông Lê Hoàng Nam", receivedAt = "2026-11-20T09:00:00+07:00" }), "hand-over", new { });
        office.Office.Clock.SetUtcNow(new DateTimeOffset(2026, 11, 25, 15, 0, 0, TimeSpan.FromHours(7)).ToUniversalTime());
        var back = await Reopen(await office.Fresh("ngoc"), item);
        Assert.That(back.Status, Is.EqualTo(HttpStatusCode.Created), back.Body.ToString());
        Assert.That(back.Body.GetProperty("receivedAt").GetDateTimeOffset(), Is.EqualTo(new DateTimeOffset(2026, 11, 25, 15, 0, 0, TimeSpan.FromHours(7))));
        Assert.That(back.Body.GetProperty("registerBy").GetDateTimeOffset(), Is.EqualTo(new DateTimeOffset(2026, 11, 26, 23, 59, 59, TimeSpan.FromHours(7))));
        Assert.That(back.Body.GetProperty("overdue").GetBoolean(), Is.False);
        var registered = await (await office.Fresh("hlan")).PostAsJsonAsync($"/api/v1/received-items/{Id(item)}/registration",
            new { register = "DEN", symbol = "3/SXD", issuer = "Sở Xây dựng", subject = "Việc chung" });
        Assert.That(registered.StatusCode, Is.EqualTo(HttpStatusCode.Created));
    }

    [Test]
    public async Task What_waits_or_is_registered_is_not_reopened()
    {
        var waiting = await Receive(new { issuer = "Sở Xây dựng" });
        var still = await Reopen(hlan, waiting);
        Assert.That(((int)still.Status, Slug(still.Body)), Is.EqualTo((409, "received-item-waiting")));
        (await hlan.PostAsJsonAsync($"/api/v1/received-items/{Id(waiting)}/registration", new { register = "DEN", symbol = "1/SXD", subject = "A" })).EnsureSuccessStatusCode();
        var registered = await Reopen(hlan, waiting);
        Assert.That(((int)registered.Status, Slug(registered.Body)), Is.EqualTo((409, "received-item-registered")));
        Assert.That((int)(await hlan.PostAsync($"/api/v1/received-items/{Guid.Empty}/reopening", null)).StatusCode, Is.EqualTo(404));
    }

    [Test]
    public async Task A_stale_version_and_a_person_without_the_right_are_refused()
    {
        var item = await Refused();
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/received-items/{Id(item)}/reopening");
        request.Headers.TryAddWithoutValidation("If-Match", "\"1\"");
        Assert.That((int)(await hlan.SendAsync(request)).StatusCode, Is.EqualTo(412));
        Assert.That((int)(await Reopen(await office.Client("thinh"), item)).Status, Is.EqualTo(403));
    }

    [Test]
    public async Task Two_clerks_who_undo_and_register_in_the_same_second_never_give_a_refused_item_a_number()
    {
        var ngoc = await office.Client("ngoc");
        for (var round = 1; round <= 5; round++)
        {
            var item = await Refused();
            var undo = Reopen(hlan, item);
            var register = ngoc.PostAsJsonAsync($"/api/v1/received-items/{Id(item)}/registration", new { register = "DEN", symbol = $"{round}/RACE", subject = "A", issuer = "Sở A" });
            await Task.WhenAll(undo, register);
            await using var connection = await office.Connect();
            var (state, document) = await connection.QuerySingleAsync<(string, Guid?)>("select state, document_id from received_item where id = @Id", new { Id = Guid.Parse(Id(item)) });
            Assert.That((await register).StatusCode == HttpStatusCode.Created, Is.EqualTo(state == "registered" && document is not null));
        }
    }

    private static string Id(JsonElement item) => item.GetProperty("id").GetString()!;

    private static string Slug(JsonElement problem) => problem.GetProperty("type").GetString()!["urn:dispatch:problem:".Length..];

    private async Task<JsonElement> Refused() =>
        await Act(await Receive(new { issuer = "Sở Xây dựng tỉnh khác" }), "refusal", new { reason = "Gửi nhầm nơi nhận" });

    private async Task<JsonElement> Receive(object item)
    {
        var answer = await hlan.PostAsJsonAsync("/api/v1/received-items", item);
        answer.EnsureSuccessStatusCode();
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    private async Task<JsonElement> Act(JsonElement item, string act, object body)
    {
        var answer = await hlan.PostAsJsonAsync($"/api/v1/received-items/{Id(item)}/{act}", body);
        answer.EnsureSuccessStatusCode();
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    private static async Task<(HttpStatusCode Status, JsonElement Body)> Reopen(HttpClient client, JsonElement item)
    {
        var answer = await client.PostAsync($"/api/v1/received-items/{Id(item)}/reopening", null);
        return (answer.StatusCode, await answer.Content.ReadFromJsonAsync<JsonElement>());
    }
}
