using System.Globalization;
using System.Text;

namespace Dispatch.Platform;

/// <summary>
/// Vietnamese text at the office's boundary: cleaned to one form of Unicode when it comes in, folded (no case, no marks) for matching and search.
/// Sources: TCVN 6909:2001 (Unicode), Nghị định 30/2020/NĐ-CP Phụ lục I (dates).
/// </summary>
public static class VietnameseText
{
    // A tsvector lexeme holds 2,046 bytes; nobody types a longer word than this.
    private const int LongestWord = 100;

    // Deep queries overflow PostgreSQL's parser; a clerk's has five words.
    private const int MostQueryWords = 64;

    /// <summary>
    /// Cleans a name, a subject, any text of one line: NFC; zero-widths, byte order marks, soft hyphens and direction marks stripped; every kind of space
    /// and line end one plain space, none at the ends; the look-alikes Ð, ð, Ɖ made Đ, đ, Đ.
    /// </summary>
    /// <returns>False for a lone surrogate or a control character other than tab and line end: the caller answers 422.</returns>
    public static bool TryCleanLine(string input, out string clean) => TryClean(input, oneLine: true, mapLetters: true, out clean);

    /// <summary>As <see cref="TryCleanLine"/> for text of many lines (notes, instructions): tabs, line ends (as <c>\n</c>) and runs of spaces stay.</summary>
    /// <returns>False for a lone surrogate or a control character other than tab and line end: the caller answers 422.</returns>
    public static bool TryCleanText(string input, out string clean) => TryClean(input, oneLine: false, mapLetters: true, out clean);

    /// <summary>As <see cref="TryCleanLine"/> for a number and notation, which are kept as written: Ð, Cyrillic letters and U+2011 stay what they are.</summary>
    /// <returns>False for a lone surrogate or a control character other than tab and line end: the caller answers 422.</returns>
    public static bool TryCleanSymbol(string input, out string clean) => TryClean(input, oneLine: true, mapLetters: false, out clean);

    /// <summary>
    /// For comparing: lower case, no marks, đ and its look-alikes d, Cyrillic and Greek look-alikes Latin, every dash <c>-</c>, every apostrophe <c>'</c>,
    /// compatibility forms plain (１５ → 15). Equal for NFC and NFD, and for <c>Hoà Bình</c> and <c>Hòa Bình</c>. Never use it for identity: ĐA is not DA.
    /// </summary>
    public static string Fold(string text)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var rune in WellFormed(text).Normalize(NormalizationForm.FormKD).EnumerateRunes())
        {
            switch (Rune.GetUnicodeCategory(rune))
            {
                case UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format:
                    break;
                case UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator:
                    folded.Append(' ');
                    break;
                case UnicodeCategory.DashPunctuation:
                    folded.Append('-');
                    break;
                default:
                    var lower = Rune.ToLowerInvariant(rune);
                    if (LookAlikes.TryGetValue(lower.Value, out var latin))
                        folded.Append(latin);
                    else
                        folded.Append(lower);
                    break;
            }
        }
        return folded.ToString();
    }

    /// <summary>
    /// The folded words of <paramref name="text"/>, letters and digits only, separated by single spaces: what <c>document.search_words</c> holds.
    /// A word is cut at 100 characters.
    /// </summary>
    public static string Words(string text) => string.Join(' ', WordsOf(text));

    /// <summary>
    /// A query over the words of a document, for <c>@query::tsquery</c>: all words (of at most 64), in any order, the last one a prefix.
    /// <c>Kế hoạch</c> → <c>'ke' &amp; 'hoach':*</c>. Null when the text holds no word.
    /// </summary>
    public static string? TsQuery(string text)
    {
        var words = WordsOf(text);
        if (words.Count == 0)
            return null;
        // Words are letters and digits only: nothing in them needs escaping.
        var whole = words.Take(words.Count - 1).Distinct().Take(MostQueryWords - 1).Select(word => $"'{word}'");
        return string.Join(" & ", whole.Append($"'{words[^1]}':*"));
    }

    /// <summary>
    /// What persons are sorted by, under collation <c>vi-x-icu</c>: the given name, then family and middle name. <c>Trần Văn An</c> → <c>An Trần Văn</c>.
    /// </summary>
    public static string SortName(string fullName)
    {
        var words = fullName.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return words.Length == 0 ? "" : string.Join(' ', words.TakeLast(1).Concat(words.SkipLast(1)));
    }

    /// <summary>The first letter of each folded word, which clerks type: <c>Sở Nội vụ</c> → <c>snv</c>.</summary>
    public static string Initials(string name) => string.Concat(WordsOf(name).Select(word => word.EnumerateRunes().First()));

    /// <summary>
    /// A date as the decree writes it (NĐ 30/2020, PL I, II.4): <c>ngày 05 tháng 02 năm 2026</c>; days below 10 and months 1 and 2 with a leading 0, March is <c>tháng 3</c>.
    /// </summary>
    public static string DateInWords(DateOnly date) =>
        string.Create(CultureInfo.InvariantCulture, $"ngày {date.Day:00} tháng {(date.Month <= 2 ? "0" : "")}{date.Month} năm {date.Year}");

    private static bool TryClean(string input, bool oneLine, bool mapLetters, out string clean)
    {
        clean = "";
        if (!IsWellFormed(input))
            return false;
        var kept = new StringBuilder(input.Length);
        var previous = new Rune('\0');
        foreach (var rune in input.EnumerateRunes())
        {
            switch (rune.Value)
            {
                case '\n' when previous.Value == '\r':
                    break;
                case '\r' or '\n' or 0x2028 or 0x2029:
                    kept.Append('\n');
                    break;
                case '\t':
                    kept.Append('\t');
                    break;
                case 0xD0 or 0x189 when mapLetters:
                    kept.Append('Đ');
                    break;
                case 0xF0 or 0x256 when mapLetters:
                    kept.Append('đ');
                    break;
                default:
                    switch (Rune.GetUnicodeCategory(rune))
                    {
                        case UnicodeCategory.Control:
                            return false;
                        case UnicodeCategory.Format:
                            break;
                        case UnicodeCategory.SpaceSeparator:
                            kept.Append(' ');
                            break;
                        default:
                            kept.Append(rune);
                            break;
                    }
                    break;
            }
            previous = rune;
        }
        // Only now: a zero-width between a letter and its mark would keep them apart.
        var normalized = kept.ToString().Normalize(NormalizationForm.FormC);
        clean = oneLine
            ? string.Join(' ', normalized.Split([' ', '\t', '\n'], StringSplitOptions.RemoveEmptyEntries))
            : string.Join('\n', normalized.Split('\n').Select(line => line.TrimEnd(' ', '\t'))).Trim(' ', '\t', '\n');
        return true;
    }

    private static List<string> WordsOf(string text)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        foreach (var rune in Fold(text).EnumerateRunes())
        {
            if (Rune.IsLetterOrDigit(rune))
            {
                if (word.Length < LongestWord)
                    word.Append(rune);
            }
            else if (word.Length > 0)
            {
                words.Add(word.ToString());
                word.Clear();
            }
        }
        if (word.Length > 0)
            words.Add(word.ToString());
        return words;
    }

    // string.Normalize refuses both.
    private static bool IsWellFormed(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\uFFFE')
                return false;
            if (!char.IsSurrogate(text[i]))
                continue;
            if (i + 1 == text.Length || !char.IsSurrogatePair(text[i], text[i + 1]))
                return false;
            i++;
        }
        return true;
    }

    private static string WellFormed(string text) =>
        IsWellFormed(text) ? text : string.Concat(text.Replace('\uFFFE', '\uFFFD').EnumerateRunes());

    // Lower-case letters that look Latin, in lower or in upper case, and letters without a canonical decomposition; each before what it becomes.
    // Symbols are upper case: ν is N, в is B.
    private const string LookAlikePairs = """
        đd ðd ɖd ƀb łl øo ıi ßss æae œoe
        аa вb еe кk мm нh оo рp сc тt уy хx іi јj ѕs ԁd ԛq ԝw һh үy ԍg ԗr
        αa βb εe ζz ηh ιi κk μm νn οo ρp τt υy χx
        −- ⁃- ⁄/ ∕/ ’' ‘' ʼ' ʹ' `' ´'
        """;

    private static readonly Dictionary<int, string> LookAlikes = LookAlikePairs
        .Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries)
        .ToDictionary(pair => (int)pair[0], pair => pair[1..]);
}
