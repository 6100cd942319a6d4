using System.Net;
using System.Text.Json;

namespace Dispatch.Tests.Routing;

/// <summary>Lines given for days, months, minutes or "before a day": counted, explained, late by the minute, moved with the calendar of their unit.</summary>
internal sealed class GivenTermTests
{
    private RoutedOffice office = null!;

    [SetUp]
    public async Task Open() => office = await RoutedOffice.Open();

    [TearDown]
    public async Task Close() => await office.DisposeAsync();

    [TestCase("5 workingDays", "2026-10-12", null)]
    [TestCase("5 days", "2026-10-12", "nextWorkingDay")]
    [TestCase("1 months", "2026-11-05", "nextWorkingDay")]
    [TestCase("before 2026-10-19", "2026-10-16", "previousWorkingDay")]
    public async Task A_term_says_its_day_and_the_rule_that_decided_it(string term, string due, string? choice)
    {
        var (line, document) = await office.Given(new { role = "lead", unit = "KGVX", term });
        var deadline = await office.Get("dao", $"/assignments/{line}/deadline");
        Assert.That((deadline.GetProperty("dueOn").GetString(), deadline.GetProperty("term").GetString()), Is.EqualTo((due, term)));
        Assert.That(deadline.GetProperty("rule") is { ValueKind: JsonValueKind.Object } rule ? rule.GetProperty("choice").GetString() : null, Is.EqualTo(choice));
        Assert.That((await office.Get("dao", $"/assignments/{line}")).GetProperty("assignment").GetProperty("term").GetString(), Is.EqualTo(term));
        Assert.That((await office.Get("dao", $"/incoming-documents/{document}/routing")).GetRawText(), Does.Contain(term));
    }

    [Test]
    public async Task Minutes_are_late_by_the_minute_in_every_list()
    {
        // 5 October, 08:30 here; half an hour.
        var (line, _) = await office.Given(new { role = "lead", unit = "KGVX", term = "30 minutes" });
        var deadline = await office.Get("dao", $"/assignments/{line}/deadline");
        Assert.That((deadline.GetProperty("dueOn").GetString(), deadline.GetProperty("dueAt").GetDateTimeOffset() - office.Registry.Office.Clock.GetUtcNow()), Is.EqualTo(("2026-10-05", TimeSpan.FromMinutes(30))).Within(TimeSpan.FromMinutes(1)));
        Assert.That((await Count("dao", "dueSoon"), await Count("dao", "overdue")), Is.EqualTo((1, 0)));
        office.Registry.Office.Clock.Advance(TimeSpan.FromMinutes(31));
        Assert.That((await Count("dao", "dueSoon"), await Count("dao", "overdue")), Is.EqualTo((0, 1)));
        var report = (await office.Get("thinh", "/reports/units")).GetProperty("units")[0];
        Assert.That((report.GetProperty("overdue").GetInt32(), report.GetProperty("open").GetInt32()), Is.EqualTo((1, 0)));
        await office.Refused("thinh", $"/assignments/{line}/pauses", new { reason = "Chờ ý kiến của Sở Tài chính", source = "Điều 12" }, HttpStatusCode.Conflict, "minutes-not-paused");
        await office.Did("dao", $"/assignments/{line}/completion", new { result = "reported" });
        Assert.That((await office.Get("dao", $"/assignments/{line}/deadline")).GetProperty("state").GetString(), Is.EqualTo("late"));
        report = (await office.Get("thinh", "/reports/units")).GetProperty("units")[0];
        Assert.That((report.GetProperty("late").GetInt32(), report.GetProperty("onTime").GetInt32()), Is.EqualTo((1, 0)));
    }

    [Test]
    public async Task The_whole_day_is_more_time_than_a_moment_of_it()
    {
        var (line, _) = await office.Given(new { role = "lead", unit = "KGVX", term = "30 minutes" });
        office.Registry.Office.Clock.Advance(TimeSpan.FromMinutes(40));
        var asked = await office.Did("dao", $"/assignments/{line}/extension-requests", new { dueOn = "2026-10-05", reason = "Chờ số liệu của các huyện" });
        Assert.That(asked.GetProperty("late").GetBoolean(), "asked after the minute had passed");
        await office.Did("thinh", $"/assignments/{line}/extension-requests/1/decision", new { accept = true });
        var deadline = await office.Get("dao", $"/assignments/{line}/deadline");
        Assert.That((deadline.GetProperty("dueAt").ValueKind, deadline.GetProperty("state").GetString()), Is.EqualTo((JsonValueKind.Null, "soon")));
    }

    [Test]
    public async Task Who_takes_a_deadline_over_takes_it_whole_and_a_changed_calendar_moves_both()
    {
        var (line, _) = await office.Given(new { role = "lead", unit = "KGVX", workingDays = 5 });
        var below = (await office.Did("dao", $"/assignments/{line}/assignments", new { assignments = new[] { new { role = "lead", person = "quan" } } }))
            .GetProperty("assignments")[0].GetProperty("id").GetString()!;
        var (other, _) = await office.Given(new { role = "lead", unit = "KGVX", workingDays = 3 });
        var forwarded = (await office.Did("dao", $"/assignments/{other}/forwarding", new { unit = "NC" })).GetProperty("id").GetString()!;
        await office.Did("admin", "/weekly-rests", new { unit = "KGVX", days = new[] { "wednesday", "saturday", "sunday" }, validFrom = "2026-10-05", source = "Quyết định thử" });
        Assert.That((await office.DueOf(line), await office.DueOf(below)), Is.EqualTo(("2026-10-13", "2026-10-13")), "Wednesday is a rest day of theirs");
        Assert.That(await office.DueOf(forwarded), Is.EqualTo("2026-10-08"), "another unit has it now");
        var (later, _) = await office.Given(new { role = "lead", unit = "KGVX", workingDays = 3 });
        Assert.That(await office.DueOf(later), Is.EqualTo("2026-10-09"));
        var why = (await office.Get("dao", $"/assignments/{later}/deadline")).GetProperty("why").EnumerateArray().Single(day => day.GetProperty("date").GetString() == "2026-10-07");
        Assert.That((why.GetProperty("counted").GetBoolean(), why.GetProperty("source").GetString()), Is.EqualTo((false, "Quyết định thử")));
    }

    [Test]
    public async Task A_weekly_rest_shows_what_it_moves_before_it_is_written()
    {
        var (line, _) = await office.Given(new { role = "lead", unit = "KGVX", workingDays = 5 });
        var request = new { unit = "KGVX", days = new[] { "wednesday", "saturday", "sunday" }, validFrom = "2026-10-05", source = "Quyết định thử" };
        var moves = (await office.Did("admin", "/weekly-rests/preview", request)).GetProperty("moves");
        Assert.That(moves.EnumerateArray().Select(move => (move.GetProperty("id").GetString(), move.GetProperty("to").GetString())), Is.EqualTo(new[] { ((string?)line, (string?)"2026-10-13") }));
        Assert.That(await office.DueOf(line), Is.EqualTo("2026-10-12"), "shown, not done");
        await office.Did("admin", "/weekly-rests", request);
        await office.Refused("admin", "/weekly-rests", request, HttpStatusCode.Conflict, "weekly-rest-known");
        await office.Refused("admin", "/weekly-rests", new { unit = "KHONG", days = new[] { "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday" }, validFrom = "2026-10-04" },
            HttpStatusCode.UnprocessableEntity, "invalid-fields");
        await office.Refused("thinh", "/weekly-rests", request, HttpStatusCode.Forbidden, "not-permitted");
        var rests = await office.Get("quan", "/weekly-rests");
        Assert.That(rests.EnumerateArray().Select(rest => rest.GetProperty("unit").GetString()), Is.EqualTo(new[] { null, "KGVX" }));
    }

    [Test]
    public async Task A_line_that_went_on_after_a_pause_moves_with_the_calendar_too()
    {
        // Five days from Monday 5; stopped that day, gone on with on Wednesday 7: five days from there, Wednesday 14.
        var (line, _) = await office.Given(new { role = "lead", unit = "KGVX", workingDays = 5 });
        await office.Did("thinh", $"/assignments/{line}/pauses", new { reason = "Chờ ý kiến của Sở Tài chính", source = "Điều 12" });
        await office.On(7, "thinh", "dao", "hlan", "admin");
        await office.Did("dao", $"/assignments/{line}/resumption");
        Assert.That(await office.DueOf(line), Is.EqualTo("2026-10-14"));
        await office.Did("admin", "/weekly-rests", new { days = new[] { "thursday", "saturday", "sunday" }, validFrom = "2026-10-07", source = "Quyết định thử" });
        Assert.That(await office.DueOf(line), Is.EqualTo("2026-10-16"), "the 8th and the 15th are off");
    }

    [Test]
    public async Task A_rule_of_counting_holds_for_what_is_given_from_its_day_on()
    {
        var (before, _) = await office.Given(new { role = "lead", unit = "KGVX", term = "before 2026-10-19" });
        await office.Did("admin", "/counting-rules", new { code = "before", choice = "sameDay", validFrom = "2026-10-05", source = "Quy chế làm việc, Điều 15" });
        var (after, _) = await office.Given(new { role = "lead", unit = "KGVX", term = "before 2026-10-19" });
        Assert.That((await office.DueOf(before), await office.DueOf(after)), Is.EqualTo(("2026-10-16", "2026-10-19")));
        Assert.That((await office.Get("dao", $"/assignments/{after}/deadline")).GetProperty("rule").GetProperty("source").GetString(), Is.EqualTo("Quy chế làm việc, Điều 15"));
        await office.Refused("admin", "/counting-rules", new { code = "before", choice = "sameDay", validFrom = "2026-10-05", source = "lại" }, HttpStatusCode.Conflict, "counting-rule-known");
        await office.Refused("admin", "/counting-rules", new { code = "before", choice = "stays", validFrom = "2026-10-05", source = "Điều 15" }, HttpStatusCode.UnprocessableEntity, "invalid-fields");
        await office.Refused("admin", "/counting-rules", new { code = "khac", validFrom = "2026-10-04" }, HttpStatusCode.UnprocessableEntity, "invalid-fields");
        await office.Refused("quan", "/counting-rules", new { code = "before", choice = "sameDay", validFrom = "2026-10-06", source = "Điều 15" }, HttpStatusCode.Forbidden, "not-permitted");
        Assert.That((await office.Get("quan", "/counting-rules")).GetArrayLength(), Is.EqualTo(3));
    }

    [Test]
    public async Task What_is_no_term_is_refused_and_nothing_is_given()
    {
        var id = await office.Submitted();
        foreach (var line in new object[]
        {
            new { role = "lead", unit = "KGVX", term = "5 hôm" }, new { role = "lead", unit = "KGVX", term = "0 days" }, new { role = "lead", unit = "KGVX", term = "5 days", workingDays = 5 },
            new { role = "lead", unit = "KGVX", term = "5 days", dueOn = "2026-10-16" }, new { role = "lead", unit = "KGVX", term = "before 2026-10-05" },
        })
            await office.Refused("thinh", $"/incoming-documents/{id}/directions", new { instruction = "Giao việc", assignments = new[] { line } }, HttpStatusCode.UnprocessableEntity, "invalid-fields");
        await office.Refused("thinh", $"/incoming-documents/{id}/directions", new { instruction = "Giao việc", assignments = new[] { new { role = "lead", unit = "KGVX", term = "6 months" } } },
            HttpStatusCode.Conflict, "calendar-missing");
        Assert.That(await office.StatusOf(id), Is.EqualTo("submitted"));
    }

    [Test]
    public async Task A_proposal_and_a_list_template_keep_their_terms()
    {
        var id = await office.Submitted(new { instruction = "Giao Phòng KGVX chủ trì", assignments = new[] { new { role = "lead", unit = "KGVX", term = "2 months" } } });
        var direction = await office.Did("thinh", $"/incoming-documents/{id}/directions", new { byProposal = true });
        Assert.That(await office.DueOf(RoutedOffice.LineOf(direction, unit: "KGVX")), Is.EqualTo("2026-12-07"), "the 5th is a Saturday");
        await office.Refused("thinh", "/list-templates", new { name = "Có ngày", own = true, assignments = new[] { new { role = "lead", unit = "KGVX", term = "before 2026-10-16" } } }, HttpStatusCode.UnprocessableEntity, "invalid-fields");
        var template = await office.Did("thinh", "/list-templates", new { name = "Hỏa tốc", own = true, assignments = new[] { new { role = "lead", unit = "KGVX", term = "60 minutes" } } });
        Assert.That(template.GetRawText(), Does.Contain("60 minutes"));
    }

    private async Task<int> Count(string person, string box) => (await office.Box(person, box)).Count;
}
