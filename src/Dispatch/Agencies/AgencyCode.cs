using System.Text.RegularExpressions;

namespace Dispatch.Agencies;

/// <summary>
/// Mã định danh in its two written forms. Quyết định 20/2020/QĐ-TTg goes from the left (<c>H21.07</c>: the province, then its department), QCVN 102
/// from the right with empty levels (<c>000.00.07.H21</c>). Both are accepted; the first is kept, the second is made from it for showing.
/// </summary>
internal static partial class AgencyCode
{
    public const int Longest = 35;

    /// <summary>The form that is kept; false when <paramref name="written"/> is neither form.</summary>
    public static bool TryParse(string? written, out string canonical)
    {
        var text = (written ?? "").Trim().ToUpperInvariant();
        canonical = "";
        if (FromRight().Match(text) is { Success: true } right)
            canonical = Cut($"{right.Groups[4].Value}.{right.Groups[3].Value}.{right.Groups[2].Value}.{right.Groups[1].Value}");
        else if (text.Length <= Longest && FromLeft().IsMatch(text))
            canonical = Cut(text);
        return canonical.Length > 0;
    }

    /// <summary>The form of QCVN 102; null for none, and for a code that goes deeper than its thirteen characters.</summary>
    public static string? OfQcvn102(string? canonical)
    {
        var levels = (canonical ?? "").Split('.');
        return levels is { Length: >= 1 and <= 4 } && levels[0].Length == 3 && levels.Skip(1).Take(2).All(level => level.Length == 2) && (levels.Length < 4 || levels[3].Length == 3)
            ? $"{levels.ElementAtOrDefault(3) ?? "000"}.{levels.ElementAtOrDefault(2) ?? "00"}.{levels.ElementAtOrDefault(1) ?? "00"}.{levels[0]}"
            : null;
    }

    private static string Cut(string code) => EmptyLevels().Replace(code, "");

    [GeneratedRegex(@"^([0-9]{3})\.([0-9]{2})\.([0-9]{2})\.([A-Z][0-9]{2})$")]
    private static partial Regex FromRight();

    [GeneratedRegex(@"^[A-Z][0-9]{2}(\.[0-9]{2,3})*$")]
    private static partial Regex FromLeft();

    [GeneratedRegex(@"(\.0+)+$")]
    private static partial Regex EmptyLevels();
}
