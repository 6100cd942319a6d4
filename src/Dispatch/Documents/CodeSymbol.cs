using System.Text;
using System.Text.RegularExpressions;
using Dispatch.Platform;

namespace Dispatch.Documents;

/// <summary>
/// Số và ký hiệu of a document, as its issuer wrote it (Nghị định 30/2020/NĐ-CP, Phụ lục I, II.3): the number up to the first separator, the notation after it.
/// Easy to get wrong: it is kept as written, faults and all; only <see cref="Folded"/> is compared, and only in search and for likely duplicates,
/// because ĐA and DA are different types. What cannot be parted is marked for a person to look at, never refused.
/// </summary>
/// <param name="AsWritten">The whole, cleaned of what nobody can see.</param>
/// <param name="Number"><c>1287</c>, <c>05</c>, <c>15a</c>; null when there is none to see.</param>
/// <param name="Notation"><c>SXD-QLĐT</c>, <c>2026/QĐ-UBND</c>; null when it could not be parted.</param>
/// <param name="Folded">For matching: <c>5/ttbtc</c> for <c>05/TT-BTC</c>: no case, marks, spaces, hyphens, leading zeros.</param>
/// <param name="Parsed">False when a person should look at it.</param>
internal sealed partial record CodeSymbol(string AsWritten, string? Number, string? Notation, string Folded, bool Parsed)
{
    /// <summary>Parts a symbol; <paramref name="written"/> went through <see cref="VietnameseText.TryCleanSymbol"/>.</summary>
    public static CodeSymbol Parse(string written)
    {
        var folded = FoldWhole(written);
        if (Whole().Match(written) is { Success: true } match && NotationOf(match.Groups["notation"].Value) is { } notation)
            return new(written, match.Groups["digits"].Value + match.Groups["suffix"].Value, notation, folded, true);
        var bare = NumberAlone().Match(written);
        return new(written, bare.Success ? bare.Groups["digits"].Value + bare.Groups["suffix"].Value : null, null, folded, false);
    }

    /// <summary>A symbol typed in two fields, both through <see cref="VietnameseText.TryCleanSymbol"/>.</summary>
    public static CodeSymbol Of(string? number, string? notation)
    {
        var parts = new[] { number, notation }.Where(part => !string.IsNullOrEmpty(part));
        var parsed = Parse(string.Join('/', parts));
        return parsed.Parsed && parsed.Notation == notation
            ? parsed
            : parsed with { Number = number, Notation = notation, Parsed = false };
    }

    /// <summary>
    /// For a search that has the form <c>15/…</c>: what <see cref="Folded"/> must begin with; <c>15/QĐ</c> → <c>15/qd</c>, which 115/QĐ-UBND does not.
    /// Only letters, digits and one slash, so that it needs no escaping in <c>like</c>. Null for any other search.
    /// </summary>
    public static string? SearchPrefix(string query)
    {
        var match = SymbolQuery().Match(VietnameseText.Fold(query).Trim());
        return match.Success ? FoldNumber(match) + "/" + LettersAndDigits(match.Groups["notation"].Value) : null;
    }

    /// <summary>The words a document is found by: 05/TT also by 5.</summary>
    public string SearchWords
    {
        get
        {
            var words = VietnameseText.Words(AsWritten);
            var number = Folded.Split('/')[0];
            return $" {words} ".Contains($" {number} ", StringComparison.Ordinal) ? words : $"{words} {number}".Trim();
        }
    }

    private static string FoldWhole(string written)
    {
        var text = VietnameseText.Fold(written);
        var match = Whole().Match(text);
        if (match.Success && LettersAndDigits(match.Groups["notation"].Value) is { Length: > 0 } notation)
            return FoldNumber(match) + "/" + notation;
        var rest = LettersAndDigits(text);
        if (NumberAlone().Match(rest) is { Success: true } bare)
            return FoldNumber(bare);
        return rest.Length > 0 ? rest : written;
    }

    private static string FoldNumber(Match match)
    {
        var digits = match.Groups["digits"].Value.Replace(".", "", StringComparison.Ordinal).TrimStart('0');
        return (digits.Length > 0 ? digits : "0") + match.Groups["suffix"].Value;
    }

    private static string LettersAndDigits(string text) =>
        string.Concat(text.EnumerateRunes().Where(Rune.IsLetterOrDigit));

    // Null when it is no notation: no letter in it, a sentence, or words run into it ("TT-BTCngày").
    private static string? NotationOf(string rest)
    {
        var notation = rest.TrimEnd(' ', '.', ',', ';', ':', '\'', '"', '’', '”', '»', ']');
        if (!notation.Contains('(', StringComparison.Ordinal))
            notation = notation.TrimEnd(')');
        if (!NotationCharacters().IsMatch(notation) || !notation.EnumerateRunes().Any(Rune.IsLetter))
            return null;
        // The letters of abbreviations may be small (QyĐ, TTr), but then they bear no marks, but đ.
        if (notation.EnumerateRunes().Any(letter => Rune.IsLower(letter) && letter.ToString().Normalize(NormalizationForm.FormD).Length > letter.Utf16SequenceLength))
            return null;
        return SpaceWithin().Count(notation) <= 1 ? notation : null;
    }

    private const string Ahead = """^[\s'"‘’“”«(\[]*(?:[\p{L}\p{M}\s]{0,40}?(?<![\p{L}\p{M}])s[ốôo](?:\s*,?\s*(?:v[àa]\s+)?(?:k[ýíyi]\s+)?hi[ệe]u)?\s*[.:]*\s*|(?:no|n[°º])\s*[.:]*\s*|№\s*)?""";
    private const string Numeral = @"(?<digits>[0-9]+(?:\.[0-9]+)*)(?:\s?(?<suffix>bis|ter|[a-zđ]))?";
    private const string Dashes = @"\-‐‑‒–—―−";
    private const string Separator = $@"(?:\s*[/\\⁄∕／{Dashes}])+\s*";

    // A space alone parts too ("25 CP"), when nothing but the notation follows.
    [GeneratedRegex($@"{Ahead}{Numeral}(?:{Separator}(?<notation>.+)|\s+(?<notation>\p{{L}}\S+))$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Whole();

    [GeneratedRegex($@"{Ahead}{Numeral}(?:{Separator})?$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex NumberAlone();

    [GeneratedRegex($@"{Ahead}{Numeral}\s*/\s*(?<notation>\S*)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex SymbolQuery();

    [GeneratedRegex($@"^[\p{{L}}\p{{M}}\p{{Nd}} /\\⁄∕／{Dashes}&,.'’()+_:]+$")]
    private static partial Regex NotationCharacters();

    [GeneratedRegex($@"(?<![\s/\\⁄∕／{Dashes}&,.])\s+(?![\s/\\⁄∕／{Dashes}&,.])")]
    private static partial Regex SpaceWithin();
}
