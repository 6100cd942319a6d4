using System.Globalization;
using Dispatch.Journal;
using Dispatch.Platform;
using Dispatch.Platform.Http;

namespace Dispatch.Calendar;

/// <summary>The whole calendar of a year: the days replace those it had.</summary>
/// <param name="Declared">True to confirm the year whole, false to take that back. Required.</param>
/// <param name="Days">Holidays, compensating and swapped days. Required; may be empty.</param>
public sealed record ChangeCalendarRequest(bool? Declared = null, IReadOnlyList<ChangedDay?>? Days = null);

/// <summary>One day of a <see cref="ChangeCalendarRequest"/>.</summary>
/// <param name="Date">A date of the year. Required.</param>
/// <param name="Kind">What the day is. Required.</param>
/// <param name="Reason">Why, as shown to people, at most 200 characters. Required.</param>
/// <param name="Source">The document that decided it, at most 500 characters. Required.</param>
public sealed record ChangedDay(DateOnly? Date = null, CalendarDayKind? Kind = null, string? Reason = null, string? Source = null);

/// <summary>An administrator enters a year's days off from the official notice, and declares the year.</summary>
public sealed class ChangeCalendar(Database database, OfficeClock clock, JournalWriter journal, WorkingCalendars calendars)
{
    private const int LongestReason = 200;
    private const int LongestSource = 500;

    public async Task<Result<CalendarYearView>> Execute(int year, ChangeCalendarRequest request, IfMatch ifMatch, Caller caller, CancellationToken ct)
    {
        if (CalendarYears.Refuse(year) is { } outside)
            return outside;
        if (!Checked(year, request).Ok(out var days, out var invalid))
            return invalid;

        await using var tx = await database.Begin(caller, ct);
        var version = await CalendarStore.LockYear(tx.Connection, year, ct);
        if (ifMatch.Refuses(version) is { } refused)
            return refused;
        var before = await CalendarStore.ReadYear(tx.Connection, year, ct);
        await CalendarStore.WriteYear(tx.Connection, year, request.Declared!.Value, days, caller.PersonId, clock.Now, ct);
        var after = await CalendarStore.ReadYear(tx.Connection, year, ct);
        await journal.Write(tx, "calendar.changed", "calendarYear", JournalId(year), Changes.Between(before, after), ct);
        await tx.Commit(after, ct);
        calendars.Changed();
        return after;
    }

    /// <summary>A year has no id of its own: the journal knows it as 00000000-0000-7000-8000-00000ca12026.</summary>
    internal static Guid JournalId(int year) => Guid.Parse(string.Create(CultureInfo.InvariantCulture, $"00000000-0000-7000-8000-00000ca1{year:0000}"));

    private static Result<IReadOnlyList<CalendarDay>> Checked(int year, ChangeCalendarRequest request)
    {
        var errors = new FieldErrors();
        if (request.Declared is null)
            errors.Add("declared", "Cần nói rõ đã khai báo hay chưa", "Say whether the year is declared");
        if (request.Days is null)
            errors.Add("days", "Thiếu danh sách ngày", "The list of days is missing");

        var days = new List<CalendarDay>();
        for (var i = 0; i < (request.Days?.Count ?? 0); i++)
        {
            var field = $"days[{i}]";
            var day = request.Days![i];
            if (day?.Date?.Year != year)
                errors.Add($"{field}.date", $"Ngày phải thuộc năm {year}", $"The date must be in {year}");
            else if (days.Exists(other => other.Date == day.Date))
                errors.Add($"{field}.date", "Ngày này đã có trong danh sách", "This date is in the list already");
            if (day?.Kind is null)
                errors.Add($"{field}.kind", "Thiếu loại ngày", "The kind of day is missing");
            var reason = errors.Line($"{field}.reason", day?.Reason, LongestReason);
            var source = errors.Line($"{field}.source", day?.Source, LongestSource);
            if (day is { Date: { } date, Kind: { } kind } && reason is not null && source is not null)
                days.Add(new(date, kind, reason, source));
        }
        return errors.None ? days : errors.ToProblem();
    }
}
