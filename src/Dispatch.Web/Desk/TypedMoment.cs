using System.Globalization;
using System.Text.RegularExpressions;
using Dispatch.Platform;

namespace Dispatch.Web.Desk;

/// <summary>An instant of the office's clock as clerks type it: <c>10:02</c> or <c>10h02</c> of today, with a day before or after it.</summary>
internal static partial class TypedMoment
{
    /// <summary>Reads <paramref name="text"/>; null stands for blank, which means now. False when no instant can be meant by it.</summary>
    public static bool TryParse(string? text, OfficeClock clock, out DateTimeOffset? moment)
    {
        moment = null;
        if (string.IsNullOrWhiteSpace(text))
            return true;
        var match = Typed().Match(text.Trim());
        if (!match.Success || !TimeOnly.TryParseExact($"{match.Groups["h"].Value.PadLeft(2, '0')}:{match.Groups["m"].Value}", "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time))
            return false;
        var day = match.Groups["before"].Success ? match.Groups["before"].Value : match.Groups["after"].Value;
        var date = clock.Today;
        if (day.Length > 0)
        {
            if (!TypedDate.TryParse(day, clock.Today, Lean.Back, out var typed) || typed.Date is not { } given)
                return false;
            date = given;
        }
        moment = clock.At(date, time);
        return true;
    }

    [GeneratedRegex(@"^(?:(?<before>\S.*?)[\s,]+)?(?<h>[0-9]{1,2})[:hg](?<m>[0-9]{2})(?:[\s,]+(?<after>\S.*))?$", RegexOptions.IgnoreCase)]
    private static partial Regex Typed();
}
