using System.Net;
using System.Text.Json;

namespace Dispatch.Tests.Routing;

/// <summary>Xin gia hạn (AC-11): asked, decided, passed up past the unit's own deadline, the first date kept.</summary>
internal sealed class ExtensionTests
{
    private const string Reason = "Chờ số liệu của các huyện";

    private RoutedOffice office = null!;

    [SetUp]
    public async Task Open() => office = await RoutedOffice.Open();

    [TearDown]
    public async Task Close() => await office.DisposeAsync();

    [Test]
    public async Task Within_the_units_deadline_its_head_decides_and_both_dates_are_shown()
    {
        var (directed, quans) = await Assigned("2026-10-09");
        var asked = await office.Did("quan", $"/assignments/{quans}/extension-requests", new { dueOn = "2026-10-13", reason = Reason });
        Assert.That((asked.GetProperty("number").GetInt32(), asked.GetProperty("state").GetString(), asked.GetProperty("late").GetBoolean()), Is.EqualTo((1, "waiting", false)));
        Assert.That(await office.Box("dao", "extensions"), Does.Contain(directed.Document));
        Assert.That((await office.Box("thinh", "extensions"), await office.Box("tuan", "extensions")), Is.EqualTo((new List<string>(), new List<string>())));
        await office.Did("dao", $"/assignments/{quans}/extension-requests/1/decision", new { accept = true });
        var deadline = await office.Get("quan", $"/assignments/{quans}/deadline");
        Assert.That(Dates(deadline), Is.EqualTo(("2026-10-13", "2026-10-09")));
        var line = (await office.Get("quan", $"/assignments/{quans}")).GetProperty("assignment");
        Assert.That((line.GetProperty("dueOn").GetString(), line.GetProperty("originalDueOn").GetString(), line.GetProperty("extensions").GetInt32()), Is.EqualTo(("2026-10-13", "2026-10-09", 1)));
        Assert.That(await office.Box("dao", "extensions"), Is.Empty);
        // The first date stays the first.
        await office.Did("quan", $"/assignments/{quans}/extension-requests", new { dueOn = "2026-10-14", reason = Reason });
        await office.Did("dao", $"/assignments/{quans}/extension-requests/2/decision", new { accept = true });
        Assert.That(Dates(await office.Get("quan", $"/assignments/{quans}/deadline")), Is.EqualTo(("2026-10-14", "2026-10-09")));
    }

    [Test]
    public async Task Past_the_units_deadline_the_leader_decides_too_and_both_lines_move()
    {
        var (directed, quans) = await Assigned("2026-10-12");
        await office.On(12, "quan", "dao", "thinh");
        await office.Did("quan", $"/assignments/{quans}/extension-requests", new { dueOn = "2026-10-20", reason = Reason });
        var decided = await office.Did("dao", $"/assignments/{quans}/extension-requests/1/decision", new { accept = true });
        Assert.That(decided.GetProperty("state").GetString(), Is.EqualTo("passedUp"));
        Assert.That(Dates(await office.Get("quan", $"/assignments/{quans}/deadline")), Is.EqualTo(("2026-10-12", (string?)null)), "nothing moved yet");
        Assert.That(await office.Box("thinh", "extensions"), Does.Contain(directed.Document));
        await office.Refused("dao", $"/assignments/{directed.Lead}/extension-requests/1/decision", new { accept = true }, HttpStatusCode.Forbidden, "not-permitted");
        await office.Refused("dao", $"/assignments/{directed.Lead}/extension-requests", new { dueOn = "2026-10-21", reason = Reason }, HttpStatusCode.Conflict, "extension-waiting");
        await office.Did("thinh", $"/assignments/{directed.Lead}/extension-requests/1/decision", new { accept = true });
        Assert.That(Dates(await office.Get("quan", $"/assignments/{quans}/deadline")), Is.EqualTo(("2026-10-20", "2026-10-12")));
        Assert.That(Dates(await office.Get("dao", $"/assignments/{directed.Lead}/deadline")), Is.EqualTo(("2026-10-20", "2026-10-14")));
        Assert.That((await office.Get("quan", "/notifications?unread=true")).GetRawText(), Does.Contain("extensionDecided"));
        var history = (await office.Get("dao", $"/incoming-documents/{directed.Document}/history")).GetRawText();
        Assert.That(history, Does.Contain("assignment.extensionRequested").And.Contain("assignment.extensionPassedUp").And.Contain("assignment.extended"));
    }

    [Test]
    public async Task A_leader_who_grants_less_moves_the_line_below_no_further_and_one_who_declines_moves_neither()
    {
        var (directed, quans) = await Assigned("2026-10-12");
        await office.Did("quan", $"/assignments/{quans}/extension-requests", new { dueOn = "2026-10-20", reason = Reason });
        await office.Did("dao", $"/assignments/{quans}/extension-requests/1/decision", new { accept = true });
        await office.Did("thinh", $"/assignments/{directed.Lead}/extension-requests/1/decision", new { accept = true, dueOn = "2026-10-16" });
        Assert.That(Dates(await office.Get("quan", $"/assignments/{quans}/deadline")), Is.EqualTo(("2026-10-16", "2026-10-12")));
        await office.Did("quan", $"/assignments/{quans}/extension-requests", new { dueOn = "2026-10-23", reason = Reason });
        await office.Did("dao", $"/assignments/{quans}/extension-requests/2/decision", new { accept = true });
        await office.Refused("thinh", $"/assignments/{directed.Lead}/extension-requests/2/decision", new { accept = false }, HttpStatusCode.UnprocessableEntity, "invalid-fields");
        await office.Did("thinh", $"/assignments/{directed.Lead}/extension-requests/2/decision", new { accept = false, reason = "Đã gia hạn một lần rồi" });
        var deadline = await office.Get("quan", $"/assignments/{quans}/deadline");
        Assert.That(Dates(deadline), Is.EqualTo(("2026-10-16", "2026-10-12")));
        Assert.That(deadline.GetProperty("extensions")[1].GetProperty("state").GetString(), Is.EqualTo("declined"));
    }

    [Test]
    public async Task Asked_after_the_deadline_it_is_marked_late()
    {
        var (_, quans) = await Assigned("2026-10-06");
        await office.On(8, "quan", "dao", "thinh");
        await office.Refused("quan", $"/assignments/{quans}/extension-requests", new { dueOn = "2026-10-07", reason = Reason }, HttpStatusCode.UnprocessableEntity, "invalid-fields");
        var asked = await office.Did("quan", $"/assignments/{quans}/extension-requests", new { dueOn = "2026-10-12", reason = Reason });
        Assert.That(asked.GetProperty("late").GetBoolean(), Is.True);
        await office.Did("dao", $"/assignments/{quans}/extension-requests/1/decision", new { accept = true });
        Assert.That((await office.Get("quan", $"/assignments/{quans}/deadline")).GetProperty("extensions")[0].GetProperty("late").GetBoolean(), Is.True);
    }

    [Test]
    public async Task What_cannot_be_asked_is_refused_with_its_reason()
    {
        var (directed, quans) = await Assigned("2026-10-12");
        string Path(string line) => $"/assignments/{line}/extension-requests";
        await office.Refused("quan", Path(quans), new { reason = Reason }, HttpStatusCode.UnprocessableEntity, "invalid-fields");
        await office.Refused("quan", Path(quans), new { dueOn = "2026-10-20", reason = "bận" }, HttpStatusCode.UnprocessableEntity, "invalid-fields");
        await office.Refused("quan", Path(quans), new { dueOn = "2026-10-12", reason = Reason }, HttpStatusCode.UnprocessableEntity, "invalid-fields");
        await office.Refused("tuan", Path(quans), new { dueOn = "2026-10-20", reason = Reason }, HttpStatusCode.Forbidden, "not-permitted");
        await office.Refused("khanh", Path(quans), new { dueOn = "2026-10-20", reason = Reason }, HttpStatusCode.NotFound, "assignment-not-found");
        await office.Refused("nam", Path(directed.Inform), new { dueOn = "2026-10-20", reason = Reason }, HttpStatusCode.Conflict, "assignment-move-refused");
        await office.Refused("dao", $"{Path(quans)}/1/decision", new { accept = true }, HttpStatusCode.NotFound, "extension-not-found");
        await office.Did("quan", Path(quans), new { dueOn = "2026-10-13", reason = Reason });
        await office.Refused("quan", Path(quans), new { dueOn = "2026-10-14", reason = Reason }, HttpStatusCode.Conflict, "extension-waiting");
        await office.Refused("quan", $"{Path(quans)}/1/decision", new { accept = true }, HttpStatusCode.Forbidden, "not-permitted");
        await office.Did("quan", $"/assignments/{quans}/completion", new { result = "reported", openLines = "wait" });
        await office.Refused("dao", $"{Path(quans)}/1/decision", new { accept = true }, HttpStatusCode.Conflict, "assignment-move-refused");
        Assert.That(await office.Box("dao", "extensions"), Is.Empty, "nobody decides about what is done");
    }

    [Test]
    public async Task A_request_taken_back_takes_back_what_the_unit_asked_for_it()
    {
        var (directed, quans) = await Assigned("2026-10-12");
        await office.Did("quan", $"/assignments/{quans}/extension-requests", new { dueOn = "2026-10-20", reason = Reason });
        await office.Did("dao", $"/assignments/{quans}/extension-requests/1/decision", new { accept = true });
        Assert.That((await office.Send("quan", HttpMethod.Delete, $"/assignments/{quans}/extension-requests/1")).StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(await office.Box("thinh", "extensions"), Is.Empty);
        await office.Refused("thinh", $"/assignments/{directed.Lead}/extension-requests/1/decision", new { accept = true }, HttpStatusCode.Conflict, "assignment-move-refused");
    }

    [Test]
    public async Task Of_a_line_passed_on_who_gave_it_first_decides()
    {
        var directed = await office.Direct();
        var forwarded = (await office.Did("tuan", $"/assignments/{directed.Support}/forwarding", new { unit = "NC" })).GetProperty("id").GetString();
        await office.Did("lien", $"/assignments/{forwarded}/extension-requests", new { dueOn = "2026-10-15", reason = Reason });
        Assert.That((await office.Box("tuan", "extensions"), await office.Box("thinh", "extensions")), Is.EqualTo((new List<string>(), new List<string> { directed.Document })));
        await office.Did("thinh", $"/assignments/{forwarded}/extension-requests/1/decision", new { accept = true });
        Assert.That(Dates(await office.Get("lien", $"/assignments/{forwarded}/deadline")), Is.EqualTo(("2026-10-15", "2026-10-12")));
    }

    private async Task<(Directed Directed, string Line)> Assigned(string due)
    {
        var directed = await office.Direct();
        var given = await office.Did("dao", $"/assignments/{directed.Lead}/assignments", new { assignments = new[] { new { role = "lead", person = "quan", dueOn = due } } });
        return (directed, given.GetProperty("assignments")[0].GetProperty("id").GetString()!);
    }

    private static (string? DueOn, string? Original) Dates(JsonElement deadline) => (deadline.GetProperty("dueOn").GetString(), deadline.GetProperty("originalDueOn").GetString());
}
