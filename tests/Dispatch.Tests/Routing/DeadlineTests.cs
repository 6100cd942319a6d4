using System.Net;
using System.Text.Json;
using Dapper;

namespace Dispatch.Tests.Routing;

/// <summary>Why a line is due when it is due, over HTTP: each day with what decided it.</summary>
internal sealed class DeadlineTests
{
    private RoutedOffice office = null!;

    [OneTimeSetUp]
    public async Task Open() => office = await RoutedOffice.Open();

    [OneTimeTearDown]
    public async Task Close() => await office.DisposeAsync();

    [Test]
    public async Task Every_day_after_the_one_it_was_given_is_counted_or_skipped_with_its_reason()
    {
        // Given on Monday 5 October for five working days: the weekend of the 10th does not count.
        var line = (await office.Given(new { role = "lead", unit = "KGVX", workingDays = 5 })).Line;
        var deadline = await office.Get("dao", $"/assignments/{line}/deadline");
        Assert.That(deadline.GetProperty("dueOn").GetString(), Is.EqualTo("2026-10-12"));
        Assert.That((deadline.GetProperty("givenOn").GetString(), deadline.GetProperty("term").GetString(), deadline.GetProperty("workingDays").GetInt32()), Is.EqualTo(("2026-10-05", "5 workingDays", 5)));
        var why = deadline.GetProperty("why").EnumerateArray().ToList();
        Assert.That(why.Select(day => day.GetProperty("date").GetString()), Is.EqualTo(Enumerable.Range(6, 7).Select(day => $"2026-10-{day:00}")));
        Assert.That(why.Where(day => !day.GetProperty("counted").GetBoolean()).Select(day => day.GetProperty("reason").GetString()),
            Is.EqualTo(new[] { "Nghỉ hằng tuần (thứ Bảy)", "Nghỉ hằng tuần (Chủ nhật)" }));
    }

    [Test]
    public async Task A_named_day_is_explained_in_the_same_way_and_no_day_is_no_deadline()
    {
        var named = await office.Get("dao", $"/assignments/{(await office.Given(new { role = "lead", unit = "KGVX", dueOn = "2026-10-14" })).Line}/deadline");
        Assert.That((named.GetProperty("term").ValueKind, named.GetProperty("workingDays").GetInt32(), named.GetProperty("state").GetString()), Is.EqualTo((JsonValueKind.Null, 7, "inTime")));
        var none = await office.Get("dao", $"/assignments/{(await office.Given(new { role = "lead", unit = "KGVX" })).Line}/deadline");
        Assert.That((none.GetProperty("dueOn").ValueKind, none.GetProperty("state").GetString(), none.GetProperty("why").GetArrayLength()), Is.EqualTo((JsonValueKind.Null, "none", 0)));
    }

    [Test]
    public async Task Into_a_year_that_nobody_declared_nothing_is_guessed()
    {
        var line = (await office.Given(new { role = "lead", unit = "KGVX", dueOn = "2026-10-30" })).Line;
        await using (var connection = await office.Registry.Connect())
            await connection.ExecuteAsync("update assignment set due_on = date '2027-01-04' where id = @id", new { id = Guid.Parse(line) });
        var answer = await (await office.Client("dao")).GetAsync($"/api/v1/assignments/{line}/deadline");
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Conflict));
        Assert.That(await answer.Content.ReadAsStringAsync(), Does.Contain("calendar-missing").And.Contain("năm 2027"));
    }
}
