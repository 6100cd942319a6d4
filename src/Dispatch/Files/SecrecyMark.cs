using System.Text;
using System.Text.RegularExpressions;
using Dispatch.Platform;

namespace Dispatch.Files;

/// <summary>
/// State secrets stay out of a networked system (Luật 117/2025/QH15, Nghị định 63/2026/NĐ-CP): every door asks here before it keeps anything.
/// Marked secret means an explicit level, or the upper-case word MẬT in a file's name, alone or in TỐI MẬT, TUYỆT MẬT; never words of a subject.
/// Easy to get wrong: words that only contain it are no mark (BẢO MẬT, BÍ MẬT NHÀ NƯỚC, MẬT ĐỘ, MẬT ONG), nor is anything in lower case.
/// </summary>
internal static partial class SecrecyMark
{
    /// <summary>True for any level but <c>none</c> (and none given).</summary>
    public static bool IsSecretLevel(string? level) =>
        !string.IsNullOrWhiteSpace(level) && !level.Trim().Equals("none", StringComparison.OrdinalIgnoreCase);

    /// <summary>True when the file name bears the mark, whether composed (NFC) or decomposed (NFD).</summary>
    public static bool In(string fileName) =>
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
