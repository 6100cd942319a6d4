using Dispatch.Calendar;
using Dispatch.Testing;

namespace Dispatch.Tests.Calendar;

/// <summary>The one definition of how a deadline stands, on Friday 9 October 2026 and on the last declared day.</summary>
internal sealed class DueDatesTests
{
    // Friday: the two working days ahead are Monday and Tuesday.
    private static readonly DateTimeOffset Friday = new(2026, 10, 9, 8, 30, 0, TimeSpan.FromHours(7));

    private RegistryOffice office = null!;

    [OneTimeSetUp]
    public async Task Open() => office = await RegistryOffice.Open(Friday);

    [OneTimeTearDown]
    public async Task Close() => await office.DisposeAsync();

    [TestCase(null, null, DueState.None)]
    [TestCase(null, "2026-10-09", DueState.None)]
    [TestCase("2026-10-08", null, DueState.Overdue)]
    [TestCase("2026-10-09", null, DueState.Soon)]
    [TestCase("2026-10-12", null, DueState.Soon)]
    [TestCase("2026-10-13", null, DueState.Soon)]
    [TestCase("2026-10-14", null, DueState.InTime)]
    [TestCase("2026-10-08", "2026-10-08", DueState.OnTime)]
    [TestCase("2026-10-08", "2026-10-07", DueState.OnTime)]
    [TestCase("2026-10-08", "2026-10-09", DueState.Late)]
    [TestCase("2026-10-20", "2026-10-09", DueState.OnTime)]
    public async Task A_deadline_stands_as_the_working_calendar_says(string? due, string? done, DueState state) =>
        Assert.That(await office.Do<DueDates, DueState>(dues => dues.Of(Date(due) is { } on ? new Due(on) : null, Date(done) is { } day ? new DateTimeOffset(day, new(17, 0), TimeSpan.FromHours(7)) : null, default)), Is.EqualTo(state));

    // It is 08:30.
    [TestCase("08:29", null, DueState.Overdue)]
    [TestCase("08:30", null, DueState.Soon)]
    [TestCase("08:31", null, DueState.Soon)]
    [TestCase("08:10", "08:10", DueState.OnTime)]
    [TestCase("08:10", "08:11", DueState.Late)]
    public async Task A_deadline_in_minutes_stands_by_the_minute(string due, string? done, DueState state) =>
        Assert.That(await office.Do<DueDates, DueState>(dues => dues.Of(new Due(new(2026, 10, 9), At(due)), done is null ? null : At(done), default)), Is.EqualTo(state));

    [Test]
    public async Task Where_next_year_is_not_declared_soon_ends_with_this_one()
    {
        await using var then = await RegistryOffice.Open(new(2026, 12, 31, 8, 30, 0, TimeSpan.FromHours(7)));
        Assert.That(await then.Do<DueDates, DateOnly>(dues => dues.SoonThrough(default)), Is.EqualTo(new DateOnly(2026, 12, 31)));
    }

    private static DateTimeOffset At(string time) => new(new DateOnly(2026, 10, 9), TimeOnly.Parse(time, System.Globalization.CultureInfo.InvariantCulture), TimeSpan.FromHours(7));

    private static DateOnly? Date(string? text) => text is null ? null : DateOnly.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
