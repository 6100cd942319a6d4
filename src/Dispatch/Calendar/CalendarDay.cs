namespace Dispatch.Calendar;

/// <summary>What a day of the calendar's table is, against the weekly rest.</summary>
public enum CalendarDayKind
{
    /// <summary>Ngày nghỉ lễ, tết.</summary>
    Holiday,

    /// <summary>Nghỉ bù: off because a holiday fell on a weekly rest day.</summary>
    CompensatingOff,

    /// <summary>Nghỉ hoán đổi: a working day off in exchange for another.</summary>
    SwapOff,

    /// <summary>Làm bù: a rest day worked in exchange for another.</summary>
    SwapWork,
}

/// <summary>One day that differs from the week's rule.</summary>
/// <param name="Date">The day.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Reason">Why, as shown to people: <c>Ngày Văn hóa Việt Nam</c>.</param>
/// <param name="Source">The document that decided it: <c>Nghị quyết 28/2026/QH16</c>.</param>
public sealed record CalendarDay(DateOnly Date, CalendarDayKind Kind, string Reason, string Source);

/// <summary>The weekly rest days of the office from a date on.</summary>
internal sealed record WeeklyRest(DateOnly ValidFrom, IReadOnlySet<DayOfWeek> Days, string Source);

/// <summary>A time limit of the law or of the office from a date on: working days or minutes.</summary>
internal sealed record LegalLimit(string Code, int? WorkingDays, int? Minutes, DateOnly ValidFrom, string Source);
