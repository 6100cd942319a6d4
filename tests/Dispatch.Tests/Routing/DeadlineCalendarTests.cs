using System.Net;
using System.Text.Json;

namespace Dispatch.Tests.Routing;

/// <summary>A month of one's open deadlines, over HTTP.</summary>
internal sealed class DeadlineCalendarTests
{
    private RoutedOffice office = null!;

    [OneTimeSetUp]
    public async Task Open() => office = await RoutedOffice.Open();

    [OneTimeTearDown]
    public async Task Close() => await office.DisposeAsync();

    [Test]
    public async Task Each_day_has_what_is_due_and_days_off_have_their_names()
    {
        for (var n = 0; n < 4; n++)
            await office.Direct();
        var done = await office.Direct();
        await office.Did("dao", $"/assignments/{done.Lead}/completion", new { result = "filed", openLines = "wait" });
        var days = (await office.Get("dao", "/assignments/calendar?year=2026&month=10")).GetProperty("days").EnumerateArray().ToList();
        Assert.That(days, Has.Count.EqualTo(31));
        var due = days.Where(day => day.GetProperty("count").GetInt64() > 0).ToList();
        Assert.That(due.Select(day => (day.GetProperty("date").GetString(), day.GetProperty("count").GetInt64(), day.GetProperty("lines").GetArrayLength(), day.GetProperty("state").GetString())),
            Is.EqualTo(new[] { ("2026-10-14", 4L, 3, "inTime") }), "what is done is not due");
        var day = await office.Get("dao", "/assignments?dueOn=2026-10-14");
        Assert.That(day.GetProperty("items").GetArrayLength(), Is.EqualTo(4), "the day's list is what the month counts");
        Assert.That((await office.Get("dao", "/assignments?dueOn=2026-10-15")).GetProperty("items").GetArrayLength(), Is.Zero);
        Assert.That((days[3].GetProperty("works").GetBoolean(), days[3].GetProperty("reason").GetString()), Is.EqualTo((false, "Nghỉ hằng tuần (Chủ nhật)")));
        Assert.That((days[4].GetProperty("works").GetBoolean(), days[4].GetProperty("reason").ValueKind), Is.EqualTo((true, JsonValueKind.Null)));
        var november = (await office.Get("dao", "/assignments/calendar?year=2026&month=11")).GetProperty("days");
        Assert.That(november[23].GetProperty("reason").GetString(), Is.EqualTo("Ngày Văn hóa Việt Nam"));
        Assert.That((await office.Get("dao", "/assignments/calendar?year=2027&month=1")).GetProperty("days")[0].GetProperty("works").ValueKind, Is.EqualTo(JsonValueKind.Null), "nobody declared it");
    }

    [Test]
    public async Task A_month_that_is_none_is_refused() => Assert.That(await office.Status("dao", "/assignments/calendar?year=2026&month=13"), Is.EqualTo(HttpStatusCode.UnprocessableEntity));
}
