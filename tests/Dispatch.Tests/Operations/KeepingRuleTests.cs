using Dispatch.Operations;

namespace Dispatch.Tests.Operations;

/// <summary>Which backups stay.</summary>
internal sealed class KeepingRuleTests
{
    private static readonly DateTime Tonight = new(2026, 11, 25, 1, 30, 0);

    [Test]
    public void A_year_of_nights_leaves_the_newest_of_each_day_week_and_month()
    {
        var nights = Enumerable.Range(0, 365).Select(n => new Night(Tonight.AddDays(-n))).ToList();
        var kept = Kept(nights, new(null, Daily: 7, Weekly: 5, Monthly: 12));
        Assert.That(kept.Take(7), Is.EqualTo(nights.Take(7).Select(night => night.At)));
        Assert.That(kept, Does.Contain(new DateTime(2026, 11, 15, 1, 30, 0)), "the Sunday of a week");
        Assert.That(kept, Does.Contain(new DateTime(2026, 3, 31, 1, 30, 0)), "the last of a month");
        Assert.That(kept, Has.Count.LessThanOrEqualTo(7 + 5 + 12).And.Count.GreaterThanOrEqualTo(18));
    }

    [Test]
    public void Night_after_night_nothing_is_kept_too_long_and_every_month_stays()
    {
        var there = new List<Night>();
        for (var night = new DateTime(2025, 1, 1, 1, 30, 0); night <= Tonight; night = night.AddDays(1))
        {
            there.Add(new(night));
            there.RemoveAll(KeepingRule.Superfluous(there, n => n.At, n => n.Good, new(null, 7, 5, 12)).Contains);
        }
        Assert.That(there.Select(night => (night.At.Year, night.At.Month)).Distinct().Count(), Is.EqualTo(12));
        Assert.That(there, Has.Count.LessThanOrEqualTo(24));
    }

    [Test]
    public void The_last_good_one_stays_whatever_the_numbers_say() =>
        Assert.That(Kept([new(Tonight.AddDays(-100)), new(Tonight, Good: false)], new(null, 0, 0, 0)), Is.EqualTo(new[] { Tonight, Tonight.AddDays(-100) }));

    [Test]
    public void Nothing_goes_while_none_is_good() =>
        Assert.That(Kept([new(Tonight.AddDays(-100), Good: false), new(Tonight, Good: false)], new(null, 1, 0, 0)), Has.Count.EqualTo(2));

    [Test]
    public void One_that_is_not_good_goes_after_the_days_and_only_with_a_newer_good_one()
    {
        var settings = new BackupSettings(null, 3, 0, 0);
        Assert.That(Kept([new(Tonight), new(Tonight.AddDays(-2), Good: false), new(Tonight.AddDays(-9), Good: false)], settings),
            Is.EqualTo(new[] { Tonight, Tonight.AddDays(-2) }));
    }

    private static List<DateTime> Kept(IReadOnlyList<Night> nights, BackupSettings settings) =>
        [.. nights.Except(KeepingRule.Superfluous(nights, night => night.At, night => night.Good, settings)).Select(night => night.At).OrderDescending()];

    private sealed record Night(DateTime At, bool Good = true);
}
