using System.Text;
using System.Text.RegularExpressions;
using Dispatch.Platform;

namespace Dispatch.Documents;

/// <summary>
/// State secrets stay out of a networked system (Luật 117/2025/QH15, Nghị định 63/2026/NĐ-CP): every door asks here before it keeps anything.
/// Marked secret means an explicit level, or the upper-case word MẬT (alone, or in TỐI MẬT, TUYỆT MẬT) in a file name.
/// Easy to get wrong: words of a subject are no mark ("Quy chế bảo mật"), nor are words that only contain it (BẢO MẬT, BÍ MẬT NHÀ NƯỚC, MẬT ĐỘ, MẬT ONG).
/// </summary>
internal static partial class SecrecyMark
{
    /// <summary>The problem, when the level given or one of the file names marks a secret document; otherwise null.</summary>
    public static Problem? Refuses(string? level, IEnumerable<string> fileNames) =>
        IsSecretLevel(level) || fileNames.Any(IsIn) ? DocumentProblems.SecretDocument : null;

    /// <summary>True for any level but <c>none</c> (and none given).</summary>
    public static bool IsSecretLevel(string? level) =>
        !string.IsNullOrWhiteSpace(level) && !level.Trim().Equals("none", StringComparison.OrdinalIgnoreCase);

    /// <summary>True when the file name bears the mark, whether composed (NFC) or decomposed (NFD).</summary>
    public static bool IsIn(string fileName) =>
        Word().Matches(Visible(fileName)).Any(match => IsMark(match.Groups["word"].Value) &&
            match.Groups["before"].Value is not ("BẢO" or "BÍ") && match.Groups["after"].Value is not ("ĐỘ" or "KHẨU" or "ONG"));

    // Cyrillic М and Т look the same on a scanner's label.
    private static bool IsMark(string word) =>
        word.Contains('Ậ') && !word.EnumerateRunes().Any(Rune.IsLower) && VietnameseText.Fold(word) == "mat";

    private static string Visible(string fileName)
    {
        var visible = string.Concat(fileName.EnumerateRunes().Where(rune => Rune.GetUnicodeCategory(rune) != System.Globalization.UnicodeCategory.Format));
        return visible.Replace('\uFFFE', ' ').Normalize(NormalizationForm.FormC);
    }

    // Each word with its neighbours. A space or an underscore joins, all else parts: "BẢO_MẬT" is one word, in "BẢO (MẬT)" it is a mark.
    [GeneratedRegex(@"(?<=(?:(?<before>[\p{L}\p{M}\p{Nd}]+)[ _])?)(?<![\p{L}\p{M}\p{Nd}])(?<word>[\p{L}\p{M}\p{Nd}]+)(?=(?:[ _](?<after>[\p{L}\p{M}\p{Nd}]+))?)")]
    private static partial Regex Word();
}
