using System.Net;

namespace Dispatch.Web.Tests.Pages;

public sealed class SignInTests
{
    private DeskOffice desk = null!;

    [OneTimeSetUp]
    public async Task Open() => desk = await DeskOffice.Start();

    [OneTimeTearDown]
    public async Task Close() => await desk.DisposeAsync();

    [Test]
    public async Task A_page_that_needs_sign_in_leads_to_it_and_comes_back()
    {
        using var browser = desk.Browser();
        await browser.Open("/van-ban-den?khan=gap");
        Assert.That(browser.Address.AbsolutePath, Is.EqualTo("/dang-nhap"));
        browser.Type("userName", DeskOffice.Clerk);
        browser.Type("password", DeskOffice.Password);
        await browser.Press("form.sign button");
        Assert.That(browser.Address.PathAndQuery, Is.EqualTo("/van-ban-den?khan=gap"));
    }

    [Test]
    public async Task A_wrong_password_is_said_and_the_name_stays()
    {
        using var browser = desk.Browser();
        await browser.Open("/dang-nhap");
        browser.Type("userName", "ngoc");
        browser.Type("password", "sai");
        await browser.Press("form.sign button");
        Assert.That(browser.Answer.StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
        Assert.That(browser.Page.Title, Does.StartWith("Lỗi:"));
        Assert.That(browser.Text("#problem"), Does.Contain("Tên đăng nhập hoặc mật khẩu không đúng"));
        Assert.That(browser.Page.QuerySelector("#userName")!.GetAttribute("value"), Is.EqualTo("ngoc"));
        Assert.That(browser.Page.QuerySelector("#password")!.GetAttribute("value"), Is.Empty);
    }

    [Test]
    public async Task The_bell_that_looks_by_itself_keeps_no_session_alive()
    {
        await using var own = await DeskOffice.Start(empty: true);
        using var browser = await own.SignedIn("thinh");
        for (var n = 0; n < 2; n++)
        {
            own.Office.Clock.Advance(TimeSpan.FromMinutes(20));
            await browser.Open("/thong-bao?handler=Bell&tu-dong=1");
        }
        Assert.That(browser.Address.AbsolutePath, Is.EqualTo("/dang-nhap"), "forty minutes without a hand on the desk");
        using var working = await own.SignedIn("thinh");
        for (var n = 0; n < 2; n++)
        {
            own.Office.Clock.Advance(TimeSpan.FromMinutes(20));
            await working.Open("/viec");
        }
        await working.Open("/thong-bao?handler=Bell&tu-dong=1");
        Assert.That((working.Address.AbsolutePath, working.Page.QuerySelectorAll("#bell, h1").Length), Is.EqualTo(("/thong-bao", 1)), "the bell alone");
    }

    [Test]
    public async Task Never_leads_to_another_site()
    {
        using var browser = desk.Browser();
        await browser.Open("/dang-nhap?returnUrl=https%3A%2F%2Fexample.org%2F");
        await browser.Press(".cards button[value=hlan]");
        Assert.That(browser.Address.Host, Is.EqualTo(desk.Office.Address.Host));
    }

    [TestCase("hlan", "/van-ban-den")]
    [TestCase("thinh", "/")]
    [TestCase("anh", "/")]
    [TestCase("admin", "/quan-tri")]
    [TestCase("quan", "/")]
    public async Task A_card_signs_in_and_everybody_finds_their_room(string userName, string room)
    {
        using var browser = await desk.SignedIn(userName);
        Assert.That(browser.Address.AbsolutePath, Is.EqualTo(room));
        Assert.That(browser.Answer.StatusCode, Is.EqualTo(HttpStatusCode.OK));
    }

    [Test]
    public async Task The_strip_of_the_sample_office_switches_person()
    {
        using var browser = await desk.SignedIn();
        Assert.That(browser.Text(".sample strong"), Is.EqualTo("Dữ liệu mẫu"));
        await browser.Press(".people-sheet button[value=nam]");
        Assert.That(browser.Text(".who"), Is.EqualTo("Lê Hoàng Nam"));
    }

    [Test]
    public async Task Signing_out_ends_the_session()
    {
        using var browser = await desk.SignedIn();
        await browser.Press("form[action='/dang-xuat'] button");
        Assert.That(browser.Address.AbsolutePath, Is.EqualTo("/dang-nhap"));
        await browser.Open("/van-ban-den");
        Assert.That(browser.Address.AbsolutePath, Is.EqualTo("/dang-nhap"));
    }

    [Test]
    public async Task A_form_of_another_site_signs_nobody_out()
    {
        using var browser = await desk.SignedIn();
        browser.Page.QuerySelector("form[action='/dang-xuat'] [name=__RequestVerificationToken]")!.Remove();
        await browser.Press("form[action='/dang-xuat'] button");
        Assert.That(browser.Answer.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
        await browser.Open("/van-ban-den");
        Assert.That(browser.Address.AbsolutePath, Is.EqualTo("/van-ban-den"));
    }

    [Test]
    public async Task The_language_switch_keeps_the_page()
    {
        using var browser = await desk.SignedIn();
        await browser.Open("/van-ban-den?khan=gap");
        await browser.Press("form[action='/ngon-ngu'] button");
        Assert.That(browser.Address.PathAndQuery, Is.EqualTo("/van-ban-den?khan=gap"));
        Assert.That(browser.Page.DocumentElement.GetAttribute("lang"), Is.EqualTo("en"));
        Assert.That(browser.Text("h1"), Is.EqualTo("Incoming documents"));
        await browser.Press("form[action='/ngon-ngu'] button");
        Assert.That(browser.Text("h1"), Is.EqualTo("Văn bản đến"));
    }

    [Test]
    public async Task A_link_that_is_no_good_says_so()
    {
        using var browser = desk.Browser();
        await browser.Open("/dat-mat-khau?ma=khong-co");
        Assert.That(browser.Answer.StatusCode, Is.EqualTo(HttpStatusCode.Gone));
        Assert.That(browser.Text("#problem"), Does.Contain("đã dùng hoặc hết hạn"));
    }

    [Test]
    public async Task A_real_office_shows_no_cards()
    {
        using var browser = desk.Browser();
        await browser.Open("/dang-nhap", ("X-Forwarded-For", "10.1.2.3"));
        Assert.That(browser.Page.QuerySelector(".cards"), Is.Null);
        Assert.That(browser.Page.QuerySelector(".sample"), Is.Null);
    }
}
