using Dapper;
using Dispatch.Calendar;
using Dispatch.Journal;
using Dispatch.Platform;
using Dispatch.Platform.Http;
using Dispatch.Testing;
using Microsoft.Extensions.Time.Testing;

namespace Dispatch.Tests.Calendar;

internal sealed class CalendarTests
{
    private static readonly Caller Administrator = Caller.System("api");

    private TestDatabase database = null!;
    private FakeTimeProvider time = null!;
    private WorkingCalendars calendars = null!;
    private ReadCalendar read = null!;
    private ChangeCalendar change = null!;
    private CountWorkingDays count = null!;

    [SetUp]
    public async Task SetUp()
    {
        database = await TestDatabase.Create();
        time = new(new DateTimeOffset(2026, 10, 5, 1, 0, 0, TimeSpan.Zero));
        var clock = new OfficeClock(time, TimeZoneInfo.FindSystemTimeZoneById(OfficeClock.DefaultZone));
        calendars = new(database.Database, clock);
        read = new(database.Database);
        change = new(database.Database, clock, new JournalWriter(clock), calendars, []);
        count = new(calendars);
    }

    [TearDown]
    public async Task TearDown() => await database.DisposeAsync();

    [Test]
    public async Task The_table_that_comes_with_the_office_is_not_declared_until_an_administrator_says_so()
    {
        Assert.That((await Count("2026-10-05", 7)).Problem?.Slug, Is.EqualTo("calendar-missing"));
        var year = await Year(2026);
        Assert.That((year.Declared, year.Version, year.Days.Count), Is.EqualTo((false, 1, 14)));

        await Declare();

        Assert.That((await Year(2026)).Declared, Is.True);
        Assert.That((await Count("2026-10-05", 7)).Value.Date, Is.EqualTo(new DateOnly(2026, 10, 14)));
        Assert.That((await Count("2026-12-31", 1)).Problem?.Members["year"], Is.EqualTo(2027));
    }

    [Test]
    public async Task The_table_that_comes_with_the_office_is_that_of_the_official_notices()
    {
        var year = await Year(2026);
        Assert.That(year.Days.Select(day => (day.Date, day.Kind)), Is.EqualTo(Calendar2026.Days.Select(day => (day.Date, day.Kind))));
        Assert.That(year.Days.Select(day => day.Source), Has.All.Not.Empty);

        await Declare();
        var calendar = await calendars.Current(CancellationToken.None);
        Assert.That(calendar.AddWorkingDays(new(2026, 8, 20), 3).Value.Date, Is.EqualTo(new DateOnly(2026, 8, 24)));
        Assert.That(calendar.RegisterBy(new(2026, 11, 23, 16, 50, 0, TimeSpan.FromHours(7)), urgent: false), Is.EqualTo(new DateTimeOffset(2026, 11, 25, 23, 59, 59, TimeSpan.FromHours(7))));
        Assert.That(calendar.RegisterBy(new(2026, 10, 5, 10, 2, 0, TimeSpan.FromHours(7)), urgent: true), Is.EqualTo(new DateTimeOffset(2026, 10, 5, 10, 32, 0, TimeSpan.FromHours(7))));
    }

    [Test]
    public async Task A_year_nobody_touched_is_empty_and_can_be_declared()
    {
        await Declare();
        var untouched = await Year(2027);
        Assert.That((untouched.Declared, untouched.DeclaredAt, untouched.Days.Count, untouched.Version), Is.EqualTo((false, (DateTimeOffset?)null, 0, 0)));

        var changed = (await Change(2027, true, 0, Day("2027-01-01", CalendarDayKind.Holiday, " Tết  Dương lịch "))).Value;

        Assert.That((changed.Declared, changed.DeclaredAt, changed.Version), Is.EqualTo((true, (DateTimeOffset?)time.GetUtcNow(), 1)));
        Assert.That(changed.Days, Is.EqualTo(new[] { new CalendarDay(new(2027, 1, 1), CalendarDayKind.Holiday, "Tết Dương lịch", "Bộ luật Lao động 2019") }));
        Assert.That(await Year(2027), Is.EqualTo(changed).Using<CalendarYearView>((a, b) => a.Version == b.Version && a.Days.SequenceEqual(b.Days)));
        Assert.That((await Count("2026-12-31", 1)).Value.Date, Is.EqualTo(new DateOnly(2027, 1, 4)));
    }

    [Test]
    public async Task A_change_replaces_the_days_is_counted_with_at_once_and_can_be_taken_back()
    {
        await Declare();
        Assert.That((await Count("2026-11-20", 1)).Value.Date, Is.EqualTo(new DateOnly(2026, 11, 23)));

        var version = (await Year(2026)).Version;
        version = (await Change(2026, true, version, Day("2026-11-23", CalendarDayKind.SwapOff))).Value.Version;
        Assert.That((await Count("2026-11-20", 1)).Value.Date, Is.EqualTo(new DateOnly(2026, 11, 24)));

        await Change(2026, false, version, Day("2026-11-23", CalendarDayKind.SwapOff));
        Assert.That((await Count("2026-11-20", 1)).Problem?.Slug, Is.EqualTo("calendar-missing"));
    }

    [Test]
    public async Task A_change_of_another_process_is_seen_within_five_seconds()
    {
        await Declare();
        Assert.That((await Count("2026-11-20", 1)).Value.Date, Is.EqualTo(new DateOnly(2026, 11, 23)));
        await Sql("insert into calendar_day (date, kind, reason, source) values ('2026-11-23', 'swapOff', 'Hoán đổi', 'thông báo')");
        time.Advance(TimeSpan.FromSeconds(5));
        Assert.That((await Count("2026-11-20", 1)).Value.Date, Is.EqualTo(new DateOnly(2026, 11, 25)));
    }

    [Test]
    public async Task An_edit_needs_the_version_it_was_made_from()
    {
        Assert.That((await change.Execute(2026, Request(true), new(false, null, false), Administrator, CancellationToken.None)).Problem?.Slug, Is.EqualTo("if-match-needed"));
        Assert.That((await Change(2026, true, 0)).Problem?.Slug, Is.EqualTo("stale"));
        Assert.That((await Change(2027, true, 1)).Problem?.Slug, Is.EqualTo("stale"));
        Assert.That((await Year(2026)).Days, Has.Count.EqualTo(14));
        Assert.That((await Year(2027)).Version, Is.Zero);

        var both = await Task.WhenAll(Change(2026, true, 1), Change(2026, true, 1));
        Assert.That(both.Select(result => result.Problem?.Slug), Is.EquivalentTo(new[] { null, "stale" }));
        both = await Task.WhenAll(Change(2028, true, 0), Change(2028, true, 0));
        Assert.That(both.Select(result => result.Problem?.Slug), Is.EquivalentTo(new[] { null, "stale" }));
    }

    [Test]
    public async Task A_change_stands_in_the_journal()
    {
        await Change(2027, true, 0, Day("2027-01-01", CalendarDayKind.Holiday));
        await using var connection = await database.Database.Open(CancellationToken.None);
        var canonical = await connection.QuerySingleAsync<string>(
            "select convert_from(canonical, 'UTF8') from journal_entry where action = 'calendar.changed' and object_id = @id", new { id = ChangeCalendar.JournalId(2027) });
        Assert.That(canonical, Does.Contain("\"declared\":[false,true]").And.Contain("2027-01-01"));
    }

    [Test]
    public async Task A_wrong_table_is_refused_field_by_field()
    {
        var request = new ChangeCalendarRequest(null,
        [
            Day("2026-01-01", CalendarDayKind.Holiday),
            Day("2027-02-08", CalendarDayKind.Holiday),
            Day("2027-02-08", CalendarDayKind.Holiday),
            new(new(2027, 2, 9), null, " ", "a\u0000b"),
            null,
        ]);
        var problem = (await change.Execute(2027, request, IfMatch.Exactly(0), Administrator, CancellationToken.None)).Problem!;
        Assert.That(problem.Slug, Is.EqualTo("invalid-fields"));
        Assert.That(problem.Errors.Keys, Is.EquivalentTo(new[]
        {
            "declared", "days[0].date", "days[2].date", "days[3].kind", "days[3].reason", "days[3].source", "days[4].date", "days[4].kind", "days[4].reason", "days[4].source",
        }));
        Assert.That((await change.Execute(2027, new(true), IfMatch.Exactly(0), Administrator, CancellationToken.None)).Problem?.Errors.Keys, Is.EquivalentTo(new[] { "days" }));
        Assert.That((await read.Execute(99999, CancellationToken.None)).Problem?.Errors.Keys, Is.EquivalentTo(new[] { "year" }));
        Assert.That((await Change(0, true, 0)).Problem?.Errors.Keys, Is.EquivalentTo(new[] { "year" }));
    }

    [TestCase(null, 3, "from")]
    [TestCase("2026-10-05", null, "days")]
    [TestCase("2026-10-05", -1, "days")]
    [TestCase("2026-10-05", 2001, "days")]
    public async Task A_count_needs_a_day_and_a_term_of_at_most_2000(string? from, int? days, string field)
    {
        var request = new CountWorkingDaysRequest(from is null ? null : DateOnly.Parse(from, System.Globalization.CultureInfo.InvariantCulture), days);
        Assert.That((await count.Execute(request, CancellationToken.None)).Problem?.Errors.Keys, Is.EqualTo(new[] { field }));
    }

    private Task<Result<Deadline>> Count(string from, int days) =>
        count.Execute(new(DateOnly.Parse(from, System.Globalization.CultureInfo.InvariantCulture), days), CancellationToken.None);

    private async Task<CalendarYearView> Year(int year) => (await read.Execute(year, CancellationToken.None)).Value;

    private Task<Result<CalendarYearView>> Change(int year, bool declared, int version, params ChangedDay[] days) =>
        change.Execute(year, Request(declared, days), IfMatch.Exactly(version), Administrator, CancellationToken.None);

    private static ChangeCalendarRequest Request(bool declared, params ChangedDay[] days) => new(declared, days);

    private static ChangedDay Day(string date, CalendarDayKind kind, string reason = "Ngày nghỉ") =>
        new(DateOnly.Parse(date, System.Globalization.CultureInfo.InvariantCulture), kind, reason, "Bộ luật Lao động 2019");

    private async Task Declare()
    {
        await Sql("update calendar_year set declared_at = '2026-01-02T00:00:00Z' where year = 2026");
        calendars.Changed();
    }

    private async Task Sql(string sql)
    {
        await using var connection = await database.OpenAsOwner();
        await connection.ExecuteAsync(sql);
    }
}
