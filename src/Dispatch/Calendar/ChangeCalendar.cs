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

/// <summary>What a change of the calendar would do.</summary>
/// <param name="Moves">The open deadlines it would move.</param>
public sealed record CalendarPreview(IReadOnlyList<MovedTerm> Moves);

/// <summary>
/// An administrator enters a year's days off from the official notice, and declares the year. Open terms are counted anew in the same transaction;
/// the preview is the change undone.
/// </summary>
public sealed class ChangeCalendar
{
    private const int LongestReason = 200;
    private const int LongestSource = 500;

    private readonly Database database;
    private readonly OfficeClock clock;
    private readonly JournalWriter journal;
    private readonly WorkingCalendars calendars;
    private readonly IEnumerable<OpenTerms> terms;

    // The seam stays inside: a public constructor could not name it.
    internal ChangeCalendar(Database database, OfficeClock clock, JournalWriter journal, WorkingCalendars calendars, IEnumerable<OpenTerms> terms) =>
        (this.database, this.clock, this.journal, this.calendars, this.terms) = (database, clock, journal, calendars, terms);

    public async Task<Result<CalendarYearView>> Execute(int year, ChangeCalendarRequest request, IfMatch ifMatch, Caller caller, CancellationToken ct)
    {
        await using var tx = await database.Begin(caller, ct);
        if (!(await Change(tx, year, request, ifMatch, ct)).Ok(out var changed, out var problem))
            return problem;
        await tx.Commit(changed.Year, ct);
        calendars.Changed();
        return changed.Year;
    }

    /// <summary>The open deadlines a change would move; nothing is written.</summary>
    public async Task<Result<CalendarPreview>> Preview(int year, ChangeCalendarRequest request, IfMatch ifMatch, Caller caller, CancellationToken ct)
    {
        await using var tx = await database.Begin(caller, ct);
        return (await Change(tx, year, request, ifMatch, ct)).Ok(out var changed, out var problem) ? new CalendarPreview(changed.Moves) : problem;
    }

    private async Task<Result<(CalendarYearView Year, IReadOnlyList<MovedTerm> Moves)>> Change(
        OfficeTransaction tx, int year, ChangeCalendarRequest request, IfMatch ifMatch, CancellationToken ct)
    {
        if (CalendarYears.Refuse(year) is { } outside)
            return outside;
        if (!Checked(year, request).Ok(out var days, out var invalid))
            return invalid;

        var version = await CalendarStore.LockYear(tx.Connection, year, ct);
        if (ifMatch.Refuses(version) is { } refused)
            return refused;
        var (before, counted) = (await CalendarStore.ReadYear(tx.Connection, year, ct), await CalendarStore.Read(tx.Connection, clock, ct));
        await CalendarStore.WriteYear(tx.Connection, year, request.Declared!.Value, days, tx.Caller.PersonId, clock.Now, ct);
        var (after, counts) = (await CalendarStore.ReadYear(tx.Connection, year, ct), await CalendarStore.Read(tx.Connection, clock, ct));
        var moves = await terms.MoveAll(tx, counted, counts, ct);
        await journal.Write(tx, "calendar.changed", "calendarYear", JournalId(year), Changes.Between(before, after).New("moved", moves.Count == 0 ? null : moves.Count), ct);
        return (after, moves);
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
