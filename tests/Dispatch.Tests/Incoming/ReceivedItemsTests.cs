using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Dapper;
using Dispatch.Incoming;
using Dispatch.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Dispatch.Tests.Incoming;

/// <summary>The queue Chờ vào sổ (AC-05, AC-07 as far as paper goes).</summary>
internal sealed class ReceivedItemsTests
{
    private RegistryOffice office = null!;
    private HttpClient hlan = null!;

    [SetUp]
    public async Task Open()
    {
        office = await RegistryOffice.Open(new DateTimeOffset(2026, 11, 23, 17, 0, 0, TimeSpan.FromHours(7)));
        hlan = await office.Client("hlan");
    }

    [TearDown]
    public async Task Close() => await office.DisposeAsync();

    [Test]
    public async Task The_limit_counts_from_the_receipt_and_skips_the_holiday_and_only_then_is_it_overdue()
    {
        var friday = await Receive(new { receivedAt = "2026-11-20T16:50:00+07:00", issuer = "Sở Xây dựng" });
        var monday = await Receive(new { receivedAt = "2026-11-23T16:50:00+07:00", issuer = "Sở Nội vụ" });
        Assert.That(friday.GetProperty("registerBy").GetDateTimeOffset(), Is.EqualTo(EndOf(23)));
        Assert.That(monday.GetProperty("registerBy").GetDateTimeOffset(), Is.EqualTo(EndOf(25)));
        Assert.That(await Overdue(), Is.Empty);
        office.Office.Clock.SetUtcNow(EndOf(23).AddSeconds(1).ToUniversalTime());
        Assert.That(await Overdue(), Is.EqualTo(new[] { "Sở Xây dựng" }));
        office.Office.Clock.SetUtcNow(EndOf(25).AddSeconds(1).ToUniversalTime());
        Assert.That(await Overdue(), Is.EqualTo(new[] { "Sở Xây dựng", "Sở Nội vụ" }));
    }

    [Test]
    public async Task The_queue_stands_urgent_first_then_longest_waiting()
    {
        await Receive(new { receivedAt = "2026-11-23T09:00:00+07:00", issuer = "B" });
        await Receive(new { receivedAt = "2026-11-23T08:00:00+07:00", issuer = "A" });
        await Receive(new { receivedAt = "2026-11-23T16:00:00+07:00", issuer = "Hỏa tốc", urgency = "express" });
        Assert.That(await Queue(), Is.EqualTo(new[] { "Hỏa tốc", "A", "B" }));
        var first = await hlan.GetFromJsonAsync<JsonElement>("/api/v1/received-items?limit=2");
        var second = await hlan.GetFromJsonAsync<JsonElement>("/api/v1/received-items?limit=2&cursor=" + first.GetProperty("nextCursor").GetString());
        Assert.That(second.GetProperty("items")[0].GetProperty("issuer").GetString(), Is.EqualTo("B"));
    }

    [Test]
    public async Task An_item_is_registered_once_with_its_time_of_receipt()
    {
        var item = await Receive(new { receivedAt = "2026-11-23T08:00:00+07:00", issuer = "Sở Xây dựng" });
        var path = $"/api/v1/received-items/{item.GetProperty("id").GetString()}/registration";
        var answers = await Task.WhenAll(Enumerable.Range(1, 6).Select(i =>
            hlan.PostAsJsonAsync(path, new { register = "DEN", symbol = $"{i}/SXD-QLĐT", subject = "V/v thẩm định" })));
        Assert.That(answers.Count(a => a.StatusCode == HttpStatusCode.Created), Is.EqualTo(1));
        Assert.That(answers.Count(a => a.StatusCode == HttpStatusCode.Conflict), Is.EqualTo(5));
        var view = await answers.Single(a => a.StatusCode == HttpStatusCode.Created).Content.ReadFromJsonAsync<JsonElement>();
        Assert.That(view.GetProperty("receivedAt").GetDateTimeOffset(), Is.EqualTo(new DateTimeOffset(2026, 11, 23, 8, 0, 0, TimeSpan.FromHours(7))));
        Assert.That(view.GetProperty("issuer").GetString(), Is.EqualTo("Sở Xây dựng"));
        Assert.That(await Queue(), Is.Empty);
        var proof = await hlan.GetFromJsonAsync<JsonElement>("/api/v1/registers/DEN/2026/completeness");
        Assert.That((proof.GetProperty("last").GetInt32(), proof.GetProperty("missing").GetArrayLength()), Is.EqualTo((4521, 0)));
    }

    [Test]
    public async Task A_refusal_needs_a_reason_uses_no_number_and_stays_to_be_seen()
    {
        var item = await Receive(new { issuer = "Sở Xây dựng tỉnh khác" });
        var path = $"/api/v1/received-items/{item.GetProperty("id").GetString()}";
        Assert.That((int)(await hlan.PostAsJsonAsync(path + "/refusal", new { reason = "nhầm" })).StatusCode, Is.EqualTo(422));
        var refused = await hlan.PostAsJsonAsync(path + "/refusal", new { reason = "Gửi nhầm nơi nhận" });
        Assert.That((await refused.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("status").GetString(), Is.EqualTo("refused"));
        Assert.That((int)(await hlan.PostAsJsonAsync(path + "/registration", new { register = "DEN", symbol = "1/A", subject = "B" })).StatusCode, Is.EqualTo(409));
        var list = await hlan.GetFromJsonAsync<JsonElement>("/api/v1/received-items?status=refused");
        Assert.That(list.GetProperty("items")[0].GetProperty("closedBecause").GetString(), Is.EqualTo("Gửi nhầm nơi nhận"));
    }

    [Test]
    public async Task A_letter_addressed_by_name_is_handed_over_unopened()
    {
        var item = await Receive(new { addressedTo = "Ông Lê Hoàng Nam" });
        var answer = await hlan.PostAsJsonAsync($"/api/v1/received-items/{item.GetProperty("id").GetString()}/hand-over", new { });
        var view = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.That((view.GetProperty("status").GetString(), view.GetProperty("closedBecause").GetString()), Is.EqualTo(("handedOver", "Ông Lê Hoàng Nam")));
    }

    [Test]
    public async Task A_secret_item_is_refused_and_nothing_is_kept()
    {
        var answer = await hlan.PostAsJsonAsync("/api/v1/received-items", new { issuer = "Bộ Công an", secrecy = "toiMat" });
        Assert.That((int)answer.StatusCode, Is.EqualTo(422));
        await using var connection = await office.Connect();
        Assert.That(await connection.ExecuteScalarAsync<long>("select count(*) from received_item"), Is.Zero);
    }

    private static DateTimeOffset EndOf(int day) => new(2026, 11, day, 23, 59, 59, TimeSpan.FromHours(7));

    private async Task<JsonElement> Receive(object item)
    {
        var answer = await hlan.PostAsJsonAsync("/api/v1/received-items", item);
        var view = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Created), view.ToString());
        return view;
    }

    private async Task<string[]> Queue() =>
        [.. (await hlan.GetFromJsonAsync<JsonElement>("/api/v1/received-items")).GetProperty("items").EnumerateArray().Select(i => i.GetProperty("issuer").GetString()!)];

    private async Task<string[]> Overdue()
    {
        await using (var scope = office.Office.Services.CreateAsyncScope())
            await scope.ServiceProvider.GetRequiredService<MarkLateRegistrations>().Run(default);
        await using var connection = await office.Connect();
        return [.. await connection.QueryAsync<string>("select issuer_name from received_item where overdue_at is not null order by received_at")];
    }
}
