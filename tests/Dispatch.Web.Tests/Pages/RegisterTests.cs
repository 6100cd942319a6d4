using System.Net;
using System.Text;
using AngleSharp.Dom;
using Dispatch.Documents;
using Dispatch.Sample;

namespace Dispatch.Web.Tests.Pages;

/// <summary>Registering without JavaScript: the form, its errors, its questions.</summary>
public sealed class RegisterTests
{
    private const string Page = "/van-ban-den/vao-so";
    private const string Submit = "#book [data-submit]";

    private DeskOffice desk = null!;
    private Browser browser = null!;

    [OneTimeSetUp]
    public async Task Open() => desk = await DeskOffice.Start();

    [OneTimeTearDown]
    public async Task Close() => await desk.DisposeAsync();

    [SetUp]
    public async Task SitDown()
    {
        browser = await desk.SignedIn();
        await browser.Open(Page);
    }

    [TearDown]
    public void StandUp() => browser.Dispose();

    [Test]
    public async Task Gives_the_expected_number_large_and_keeps_what_the_next_letter_shares()
    {
        var expected = browser.Text("#expected");
        Fill("501/SXD-QLĐT", "Về việc thẩm định hồ sơ quy hoạch");
        browser.Type("issuedOn", "2/10");
        browser.Type("receivedVia", "hand");
        await browser.Press(Submit);
        Assert.That(browser.Text("#given .big"), Is.EqualTo(expected));
        Assert.That(browser.Text("#given"), Does.Contain("Ghi số này vào dấu ĐẾN"));
        Assert.That(Value("issuer"), Is.EqualTo("Sở Xây dựng"));
        Assert.That(Value("arrivedOn"), Is.EqualTo("05/10/2026"));
        Assert.That(browser.Page.QuerySelector("#receivedVia option[selected]")!.GetAttribute("value"), Is.EqualTo("hand"));
        Assert.That(Value("symbol"), Is.Empty);
        Assert.That(browser.Page.QuerySelector("#subject")!.TextContent.Trim(), Is.Empty);
        Assert.That(browser.Page.QuerySelector("#symbol")!.HasAttribute("autofocus"));
        Assert.That(browser.Page.QuerySelector("#symbol")!.GetAttribute("data-last"), Is.EqualTo("501/SXD-QLĐT"));
    }

    [Test]
    public async Task A_refused_form_comes_back_with_every_letter()
    {
        Fill("", "Một trích yếu dài đã gõ xong");
        browser.Type("issuedOn", "35/13");
        browser.Type("pageCount", "mười hai");
        browser.Type("notes", "ghi chú");
        await browser.Press(Submit);
        Assert.That(browser.Answer.StatusCode, Is.EqualTo(HttpStatusCode.UnprocessableEntity));
        Assert.That(browser.Page.Title, Does.StartWith("Lỗi:"));
        Assert.That(browser.Page.QuerySelector("#problem")!.HasAttribute("autofocus"));
        Assert.That(browser.Text("#issuedOn-error"), Does.StartWith("Nhập ngày"));
        Assert.That(browser.Text("#pageCount-error"), Does.StartWith("Nhập một số"));
        Assert.That(Value("issuedOn"), Is.EqualTo("35/13"));
        Assert.That(browser.Page.QuerySelector("#subject")!.TextContent.Trim(), Is.EqualTo("Một trích yếu dài đã gõ xong"));
        Assert.That(browser.Page.QuerySelector("details.rest")!.HasAttribute("open"));
    }

    [Test]
    public async Task Each_error_of_the_summary_leads_to_a_field_that_is_there()
    {
        browser.Type("subject", "");
        await browser.Press(Submit);
        var links = browser.Page.QuerySelectorAll("#problem a").Select(link => link.GetAttribute("href")!).ToList();
        Assert.That(links, Is.SupersetOf(new[] { "#symbol", "#issuer", "#subject" }));
        Assert.That(links.Where(link => browser.Page.QuerySelector(link) is null), Is.Empty);
        Assert.That(browser.Page.QuerySelector("#subject")!.GetAttribute("aria-invalid"), Is.EqualTo("true"));
    }

    [Test]
    public async Task A_second_press_of_the_button_changes_nothing()
    {
        Fill("502/SXD-QLĐT", "Bấm hai lần");
        await browser.Press(Submit);
        var number = browser.Text("#given .big");
        using var again = await desk.SignedIn();
        await browser.Open(Page);
        var expected = browser.Text("#expected");
        Assert.That(int.Parse(expected, System.Globalization.CultureInfo.InvariantCulture), Is.EqualTo(int.Parse(number, System.Globalization.CultureInfo.InvariantCulture) + 1));
        Fill("503/SXD-QLĐT", "Bấm hai lần nữa");
        var first = browser.Page.Clone();
        await browser.Press(Submit);
        var given = browser.Text("#given .big");
        await browser.Open(Page);
        browser.Type("key", ((IElement)((AngleSharp.Html.Dom.IHtmlDocument)first).QuerySelector("[name=key]")!).GetAttribute("value")!);
        Fill("503/SXD-QLĐT", "Bấm hai lần nữa");
        await browser.Press(Submit);
        Assert.That(browser.Text("#given .big"), Is.EqualTo(given));
    }

    [Test]
    public async Task A_likely_duplicate_is_a_question_with_two_answers()
    {
        Fill("504/SXD-QLĐT", "Lần đầu");
        await browser.Press(Submit);
        Fill("504/sxd-qldt", "Lần hai");
        await browser.Press(Submit);
        Assert.That(browser.Answer.StatusCode, Is.EqualTo(HttpStatusCode.Conflict));
        Assert.That(browser.Text("#duplicate"), Does.Contain("504/SXD-QLĐT").And.Contain("Lần đầu").And.Contain("Rơ Châm H'Lan"));
        Assert.That(browser.Page.QuerySelector("#duplicate [name=paperCopyOf]"), Is.Null, "a paper has its paper already");
        browser.Type("acceptDuplicateBecause", "Bản đính chính gửi lại");
        await browser.Press("#duplicate .acts > button:not([name])");
        Assert.That(browser.Text("#given .big"), Is.Not.Empty);
    }

    [Test]
    public async Task The_paper_of_an_electronic_document_takes_no_number()
    {
        var electronic = await desk.Register(DeskOffice.Today, medium: Medium.Electronic);
        await browser.Open(Page);
        var expected = browser.Text("#expected");
        Fill(electronic.Symbol!, electronic.Subject, electronic.Issuer);
        browser.Type("issuedOn", electronic.IssuedOn!.Value.ToString("dd/MM/yyyy", System.Globalization.CultureInfo.InvariantCulture));
        await browser.Press(Submit);
        await browser.Press("#duplicate [name=paperCopyOf]");
        Assert.That(browser.Text("#given"), Does.Contain($"văn bản số {electronic.ArrivalNumber}"));
        Assert.That(browser.Text("#expected"), Is.EqualTo(expected));
    }

    [TestCase("confidential")]
    [TestCase("secret")]
    [TestCase("topSecret")]
    public async Task Of_a_secret_document_nothing_is_kept(string level)
    {
        Fill("505/SXD-QLĐT", "Không được lưu");
        browser.Type("secrecy", level);
        await browser.Press(Submit, ("scans", "scan.pdf", SampleLetterPdf.Of(desk.NextLetter())));
        Assert.That(browser.Answer.StatusCode, Is.EqualTo(HttpStatusCode.UnprocessableEntity));
        Assert.That(browser.Text("#problem"), Does.Contain("Văn bản mật không được nhập"));
        await browser.Open("/van-ban-den?tu-khoa=" + Uri.EscapeDataString("505/SXD-QLĐT"));
        Assert.That(browser.Page.QuerySelector(".line"), Is.Null);
        await using var connection = await desk.Office.Database.OpenAsOwner();
        await using var command = connection.CreateCommand();
        command.CommandText = "select count(*) from stored_file where name = 'scan.pdf'";
        Assert.That(await command.ExecuteScalarAsync(), Is.Zero);
    }

    [Test]
    public async Task Scans_sent_with_the_form_belong_to_the_entry_even_after_an_error()
    {
        Fill("", "Có bản quét");
        await browser.Press(Submit, ("scans", "Công văn 506.pdf", SampleLetterPdf.Of(desk.NextLetter())));
        Assert.That(browser.Answer.StatusCode, Is.EqualTo(HttpStatusCode.UnprocessableEntity));
        Assert.That(browser.Page.QuerySelectorAll("[name=fileIds]"), Has.Length.EqualTo(1));
        browser.Type("symbol", "506/SXD-QLĐT");
        await browser.Press(Submit);
        await browser.Follow("#given a");
        Assert.That(browser.Text(".files a"), Is.EqualTo("Công văn 506.pdf"));
    }

    [Test]
    public async Task The_main_file_is_chosen_by_a_button_and_the_typed_form_stays()
    {
        Fill("", "Ba tệp");
        await browser.Press(Submit, [.. new[] { "Phụ lục.pdf", "Công văn.pdf", "Biểu.pdf" }.Select(name => ("scans", name, SampleLetterPdf.Of(desk.NextLetter())))]);
        await browser.Press("#scan li:nth-child(2) [data-arrange^=first]");
        await browser.Press("#scan li:nth-child(3) [data-arrange^=up]");
        Assert.That(browser.Page.QuerySelectorAll("#scan .files label").Select(label => label.TextContent.Trim()), Is.EqualTo(new[] { "Công văn.pdf", "Biểu.pdf", "Phụ lục.pdf" }));
        Assert.That(browser.Text("#scan li:first-child small"), Does.StartWith("Tệp chính"));
        Assert.That(browser.Page.QuerySelector("#subject")!.TextContent.Trim(), Is.EqualTo("Ba tệp"));
        browser.Type("symbol", "508/SXD-QLĐT");
        await browser.Press(Submit);
        await browser.Follow("#given a");
        Assert.That(browser.Text(".files a"), Is.EqualTo("Công văn.pdf"));
    }

    [Test]
    public async Task Initials_two_agencies_share_mean_the_one_whose_symbol_they_are()
    {
        Fill("509/KH-CCHC", "Gõ tắt cơ quan", "snv");
        await browser.Press(Submit);
        Assert.That(Value("issuer"), Is.EqualTo("Sở Nội vụ"));
    }

    [TestCase("1287/SXD-QLĐT", "số 1287 · ký hiệu SXD-QLĐT")]
    [TestCase("12", "Chưa tách được số và ký hiệu; sẽ giữ nguyên như đã gõ.")]
    [TestCase("", "")]
    public async Task A_symbol_is_parted_as_it_is_typed(string typed, string said)
    {
        await browser.Open($"{Page}?handler=Split&symbol={Uri.EscapeDataString(typed)}");
        Assert.That(browser.Page.Body!.TextContent, Is.EqualTo(said));
    }

    [Test]
    public async Task A_file_that_is_no_document_is_refused_and_the_form_stays()
    {
        Fill("507/SXD-QLĐT", "Tệp lạ");
        await browser.Press(Submit, ("scans", "tep.html", Encoding.UTF8.GetBytes("<!doctype html><script>alert(1)</script>")));
        Assert.That((int)browser.Answer.StatusCode, Is.InRange(400, 499));
        Assert.That(Value("symbol"), Is.EqualTo("507/SXD-QLĐT"));
        Assert.That(browser.Page.QuerySelector("#given"), Is.Null);
    }

    [Test]
    public async Task Letters_of_the_keyboard_find_the_issuer()
    {
        await browser.Open(Page + "?handler=Issuers&q=sxd", ("HX-Request", "true"));
        Assert.That(browser.Page.QuerySelectorAll("[role=option]").Select(option => option.GetAttribute("data-value")), Does.Contain("Sở Xây dựng"));
        await browser.Open(Page + "?handler=Issuers&symbol=" + Uri.EscapeDataString("1287/SXD-QLĐT"));
        Assert.That(browser.Text("[role=option] span"), Is.EqualTo("Sở Xây dựng"));
    }

    [Test]
    public async Task What_is_typed_is_compared_with_what_is_registered_and_of_a_secret_document_nothing_is()
    {
        Fill("510/VPCP-KSTT", "Về việc đẩy mạnh số hóa hồ sơ thủ tục", "Văn phòng Chính phủ");
        await browser.Press(Submit);
        var number = browser.Text("#given .big");
        Fill("510/vpcp-kstt", "đẩy mạnh số hóa hồ sơ thủ tục", "Văn phòng Chính phủ ".Normalize(NormalizationForm.FormD));
        Assert.That(await Looked(), Does.Contain($"Có thể trùng: số đến {number}").And.Not.Contain("gần giống"), "the same letter is said once");
        browser.Type("issuer", "Văn phòng Quốc hội");
        Assert.That(await Looked(), Does.Not.Contain("Có thể trùng").And.Contain($"Trích yếu gần giống: số đến {number}"));
        browser.Type("subject", "hồ sơ thủ tục");
        Assert.That(await Looked(), Is.Empty, "four syllables are alike by chance");
        browser.Type("arrivedOn", "06/10/2026");
        Assert.That(await Looked(), Does.Contain("Ngày đến ở tương lai"));
        browser.Type("issuer", "Cơ quan <b>lạ</b>");
        Assert.That(await Looked(), Does.Contain("“Cơ quan <b>lạ</b>” chưa có trong danh bạ"));
        browser.Type("secrecy", "secret");
        Assert.That(await Looked(), Is.Empty);
    }

    [TestCase("2111", "Back", "→ 21/11/2025")]
    [TestCase("hôm nay", "Back", "→ 05/10/2026")]
    [TestCase("35/13", "Back", "")]
    public async Task A_typed_date_is_read_back(string typed, string lean, string said)
    {
        await browser.Open($"{Page}?handler=Date&text={Uri.EscapeDataString(typed)}&lean={lean}");
        Assert.That(browser.Page.Body!.TextContent, Is.EqualTo(said));
    }

    [Test]
    public async Task Who_may_not_register_is_told_so()
    {
        using var leader = await desk.SignedIn("nam");
        Assert.That(leader.Page.QuerySelector("a.new"), Is.Null);
        await leader.Open(Page);
        Assert.That(leader.Answer.StatusCode, Is.EqualTo(HttpStatusCode.Forbidden));
        Assert.That(leader.Text("h1"), Is.EqualTo("Bạn chưa có quyền xem trang này"));
    }

    private void Fill(string symbol, string subject, string issuer = "Sở Xây dựng")
    {
        browser.Type("symbol", symbol);
        browser.Type("issuer", issuer);
        browser.Type("subject", subject);
    }

    // What the script asks on leaving a field; the page in hand stays.
    private async Task<string> Looked()
    {
        var form = browser.Page;
        form.QuerySelector(Submit)!.SetAttribute("formaction", Page + "?handler=Look");
        var said = (await browser.Press(Submit)).Body!.TextContent;
        Assert.That(browser.Answer.IsSuccessStatusCode);
        browser.Keep(form);
        return string.Join(' ', said.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }

    private string? Value(string name) => browser.Page.QuerySelector($"[name='{name}']")!.GetAttribute("value");
}
