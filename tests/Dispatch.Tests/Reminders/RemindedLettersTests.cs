using System.Net.Http.Json;
using System.Text.Json;
using Dapper;
using Dispatch.Reminders;
using Dispatch.Tests.Routing;

namespace Dispatch.Tests.Reminders;

/// <summary>AC-12 through the office's own routes: a directed letter, its heads reminded, what is completed left alone.</summary>
internal sealed class RemindedLettersTests
{
    private RoutedOffice office = null!;

    [SetUp]
    public async Task Open() => office = await RoutedOffice.Open();

    [TearDown]
    public async Task Close() => await office.DisposeAsync();

    [Test]
    public async Task Heads_are_reminded_of_their_units_lines_until_these_are_completed()
    {
        var letter = await office.Direct();
        await Sweep(new(2026, 10, 8));
        Assert.That(await Told(), Is.EqualTo(new[] { "soon tuan" }));
        await Sweep(new(2026, 10, 12));
        Assert.That(await Told(), Is.EqualTo(new[] { "dueDay tuan", "soon dao", "soon tuan" }));
        await office.Registry.Fresh("tuan");
        await office.Did("tuan", $"/assignments/{letter.Support}/completion", new { result = "noted" });
        await Sweep(new(2026, 10, 15));
        Assert.That(await Told(), Is.EqualTo(new[] { "dueDay dao as overdue", "dueDay tuan", "escalateHead nobody", "overdue dao", "soon dao", "soon tuan" }));
        await Sweep(new(2026, 10, 19));
        Assert.That((await Told()).Where(row => row.StartsWith("esc", StringComparison.Ordinal)), Is.EqualTo(new[] { "escalateChief thinh", "escalateHead nobody" }));
        var chief = await office.Registry.Fresh("thinh");
        var notices = (await chief.GetFromJsonAsync<JsonElement>("/api/v1/notifications?unread=true")).GetProperty("items").EnumerateArray().ToList();
        var escalated = notices.Single(notice => notice.GetProperty("kind").GetString() == "escalated");
        Assert.That((escalated.GetProperty("objectType").GetString(), escalated.GetProperty("objectId").GetString(), escalated.GetProperty("about").GetString()),
            Is.EqualTo(("assignment", letter.Lead, "4521 – V/v đẩy mạnh số hóa hồ sơ, lần 1")));
    }

    [Test]
    public async Task A_withdrawn_direction_reminds_nobody()
    {
        var letter = await office.Direct();
        await office.Did("thinh", $"/directions/{letter.Direction}/recall", new { reason = "Giao lại cho phòng khác chủ trì" });
        await Sweep(new(2026, 10, 14));
        Assert.That(await Told(), Is.Empty);
    }

    private async Task Sweep(DateOnly day)
    {
        office.Registry.Office.Clock.SetUtcNow(new DateTimeOffset(day.ToDateTime(new TimeOnly(8, 30)), TimeSpan.FromHours(7)).ToUniversalTime());
        await office.Registry.Do<Remind, int?>(async remind => (await remind.Run(default)).Count);
    }

    private async Task<string[]> Told()
    {
        await using var connection = await office.Registry.Connect();
        return [.. (await connection.QueryAsync<string>("""
            select m.rule || ' ' || coalesce(p.user_name, 'nobody') || coalesce(' as ' || m.told_as, '') from reminder m left join person p on p.id = m.person_id
            """)).Order(StringComparer.Ordinal)];
    }
}
