using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Dispatch.Calendar;

namespace Dispatch.Web.Desk;

/// <summary>Which way a date without a year points: a document was issued before today, an answer is due after it.</summary>
internal enum Lean { Back, Ahead }

/// <summary>
/// A date as clerks type it: <c>21/11</c>, <c>2111</c>, <c>211126</c>, <c>21/11/2026</c>, <c>21</c>, <c>hôm nay</c> (<c>hn</c>), <c>hôm qua</c>, <c>mai</c>,
/// and a term: <c>+5</c> for five working days, <c>30 ngày</c>, <c>2 tháng</c>, <c>45 phút</c>, <c>trước 16/10</c>. Day before month, always.
/// </summary>
/// <param name="Date">The date; null when a term was typed.</param>
/// <param name="Term">The term; null when a date was typed.</param>
internal readonly partial record struct TypedDate(DateOnly? Date, Term? Term)
{

    /// <summary>Reads <paramref name="text"/>; false when no date can be meant by it.</summary>
    public static bool TryParse(string? text, DateOnly today, Lean lean, out TypedDate typed)
    {
        typed = default;
        var plain = Plain(text ?? "");
        if (Word(plain, today) is { } named)
        {
            typed = new(named, null);
            return true;
        }
        if (Counted().Match(plain) is { Success: true } counted && (plain[0] == '+' || counted.Groups["unit"].Length > 0))
        {
            if (TermOf(counted) is not { } term)
                return false;
            typed = new(null, term);
            return true;
        }
        if (Earlier().Match(plain) is { Success: true } earlier)
        {
            if (Read(earlier.Groups["day"].Value, today, Lean.Ahead) is not { } day)
                return false;
            typed = new(null, new Term(TermKind.Before, 0, day));
            return true;
        }
        if (Read(plain, today, lean) is not { } date)
            return false;
        typed = new(date, null);
        return true;
    }

    /// <summary>As <see cref="TryParse"/>, where a term is asked for and no day: a number alone is working days.</summary>
    public static bool TryParseTerm(string? text, DateOnly today, out Term term)
    {
        var bare = text?.Trim() ?? "";
        var read = TryParse(bare.Length > 0 && bare.All(char.IsAsciiDigit) ? "+" + bare : bare, today, Lean.Ahead, out var typed);
        term = typed.Term ?? Calendar.Term.WorkingDays(0);
        return read && typed.Term is { Day: null };
    }

    private static Term? TermOf(Match counted)
    {
        var kind = counted.Groups["unit"].Value switch
        {
            "" or "ngay lam viec" or "nlv" or "working days" => TermKind.WorkingDays,
            "ngay" or "n" or "days" => TermKind.Days,
            "thang" or "t" or "months" => TermKind.Months,
            _ => TermKind.Minutes,
        };
        return Calendar.Term.TryParse(new Term(kind, Number(counted, "n")).ToString(), out var term) && term.Length > 0 ? term : null;
    }

    private static DateOnly? Word(string plain, DateOnly today) => plain switch
    {
        "hom nay" or "hn" or "nay" or "today" => today,
        "hom qua" or "hq" or "qua" or "yesterday" => today.AddDays(-1),
        "mai" or "ngay mai" or "tomorrow" => today.AddDays(1),
        _ => null,
    };

    private static DateOnly? Read(string plain, DateOnly today, Lean lean)
    {
        if (YearFirst().Match(plain) is { Success: true } iso)
            return Make(Number(iso, "d"), Number(iso, "m"), Number(iso, "y"));
        var match = Parted().Match(plain);
        if (!match.Success)
            match = Run().Match(plain);
        if (!match.Success)
            return null;
        var day = Number(match, "d");
        if (match.Groups["y"].Success)
            return Make(day, Number(match, "m"), FullYear(match.Groups["y"].Value));
        return match.Groups["m"].Success ? NearestYear(day, Number(match, "m"), today, lean) : NearestMonth(day, today, lean);
    }

    // 29/02 may have to look as far as eight years around a skipped leap year.
    private static DateOnly? NearestYear(int day, int month, DateOnly today, Lean lean)
    {
        for (var step = 0; step <= 8; step++)
        {
            if (Make(day, month, today.Year + (lean == Lean.Back ? -step : step)) is { } date && (lean == Lean.Back ? date <= today : date >= today))
                return date;
        }
        return null;
    }

    private static DateOnly? NearestMonth(int day, DateOnly today, Lean lean)
    {
        for (var step = 0; step <= 2; step++)
        {
            var month = today.AddMonths(lean == Lean.Back ? -step : step);
            if (Make(day, month.Month, month.Year) is { } date && (lean == Lean.Back ? date <= today : date >= today))
                return date;
        }
        return null;
    }

    private static int FullYear(string text) => int.Parse(text, CultureInfo.InvariantCulture) is var year && text.Length == 2 ? 2000 + year : year;

    private static DateOnly? Make(int day, int month, int year) =>
        year is >= 1900 and <= 2199 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month) ? new DateOnly(year, month, day) : null;

    private static int Number(Match match, string group) => int.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture);

    // Words compare without marks and case: a Telex keyboard may not have been switched on.
    private static string Plain(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var letter in text.Trim().Normalize(NormalizationForm.FormD))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(letter) != UnicodeCategory.NonSpacingMark)
                plain.Append(char.IsWhiteSpace(letter) ? ' ' : char.ToLowerInvariant(letter));
        }
        return plain.ToString();
    }

    [GeneratedRegex(@"^\+?\s*(?<n>[0-9]{1,5})\s*(?<unit>ngay lam viec|nlv|working days|ngay|n|days|thang|t|months|phut|p|minutes)?$")]
    private static partial Regex Counted();

    [GeneratedRegex(@"^(?:truoc|before)(?: ngay)? (?<day>.+)$")]
    private static partial Regex Earlier();

    [GeneratedRegex(@"^(?<y>[0-9]{4})-(?<m>[0-9]{1,2})-(?<d>[0-9]{1,2})$")]
    private static partial Regex YearFirst();

    [GeneratedRegex(@"^(?<d>[0-9]{1,2})(?:\s*[/\-. ]\s*(?<m>[0-9]{1,2})(?:\s*[/\-. ]\s*(?<y>[0-9]{4}|[0-9]{2}))?)?$")]
    private static partial Regex Parted();

    [GeneratedRegex(@"^(?<d>[0-9]{2})(?<m>[0-9]{2})(?<y>[0-9]{4}|[0-9]{2})?$")]
    private static partial Regex Run();
}
