using System.Globalization;
using Dispatch.Calendar;

namespace Dispatch.Tests.Calendar;

/// <summary>Terms in working days, days, months and minutes, and "before": their text, the day they end on, and the rules that are the office's to decide.</summary>
internal sealed class TermTests
{
    [TestCase("5 workingDays")]
    [TestCase("0 workingDays")]
    [TestCase("30 days")]
    [TestCase("2 months")]
    [TestCase("45 minutes")]
    [TestCase("before 2026-10-16")]
    public void A_term_is_written_as_it_is_read(string text)
    {
        Assert.That(Term.TryParse(text, out var term));
        Assert.That(term.ToString(), Is.EqualTo(text));
    }

    [TestCase(null)]
    [TestCase("")]
    [TestCase("5")]
    [TestCase("5 workingdays")]
    [TestCase("5  days")]
    [TestCase("-5 days")]
    [TestCase("5.5 days")]
    [TestCase("2001 workingDays")]
    [TestCase("10081 minutes")]
    [TestCase("101 months")]
    [TestCase("before 16/10/2026")]
    [TestCase("before 2026-02-30")]
    [TestCase("before 0001-01-01")]
    [TestCase("before 9999-12-31")]
    [TestCase("5 before")]
    [TestCase("٥ days")]
    public void What_is_no_term_is_refused(string? text) => Assert.That(Term.TryParse(text, out _), Is.False);

    // Monday 5 October 2026, 10:00; 24 November (Tuesday) is off, 22 August (Saturday) is worked, 31 August to 2 September are off.
    [TestCase("2026-10-05T10:00", "5 workingDays", "2026-10-12")]
    [TestCase("2026-10-05T10:00", "4 days", "2026-10-09")]
    [TestCase("2026-10-05T10:00", "5 days", "2026-10-12", TestName = "Saturday moves to Monday")]
    [TestCase("2026-10-25T10:00", "30 days", "2026-11-25", TestName = "a holiday moves to the next day")]
    [TestCase("2026-08-12T10:00", "10 days", "2026-08-22", TestName = "a worked Saturday is a day like any")]
    [TestCase("2026-10-05T10:00", "1 months", "2026-11-05")]
    [TestCase("2026-01-31T10:00", "1 months", "2026-03-02", TestName = "the last of February is a Saturday")]
    [TestCase("2026-05-31T10:00", "1 months", "2026-06-30", TestName = "a shorter month ends with its last day")]
    [TestCase("2026-07-31T10:00", "1 months", "2026-09-03", TestName = "31 August is swapped off, 1 and 2 September are holidays")]
    [TestCase("2026-10-05T10:00", "before 2026-10-16", "2026-10-15")]
    [TestCase("2026-10-05T10:00", "before 2026-10-19", "2026-10-16", TestName = "before a Monday is Friday")]
    [TestCase("2026-10-05T10:00", "before 2026-11-25", "2026-11-23", TestName = "before the day after a holiday is the day before it")]
    [TestCase("2026-10-05T17:30", "1 days", "2026-10-06", TestName = "the evening is that day's still")]
    public void A_term_ends_on_its_day(string given, string term, string due) =>
        Assert.That(Calendar2026.Alone.DueOf(Term.Of(term), Local(given)).Value, Is.EqualTo(new Due(DateOnly.Parse(due, CultureInfo.InvariantCulture))));

    [TestCase("2026-10-05T10:02", "30 minutes", "2026-10-05T10:32")]
    [TestCase("2026-11-21T23:45", "30 minutes", "2026-11-22T00:15")]
    [TestCase("2027-05-01T10:00", "30 minutes", "2027-05-01T10:30")]
    public void Minutes_run_day_and_night_and_in_years_nobody_declared(string given, string term, string until)
    {
        var due = Calendar2026.Alone.DueOf(Term.Of(term), Local(given)).Value;
        Assert.That((due.At, due.On), Is.EqualTo(((DateTimeOffset?)Local(until), DateOnly.FromDateTime(Local(until).DateTime))));
        Assert.That(due.At!.Value.Offset, Is.EqualTo(TimeSpan.Zero));
    }

    [TestCase("2026-12-01T10:00", "60 days")]
    [TestCase("2026-12-01T10:00", "2 months")]
    [TestCase("2026-12-01T10:00", "before 2027-01-05")]
    public void A_year_that_was_not_declared_is_never_guessed(string given, string term) =>
        Assert.That(Calendar2026.Alone.DueOf(Term.Of(term), Local(given)).Problem?.Members["year"], Is.EqualTo(2027));

    [TestCase("previousWorkingDay", "before 2026-10-19", "2026-10-16")]
    [TestCase("previousDay", "before 2026-10-19", "2026-10-18")]
    [TestCase("sameDay", "before 2026-10-19", "2026-10-19")]
    [TestCase("nextWorkingDay", "5 days", "2026-10-12")]
    [TestCase("stays", "5 days", "2026-10-10")]
    public void What_the_texts_leave_open_is_a_rule_with_a_first_day(string choice, string term, string due)
    {
        var chosen = Dispatch.Platform.EnumText.Parse<CountingChoice>(choice);
        var code = CountingRule.Choices.Single(pair => pair.Value.Contains(chosen)).Key;
        WorkingCalendar With(DateOnly from) => new(
            Calendar2026.SaturdayAndSunday, Calendar2026.Days, [2026], [], [.. Calendar2026.Rules, new(code, chosen, from, "quy chế", null)], Calendar2026.Clock);
        Assert.That(With(new(2026, 10, 5)).DueOf(Term.Of(term), Local("2026-10-05T10:00")).Value.On, Is.EqualTo(DateOnly.Parse(due, CultureInfo.InvariantCulture)));
        Assert.That(With(new(2026, 10, 6)).DueOf(Term.Of(term), Local("2026-10-05T10:00")), Is.EqualTo(Calendar2026.Alone.DueOf(Term.Of(term), Local("2026-10-05T10:00"))), "not yet");
    }

    [Test]
    public void Without_a_rule_nothing_is_guessed()
    {
        var calendar = new WorkingCalendar(Calendar2026.SaturdayAndSunday, Calendar2026.Days, [2026], [], [], Calendar2026.Clock);
        Assert.That(calendar.DueOf(Term.Of("before 2026-10-16"), Local("2026-10-05T10:00")).Problem?.Slug, Is.EqualTo("counting-rule-missing"));
        Assert.That(calendar.DueOf(Term.Of("30 days"), Local("2026-10-05T10:00")).Problem?.Slug, Is.EqualTo("counting-rule-missing"));
    }

    [Test]
    public void A_unit_may_have_a_weekly_rest_of_its_own_from_a_day_on()
    {
        Guid desk = Guid.CreateVersion7(), other = Guid.CreateVersion7();
        var calendar = new WorkingCalendar([.. Calendar2026.SaturdayAndSunday, new(new(2026, 10, 10), new HashSet<DayOfWeek> { DayOfWeek.Sunday }, "một cửa", desk)], Calendar2026.Days, [2026], [],
            Calendar2026.Rules, Calendar2026.Clock);
        DateOnly Due(Guid? unit, string given, int days) => calendar.For(unit).DueOf(Term.WorkingDays(days), Local(given)).Value.On;
        Assert.That(Due(desk, "2026-10-08T10:00", 2), Is.EqualTo(new DateOnly(2026, 10, 10)), "Saturday is worked");
        Assert.That(Due(desk, "2026-10-01T10:00", 2), Is.EqualTo(new DateOnly(2026, 10, 5)), "not yet");
        Assert.That((Due(other, "2026-10-08T10:00", 2), Due(null, "2026-10-08T10:00", 2)), Is.EqualTo((new DateOnly(2026, 10, 12), new DateOnly(2026, 10, 12))));
        Assert.That(Due(desk, "2026-11-23T10:00", 1), Is.EqualTo(new DateOnly(2026, 11, 25)), "a holiday is everybody's");
    }

    [Test]
    public void Agrees_with_counting_by_hand_over_many_calendars() => Assert.That(Differs(20_000, given => given), Is.Null);

    [Test, Explicit("half a minute")]
    public void Agrees_with_counting_by_hand_over_a_million_calendars() => Assert.That(Differs(1_000_000, given => given), Is.Null);

    private static IEnumerable<TestCaseData> PlantedBugs =>
    [
        Bug("a rest day is a last day", given => given with { OnRestDay = CountingChoice.Stays }),
        Bug("before is that day", given => given with { Before = CountingChoice.SameDay }),
        Bug("before is the day before whatever it is", given => given with { Before = CountingChoice.PreviousDay }),
        Bug("days are working days", given => given with { Term = given.Term.Kind == TermKind.Days ? Term.WorkingDays(given.Term.Length) : given.Term }),
        Bug("a month is 30 days", given => given with { Term = given.Term.Kind == TermKind.Months ? new Term(TermKind.Days, 30 * given.Term.Length) : given.Term }),
        Bug("the day it was given is counted", given => given with { Given = given.Given.AddDays(-1) }),
        Bug("the zone is forgotten", given => given with { Given = given.Given.AddHours(7) }),
        Bug("holidays are no rest days", given => given with { Table = [.. given.Table.Where(day => day.Kind != CalendarDayKind.Holiday)] }),
        Bug("a worked Saturday is a rest day", given => given with { Table = [.. given.Table.Where(day => day.Kind != CalendarDayKind.SwapWork)] }),
        Bug("undeclared years are guessed", given => given with { Declared = [2025, 2026, 2027, 2028, 2029] }),
    ];

    [TestCaseSource(nameof(PlantedBugs))]
    public void Counting_by_hand_finds_a_planted_bug(Func<GivenTerm, GivenTerm> plant) => Assert.That(Differs(20_000, plant), Is.Not.Null);

    /// <summary>A term that was given, and the calendar it is counted with.</summary>
    public sealed record GivenTerm(Term Term, DateTimeOffset Given, IReadOnlyList<CalendarDay> Table, IReadOnlyList<int> Declared, CountingChoice OnRestDay, CountingChoice Before);

    private static TestCaseData Bug(string name, Func<GivenTerm, GivenTerm> plant) => new(plant) { TestName = $"Counting_by_hand_finds_that_{name.Replace(' ', '_')}" };

    // The first term whose end the program and a walk day by day see differently; null when there is none.
    private static string? Differs(int cases, Func<GivenTerm, GivenTerm> plant)
    {
        var random = new Random(20261128);
        WeeklyRest[] rests = Calendar2026.SaturdayAndSunday;
        for (var i = 0; i < cases; i++)
        {
            var given = Any(random);
            var byHand = ByHand(given, rests);
            var asked = plant(given);
            var calendar = new WorkingCalendar(rests, asked.Table, asked.Declared, [],
                [new("before", asked.Before, DateOnly.MinValue, "s", null), new("restDay", asked.OnRestDay, DateOnly.MinValue, "s", null)], Calendar2026.Clock);
            var counted = calendar.DueOf(asked.Term, asked.Given).Ok(out var due, out _) ? due.On : (DateOnly?)null;
            if (counted != byHand)
                return $"Case {i}: {given.Term} from {given.Given:O}: by hand {byHand:O}, got {counted:O}";
        }
        return null;
    }

    private static GivenTerm Any(Random random)
    {
        var instant = new DateTimeOffset(2025, 1, 1, 0, 0, 0, TimeSpan.Zero).AddMinutes(random.Next(3 * 365 * 24 * 60));
        var term = random.Next(4) switch
        {
            0 => Term.WorkingDays(random.Next(1, 20)),
            1 => new Term(TermKind.Days, random.Next(1, 90)),
            2 => new Term(TermKind.Months, random.Next(1, 13)),
            _ => new Term(TermKind.Before, 0, DateOnly.FromDateTime(instant.DateTime).AddDays(random.Next(1, 90))),
        };
        return new(term, instant,
            [.. Enumerable.Range(0, random.Next(0, 60)).Select(_ => new DateOnly(2025, 1, 1).AddDays(random.Next(4 * 365))).Distinct().Select(day => new CalendarDay(day, (CalendarDayKind)random.Next(4), "ngày", "nguồn"))],
            [.. new[] { 2025, 2026, 2027, 2028, 2029 }.Where(_ => random.Next(6) > 0)], CountingChoice.NextWorkingDay, CountingChoice.PreviousWorkingDay);
    }

    // As a clerk does it with a wall calendar: a finger on the day, moved a day at a time. Null where a page of the calendar is missing that it needs.
    private static DateOnly? ByHand(GivenTerm given, WeeklyRest[] rests)
    {
        var local = given.Given.UtcDateTime.AddHours(7);
        var start = new DateOnly(local.Year, local.Month, local.Day);
        bool Missing(DateOnly day) => !given.Declared.Contains(day.Year);
        bool Rests(DateOnly day) => !SlowCount.Works(day, rests, given.Table);
        var finger = start;
        switch (given.Term.Kind)
        {
            case TermKind.WorkingDays:
                var (due, _, _) = SlowCount.From(start, given.Term.Length, rests, given.Table, [.. given.Declared]);
                return due;
            case TermKind.Before:
                for (finger = Day(given.Term.Day!.Value, -1); !Missing(finger) && Rests(finger); finger = Day(finger, -1))
                {
                }
                return Missing(finger) ? null : finger;
            case TermKind.Days:
                for (var n = 0; n < given.Term.Length; n++)
                    finger = Day(finger, 1);
                break;
            default:
                var (year, month) = (start.Year, start.Month);
                for (var n = 0; n < given.Term.Length; n++)
                    (year, month) = month == 12 ? (year + 1, 1) : (year, month + 1);
                for (finger = new(year, month, 1); finger.Day < start.Day && Day(finger, 1).Month == month; finger = Day(finger, 1))
                {
                }
                break;
        }
        for (; !Missing(finger) && Rests(finger); finger = Day(finger, 1))
        {
        }
        return Missing(finger) ? null : finger;
    }

    private static DateOnly Day(DateOnly day, int on) => DateOnly.FromDayNumber(day.DayNumber + on);

    private static DateTimeOffset Local(string time) => new(DateTime.Parse(time, CultureInfo.InvariantCulture), TimeSpan.FromHours(7));
}
