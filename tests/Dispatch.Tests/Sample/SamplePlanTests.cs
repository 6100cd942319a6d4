using Dispatch.Documents;
using Dispatch.Platform;
using Dispatch.Sample;

namespace Dispatch.Tests.Sample;

public sealed class SamplePlanTests
{
    private static readonly OfficeClock Clock = new(TimeProvider.System, TimeZoneInfo.FindSystemTimeZoneById(OfficeClock.DefaultZone));

    internal static bool Weekday(DateOnly day) => day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday);

    private static SamplePlan On(int year, int month, int day) => SamplePlan.For(new(year, month, day), Weekday, Clock);

    [Test]
    public void The_same_day_gives_the_same_plan()
    {
        var (first, second) = (On(2026, 11, 25), On(2026, 11, 25));
        Assert.That(first.Arrivals.Select(a => (a.Letter.Symbol, a.Letter.Subject, a.RegisteredAt)), Is.EqualTo(second.Arrivals.Select(a => (a.Letter.Symbol, a.Letter.Subject, a.RegisteredAt))));
        Assert.That(On(2026, 10, 5).Arrivals[0].ArrivedOn, Is.Not.EqualTo(first.Arrivals[0].ArrivedOn));
    }

    [TestCase(2026, 11, 25)]
    [TestCase(2026, 10, 5)]
    [TestCase(2026, 1, 6)]
    [TestCase(2027, 3, 1)]
    public void It_lies_on_working_days_of_2026_before_today(int year, int month, int day)
    {
        var plan = On(year, month, day);
        var today = new DateOnly(year, month, day);
        Assert.That(plan.Arrivals, Has.Count.EqualTo(200));
        Assert.Multiple(() =>
        {
            Assert.That(plan.Arrivals.Select(a => a.ArrivedOn), Has.All.Matches<DateOnly>(d => d.Year == 2026 && d < today && Weekday(d)));
            Assert.That(plan.Arrivals.Select(a => Clock.DateOf(a.RegisteredAt)), Has.All.Matches<DateOnly>(d => d < today));
            Assert.That(plan.Arrivals, Has.All.Matches<SampleArrival>(a => a!.Letter.IssuedOn <= a.ArrivedOn && a.ReceivedAt < a.RegisteredAt));
            Assert.That(plan.Arrivals.Select(a => a.RegisteredAt), Is.Ordered);
        });
    }

    [Test]
    public void No_symbol_comes_twice_from_one_issuer()
    {
        var plan = On(2026, 11, 25);
        var symbols = plan.Arrivals.Select(a => a.Letter).Concat(plan.Waiting.Select(w => w.Letter).OfType<SampleLetter>()).Select(l => (l.Issuer, l.Symbol)).ToList();
        Assert.That(plan.Arrivals.Select(a => (a.Letter.Issuer, a.Letter.Symbol)), Is.Unique);
        Assert.That(symbols, Has.Count.GreaterThan(200));
    }

    [Test]
    public void Every_kind_of_fate_is_there()
    {
        var plan = On(2026, 11, 25);
        Assert.Multiple(() =>
        {
            Assert.That(plan.Arrivals.Count(a => a.AnnulledBecause is not null), Is.InRange(2, 6));
            Assert.That(plan.Arrivals.Count(a => a.PaperCopyLater), Is.GreaterThan(0));
            Assert.That(plan.Arrivals.Count(a => a.Letter.Urgency == Urgency.Express), Is.GreaterThan(2));
            Assert.That(plan.Arrivals.Count(a => a.ReplyDueOn < new DateOnly(2026, 11, 25)), Is.GreaterThan(10));
            Assert.That(plan.Arrivals.Count(a => a.ReplyDueOn >= new DateOnly(2026, 11, 25)), Is.GreaterThan(10));
            Assert.That(plan.Arrivals.Select(a => a.Letter.DocumentType).Distinct().Count(), Is.GreaterThan(6));
            Assert.That(plan.Arrivals.Select(a => a.Letter.Issuer).Distinct().Count(), Is.GreaterThan(25));
            Assert.That(plan.Waiting.Select(w => w.Fate), Is.SupersetOf(Enum.GetValues<SampleFate>()));
            Assert.That(plan.Arrivals, Has.None.Matches<SampleArrival>(a => a!.Letter.Subject.Contains('{') || a.Letter.Subject.Length > 500));
        });
    }

    [Test]
    public void Before_the_first_working_day_of_2026_nothing_has_arrived()
    {
        Assert.That(SamplePlan.For(new(2026, 1, 1), Weekday, Clock).Arrivals, Is.Empty);
    }
}
