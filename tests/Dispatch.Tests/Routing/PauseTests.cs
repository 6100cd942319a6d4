using System.Net;
using System.Text.Json;

namespace Dispatch.Tests.Routing;

/// <summary>Tạm dừng: the term stands still, and what was left of it goes on.</summary>
internal sealed class PauseTests
{
    private static readonly object Waiting = new { reason = "Chờ ý kiến của Sở Tài chính", source = "Quy chế làm việc, Điều 12" };

    private RoutedOffice office = null!;

    [SetUp]
    public async Task Open() => office = await RoutedOffice.Open();

    [TearDown]
    public async Task Close() => await office.DisposeAsync();

    [Test]
    public async Task The_working_days_that_were_left_count_on_and_each_day_says_so()
    {
        // Monday 5 October, five days: Monday 12. Paused on Wednesday 7 (three are left), gone on with on Wednesday 14: Monday 19.
        var (line, _) = await office.Given(new { role = "lead", unit = "KGVX", workingDays = 5 });
        await office.On(7, "dao", "thinh", "hlan");
        var paused = await office.Did("thinh", $"/assignments/{line}/pauses", Waiting);
        Assert.That((paused.GetProperty("daysLeft").GetInt32(), paused.GetProperty("dueOn").GetString()), Is.EqualTo((3, "2026-10-12")));
        var still = await office.Get("dao", $"/assignments/{line}/deadline");
        Assert.That((still.GetProperty("dueOn").ValueKind, still.GetProperty("state").GetString(), still.GetProperty("pauses")[0].GetProperty("throughOn").ValueKind), Is.EqualTo((JsonValueKind.Null, "none", JsonValueKind.Null)));
        await office.On(14, "dao", "thinh", "hlan");
        Assert.That((await office.Get("dao", "/assignments?box=overdue")).GetProperty("items").GetArrayLength(), Is.Zero, "what stands still is not overdue");
        await office.Did("dao", $"/assignments/{line}/resumption");
        var deadline = await office.Get("dao", $"/assignments/{line}/deadline");
        Assert.That((deadline.GetProperty("dueOn").GetString(), deadline.GetProperty("originalDueOn").GetString(), deadline.GetProperty("workingDays").GetInt32()), Is.EqualTo(("2026-10-19", "2026-10-12", 5)));
        Assert.That(deadline.GetProperty("why").EnumerateArray().Where(day => day.GetProperty("reason").GetString()!.StartsWith("Tạm dừng thời hạn: Chờ ý kiến", StringComparison.Ordinal))
            .Select(day => day.GetProperty("date").GetString()), Is.EqualTo(new[] { "2026-10-08", "2026-10-09", "2026-10-12", "2026-10-13", "2026-10-14" }));
        var history = (await office.Get("dao", $"/assignments/{line}")).GetProperty("assignment").GetProperty("documentId").GetString();
        Assert.That((await office.Get("dao", $"/incoming-documents/{history}/history")).GetRawText(), Does.Contain("assignment.paused").And.Contain("assignment.resumed"));
    }

    [Test]
    public async Task Lines_below_a_units_line_stand_still_and_go_on_with_it()
    {
        var directed = await office.Direct();
        var given = await office.Did("dao", $"/assignments/{directed.Lead}/assignments", new { assignments = new[] { new { role = "lead", person = "quan", workingDays = 5 } } });
        var quans = given.GetProperty("assignments")[0].GetProperty("id").GetString()!;
        await office.Did("thinh", $"/assignments/{directed.Lead}/pauses", Waiting);
        Assert.That((await office.DueOf(directed.Lead), await office.DueOf(quans), await office.DueOf(directed.Support)), Is.EqualTo(((string?)null, (string?)null, "2026-10-12")), "another unit's goes on");
        await office.On(7, "dao", "thinh", "hlan");
        await office.Did("thinh", $"/assignments/{directed.Lead}/resumption");
        Assert.That((await office.DueOf(directed.Lead), await office.DueOf(quans)), Is.EqualTo(("2026-10-16", "2026-10-14")));
    }

    [Test]
    public async Task What_is_done_while_it_stands_still_is_done_in_time()
    {
        var (line, document) = await office.Given(new { role = "lead", unit = "KGVX", workingDays = 2 });
        await office.Did("thinh", $"/assignments/{line}/pauses", Waiting);
        await office.On(20, "dao", "thinh", "hlan");
        await office.Did("dao", $"/assignments/{line}/completion", new { result = "reported" });
        Assert.That((await office.Get("dao", $"/assignments/{line}/deadline")).GetProperty("state").GetString(), Is.EqualTo("onTime"));
        Assert.That(await office.StatusOf(document), Is.EqualTo("completed"));
    }

    [Test]
    public async Task What_cannot_be_paused_is_refused_with_its_reason()
    {
        var (line, _) = await office.Given(new { role = "lead", unit = "KGVX", dueOn = "2026-10-06" });
        await office.Refused("dao", $"/assignments/{line}/pauses", Waiting, HttpStatusCode.Forbidden, "not-permitted");
        await office.Refused("khanh", $"/assignments/{line}/pauses", Waiting, HttpStatusCode.NotFound, "assignment-not-found");
        await office.Refused("thinh", $"/assignments/{line}/pauses", new { reason = "chờ" }, HttpStatusCode.UnprocessableEntity, "invalid-fields");
        await office.Refused("thinh", $"/assignments/{line}/resumption", null, HttpStatusCode.Conflict, "assignment-move-refused");
        await office.Did("thinh", $"/assignments/{line}/pauses", Waiting);
        await office.Refused("thinh", $"/assignments/{line}/pauses", Waiting, HttpStatusCode.Conflict, "assignment-move-refused");
        await office.Refused("dao", $"/assignments/{line}/extension-requests", new { dueOn = "2026-10-20", reason = "Chờ số liệu của các huyện" }, HttpStatusCode.Conflict, "assignment-move-refused");
        await office.Refused("dao", $"/assignments/{line}/forwarding", new { unit = "NC" }, HttpStatusCode.Conflict, "assignment-move-refused");
        await office.Did("thinh", $"/assignments/{line}/resumption");
        await office.On(8, "dao", "thinh", "hlan");
        await office.Refused("thinh", $"/assignments/{line}/pauses", Waiting, HttpStatusCode.Conflict, "overdue-not-paused");
    }
}
