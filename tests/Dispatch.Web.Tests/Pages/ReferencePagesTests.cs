using System.Net;
using System.Text;
using AngleSharp.Dom;

namespace Dispatch.Web.Tests.Pages;

/// <summary>Books, calendar, directory and types at the desk, without JavaScript.</summary>
public sealed class ReferencePagesTests
{
    private DeskOffice desk = null!;

    [OneTimeSetUp]
    public async Task Open() => desk = await DeskOffice.Start(empty: true);

    [OneTimeTearDown]
    public async Task Close() => await desk.DisposeAsync();

    [Test]
    public async Task A_book_is_made_opened_at_the_present_number_closed_and_reopened_by_two()
    {
        using var browser = await desk.SignedIn("admin");
        await browser.Open("/quan-tri/so");
        Assert.That(browser.Text(".empty"), Does.Contain("Chưa có sổ nào"));
        await browser.Follow(".page > header a.primary");
        browser.Type("name", "Sổ văn bản đến UBND tỉnh");
        browser.Type("issuingBody", "Ủy ban nhân dân tỉnh Gia Lai");
        browser.Type("code", "D E N");
        await browser.Press("form.fields button.primary");
        Assert.That(browser.Text("#code-error"), Does.Contain("Chỉ dùng chữ"));
        browser.Type("code", "DEN");
        await browser.Press("form.fields button.primary");
        Assert.That(browser.Text("#done"), Does.Contain("Đã lập sổ"), "leads to the year right away");
        browser.Type("firstNumber", "4521");
        await browser.Press("form.fields button.primary");
        Assert.That(browser.Text("#because-error"), Is.EqualTo("Bắt buộc nhập"));
        browser.Type("because", "Tiếp quản từ sổ giấy");
        await browser.Press("form.fields button.primary");
        Assert.That(browser.Text(".book-card tbody"), Does.Contain("4521").And.Contain("Tiếp quản"));

        await browser.Open("/quan-tri/so?them=1");
        browser.Type("name", "Sổ khác");
        browser.Type("code", "DEN");
        browser.Type("issuingBody", "Văn phòng");
        await browser.Press("form.fields button.primary");
        Assert.That(browser.Answer.StatusCode, Is.EqualTo(HttpStatusCode.Conflict));
        Assert.That(browser.Page.QuerySelector("#name")!.GetAttribute("value"), Is.EqualTo("Sổ khác"));

        await browser.Open("/quan-tri/so");
        await browser.Follow(".book-card td a[href*=khoa]");
        Assert.That(browser.Text(".confirm"), Does.Contain("Mở lại cần hai người").And.Contain("Liên tục"));
        await browser.Press(".confirm button.danger");
        Assert.That(browser.Text(".certificate code"), Has.Length.EqualTo(64));
        await browser.Open("/quan-tri/so");
        await browser.Press(".book-card form button");
        Assert.That(browser.Answer.StatusCode, Is.EqualTo(HttpStatusCode.Conflict));
        Assert.That(browser.Text(".book-card tbody"), Does.Contain("Quản trị hệ thống đã yêu cầu mở lại"));
        using var chief = await desk.SignedIn("thinh");
        await chief.Open("/so");
        await chief.Follow(".page > header a.button");
        await chief.Press(".book-card form button");
        Assert.That(chief.Text("#done"), Does.Contain("Đã mở lại sổ"));
        foreach (var gone in new[] { "?mo=KHONG", "?khoa=DEN&nam=1999", "?chung-nhan=DEN&nam=2026" })
        {
            await browser.Open("/quan-tri/so" + gone);
            Assert.That(browser.Answer.StatusCode, Is.EqualTo(HttpStatusCode.NotFound), gone);
        }
        using var officer = await desk.SignedIn("quan");
        await officer.Open("/quan-tri/so");
        Assert.That(officer.Answer.StatusCode, Is.EqualTo(HttpStatusCode.Forbidden));
    }

    [Test]
    public async Task A_year_is_pasted_looked_at_saved_and_declared()
    {
        using var browser = await desk.SignedIn("admin");
        await browser.Open("/quan-tri/lich/2027");
        Assert.That(browser.Text("header .badge"), Is.EqualTo("Chưa khai báo"));
        browser.Type("paste", "01/01/2027\tNghỉ lễ, tết\tTết Dương lịch\tBộ luật Lao động 2019\n30/04/2027\tNghỉ chơi\tNgày Chiến thắng\tBộ luật Lao động 2019\n");
        await browser.Press("form[action$='handler=Paste'] button");
        Assert.That(browser.Answer.StatusCode, Is.EqualTo(HttpStatusCode.UnprocessableEntity));
        Assert.That(browser.Text("#kind-1-error"), Does.Contain("Nghỉ bù"));
        Assert.That(browser.Page.QuerySelector("#problem a")!.GetAttribute("href"), Is.EqualTo("#kind-1"));
        Assert.That(browser.Page.QuerySelector("#reason-0")!.GetAttribute("value"), Is.EqualTo("Tết Dương lịch"), "what could be read stands in the form");
        Assert.That(browser.Text("#unsaved"), Does.Contain("Chưa ghi"));
        browser.Page.QuerySelector<AngleSharp.Html.Dom.IHtmlSelectElement>("#kind-1")!.Value = "holiday";
        browser.Page.QuerySelector<AngleSharp.Html.Dom.IHtmlInputElement>("#date-2")!.Value = "1/5";
        await browser.Press("form.block button.primary");
        Assert.That(browser.Text("#kind-2-error"), Is.Not.Empty);
        Assert.That(browser.Text("#source-2-error"), Is.EqualTo("Bắt buộc nhập"), "a day without its document is none");
        browser.Page.QuerySelector<AngleSharp.Html.Dom.IHtmlInputElement>("#date-2")!.Value = "";
        await browser.Press("form.block button.primary");
        Assert.That(browser.Text("#done"), Does.Contain("Đã lưu lịch"));
        Assert.That(browser.Page.QuerySelector("#date-1")!.GetAttribute("value"), Is.EqualTo("30/04/2027"));

        await browser.Press("button[formaction$='handler=More']");
        await browser.Open("/quan-tri/lich/2027?hoi=khai-bao");
        Assert.That(browser.Text(".confirm ul"), Does.Contain("Tết Dương lịch").And.Contain("Thứ Sáu"));
        await browser.Press(".confirm button.primary");
        Assert.That(browser.Text("header .badge"), Is.EqualTo("Đã khai báo"));
        await browser.Open("/quan-tri/lich");
        Assert.That(browser.Address.AbsolutePath, Is.EqualTo("/quan-tri/lich/2026"));
        await browser.Open("/quan-tri/lich/2027");
        Assert.That(browser.Text(".note.warn"), Does.Contain("Chưa khai báo lịch nghỉ năm 2026"));
        await browser.Open("/quan-tri/lich/1");
        Assert.That(browser.Answer.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
    }

    [Test]
    public async Task Two_who_edit_one_year_do_not_overwrite_each_other()
    {
        using var one = await desk.SignedIn("admin");
        using var other = await desk.SignedIn("admin");
        foreach (var browser in new[] { one, other })
        {
            await browser.Open("/quan-tri/lich/2028");
            browser.Page.QuerySelector<AngleSharp.Html.Dom.IHtmlInputElement>("#date-0")!.Value = "01/01/2028";
            browser.Page.QuerySelector<AngleSharp.Html.Dom.IHtmlSelectElement>("#kind-0")!.Value = "holiday";
            browser.Page.QuerySelector<AngleSharp.Html.Dom.IHtmlInputElement>("#reason-0")!.Value = "Tết Dương lịch";
            browser.Page.QuerySelector<AngleSharp.Html.Dom.IHtmlInputElement>("#source-0")!.Value = "Bộ luật Lao động 2019";
        }
        await one.Press("form.block button.primary");
        await other.Press("form.block button.primary");
        Assert.That(other.Answer.StatusCode, Is.EqualTo(HttpStatusCode.PreconditionFailed));
        Assert.That(other.Page.QuerySelector("#reason-0")!.GetAttribute("value"), Is.EqualTo("Tết Dương lịch"));
    }

    [Test]
    public async Task An_agency_is_found_added_edited_and_a_duplicate_merged()
    {
        using var browser = await desk.SignedIn("admin");
        await browser.Open("/quan-tri/danh-ba");
        browser.Type("tu-khoa", "snv");
        await browser.Press("form.find button");
        Assert.That(browser.Text(".rows tbody th a"), Is.EqualTo("Sở Nội vụ"));
        await browser.Open("/quan-tri/danh-ba?tu-khoa=khongcocoquan");
        Assert.That(browser.Text(".note"), Does.Contain("Không có cơ quan nào khớp"));

        await browser.Open("/quan-tri/danh-ba?them=1");
        browser.Type("name", "Sở NV tỉnh");
        browser.Type("variants", "Sở NV\nVăn phòng CP");
        browser.Type("source", "Ghi nhầm");
        await browser.Press("form.fields button.primary");
        Assert.That(browser.Answer.StatusCode, Is.EqualTo(HttpStatusCode.Conflict));
        browser.Type("variants", "Sở NV");
        browser.Type("code", "000.00.99.H21");
        await browser.Press("form.fields button.primary");
        Assert.That(browser.Text("h1"), Is.EqualTo("Sở NV tỉnh"));
        Assert.That(browser.Text("header .badge"), Is.EqualTo("H21.99 · 000.00.99.H21"));
        browser.Type("validTo", "01/01/2020");
        await browser.Press("form.fields button.primary");
        Assert.That(browser.Text("#validTo-error"), Does.Contain("Không trước"));

        await browser.Open(browser.Address.AbsolutePath);
        browser.Type("gop", "snv");
        await browser.Press("section[aria-labelledby=merge] form.find button");
        await browser.Press("form[action$='handler=Merge'] button");
        Assert.That(browser.Text("#into .error"), Does.Contain("Chọn cơ quan"));
        browser.Page.QuerySelectorAll("#into label").Single(label => label.TextContent.Trim().StartsWith("Sở Nội vụ", StringComparison.Ordinal))
            .QuerySelector<AngleSharp.Html.Dom.IHtmlInputElement>("input")!.IsChecked = true;
        browser.Type("because", "Ghi hai lần");
        await browser.Press("form[action$='handler=Merge'] button");
        Assert.That(browser.Text("h1"), Is.EqualTo("Sở Nội vụ"));
        Assert.That(browser.Text("#variants"), Does.Contain("Sở NV tỉnh"));
        await browser.Open("/quan-tri/danh-ba?tu-khoa=S%E1%BB%9F%20NV%20t%E1%BB%89nh");
        Assert.That(browser.Text(".rows tbody"), Does.Contain("Đã gộp"));
        await browser.Open(browser.Page.QuerySelectorAll(".rows tbody tr.ended th a").Single().GetAttribute("href")!);
        Assert.That(browser.Text(".note a"), Is.EqualTo("Sở Nội vụ"));
        Assert.That(browser.Page.QuerySelector("form.fields"), Is.Null);
    }

    [Test]
    public async Task A_directory_is_taken_in_from_a_file()
    {
        using var browser = await desk.SignedIn("admin");
        await browser.Open("/quan-tri/danh-ba/nhap");
        const string File = "Tên cơ quan,Viết tắt,Mã định danh,Cách viết khác,Từ ngày,Đến ngày,Nguồn\nXã Thử Nhập,,,,,,NQ 1\nSở Nội vụ,,,,,,NQ 1\n,,,,,,NQ 1\n";
        await browser.Press("form.fields button.primary", ("file", "danh-ba.csv", Encoding.UTF8.GetBytes(File)));
        Assert.That(browser.Page.QuerySelectorAll(".tally strong").Select(count => count.TextContent), Is.EqualTo(new[] { "3", "1", "1", "1" }));
        await browser.Press("button[value=good]");
        Assert.That(browser.Text("#done"), Does.Contain("Đã nhập danh bạ"));
        await browser.Open("/quan-tri/danh-ba?tu-khoa=xa%20thu%20nhap");
        Assert.That(browser.Text(".rows tbody th a"), Is.EqualTo("Xã Thử Nhập"));
    }

    [Test]
    public async Task A_type_of_the_offices_own_is_added_and_closed_and_the_29_stand()
    {
        using var browser = await desk.SignedIn("admin");
        await browser.Open("/quan-tri/loai-van-ban");
        Assert.That(browser.Page.QuerySelectorAll("section[aria-labelledby=types-fixed] tbody tr"), Has.Length.EqualTo(29));
        Assert.That(browser.Page.QuerySelectorAll("section[aria-labelledby=types-fixed] tbody a"), Is.Empty);
        browser.Type("name", "Phiếu trình nội bộ");
        browser.Type("code", "PTNB");
        browser.Type("abbreviation", "QĐ");
        await browser.Press("form.fields button.primary");
        Assert.That(browser.Text("#source-error"), Is.EqualTo("Bắt buộc nhập"));
        browser.Type("source", "QĐ 15/QĐ-VP");
        await browser.Press("form.fields button.primary");
        Assert.That(browser.Text("#problem"), Does.Contain("đã là của loại văn bản khác"));
        browser.Type("abbreviation", "PTNB");
        await browser.Press("form.fields button.primary");
        Assert.That(browser.Text("#done"), Does.Contain("Đã lưu loại"));
        await browser.Open("/quan-tri/loai-van-ban?sua=PTNB");
        browser.Type("validTo", "hôm nay");
        await browser.Press("form.fields button.primary");
        Assert.That(browser.Page.QuerySelectorAll("section[aria-labelledby=types-own] tr").Single(row => row.TextContent.Contains("PTNB")).TextContent, Does.Contain("05/10/2026"));
        await browser.Open("/quan-tri/loai-van-ban?sua=Q%C4%90");
        Assert.That(browser.Answer.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
    }
}
