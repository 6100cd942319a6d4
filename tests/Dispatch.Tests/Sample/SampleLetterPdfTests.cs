using Dispatch.Documents;
using Dispatch.Platform;
using Dispatch.Sample;
using Dispatch.Testing;
using UglyToad.PdfPig;
using UglyToad.PdfPig.DocumentLayoutAnalysis.TextExtractor;

namespace Dispatch.Tests.Sample;

public sealed class SampleLetterPdfTests
{
    private static readonly SampleLetter Letter = new(
        "Ủy ban nhân dân tỉnh Gia Lai", "Sở Xây dựng", "1287/SXD-QLĐT", "CV", null, "Gia Lai", new(2026, 9, 30),
        "V/v ẵ ỡ ữ ợ Ỹ: thẩm định hồ sơ điều chỉnh quy hoạch chung đô thị", "Ủy ban nhân dân tỉnh Gia Lai",
        ["Thực hiện kế hoạch, Sở Xây dựng kính báo cáo; “đẩy mạnh” – số hóa hồ sơ.", "Đề nghị cho ý kiến trước ngày 05 tháng 10 năm 2026./."],
        ["KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"], "Phó Giám đốc", "Rơ Châm H'Yéo", Urgency.Express, ["1. xã Ia Dom: 12 nội dung."]);

    [Test]
    public void Its_text_is_found_again_letter_for_letter()
    {
        var text = TextOf(SampleLetterPdf.Of(Letter));
        string[] expected =
        [
            "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "SỞ XÂY DỰNG", "Số: 1287/SXD-QLĐT", "Gia Lai, ngày 30 tháng 9 năm 2026",
            "V/v ẵ ỡ ữ ợ Ỹ:", "HỎA TỐC", "“đẩy mạnh” – số hóa hồ sơ.", "ngày 05 tháng 10 năm 2026./.", "KT. GIÁM ĐỐC", "Rơ Châm H'Yéo", "PHỤ LỤC",
        ];
        Assert.Multiple(() =>
        {
            foreach (var line in expected)
                Assert.That(text, Does.Contain(line));
        });
    }

    [Test]
    public void An_annex_has_a_page_of_its_own()
    {
        using var pdf = PdfDocument.Open(SampleLetterPdf.Of(Letter));
        using var without = PdfDocument.Open(SampleLetterPdf.Of(Letter with { Annex = [] }));
        Assert.That((pdf.NumberOfPages, without.NumberOfPages), Is.EqualTo((2, 1)));
    }

    [Test]
    public void The_same_letter_gives_the_same_bytes()
    {
        Assert.That(SampleLetterPdf.Of(Letter), Is.EqualTo(SampleLetterPdf.Of(Letter with { Issuer = "Sở Xây dựng" })));
        Assert.That(SampleLetterPdf.Of(Letter), Is.Not.EqualTo(SampleLetterPdf.Of(Letter with { Symbol = "1288/SXD-QLĐT" })));
    }

    /// <summary>The scan the README has a newcomer drop into the form; DISPATCH_WRITE_SCAN=1 makes it anew.</summary>
    [Test]
    public async Task The_sample_scan_of_the_readme_is_a_letter_of_ours()
    {
        var file = Path.Combine(Repository.Folder, "src", "Dispatch.Web", "Guides", "ban-quet-mau.pdf");
        var bytes = SampleLetterPdf.Of(new(
            "Ủy ban nhân dân tỉnh Gia Lai", "Sở Xây dựng", "1287/SXD-QLĐT", "CV", null, "Gia Lai", new(2026, 9, 30),
            "V/v góp ý đồ án điều chỉnh quy hoạch chung thị trấn Ia Kha", "Văn phòng Ủy ban nhân dân tỉnh Gia Lai",
            [
                "Sở Xây dựng nhận được hồ sơ đồ án điều chỉnh quy hoạch chung thị trấn Ia Kha do đơn vị tư vấn lập.",
                "Sau khi xem xét, Sở Xây dựng đề nghị Văn phòng Ủy ban nhân dân tỉnh tổng hợp ý kiến của các sở, ban, ngành và Ủy ban nhân dân xã về chỉ giới đường đỏ và quỹ đất công cộng.",
                "Văn bản này là dữ liệu mẫu: tên người, con số và nội dung đều do phần mềm đặt ra./.",
            ],
            ["KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"], "Phó Giám đốc", "Ksor Bình", Urgency.Normal, []));
        if (Environment.GetEnvironmentVariable("DISPATCH_WRITE_SCAN") == "1")
            await File.WriteAllBytesAsync(file, bytes);
        Assert.That(await File.ReadAllBytesAsync(file), Is.EqualTo(bytes));
    }

    [Test]
    public void Every_planned_letter_can_be_set_in_the_font()
    {
        var clock = new OfficeClock(TimeProvider.System, TimeZoneInfo.FindSystemTimeZoneById(OfficeClock.DefaultZone));
        var plan = SamplePlan.For(new(2026, 11, 25), SamplePlanTests.Weekday, clock);
        // A character the font does not have would throw.
        Assert.That(plan.Arrivals.Select(arrival => SampleLetterPdf.Of(arrival.Letter).Length), Has.All.InRange(10_000, 60_000));
    }

    private static string TextOf(byte[] bytes)
    {
        using var pdf = PdfDocument.Open(bytes);
        return string.Join('\n', pdf.GetPages().Select(page => ContentOrderTextExtractor.GetText(page)));
    }
}
