using Dispatch.Platform;

namespace Dispatch.Calendar;

/// <summary>One year of the calendar.</summary>
/// <param name="Year">The year.</param>
/// <param name="Declared">True when an administrator confirmed the year whole: only then is it counted with.</param>
/// <param name="DeclaredAt">When that was.</param>
/// <param name="Days">The days that differ from the weekly rule, by date.</param>
/// <param name="Version">For <c>If-Match</c>; 0 for a year nobody has touched.</param>
public sealed record CalendarYearView(int Year, bool Declared, DateTimeOffset? DeclaredAt, IReadOnlyList<CalendarDay> Days, int Version);

/// <summary>Reads the calendar of a year; one that nobody has touched is empty and not declared.</summary>
public sealed class ReadCalendar(Database database)
{
    public async Task<Result<CalendarYearView>> Execute(int year, CancellationToken ct)
    {
        if (CalendarYears.Refuse(year) is { } problem)
            return problem;
        await using var connection = await database.Open(ct);
        return await CalendarStore.ReadYear(connection, year, ct);
    }
}

/// <summary>The years a calendar can be kept for.</summary>
internal static class CalendarYears
{
    public const int First = 1945;
    public const int Last = 2199;

    public static Problem? Refuse(int year)
    {
        if (year is >= First and <= Last)
            return null;
        var errors = new FieldErrors();
        errors.Add("year", $"Năm phải từ {First} đến {Last}", $"The year must be from {First} to {Last}");
        return errors.ToProblem();
    }
}
