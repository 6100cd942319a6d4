using System.Globalization;
using Dispatch.Platform;

namespace Dispatch.Calendar;

/// <summary>What a term is counted in.</summary>
public enum TermKind
{
    /// <summary>Ngày làm việc.</summary>
    WorkingDays,

    /// <summary>Ngày, rest days with them.</summary>
    Days,

    /// <summary>Tháng.</summary>
    Months,

    /// <summary>Phút, day and night: for what is hỏa tốc.</summary>
    Minutes,

    /// <summary>Trước ngày …</summary>
    Before,
}

/// <summary>
/// Thời hạn, as it was said; <see cref="WorkingCalendar.DueOf"/> makes the day of it. As text <c>5 workingDays</c>, <c>30 days</c>, <c>2 months</c>,
/// <c>45 minutes</c> or <c>before 2026-10-16</c>: so it is sent, answered and kept.
/// </summary>
/// <param name="Kind">What it is counted in.</param>
/// <param name="Length">How many; 0 of <see cref="TermKind.Before"/>.</param>
/// <param name="Day">The day before which; null of the others.</param>
public sealed record Term(TermKind Kind, int Length, DateOnly? Day = null)
{
    /// <summary>The longest of each kind: some eight years, and a week of minutes.</summary>
    private static int Longest(TermKind kind) => kind switch
    {
        TermKind.WorkingDays => 2000,
        TermKind.Days => 3000,
        TermKind.Months => 100,
        _ => 7 * 24 * 60,
    };

    public static Term WorkingDays(int days) => new(TermKind.WorkingDays, days);

    /// <summary>Reads the text of a term; false when it is none, or longer than any.</summary>
    public static bool TryParse(string? text, out Term term)
    {
        term = WorkingDays(0);
        if (text?.Split(' ') is not [var first, var second])
            return false;
        if (first == "before")
        {
            if (!DateOnly.TryParseExact(second, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) || day.Year is < CalendarYears.First or > CalendarYears.Last)
                return false;
            term = new(TermKind.Before, 0, day);
            return true;
        }
        if (!EnumText.TryParse<TermKind>(second, out var kind) || kind == TermKind.Before
            || !int.TryParse(first, NumberStyles.None, CultureInfo.InvariantCulture, out var length) || length > Longest(kind))
            return false;
        term = new(kind, length);
        return true;
    }

    /// <summary>A term that was kept; it was read once already.</summary>
    internal static Term Of(string kept) => TryParse(kept, out var term) ? term : throw new FormatException($"No term: {kept}");

    public override string ToString() => Day is { } day
        ? $"before {day:yyyy-MM-dd}"
        : string.Create(CultureInfo.InvariantCulture, $"{Length} {EnumText.Of(Kind)}");
}

/// <summary>Until when something is to be done.</summary>
/// <param name="On">The day.</param>
/// <param name="At">The instant of it; null for the end of the day.</param>
public sealed record Due(DateOnly On, DateTimeOffset? At = null);

/// <summary>Terms in requests.</summary>
internal static class TermErrors
{
    /// <summary>A term that was sent in words, or as <paramref name="workingDays"/>; null for none and for a wrong one, which has its error then.</summary>
    public static Term? Term(this FieldErrors errors, string at, string? text, int? workingDays)
    {
        if (text is not null && workingDays is not null)
        {
            errors.Add(at + "term", "Chỉ nhập một cách tính hạn", "Give the deadline in one way only");
            return null;
        }
        if (workingDays is { } days)
        {
            if (days is >= 1 and <= 2000)
                return Calendar.Term.WorkingDays(days);
            errors.Add(at + "workingDays", "Số ngày làm việc phải từ 1 đến 2000", "Working days must be from 1 to 2000");
            return null;
        }
        if (string.IsNullOrWhiteSpace(text))
            return null;
        if (Calendar.Term.TryParse(text.Trim(), out var term) && (term.Length > 0 || term.Day is not null))
            return term;
        errors.Add(at + "term", "Thời hạn viết như: 5 workingDays, 30 days, 2 months, 45 minutes, before 2026-10-16",
            "A term is written like 5 workingDays, 30 days, 2 months, 45 minutes, before 2026-10-16");
        return null;
    }
}
