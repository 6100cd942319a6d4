using System.Net;
using System.Text;
using AngleSharp.Dom;

namespace Dispatch.Web.Tests.Pages;

/// <summary>Units, people and one's own account at the desk, without JavaScript.</summary>
public sealed class PeoplePagesTests
{
    private DeskOffice desk = null!;

    [OneTimeSetUp]
    public async Task Open() => desk = await DeskOffice.Start(empty: true);

    [OneTimeTearDown]
    public async Task Close() => await desk.DisposeAsync();

    [Test]
    public async Task A_unit_is_added_renamed_and_not_closed_while_people_are_in_it()
    {
        using var browser = await desk.SignedIn("admin");
        await browser.Open("/quan-tri/don-vi");
        await browser.Press("form.fields button.primary");
        Assert.That(browser.Text("#name-error"), Is.EqualTo("Bắt buộc nhập"));
        browser.Type("name", "Phòng Ngoại vụ");
        browser.Type("code", "NGV");
        await browser.Press("form.fields button.primary");
        Assert.That(browser.Text("#done"), Does.Contain("Đã lưu đơn vị"));

        await browser.Open("/quan-tri/don-vi");
        await browser.Open(browser.Page.QuerySelectorAll(".rows tr").Single(row => row.TextContent.Contains("KGVX")).QuerySelector("a[href*=sua]")!.GetAttribute("href")!);
        browser.Type("closedOn", "01/11/2026");
        await browser.Press("form.fields button.primary");
        Assert.That(browser.Answer.StatusCode, Is.EqualTo(HttpStatusCode.Conflict));
        Assert.That(browser.Text("#problem"), Does.Contain("Phạm Thu Đào").And.Contain("Võ Minh Quân"));
        Assert.That(browser.Page.QuerySelector("#closedOn")!.GetAttribute("value"), Is.EqualTo("01/11/2026"));
    }

    [Test]
    public async Task The_address_of_ones_calendar_is_shown_once_and_opens_the_calendar()
    {
        using var browser = await desk.SignedIn("dao");
        await browser.Open("/tai-khoan");
        await browser.Press("form[action*='handler=Calendar'] button");
        var address = new Uri(browser.Text("#feed .secret-link"));
        Assert.That(browser.Page.QuerySelector("#feed .qr svg"), Is.Not.Null, "for the phone");
        Assert.That(browser.Text("section[aria-labelledby=tokens] table"), Does.Contain("Lịch điện thoại").And.Contain("deadlines.read"));
        using var phone = desk.Office.Stranger();
        Assert.That(await phone.GetStringAsync(address), Does.StartWith("BEGIN:VCALENDAR"));
        await browser.Open("/tai-khoan");
        Assert.That(browser.Page.QuerySelector("#feed"), Is.Null);
        await browser.Press("form[action$='handler=Revoke'] button");
        Assert.That((await phone.GetAsync(address)).StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
    }

    [Test]
    public async Task One_says_where_mail_goes_and_which_notices_go_by_mail()
    {
        using var browser = await desk.SignedIn("hlan");
        await browser.Open("/tai-khoan");
        Assert.That(browser.Text("section[aria-labelledby=thu] .muted"), Does.Contain("chưa đặt máy chủ thư"));
        Assert.That(Chosen(browser, "dueSoon"), Is.EqualTo("digest"));
        browser.Type("email", "h.lan");
        browser.Type("channels[dueSoon]", "off");
        await browser.Press("form[action$='handler=Mail'] button");
        Assert.That(browser.Text("#email-error"), Does.Contain("Địa chỉ thư chưa đúng"));
        Assert.That((browser.Page.QuerySelector("#email")!.GetAttribute("value"), Chosen(browser, "dueSoon")), Is.EqualTo(("h.lan", "off")));
        browser.Type("email", "h.lan@gialai.gov.vn");
        await browser.Press("form[action$='handler=Mail'] button");
        Assert.That(browser.Text("#done"), Does.Contain("Đã lưu cách nhận thư"));
        Assert.That((browser.Page.QuerySelector("#email")!.GetAttribute("value"), Chosen(browser, "dueSoon"), Chosen(browser, "dueToday")),
            Is.EqualTo(("h.lan@gialai.gov.vn", "off", "immediate")));

        static string? Chosen(Browser browser, string kind) => browser.Page.QuerySelector($"#channel-{kind} option[selected]")?.GetAttribute("value");
    }

    [Test]
    public async Task A_person_is_added_gets_a_link_and_a_post_and_is_disabled()
    {
        using var browser = await desk.SignedIn("admin");
        await browser.Open("/quan-tri/nguoi-dung?them=1");
        browser.Type("fullName", "Nguyễn Thị Hoa");
        browser.Type("userName", "hoa.nt");
        await browser.Press("form.fields button.primary");
        Assert.That(browser.Text("#roles .error"), Does.Contain("ít nhất một vai trò"));
        Assert.That(browser.Page.QuerySelector("#fullName")!.GetAttribute("value"), Is.EqualTo("Nguyễn Thị Hoa"));
        Tick(browser, "registry");
        browser.Type("title", "Văn thư");
        browser.Type("unitCode", "HCTC");
        await browser.Press("form.fields button.primary");
        Assert.That(browser.Text("h1"), Is.EqualTo("Nguyễn Thị Hoa"));
        browser.Type("email", "hoa@gialai");
        await browser.Press("form.fields button.primary");
        Assert.That(browser.Text("#email-error"), Does.Contain("Địa chỉ thư chưa đúng"));
        browser.Type("email", "hoa@gialai.gov.vn");
        await browser.Press("form.fields button.primary");
        Assert.That(browser.Page.QuerySelector("#email")!.GetAttribute("value"), Is.EqualTo("hoa@gialai.gov.vn"));
        Assert.That(browser.Text(".note.warn"), Does.Contain("Chưa có mật khẩu"));
        var page = browser.Address.AbsolutePath;

        await browser.Press("form[action$='handler=Link'] button");
        var link = new Uri(browser.Text(".secret-link"));
        using (var hoa = desk.Browser())
        {
            await hoa.Open(link.PathAndQuery);
            hoa.Type("password", "một con đường dài");
            hoa.Type("again", "một con đường dài");
            await hoa.Press("form.sign button");
            hoa.Type("password", "một con đường dài");
            await hoa.Press("form.sign button");
            Assert.That(hoa.Text(".who"), Is.EqualTo("Nguyễn Thị Hoa"));

            await browser.Open(page);
            Assert.That(browser.Page.QuerySelectorAll("#sessions ~ *, section[aria-labelledby=sessions] tbody tr"), Is.Not.Empty);

            browser.Type("title", "Phó Trưởng phòng");
            browser.Type("unitCode", "HCTC");
            browser.Type("from", "hôm nay");
            await browser.Press("form[action$='handler=Post'] button");
            // The first post began today too: the later main post has to begin later.
            Assert.That(browser.Answer.StatusCode, Is.EqualTo(HttpStatusCode.Conflict));
            browser.Type("from", "01/11/2026");
            await browser.Press("form[action$='handler=Post'] button");
            Assert.That(browser.Text("section[aria-labelledby=posts] tbody"), Does.Contain("Phó Trưởng phòng").And.Contain("31/10/2026"));

            await browser.Press("form[action$='handler=Disable'] button");
            Assert.That(browser.Text("#reason-error"), Is.EqualTo("Bắt buộc nhập"));
            browser.Type("reason", "Chuyển công tác");
            await browser.Press("form[action$='handler=Disable'] button");
            Assert.That(browser.Text("#done"), Does.Contain("Đã ngừng tài khoản"));
            await hoa.Open("/van-ban-den");
            Assert.That(hoa.Address.AbsolutePath, Is.EqualTo("/dang-nhap"), "the session ended with the account");
        }
        await browser.Press("form[action$='handler=Enable'] button");
        Assert.That(browser.Text("header .badge"), Is.EqualTo("Đang dùng"));
    }

    [Test]
    public async Task The_list_is_by_given_name_and_filters_without_marks()
    {
        using var browser = await desk.SignedIn("admin");
        await browser.Open("/quan-tri/nguoi-dung");
        var names = browser.Page.QuerySelectorAll(".rows tbody th").Select(th => th.TextContent.Trim()).ToList();
        Assert.That(names.IndexOf("Đặng Thị Ánh"), Is.LessThan(names.IndexOf("Phạm Thu Đào")).And.GreaterThanOrEqualTo(0));
        browser.Type("tu-khoa", "vo minh");
        await browser.Press("form.find button");
        Assert.That(browser.Page.QuerySelectorAll(".rows tbody th").Select(th => th.TextContent.Trim()), Is.EqualTo(new[] { "Võ Minh Quân" }));
        await browser.Open("/quan-tri/nguoi-dung?tu-khoa=khongcoai");
        Assert.That(browser.Text(".note"), Does.Contain("Không có ai khớp"));
        await browser.Open("/quan-tri/nguoi-dung?tiep=hong");
        Assert.That(browser.Answer.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
        await browser.Open($"/quan-tri/nguoi-dung/{Guid.Empty}");
        Assert.That(browser.Answer.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
    }

    [Test]
    public async Task A_sheet_is_checked_first_and_then_written_as_chosen()
    {
        using var browser = await desk.SignedIn("admin");
        await browser.Open("/quan-tri/nguoi-dung/nhap");
        await browser.Press("form.fields button.primary");
        Assert.That(browser.Text("#file-error"), Does.Contain("Chọn tệp"));
        const string Sheet = "Họ và tên,Tên đăng nhập,Chức vụ,Mã đơn vị,Vai trò,Từ ngày,Quyết định\nTừ Tệp,tu.tep,Chuyên viên,NC,Chuyên viên,,\nSai Rồi,sai roi,,,,,\n";
        await browser.Press("form.fields button.primary", ("file", "nguoi.csv", Encoding.UTF8.GetBytes(Sheet)));
        Assert.That(browser.Page.QuerySelectorAll(".tally strong").Select(count => count.TextContent), Is.EqualTo(new[] { "2", "1", "1" }));
        Assert.That(browser.Text(".rows"), Does.Contain("Tên đăng nhập gồm"));
        Assert.That(browser.Page.QuerySelector("button[value=all]"), Is.Null, "all is offered only when all are good");
        await browser.Press("button[value=good]");
        Assert.That(browser.Address.AbsolutePath, Is.EqualTo("/quan-tri/nguoi-dung"));
        await browser.Open("/quan-tri/nguoi-dung?tu-khoa=tu.tep");
        Assert.That(browser.Text(".rows tbody th"), Is.EqualTo("Từ Tệp"));
        await browser.Open("/quan-tri/nguoi-dung/nhap");
        await browser.Press("form.fields button.primary", ("file", "nguoi.xlsx", "không phải sổ tính"u8.ToArray()));
        Assert.That((int)browser.Answer.StatusCode, Is.EqualTo(422));
    }

    [Test]
    public async Task Ones_own_account_shows_sessions_makes_a_token_and_changes_the_password()
    {
        using var browser = await desk.SignedIn("yen");
        await browser.Open("/tai-khoan");
        Assert.That(browser.Text("section[aria-labelledby=sessions] .badge"), Is.EqualTo("Phiên này"));
        await browser.Press("form[action*='handler=Token'] button");
        Assert.That(browser.Text("#scopes .error"), Is.Not.Empty);
        browser.Type("name", "máy quét");
        browser.Page.QuerySelector<AngleSharp.Html.Dom.IHtmlInputElement>("input[name=scopes][value='incoming.read']")!.IsChecked = true;
        await browser.Press("form[action*='handler=Token'] button");
        Assert.That(browser.Text("#made .secret-link"), Is.Not.Empty);
        await browser.Press("form[action$='handler=Revoke'] button");
        Assert.That(browser.Text("#done"), Does.Contain("thu hồi"));

        using var other = await desk.SignedIn("yen");
        await browser.Open("/tai-khoan/mat-khau");
        browser.Type("currentPassword", "sai mật khẩu rồi");
        browser.Type("newPassword", "một con đường dài");
        browser.Type("again", "một con đường dài");
        await browser.Press("form.fields button.primary");
        Assert.That(browser.Text("#currentPassword-error"), Does.Contain("không đúng"));
        Assert.That(browser.Page.QuerySelector("#currentPassword")!.GetAttribute("value"), Is.Empty);
        browser.Type("currentPassword", DeskOffice.Password);
        browser.Type("newPassword", "một con đường dài");
        browser.Type("again", "một con đường khác");
        await browser.Press("form.fields button.primary");
        Assert.That(browser.Text("#again-error"), Does.Contain("không giống nhau"));
        browser.Type("currentPassword", DeskOffice.Password);
        browser.Type("newPassword", "một con đường dài");
        browser.Type("again", "một con đường dài");
        await browser.Press("form.fields button.primary");
        Assert.That(browser.Text("#done"), Does.Contain("Đã đổi mật khẩu"));
        await other.Open("/tai-khoan");
        Assert.That(other.Address.AbsolutePath, Is.EqualTo("/dang-nhap"), "the other session ended");
    }

    [Test]
    public async Task A_password_known_to_somebody_else_leads_every_page_to_the_one_that_changes_it()
    {
        var admin = await desk.CallerOf("admin");
        await desk.Use<Dispatch.People.HirePerson, Dispatch.People.UserDetail>(hire => hire.Execute(
            new() { UserName = "moi.den", FullName = "Mới Đến", Roles = [Dispatch.People.Role.Registry], TemporaryPassword = "mật khẩu tạm thời" }, admin, CancellationToken.None));
        using var browser = desk.Browser();
        await browser.Open("/dang-nhap");
        browser.Type("userName", "moi.den");
        browser.Type("password", "mật khẩu tạm thời");
        await browser.Press("form.sign button");
        foreach (var page in new[] { "/", "/van-ban-den", "/so", "/tai-khoan" })
        {
            await browser.Open(page);
            Assert.That(browser.Address.AbsolutePath, Is.EqualTo("/tai-khoan/mat-khau"), page);
        }
        Assert.That(browser.Text(".note.warn"), Does.Contain("do người khác đặt"));
        browser.Type("currentPassword", "mật khẩu tạm thời");
        browser.Type("newPassword", "mật khẩu của riêng tôi");
        browser.Type("again", "mật khẩu của riêng tôi");
        await browser.Press("form.fields button.primary");
        Assert.That(browser.Address.AbsolutePath, Is.EqualTo("/van-ban-den"));
    }

    private static void Tick(Browser browser, string role) =>
        browser.Page.QuerySelector<AngleSharp.Html.Dom.IHtmlInputElement>($"input[name=roles][value={role}]")!.IsChecked = true;
}
