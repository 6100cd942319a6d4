using System.Text;
using CsCheck;
using Dispatch.Documents;
using Dispatch.Platform;

namespace Dispatch.Tests.Documents;

public sealed class CodeSymbolTests
{
    [TestCaseSource(typeof(HandCheckedSymbols), nameof(HandCheckedSymbols.All))]
    public void Parts_a_symbol_as_a_person_would(string written, string? number, string? notation)
    {
        var symbol = Parse(written);
        Assert.That((symbol.Number, symbol.Notation, symbol.Parsed), Is.EqualTo((number, notation, notation is not null)));
    }

    [Test]
    public void The_list_parted_by_eye_is_long_enough_to_mean_something() =>
        Assert.That(HandCheckedSymbols.All.Select(row => row.Arguments[0]).Distinct().Count(), Is.GreaterThanOrEqualTo(200));

    [TestCase("02/2020/TT-BGD\u00d0T")]
    [TestCase("155/2020/NĐ-\u0421\u0420")]
    [TestCase("28/2017/TT\u2011BYT")]
    [TestCase("Số: 15/QĐ-UBND.")]
    [TestCase("không số")]
    public void Keeps_what_was_written(string written) => Assert.That(Parse(written).AsWritten, Is.EqualTo(written));

    [TestCase("05/TT", "5/TT")]
    [TestCase("15/QĐ-UBND", "15/qd-ubnd")]
    [TestCase("15/QĐ-UBND", "15/Q\u00d0-UBND")]
    [TestCase("15/QĐ-UBND", "15/QD-UBND")]
    [TestCase("15/QĐ-UBND", "Số: 15 / QĐ – UBND")]
    [TestCase("15/QĐ-UBND", "015/QĐ\u2011UBND")]
    [TestCase("15/QĐ-UBND", "15/QĐ/UBND.")]
    [TestCase("155/2020/NĐ-CP", "155/2020/NĐ-\u0421\u0420")]
    [TestCase("73-CP", "73/CP")]
    [TestCase("73-CP", "73\u2011 CP")]
    [TestCase("12/2026/QĐ-UBND", "12/2026 /QĐ-UBND")]
    [TestCase("15a/QĐ-UBND", "15A/QĐ-UBND")]
    [TestCase("1287/UBND-KTTH", "1.287/UBND-KTTH")]
    [TestCase("33/2005/TT-BGD&ĐT", "33/2005/TT-BGDĐT")]
    [TestCase("15/QĐ-UBND", "\uff11\uff15/QĐ-UBND")]
    [TestCase("10", "010")]
    public void Matches_what_is_the_same_paper(string one, string other) =>
        Assert.That(Parse(one).Folded, Is.EqualTo(Parse(other).Folded));

    [TestCase("15/QĐ-UBND", "115/QĐ-UBND")]
    [TestCase("15/QĐ-UBND", "151/QĐ-UBND")]
    [TestCase("15/QĐ-UBND", "15a/QĐ-UBND")]
    [TestCase("15/QĐ-UBND", "15/2026/QĐ-UBND")]
    [TestCase("1/TT", "11TT")]
    [TestCase("12/026QĐ", "120/26QĐ")]
    [TestCase("???", "!!!")]
    [TestCase("10/TT", "1/TT")]
    public void Tells_apart_what_is_not(string one, string other) =>
        Assert.That(Parse(one).Folded, Is.Not.EqualTo(Parse(other).Folded));

    [TestCase("15/", "15/QĐ-UBND", true)]
    [TestCase("15/", "115/QĐ-UBND", false)]
    [TestCase("15/", "15a/QĐ-UBND", false)]
    [TestCase("15/…", "15/QĐ-UBND", true)]
    [TestCase("15/q", "15/QĐ-UBND", true)]
    [TestCase("15/qd-u", "15/QĐ-UBND", true)]
    [TestCase("15/QĐUBND", "15/QĐ-UBND", true)]
    [TestCase(" 015 / QĐ-UBND ", "15/Q\u00d0-UBND", true)]
    [TestCase("Số: 15/QĐ", "15/QĐ-UBND", true)]
    [TestCase("15/KH", "15/QĐ-UBND", false)]
    [TestCase("12/2026", "12/2026/QĐ-UBND", true)]
    [TestCase("12/2026/QĐ", "12/2026/QĐ-UBND", true)]
    [TestCase("5/tt", "05/TT-BTC", true)]
    [TestCase("73/", "73-CP", true)]
    [TestCase("342/2016/TT-BTC", "342/2016/TT-BTCngày", true)]
    [TestCase("1/%", "1/QĐ", true)]
    public void A_search_of_the_form_15_slash_finds_by_the_beginning(string query, string written, bool found)
    {
        var prefix = CodeSymbol.SearchPrefix(query);
        Assert.That(prefix, Is.Not.Null.And.Not.Contains("%").And.Not.Contains("_").And.Not.Contains("\\"));
        Assert.That(Parse(written).Folded.StartsWith(prefix!, StringComparison.Ordinal), Is.EqualTo(found));
    }

    [TestCase("kế hoạch")]
    [TestCase("15")]
    [TestCase("73-CP")]
    [TestCase("số hóa")]
    [TestCase("15/QĐ-UBND về giao chỉ tiêu")]
    [TestCase("")]
    [TestCase("/")]
    [TestCase("QĐ 15/2026")]
    public void Any_other_search_is_one_by_words(string query) => Assert.That(CodeSymbol.SearchPrefix(query), Is.Null);

    [TestCase("05/TT-BTC", "05 tt btc 5")]
    [TestCase("1287/SXD-QLĐT", "1287 sxd qldt")]
    [TestCase("73-CP", "73 cp")]
    [TestCase("không số", "khong so khongso")]
    public void Gives_the_words_a_document_is_found_by(string written, string words) =>
        Assert.That(Parse(written).SearchWords, Is.EqualTo(words));

    [TestCase("9120", "VPCP-KSTT", "9120/VPCP-KSTT", true)]
    [TestCase("15a", "QĐ-UBND", "15a/QĐ-UBND", true)]
    [TestCase("15", null, "15", false)]
    [TestCase(null, "QĐ-UBND", "QĐ-UBND", false)]
    [TestCase("mười lăm", "QĐ-UBND", "mười lăm/QĐ-UBND", false)]
    [TestCase("15", "về việc giao đất", "15/về việc giao đất", false)]
    public void Takes_number_and_notation_from_two_fields(string? number, string? notation, string written, bool parsed)
    {
        var symbol = CodeSymbol.Of(number, notation);
        Assert.That((symbol.AsWritten, symbol.Number, symbol.Notation, symbol.Parsed), Is.EqualTo((written, number, notation, parsed)));
    }

    private static readonly Gen<string> Notations =
        Gen.Select(
            Gen.OneOf("", "2026/", "2019/"),
            Gen.OneOf("QĐ", "QyĐ", "TTr", "ĐA", "KH", "BGD&ĐT", "UBND", "NQLT/UBTVQH15", "NÐ", "ТТ").Array[1, 4],
            (year, parts) => year + string.Join('-', parts));

    private static readonly Gen<string> Numbers =
        Gen.Select(Gen.Int[0, 99_999], Gen.OneOf("", "", "", "a", "B"), Gen.Bool, (n, suffix, zero) => (zero ? "0" : "") + n + suffix);

    [Test]
    public void What_is_put_together_comes_apart_again() =>
        Gen.Select(Numbers, Notations).Sample((number, notation) =>
        {
            var symbol = CodeSymbol.Parse(CodeSymbol.Of(number, notation).AsWritten);
            return symbol is { Parsed: true } && symbol.Number == number && symbol.Notation == notation && symbol == CodeSymbol.Of(number, notation);
        });

    [Test]
    public void Composed_and_decomposed_text_are_the_same_symbol() =>
        Gen.Select(Numbers, Notations).Sample((number, notation) =>
            Parse($"{number}/{notation}".Normalize(NormalizationForm.FormD)) == Parse($"{number}/{notation}"));

    private static readonly Gen<string> Scribbles =
        Gen.OneOf(Gen.OneOf("Số", ":", "/", "-", "–", " ", "\u00a0", "15", "0", "a", "đ", "QĐ", "Q\u00d0", ".", "?", "'", "ngày", "ở", "\u0301", "%", "bis", "2026"), Gen.String[1, 3])
            .Array[0, 8].Select(parts => string.Concat(parts));

    [Test]
    public void Folding_the_folded_changes_nothing() =>
        Scribbles.Sample(text =>
        {
            if (!VietnameseText.TryCleanSymbol(text, out var clean))
                return true;
            var folded = CodeSymbol.Parse(clean).Folded;
            return CodeSymbol.Parse(folded).Folded == folded;
        }, iter: 20_000);

    [Test]
    public void Nothing_typed_is_refused_or_lost() =>
        Scribbles.Sample(text => !VietnameseText.TryCleanSymbol(text, out var clean) ||
            (CodeSymbol.Parse(clean) is var symbol && symbol.AsWritten == clean && (clean.Length == 0 || symbol.Folded.Length > 0)
                && (symbol.Parsed ? symbol.Number is not null && symbol.Notation is not null : symbol.Notation is null)),
            iter: 20_000);

    [Test]
    public void A_symbol_found_is_found_by_each_of_its_beginnings() =>
        Gen.Select(Numbers, Notations).Sample((number, notation) =>
        {
            var written = $"{number}/{notation}";
            var folded = Parse(written).Folded;
            return Enumerable.Range(number.Length + 1, notation.Length).All(length =>
                CodeSymbol.SearchPrefix(written[..length]) is { } prefix && folded.StartsWith(prefix, StringComparison.Ordinal));
        });

    [Test]
    public void Parts_nearly_all_symbols_of_a_large_real_collection()
    {
        var file = SampleFile("documents/number_notations.tsv");
        var written = File.ReadLines(file).Skip(1).Select(line => line.Split('\t')[1]).ToList();
        var symbols = written.Select(Parse).ToList();
        var parted = symbols.Count(symbol => symbol.Parsed);
        TestContext.Out.WriteLine($"{parted} of {written.Count} parted: {(double)parted / written.Count:P2}. Marked: " +
            string.Join(", ", symbols.Where(symbol => !symbol.Parsed).Select(symbol => symbol.AsWritten)));
        Assert.That((double)parted / written.Count, Is.GreaterThanOrEqualTo(0.97));
    }

    private static CodeSymbol Parse(string written)
    {
        Assert.That(VietnameseText.TryCleanSymbol(written, out var clean), Is.True);
        return CodeSymbol.Parse(clean);
    }

    private static string SampleFile(string name)
    {
        for (var folder = new DirectoryInfo(TestContext.CurrentContext.TestDirectory); folder is not null; folder = folder.Parent)
        {
            var file = Path.Combine(folder.FullName, "shared", "samples", name);
            if (File.Exists(file))
                return file;
        }
        Assert.Ignore("The sample folder (../shared/samples) is not here.");
        return "";
    }
}
