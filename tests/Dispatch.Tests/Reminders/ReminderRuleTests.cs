using System.Net;
using Dispatch.Tests.Routing;

namespace Dispatch.Tests.Reminders;

/// <summary>The rules of reminding are dated rows with their document; a new one follows, none is overwritten.</summary>
internal sealed class ReminderRuleTests
{
    private RoutedOffice office = null!;

    [OneTimeSetUp]
    public async Task Open() => office = await RoutedOffice.Open();

    [OneTimeTearDown]
    public async Task Close() => await office.DisposeAsync();

    [Test]
    public async Task A_rule_follows_the_one_before_it_from_tomorrow_on()
    {
        await office.Did("admin", "/reminder-rules", new { code = "soon", workingDays = -3, atTime = "07:30", validFrom = "2026-10-06", source = "Quy chế làm việc, Điều 15" });
        await office.Did("admin", "/reminder-rules", new { code = "minutesLeft", minutes = -15, validFrom = "2026-10-06", active = false, source = "Quy chế làm việc, Điều 15" });
        var rules = (await office.Get("quan", "/reminder-rules")).EnumerateArray().ToList();
        Assert.That(rules.Where(rule => rule.GetProperty("code").GetString() == "soon").Select(rule => (rule.GetProperty("workingDays").GetInt32(), rule.GetProperty("inForce").GetBoolean())),
            Is.EqualTo(new[] { (-3, false), (-2, true) }));
        Assert.That(rules.Count(rule => rule.GetProperty("inForce").GetBoolean()), Is.EqualTo(9), "one of each code");
        await office.Refused("admin", "/reminder-rules", new { code = "soon", workingDays = -4, atTime = "07:30", validFrom = "2026-10-06", source = "lại" }, HttpStatusCode.Conflict, "reminder-rule-known");
    }

    [Test]
    public async Task What_is_no_rule_is_refused_field_by_field()
    {
        foreach (var rule in new object[]
        {
            new { },
            new { code = "soon", workingDays = 1, atTime = "07:30", validFrom = "2026-10-07", source = "Điều 15" },
            new { code = "soon", workingDays = -2, atTime = "18:00", validFrom = "2026-10-07", source = "Điều 15" },
            new { code = "overdue", workingDays = 0, atTime = "07:30", validFrom = "2026-10-07", source = "Điều 15" },
            new { code = "overdue", minutes = 5, validFrom = "2026-10-07", source = "Điều 15" },
            new { code = "minutesOver", workingDays = 1, atTime = "07:30", validFrom = "2026-10-07", source = "Điều 15" },
            new { code = "minutesLeft", minutes = 5, validFrom = "2026-10-07", source = "Điều 15" },
            new { code = "dueDay", workingDays = 0, atTime = "08:00", validFrom = "2026-10-05", source = "Điều 15" },
            new { code = "dueDay", workingDays = 0, atTime = "08:00", validFrom = "2026-10-07" },
        })
            await office.Refused("admin", "/reminder-rules", rule, HttpStatusCode.UnprocessableEntity, "invalid-fields");
        await office.Refused("thinh", "/reminder-rules", new { code = "dueDay", workingDays = 0, atTime = "08:30", validFrom = "2026-10-07", source = "Điều 15" }, HttpStatusCode.Forbidden, "not-permitted");
    }
}
