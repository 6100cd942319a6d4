using Dispatch.Platform;
using Dispatch.Testing;
using Dispatch.Web.Desk;
using Microsoft.Extensions.Time.Testing;

namespace Dispatch.Web.Tests.Desk;

public sealed class TypedMomentTests
{
    private static readonly OfficeClock Clock = new(new FakeTimeProvider(TestOffice.Morning), TimeZoneInfo.FindSystemTimeZoneById(OfficeClock.DefaultZone));

    [TestCase("10:02", "2026-10-05T10:02")]
    [TestCase(" 7h45 ", "2026-10-05T07:45")]
    [TestCase("4/10 16:50", "2026-10-04T16:50")]
    [TestCase("16:50 4/10", "2026-10-04T16:50")]
    [TestCase("05/10/2026 10:02", "2026-10-05T10:02")]
    [TestCase("hôm qua, 16:50", "2026-10-04T16:50")]
    public void Reads_a_time_of_today_or_of_a_day(string text, string expected)
    {
        Assert.That(TypedMoment.TryParse(text, Clock, out var moment));
        Assert.That(moment, Is.EqualTo(DateTimeOffset.Parse(expected + "+07:00", System.Globalization.CultureInfo.InvariantCulture)));
    }

    [TestCase("25:00")]
    [TestCase("10:60")]
    [TestCase("10")]
    [TestCase("35/13 10:02")]
    [TestCase("+5 10:02")]
    [TestCase("sáng nay")]
    public void Refuses_what_is_no_instant(string text) => Assert.That(TypedMoment.TryParse(text, Clock, out _), Is.False);

    [TestCase("")]
    [TestCase(null)]
    public void Blank_is_now(string? text)
    {
        Assert.That(TypedMoment.TryParse(text, Clock, out var moment));
        Assert.That(moment, Is.Null);
    }
}
