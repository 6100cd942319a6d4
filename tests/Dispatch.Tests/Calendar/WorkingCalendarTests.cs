using System.Globalization;
using Dispatch.Calendar;

namespace Dispatch.Tests.Calendar;

internal sealed class WorkingCalendarTests
{
    [TestCase("2026-08-20", 3, "2026-08-24")]
    [TestCase("2026-08-20", 5, "2026-08-26")]
    [TestCase("2026-08-28", 1, "2026-09-03")]
    [TestCase("2026-02-13", 3, "2026-02-25")]
    [TestCase("2026-04-24", 1, "2026-04-28")]
    [TestCase("2026-04-29", 2, "2026-05-05")]
    [TestCase("2026-11-20", 2, "2026-11-25")]
    [TestCase("2026-11-23", 5, "2026-12-01")]
    [TestCase("2026-10-05", 7, "2026-10-14")]
    [TestCase("2026-10-05", 10, "2026-10-19")]
    [TestCase("2026-10-05", 5, "2026-10-12")]
    [TestCase("2026-08-28", 7, "2026-09-11")]
    [TestCase("2026-10-05", 0, "2026-10-05")]
    [TestCase("2026-08-22", 0, "2026-08-22")]
    [TestCase("2025-12-31", 1, "2026-01-02")]
    public void Counts_working_days_of_2026(string from, int term, string due)
    {
        var deadline = Calendar2026.Alone.AddWorkingDays(Date(from), term).Value;
        Assert.That(deadline.Date, Is.EqualTo(Date(due)));
        Assert.That(deadline.Why.Count(day => day.Counted), Is.EqualTo(term));
    }

    [Test]
    public void A_year_that_was_not_declared_is_never_guessed()
    {
        var result = Calendar2026.Alone.AddWorkingDays(new(2026, 12, 31), 1);
        Assert.That(result.Problem?.Slug, Is.EqualTo("calendar-missing"));
        Assert.That(result.Problem!.Status, Is.EqualTo(409));
        Assert.That(result.Problem.Members["year"], Is.EqualTo(2027));
        Assert.That(result.Problem.Detail!.Value.Vietnamese, Does.StartWith("Chưa khai báo lịch nghỉ năm 2027"));
    }

    [Test]
    public void With_the_table_of_2027_the_new_year_is_skipped()
    {
        var calendar = Calendar2026.With([.. Calendar2026.Days, new(new(2027, 1, 1), CalendarDayKind.Holiday, "Tết Dương lịch", "Bộ luật Lao động")], 2026, 2027);
        Assert.That(calendar.AddWorkingDays(new(2026, 12, 31), 1).Value.Date, Is.EqualTo(new DateOnly(2027, 1, 4)));
    }

    [Test]
    public void A_table_entered_but_not_declared_does_not_count()
    {
        var calendar = Calendar2026.With([.. Calendar2026.Days, new(new(2027, 1, 1), CalendarDayKind.Holiday, "Tết Dương lịch", "Bộ luật Lao động")], 2026);
        Assert.That(calendar.AddWorkingDays(new(2026, 12, 31), 1).Problem?.Slug, Is.EqualTo("calendar-missing"));
        Assert.That(calendar.IsWorkingDay(new(2027, 1, 4)).Problem?.Members["year"], Is.EqualTo(2027));
    }

    [Test]
    public void The_end_of_all_calendars_is_an_answer_too()
    {
        Assert.That(Calendar2026.With([], 9999).AddWorkingDays(DateOnly.MaxValue, 1).Problem?.Slug, Is.EqualTo("calendar-missing"));
        Assert.That(Calendar2026.With([], 9999).AddWorkingDays(new(9999, 12, 1), 2000).Problem?.Slug, Is.EqualTo("calendar-missing"));
    }

    [Test]
    public void Says_of_each_day_why_it_was_counted_or_skipped()
    {
        var why = Calendar2026.Alone.AddWorkingDays(new(2026, 8, 28), 1).Value.Why;
        Assert.That(why, Is.EqualTo(new DayCounted[]
        {
            new(new(2026, 8, 29), false, "Nghỉ hằng tuần (thứ Bảy)", "188/1999/QĐ-TTg"),
            new(new(2026, 8, 30), false, "Nghỉ hằng tuần (Chủ nhật)", "188/1999/QĐ-TTg"),
            new(new(2026, 8, 31), false, "Hoán đổi", "9441/TB-BNV"),
            new(new(2026, 9, 1), false, "Quốc khánh", "Bộ luật Lao động"),
            new(new(2026, 9, 2), false, "Quốc khánh", "Bộ luật Lao động"),
            new(new(2026, 9, 3), true, "Ngày làm việc", "188/1999/QĐ-TTg"),
        }));
        Assert.That(Calendar2026.Alone.AddWorkingDays(new(2026, 8, 21), 1).Value.Why, Is.EqualTo(new DayCounted[] { new(new(2026, 8, 22), true, "Làm bù", "9441/TB-BNV") }));
    }

    [TestCase("2026-08-22", true)]
    [TestCase("2026-08-23", false)]
    [TestCase("2026-08-31", false)]
    [TestCase("2026-04-27", false)]
    [TestCase("2026-11-24", false)]
    [TestCase("2026-11-23", true)]
    public void Knows_a_working_day(string date, bool works) => Assert.That(Calendar2026.Alone.IsWorkingDay(Date(date)).Value, Is.EqualTo(works));

    [Test]
    public void The_weekly_rest_is_that_of_the_day()
    {
        WeeklyRest[] rests =
        [
            new(new(2026, 6, 1), new HashSet<DayOfWeek> { DayOfWeek.Sunday }, "mới"),
            new(new(2020, 1, 1), new HashSet<DayOfWeek> { DayOfWeek.Saturday, DayOfWeek.Sunday }, "cũ"),
        ];
        var calendar = new WorkingCalendar(rests, [], [2026], [], [], Calendar2026.Clock);
        Assert.That(calendar.AddWorkingDays(new(2026, 5, 29), 1).Value.Date, Is.EqualTo(new DateOnly(2026, 6, 1)));
        Assert.That(calendar.AddWorkingDays(new(2026, 6, 5), 1).Value.Date, Is.EqualTo(new DateOnly(2026, 6, 6)));
    }

    // AC-05, and T-IN-REG at the edges of a day and of a rest.
    [TestCase("2026-11-20T16:50:00+07:00", "2026-11-23T23:59:59+07:00")]
    [TestCase("2026-11-23T16:50:00+07:00", "2026-11-25T23:59:59+07:00")]
    [TestCase("2026-11-21T09:00:00+07:00", "2026-11-23T23:59:59+07:00")]
    [TestCase("2026-10-05T23:59:59+07:00", "2026-10-06T23:59:59+07:00")]
    [TestCase("2026-10-05T17:00:00+00:00", "2026-10-07T23:59:59+07:00")]
    [TestCase("2026-10-05T16:59:59+00:00", "2026-10-06T23:59:59+07:00")]
    public void A_document_is_registered_by_the_end_of_the_next_working_day(string received, string limit)
    {
        var registerBy = Calendar2026.Alone.RegisterBy(Instant(received), urgent: false, out var because);
        Assert.That(registerBy, Is.EqualTo(Instant(limit)));
        Assert.That(registerBy!.Value.Offset, Is.EqualTo(TimeSpan.Zero));
        Assert.That(because, Is.Null);
    }

    [TestCase("2026-10-05T10:02:00+07:00", "2026-10-05T10:32:00+07:00")]
    [TestCase("2026-11-21T23:45:00+07:00", "2026-11-22T00:15:00+07:00")]
    [TestCase("2027-05-01T10:00:00+07:00", "2027-05-01T10:30:00+07:00")]
    public void An_urgent_document_is_registered_within_minutes_on_any_day(string received, string limit) =>
        Assert.That(Calendar2026.Alone.RegisterBy(Instant(received), urgent: true), Is.EqualTo(Instant(limit)));

    [Test]
    public void Without_the_calendar_there_is_no_limit_but_a_reason()
    {
        Assert.That(Calendar2026.Alone.RegisterBy(Instant("2026-12-31T10:00:00+07:00"), urgent: false, out var because), Is.Null);
        Assert.That(because?.Members["year"], Is.EqualTo(2027));
    }

    [Test]
    public void Limits_come_from_the_table_as_it_was_on_the_day()
    {
        LegalLimit[] limits = [.. Calendar2026.Limits, new(WorkingCalendar.RegistrationLimit, Term.WorkingDays(2), new(2026, 10, 1), "sửa"), new(WorkingCalendar.UrgentRegistrationLimit, new Term(TermKind.Minutes, 15), new(2026, 10, 1), "sửa")];
        var calendar = new WorkingCalendar(Calendar2026.SaturdayAndSunday, Calendar2026.Days, [2026], limits, [], Calendar2026.Clock);
        Assert.That(calendar.RegisterBy(Instant("2026-09-30T10:00:00+07:00"), false), Is.EqualTo(Instant("2026-10-01T23:59:59+07:00")));
        Assert.That(calendar.RegisterBy(Instant("2026-10-01T10:00:00+07:00"), false), Is.EqualTo(Instant("2026-10-05T23:59:59+07:00")));
        Assert.That(calendar.RegisterBy(Instant("2026-10-01T10:00:00+07:00"), true), Is.EqualTo(Instant("2026-10-01T10:15:00+07:00")));
        Assert.That(calendar.RegisterBy(Instant("2019-10-01T10:00:00+07:00"), true, out var because), Is.Null);
        Assert.That(because?.Slug, Is.EqualTo("limit-missing"));
    }

    [Test]
    public void Agrees_with_counting_by_hand_over_many_calendars() => Assert.That(Differs(20_000, given => given), Is.Null);

    [Test, Explicit("a minute")]
    public void Agrees_with_counting_by_hand_over_a_million_calendars() => Assert.That(Differs(1_000_000, given => given), Is.Null);

    private static IEnumerable<TestCaseData> PlantedBugs =>
    [
        Bug("a worked Saturday is not worked", given => given with { Table = [.. given.Table.Where(day => day.Kind != CalendarDayKind.SwapWork)] }),
        Bug("a swapped day off is worked", given => given with { Table = [.. given.Table.Where(day => day.Kind != CalendarDayKind.SwapOff)] }),
        Bug("a compensating day off is worked", given => given with { Table = [.. given.Table.Where(day => day.Kind != CalendarDayKind.CompensatingOff)] }),
        Bug("a holiday is worked", given => given with { Table = [.. given.Table.Where(day => day.Kind != CalendarDayKind.Holiday)] }),
        Bug("a worked Saturday is off", given => given with { Table = [.. given.Table.Select(day => day.Kind == CalendarDayKind.SwapWork ? day with { Kind = CalendarDayKind.SwapOff } : day)] }),
        Bug("the table is a day late", given => given with { Table = [.. given.Table.Select(day => day with { Date = day.Date.AddDays(1) })] }),
        Bug("there is no weekly rest", given => given with { Rests = [] }),
        Bug("Sunday alone is the weekly rest", given => given with { Rests = [new(DateOnly.MinValue, new HashSet<DayOfWeek> { DayOfWeek.Sunday }, "tuần")] }),
        Bug("the newest weekly rest always held", given => given with { Rests = [.. given.Rests.OrderByDescending(rest => rest.ValidFrom).Take(1).Select(rest => rest with { ValidFrom = DateOnly.MinValue })] }),
        Bug("the oldest weekly rest still holds", given => given with { Rests = [.. given.Rests.OrderBy(rest => rest.ValidFrom).Take(1)] }),
        Bug("the day of the event is counted", given => given with { From = given.From.AddDays(-1) }),
        Bug("the term is a day longer", given => given with { Term = given.Term + 1 }),
        Bug("undeclared years are guessed", given => given with { Declared = [2025, 2026, 2027, 2028] }),
        Bug("the year after a declared one is taken as declared", given => given with { Declared = [.. given.Declared.SelectMany(year => new[] { year, year + 1 }).Distinct()] }),
        Bug("a holiday on a rest day makes the next day off", given => given with
        {
            Table = [.. given.Table, .. given.Table.Where(day => day.Kind == CalendarDayKind.Holiday && day.Date.DayOfWeek == DayOfWeek.Sunday && given.Table.All(other => other.Date != day.Date.AddDays(1)))
                .Select(day => day with { Date = day.Date.AddDays(1), Kind = CalendarDayKind.CompensatingOff })],
        }),
    ];

    [TestCaseSource(nameof(PlantedBugs))]
    public void Counting_by_hand_finds_a_planted_bug(Func<Counted, Counted> plant) => Assert.That(Differs(20_000, plant), Is.Not.Null);

    [Test]
    public void A_term_that_stands_still_and_goes_on_loses_and_gains_no_working_day() => ConservesTerms(20_000);

    [Test, Explicit("a minute")]
    public void A_term_that_stands_still_conserves_its_days_over_a_million_terms() => ConservesTerms(1_000_000);

    // Paused and resumed up to three times: the days marked by hand outside the pauses are as many as the term.
    private static void ConservesTerms(int cases)
    {
        var random = new Random(20261127);
        for (var i = 0; i < cases; i++)
        {
            var rests = AnyRests(random);
            var table = AnyTable(random);
            int[] declared = [2025, 2026, 2027, 2028, 2029, 2030, 2031];
            var calendar = new WorkingCalendar(rests, table, declared, [], [], Calendar2026.Clock);
            var (from, term) = (AnyDate(random), random.Next(1, 30));
            var due = calendar.AddWorkingDays(from, term).Value.Date;
            var (still, at) = (new HashSet<DateOnly>(), from);
            for (var pauses = random.Next(4); pauses > 0 && at <= due; pauses--)
            {
                var paused = at.AddDays(random.Next(due.DayNumber - at.DayNumber + 1));
                var left = calendar.WorkingDaysBetween(paused, due).Value;
                var resumed = paused.AddDays(random.Next(40));
                for (var day = paused.AddDays(1); day <= resumed; day = day.AddDays(1))
                    still.Add(day);
                due = calendar.AddWorkingDays(resumed, left).Value.Date;
                at = resumed;
            }
            var byHand = 0;
            for (var day = from.AddDays(1); day <= due; day = day.AddDays(1))
                byHand += SlowCount.Works(day, rests, table) && !still.Contains(day) ? 1 : 0;
            if (byHand != term)
                Assert.Fail($"Case {i}: {from:O} + {term} ends on {due:O} with {byHand} days outside the pauses");
        }
    }

    /// <summary>What is counted, and with which calendar.</summary>
    public sealed record Counted(IReadOnlyList<WeeklyRest> Rests, IReadOnlyList<CalendarDay> Table, IReadOnlyList<int> Declared, DateOnly From, int Term);

    private static TestCaseData Bug(string name, Func<Counted, Counted> plant) => new(plant) { TestName = $"Counting_by_hand_finds_that_{name.Replace(' ', '_')}" };

    // The first case in which the program, given what was planted, and the count by hand differ; null when they never do.
    private static string? Differs(int cases, Func<Counted, Counted> plant)
    {
        var random = new Random(20260210);
        var (found, missing) = (0, 0);
        for (var i = 0; i < cases; i++)
        {
            var given = new Counted(AnyRests(random), AnyTable(random), [.. new[] { 2025, 2026, 2027, 2028 }.Where(_ => random.Next(5) > 0)],
                AnyDate(random), random.Next(10) == 0 ? random.Next(400) : random.Next(25));
            var byHand = SlowCount.From(given.From, given.Term, given.Rests, given.Table, [.. given.Declared]);
            var asked = plant(given);
            var result = new WorkingCalendar(asked.Rests, asked.Table.DistinctBy(day => day.Date), asked.Declared, [], [], Calendar2026.Clock).AddWorkingDays(asked.From, asked.Term);

            if (byHand.MissingYear is { } year)
            {
                missing++;
                if (!Equals(result.Problem?.Members["year"], year))
                    return $"Case {i}: {given.From:O} + {given.Term}: {year} is not declared, got {(result.Problem is null ? result.Value.Date : result.Problem.Detail)}";
            }
            else
            {
                found++;
                if (result.Problem is not null || result.Value.Date != byHand.Due || !result.Value.Why.Select(day => (day.Date, day.Counted)).SequenceEqual(byHand.Marks))
                    return $"Case {i}: {given.From:O} + {given.Term}: by hand {byHand.Due:O}, got {(result.Problem is null ? result.Value.Date : result.Problem.Detail)}";
            }
        }
        Assert.That(missing, Is.GreaterThan(cases / 10), "undeclared years met");
        Assert.That(found, Is.GreaterThan(cases / 3), "dates counted");
        return null;
    }

    private static WeeklyRest[] AnyRests(Random random) => [.. Enumerable.Range(0, random.Next(0, 3)).Select(_ => AnyDate(random)).Distinct()
        .Select(from => new WeeklyRest(from, Enumerable.Range(0, random.Next(0, 4)).Select(_ => (DayOfWeek)random.Next(7)).ToHashSet(), "tuần"))];

    private static CalendarDay[] AnyTable(Random random) => [.. Enumerable.Range(0, random.Next(0, 60)).Select(_ => AnyDate(random)).Distinct()
        .Select(date => new CalendarDay(date, (CalendarDayKind)random.Next(4), "ngày", "nguồn"))];

    private static DateOnly AnyDate(Random random) => new DateOnly(2025, 1, 1).AddDays(random.Next(3 * 365 + 1));

    private static DateOnly Date(string text) => DateOnly.Parse(text, CultureInfo.InvariantCulture);

    private static DateTimeOffset Instant(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
