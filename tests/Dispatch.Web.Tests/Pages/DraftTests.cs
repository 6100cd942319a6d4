using System.Net;
using Dispatch.Sample;

namespace Dispatch.Web.Tests.Pages;

/// <summary>The draft of the register form without JavaScript, and what the script's requests are answered.</summary>
public sealed class DraftTests
{
    private const string Page = "/van-ban-den/vao-so";
    private const string Save = "#book [data-draft-now]";

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
        if (browser.Page.QuerySelector(".restored") is not null)
            await browser.Press(".restored [data-draft-drop] button");
        Assert.That(browser.Page.QuerySelector(".restored"), Is.Null);
    }

    [TearDown]
    public void StandUp() => browser.Dispose();

    [Test]
    public async Task Saved_by_its_button_it_is_there_again_after_signing_in_anew_with_its_scan()
    {
        browser.Type("symbol", "15/STC-NS");
        browser.Type("subject", "Đang gõ dở, chưa xong");
        browser.Type("unnumbered", "true");
        await Kept(("scans", "Công văn 15.pdf", SampleLetterPdf.Of(desk.NextLetter())));
        using var tomorrow = await desk.SignedIn();
        await tomorrow.Open(Page);
        Assert.That(tomorrow.Text(".restored"), Does.StartWith("Đã khôi phục bản nháp lúc 05/10/2026 08:30:00").And.Contain("Bỏ bản nháp"));
        Assert.That(tomorrow.Page.QuerySelector("#symbol")!.GetAttribute("value"), Is.EqualTo("15/STC-NS"));
        Assert.That(tomorrow.Page.QuerySelector("#subject")!.TextContent.Trim(), Is.EqualTo("Đang gõ dở, chưa xong"));
        Assert.That(tomorrow.Page.QuerySelector("[name=unnumbered]")!.HasAttribute("checked"));
        Assert.That(tomorrow.Text("#scan .files label"), Is.EqualTo("Công văn 15.pdf"));
    }

    [Test]
    public async Task Registering_removes_it()
    {
        browser.Type("subject", "Sẽ vào sổ");
        await Kept();
        browser.Type("symbol", "16/STC-NS");
        browser.Type("issuer", "Sở Tài chính");
        await browser.Press("#book [data-submit]");
        Assert.That(browser.Text("#given .big"), Is.Not.Empty);
        await browser.Open(Page);
        Assert.That(browser.Page.QuerySelector(".restored"), Is.Null);
        Assert.That(browser.Page.QuerySelector("#subject")!.TextContent.Trim(), Is.Empty);
    }

    [Test]
    public async Task Discarding_removes_it()
    {
        browser.Type("subject", "Bỏ đi");
        await Kept();
        await browser.Press("[data-draft-drop] button");
        Assert.That(browser.Page.QuerySelector(".restored"), Is.Null);
        Assert.That(browser.Page.QuerySelector("#subject")!.TextContent.Trim(), Is.Empty);
    }

    [Test]
    public async Task A_refused_form_keeps_its_draft()
    {
        browser.Type("subject", "Chưa đủ");
        await Kept();
        await browser.Press("#book [data-submit]");
        Assert.That(browser.Answer.StatusCode, Is.EqualTo(HttpStatusCode.UnprocessableEntity));
        await browser.Open(Page);
        Assert.That(browser.Page.QuerySelector("#subject")!.TextContent.Trim(), Is.EqualTo("Chưa đủ"));
    }

    [TestCase("#book [data-submit]")]
    [TestCase(Save)]
    public async Task A_level_of_secrecy_throws_it_away_whichever_button_is_pressed(string button)
    {
        browser.Type("subject", "Nội dung không được lưu");
        await Kept();
        browser.Type("secrecy", "secret");
        await browser.Press(button, ("scans", "sau.pdf", SampleLetterPdf.Of(desk.NextLetter())));
        await browser.Open(Page);
        Assert.That(browser.Page.QuerySelector(".restored"), Is.Null);
        await using var connection = await desk.Office.Database.OpenAsOwner();
        await using var command = connection.CreateCommand();
        command.CommandText = "select (select count(*) from draft where body::text like '%không được lưu%') + (select count(*) from stored_file where name = 'sau.pdf')";
        Assert.That(await command.ExecuteScalarAsync(), Is.Zero);
    }

    [TestCase("#book [data-submit]")]
    [TestCase(Save)]
    public async Task A_level_chosen_after_the_scan_was_sent_takes_the_scan_back(string button)
    {
        browser.Type("subject", "Quét trước, chọn độ mật sau");
        await Kept(("scans", "quet-truoc.pdf", SampleLetterPdf.Of(desk.NextLetter())));
        await browser.Open(Page);
        Assert.That(browser.Page.QuerySelector("[name=fileIds]"), Is.Not.Null, "the scan is there");
        var id = browser.Page.QuerySelector("#scan a[href^='/api/v1/files/']")!.GetAttribute("href")!.Split('/')[4];
        browser.Type("secrecy", "secret");
        await browser.Press(button);
        await using var connection = await desk.Office.Database.OpenAsOwner();
        await using var command = connection.CreateCommand();
        command.CommandText = "select withdrawn_at is not null and name = '' from stored_file where id = '" + id + "'";
        Assert.That(await command.ExecuteScalarAsync(), Is.True);
        await browser.Open($"/api/v1/files/{id}/content");
        Assert.That(browser.Answer.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
    }

    [Test]
    public async Task Two_windows_do_not_lose_each_others_letters()
    {
        using var other = await desk.SignedIn();
        await other.Open(Page);
        browser.Type("subject", "Cửa sổ một");
        await Kept();
        other.Type("subject", "Cửa sổ hai");
        await other.Press(Save);
        Assert.That(other.Page.QuerySelector("#subject")!.TextContent.Trim(), Is.EqualTo("Cửa sổ hai"));
        Assert.That(other.Text(".restored"), Does.Contain("Còn bản nháp của cửa sổ khác"));
        await other.Press(".restored form[action$=Swap] button");
        Assert.That(other.Page.QuerySelector("#subject")!.TextContent.Trim(), Is.EqualTo("Cửa sổ một"));
        await other.Press("[data-draft-drop] button");
        Assert.That(other.Page.QuerySelector("#subject")!.TextContent.Trim(), Is.EqualTo("Cửa sổ hai"), "what was laid aside comes forward");
    }

    [Test]
    public async Task A_draft_sent_in_one_window_is_not_sent_again_by_the_other()
    {
        browser.Type("symbol", "17/STC-NS");
        browser.Type("issuer", "Sở Tài chính");
        browser.Type("subject", "Mở ở hai nơi");
        await Kept();
        using var other = await desk.SignedIn();
        await other.Open(Page);
        await browser.Press("#book [data-submit]");
        other.Type("subject", "Mở ở hai nơi, sửa thêm");
        await other.Press("#book [data-submit]");
        Assert.That(other.Text("#problem"), Does.Contain("đã được vào sổ ở một cửa sổ khác"));
        await other.Press("#book [data-submit]");
        Assert.That(other.Answer.StatusCode, Is.EqualTo(HttpStatusCode.Conflict), "the same letter is still a question");
        Assert.That(other.Text("#duplicate"), Does.Contain("17/STC-NS"));
    }

    [Test]
    public async Task Nothing_typed_is_no_draft()
    {
        browser.Type("issuer", "Sở Tài chính");
        await browser.Press(Save);
        Assert.That(browser.Page.QuerySelector(".restored"), Is.Null);
    }

    [TestCase("a\0b")]
    [TestCase("")]
    [TestCase("khóa có dấu")]
    public async Task A_key_no_desk_ever_wrote_breaks_nothing(string key)
    {
        browser.Type("key", key);
        browser.Type("subject", "Khóa lạ\0");
        await browser.Press(Save);
        Assert.That(browser.Answer.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(browser.Page.QuerySelector("[name=key]")!.GetAttribute("value"), Does.StartWith("desk-"));
        Assert.That(browser.Page.QuerySelector("#subject")!.TextContent.Trim(), Is.EqualTo("Khóa lạ"));
    }

    [Test]
    public async Task Who_may_not_register_has_none()
    {
        using var leader = await desk.SignedIn("nam");
        await leader.Open(Page + "?handler=Draft");
        Assert.That(leader.Answer.StatusCode, Is.EqualTo(HttpStatusCode.Forbidden));
    }

    private async Task Kept(params (string, string, byte[])[] files)
    {
        await browser.Press(Save, files);
        Assert.That(browser.Page.QuerySelector(".restored"), Is.Not.Null);
    }
}
