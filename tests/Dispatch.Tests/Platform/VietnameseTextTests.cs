using System.Globalization;
using System.Text;
using CsCheck;
using Dispatch.Platform;

namespace Dispatch.Tests.Platform;

public sealed class VietnameseTextTests
{
    [TestCase("  Sở   Nội vụ ", "Sở Nội vụ")]
    [TestCase("So\u031b\u0309 No\u0323\u0302i vu\u0323", "Sở Nội vụ")]
    [TestCase("Sở\u00a0Nội\u2003vụ", "Sở Nội vụ")]
    [TestCase("Sở\tNội\r\nvụ\u2028", "Sở Nội vụ")]
    [TestCase("\ufeffSở\u200b Nội\u00ad v\u2060ụ\u200e\u202e\u2066", "Sở Nội vụ")]
    [TestCase("e\u200b\u0323\u0302", "ệ")]
    [TestCase("\u00d0ắk Lắk, \u0189ắk, \u00f0ến", "Đắk Lắk, Đắk, đến")]
    [TestCase("Hoà Bình", "Hoà Bình")]
    [TestCase("😀 ơ̆ ƀ", "😀 ơ̆ ƀ")]
    [TestCase(" \u200b\u00a0", "")]
    public void Cleans_a_line(string input, string expected)
    {
        Assert.That(VietnameseText.TryCleanLine(input, out var clean), Is.True);
        Assert.That(clean, Is.EqualTo(expected));
    }

    [TestCase("a  b\tc \r\n\r\n d\u00a0e \r\n", "a  b\tc\n\n d e")]
    [TestCase("một\rhai\u2029ba", "một\nhai\nba")]
    public void Cleans_a_text_of_many_lines(string input, string expected)
    {
        Assert.That(VietnameseText.TryCleanText(input, out var clean), Is.True);
        Assert.That(clean, Is.EqualTo(expected));
    }

    [TestCase(" 15\u00a0/Q\u00d0\u2011UBND\u200b ", "15 /Q\u00d0\u2011UBND")]
    [TestCase("155/ND-\u0421\u0420", "155/ND-\u0421\u0420")]
    public void Keeps_the_letters_of_a_symbol(string input, string expected)
    {
        Assert.That(VietnameseText.TryCleanSymbol(input, out var clean), Is.True);
        Assert.That(clean, Is.EqualTo(expected));
    }

    [TestCase('\0')]
    [TestCase('\a')]
    [TestCase('\v')]
    [TestCase('\u001b')]
    [TestCase('\u007f')]
    [TestCase('\u0085')]
    [TestCase('\u009f')]
    [TestCase('\ud800')]
    [TestCase('\udc00')]
    [TestCase('\ufffe')]
    public void Refuses_what_no_text_holds(char bad)
    {
        foreach (var input in new[] { $"{bad}", $"a{bad}", $"{bad}b", $"a{bad}b" })
        {
            Assert.That(VietnameseText.TryCleanLine(input, out _), Is.False);
            Assert.That(VietnameseText.TryCleanText(input, out _), Is.False);
            Assert.That(VietnameseText.TryCleanSymbol(input, out _), Is.False);
        }
    }

    [TestCase("Đắk Lắk", "dak lak")]
    [TestCase("QUYẾT ĐỊNH", "quyet dinh")]
    [TestCase("Hoà Bình", "hoa binh")]
    [TestCase("Hòa Bình", "hoa binh")]
    [TestCase("uỷ quyền, ủy quyền", "uy quyen, uy quyen")]
    [TestCase("N\u00d0-\u0421\u0420", "nd-cp")]
    [TestCase("\u0422\u0422\u2011\u0412\u0422\u0421", "tt-btc")]
    [TestCase("\u039a\u0397 – Ν", "kh - n")]
    [TestCase("Rơ Châm H’Yéo, ƀ ĕ ơ̆", "ro cham h'yeo, b e o")]
    [TestCase("\uff11\uff15／ＱĐ", "15/qd")]
    [TestCase("x\u200by\u00a0z", "xy z")]
    public void Folds(string text, string folded) => Assert.That(VietnameseText.Fold(text), Is.EqualTo(folded));

    [Test]
    public void Folds_broken_text_too() => Assert.That(VietnameseText.Fold("Ạ\ud800Đ\ufffe"), Is.EqualTo("a\ufffdd\ufffd"));

    [TestCase("V/v đẩy mạnh số hóa hồ sơ, kết quả (lần 2)!", "v v day manh so hoa ho so ket qua lan 2")]
    [TestCase("  ", "")]
    [TestCase("1287/SXD-QLĐT", "1287 sxd qldt")]
    public void Gives_the_words(string text, string words) => Assert.That(VietnameseText.Words(text), Is.EqualTo(words));

    [Test]
    public void Cuts_a_word_nobody_typed() =>
        Assert.That(VietnameseText.Words(new string('a', 5000) + " b").Split(' ').Select(word => word.Length), Is.EqualTo([100, 1]));

    [TestCase("Kế hoạch", "'ke' & 'hoach':*")]
    [TestCase("kế", "'ke':*")]
    [TestCase("số số hóa số", "'so' & 'hoa' & 'so':*")]
    [TestCase("o'brien & ! | :* \\ ( x", "'o' & 'brien' & 'x':*")]
    [TestCase("…", null)]
    [TestCase("", null)]
    public void Makes_a_query_of_all_words_the_last_a_prefix(string text, string? query) => Assert.That(VietnameseText.TsQuery(text), Is.EqualTo(query));

    [Test]
    public void A_query_never_grows_too_deep() =>
        Assert.That(VietnameseText.TsQuery(string.Join(' ', Enumerable.Range(0, 5000)))!.Split('&'), Has.Length.EqualTo(64));

    [TestCase("Trần Văn An", "An Trần Văn")]
    [TestCase("Ksor H'Lan", "H'Lan Ksor")]
    [TestCase("Hệ  thống", "thống Hệ")]
    [TestCase("An", "An")]
    [TestCase(" ", "")]
    public void Turns_the_given_name_to_the_front(string fullName, string sortName) => Assert.That(VietnameseText.SortName(fullName), Is.EqualTo(sortName));

    [Test]
    public void Persons_stand_in_the_order_of_their_given_names()
    {
        string[] inOrder = ["Trần Văn An", "Lê Đức Anh", "Nguyễn Thị Ánh", "Rơ Châm Dũng", "Phạm Thu Đào", "Ksor H'Lan"];
        Assert.That(inOrder.Reverse().OrderBy(VietnameseText.SortName, StringComparer.Create(CultureInfo.GetCultureInfo("vi-VN"), false)), Is.EqualTo(inOrder));
    }

    [TestCase("Sở Nội vụ", "snv")]
    [TestCase("Ủy ban nhân dân tỉnh Đắk Lắk", "ubndtdl")]
    [TestCase("Ban Quản lý dự án ĐTXD", "bqldad")]
    [TestCase("–", "")]
    public void Gives_the_letters_clerks_type(string name, string initials) => Assert.That(VietnameseText.Initials(name), Is.EqualTo(initials));

    [TestCase("2026-02-05", "ngày 05 tháng 02 năm 2026")]
    [TestCase("2026-01-10", "ngày 10 tháng 01 năm 2026")]
    [TestCase("2026-03-09", "ngày 09 tháng 3 năm 2026")]
    [TestCase("2026-11-24", "ngày 24 tháng 11 năm 2026")]
    [TestCase("2026-10-01", "ngày 01 tháng 10 năm 2026")]
    public void Writes_a_date_as_the_decree_does(string date, string words) =>
        Assert.That(VietnameseText.DateInWords(DateOnly.Parse(date, CultureInfo.InvariantCulture)), Is.EqualTo(words));

    private static readonly Gen<string> Texts =
        Gen.OneOf(
            Gen.OneOf("Đ", "đ", "ễ", "ợ", "Hoà", "Ǆ", "İ", "ß", "ﬁ", "\u0301", "\u0323", "\u200b", "\u00a0", "\t", "\n", "\r", " ", "/", "-", "\u2011", "Щ", "Σ", "中", "😀", "é", "ϴ", "Å", "Ĳ", "\u0345", "ͅΑ"),
            Gen.String[1, 4])
        .Array[0, 12].Select(parts => string.Concat(parts));

    [Test]
    public void Cleaning_the_clean_changes_nothing() =>
        Texts.Sample(text =>
        {
            if (!VietnameseText.TryCleanLine(text, out var line) || !VietnameseText.TryCleanText(text, out var lines) || !VietnameseText.TryCleanSymbol(text, out var symbol))
                return true;
            return VietnameseText.TryCleanLine(line, out var line2) && line2 == line && line.IsNormalized()
                && VietnameseText.TryCleanText(lines, out var lines2) && lines2 == lines && lines.IsNormalized()
                && VietnameseText.TryCleanSymbol(symbol, out var symbol2) && symbol2 == symbol && symbol.IsNormalized();
        }, iter: 20_000);

    [Test]
    public void Folding_the_folded_changes_nothing() =>
        Texts.Sample(text => VietnameseText.Fold(VietnameseText.Fold(text)) == VietnameseText.Fold(text), iter: 20_000);

    [Test]
    public void Composed_and_decomposed_text_fold_alike() =>
        Texts.Sample(text =>
        {
            if (!VietnameseText.TryCleanText(text, out var clean))
                return true;
            var decomposed = clean.Normalize(NormalizationForm.FormD);
            return VietnameseText.Fold(decomposed) == VietnameseText.Fold(clean) && VietnameseText.Words(decomposed) == VietnameseText.Words(clean);
        }, iter: 20_000);

    [Test]
    public void Words_are_found_in_the_text_they_come_from() =>
        Texts.Sample(text =>
        {
            var words = VietnameseText.Words(text);
            return VietnameseText.Words(words) == words && !words.Contains("  ", StringComparison.Ordinal) && words == words.Trim();
        }, iter: 20_000);
}
