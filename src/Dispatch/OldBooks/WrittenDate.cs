using System.Globalization;
using System.Text.RegularExpressions;

namespace Dispatch.OldBooks;

/// <summary>
/// A date as books have it: 22/08/2025, 22.8.25, 22-8-2025, 2025-08-22, "ngày 22 tháng 8 năm 2025", the day and month alone, and the serial
/// number a spreadsheet keeps under a date. The day stands before the month always; 8/22/2025 is nobody's date here.
/// </summary>
internal static partial class WrittenDate
{
    private static readonly DateOnly SerialZero = new(1899, 12, 30);

    /// <param name="text">As written, not blank.</param>
    /// <param name="yearOf">The year of a day and month that bear none.</param>
    /// <param name="date">The date.</param>
    public static bool TryRead(string text, Func<int, int, int> yearOf, out DateOnly date)
    {
        date = default;
        var written = text.Trim();
        if (Serial().IsMatch(written))
        {
            // 1950 to 2100: anything else is a number that got into the wrong column.
            if (!double.TryParse(written, CultureInfo.InvariantCulture, out var serial) || serial is < 18_264 or > 73_415)
                return false;
            date = SerialZero.AddDays((int)serial);
            return true;
        }
        int year, month, day;
        if (Iso().Match(written) is { Success: true } iso)
            (year, month, day) = (Number(iso, 1), Number(iso, 2), Number(iso, 3));
        else if (DayFirst().Match(written) is { Success: true } given || InWords().Match(written) is { Success: true } spoken && (given = spoken) is not null)
        {
            (day, month) = (Number(given, 1), Number(given, 2));
            if (month is < 1 or > 12 || day is < 1 or > 31)
                return false;
            year = !given.Groups[3].Success ? yearOf(day, month) : given.Groups[3].Length == 2 ? Century(Number(given, 3)) : Number(given, 3);
        }
        else
            return false;
        if (year is < 1945 or > 2100 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month))
            return false;
        date = new(year, month, day);
        return true;
    }

    private static int Century(int year) => year < 60 ? 2000 + year : 1900 + year;

    private static int Number(Match match, int group) => int.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^[0-9]{5}(?:\.[0-9]+)?$")]
    private static partial Regex Serial();

    [GeneratedRegex(@"^([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})(?:[T ][0-9:.]+(?:Z|[+-][0-9:]+)?)?$")]
    private static partial Regex Iso();

    [GeneratedRegex(@"^([0-9]{1,2})\s*[/.\-]\s*([0-9]{1,2})(?:\s*[/.\-]\s*([0-9]{4}|[0-9]{2}))?\.?(?:\s+[0-9]{1,2}:[0-9:]+)?$")]
    private static partial Regex DayFirst();

    [GeneratedRegex(@"^(?:ngày\s+)?([0-9]{1,2})\s+tháng\s+([0-9]{1,2})(?:\s+năm\s+([0-9]{4}))?$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex InWords();
}
