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

/// <summary>The weekly rest days from a date on: of the office, or of a unit that has its own.</summary>
internal sealed record WeeklyRest(DateOnly ValidFrom, IReadOnlySet<DayOfWeek> Days, string Source, Guid? UnitId = null);

/// <summary>A time limit of the law or of the office from a date on.</summary>
internal sealed record LegalLimit(string Code, Term Term, DateOnly ValidFrom, string Source);

/// <summary>How the office counts where the texts leave it open.</summary>
public enum CountingChoice
{
    /// <summary>"Trước ngày": hết ngày làm việc liền trước.</summary>
    PreviousWorkingDay,

    /// <summary>"Trước ngày": hết ngày liền trước, a rest day too.</summary>
    PreviousDay,

    /// <summary>"Trước ngày": hết chính ngày đó.</summary>
    SameDay,

    /// <summary>Ngày cuối là ngày nghỉ: chuyển sang ngày làm việc tiếp theo.</summary>
    NextWorkingDay,

    /// <summary>Ngày cuối là ngày nghỉ: giữ nguyên.</summary>
    Stays,
}

/// <summary>A rule of counting from a date on.</summary>
/// <param name="Code"><c>before</c> or <c>restDay</c>.</param>
/// <param name="Choice">What the office decided.</param>
/// <param name="ValidFrom">The first day it holds on.</param>
/// <param name="Source">The document that decided it.</param>
/// <param name="Doubt"><c>unconfirmed</c> or <c>conflict</c> while no text settles it; null otherwise.</param>
public sealed record CountingRule(string Code, CountingChoice Choice, DateOnly ValidFrom, string Source, string? Doubt)
{
    internal const string Before = "before", RestDay = "restDay";

    /// <summary>The rules there are, with what may be chosen of each.</summary>
    public static readonly IReadOnlyDictionary<string, CountingChoice[]> Choices = new Dictionary<string, CountingChoice[]>
    {
        [Before] = [CountingChoice.PreviousWorkingDay, CountingChoice.PreviousDay, CountingChoice.SameDay],
        [RestDay] = [CountingChoice.NextWorkingDay, CountingChoice.Stays],
    };
}
