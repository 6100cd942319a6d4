using System.Globalization;
using Dispatch.Calendar;
using Dispatch.Platform;
using Dispatch.Web.Desk;

namespace Dispatch.Web.Pages.Prints;

/// <summary>Deadlines as forms write them.</summary>
internal static class DueWords
{
    /// <summary>16/10/2026 · trước ngày 16/10/2026 (đến hết 15/10/2026) · 16:45 ngày 16/10/2026; nothing for none.</summary>
    public static string Of(DateOnly? on, DateOnly? before, DateTimeOffset? at, OfficeClock clock) =>
        before is not null ? FormWords.Of("due.before", FormWords.Day(before), FormWords.Day(on))
        : at is { } instant ? FormWords.Of("due.at", clock.InOffice(instant).ToString("HH:mm", CultureInfo.InvariantCulture), FormWords.Day(on))
        : FormWords.Day(on);

    /// <summary>The document that decides what "trước ngày" means today.</summary>
    public static string? BeforeRule(IEnumerable<CountingRule> rules, DateOnly today) =>
        rules.Where(rule => rule.Code == "before" && rule.ValidFrom <= today).MaxBy(rule => rule.ValidFrom)?.Source;
}
