using System.Net;
using AngleSharp.Dom;

namespace Dispatch.Web.Tests.Pages;

public sealed class EntryTests
{
    private DeskOffice desk = null!;
    private Browser browser = null!;

    [OneTimeSetUp]
    public async Task Open()
    {
        desk = await DeskOffice.Start();
        browser = await desk.SignedIn();
    }

    [OneTimeTearDown]
    public async Task Close()
    {
        browser.Dispose();
        await desk.DisposeAsync();
    }

    [Test]
    public async Task Shows_the_fields_the_files_and_who_did_what()
    {
        var letter = await desk.Register(DeskOffice.Today, withScan: true);
        await browser.Open($"/van-ban-den/{letter.Id}");
        Assert.That(browser.Text("h1"), Is.EqualTo(letter.Subject));
        Assert.That(browser.Page.QuerySelectorAll(".facts dd").Select(value => value.TextContent.Trim()), Does.Contain(letter.Symbol).And.Contain(letter.Issuer));
        Assert.That(browser.Text(".files a"), Is.EqualTo(letter.Files[0].Name));
        Assert.That(browser.Text(".timeline"), Does.Contain("Rơ Châm H'Lan").And.Contain("vào sổ"));
    }

    [Test]
    public async Task Annulling_asks_for_a_reason_and_the_line_stays()
    {
        var letter = await desk.Register(DeskOffice.Today);
        await browser.Open($"/van-ban-den/{letter.Id}");
        await browser.Follow("a.danger");
        browser.Type("reason", "ngắn");
        await browser.Press("#annul .danger");
        Assert.That(browser.Answer.StatusCode, Is.EqualTo(HttpStatusCode.UnprocessableEntity));
        Assert.That(browser.Page.QuerySelector("#reason-error"), Is.Not.Null);
        Assert.That(browser.Page.QuerySelector("#reason")!.TextContent.Trim(), Is.EqualTo("ngắn"));
        browser.Type("reason", "Nhập nhầm văn bản của cơ quan khác");
        await browser.Press("#annul .danger");
        Assert.That(browser.Text("[role=status].note"), Is.EqualTo($"Đã hủy số {letter.ArrivalNumber}."));
        Assert.That(browser.Text(".note.warn"), Does.Contain("Nhập nhầm văn bản của cơ quan khác"));
        Assert.That(browser.Page.QuerySelector("a.danger"), Is.Null);
        Assert.That(browser.Text(".timeline"), Does.Contain("hủy số"));
    }

    [Test]
    public async Task Somebody_elses_change_meanwhile_is_not_overwritten()
    {
        var letter = await desk.Register(DeskOffice.Today);
        await browser.Open($"/van-ban-den/{letter.Id}?hoi=huy-so");
        browser.Type("version", "99");
        browser.Type("reason", "Nhập nhầm văn bản của cơ quan khác");
        await browser.Press("#annul .danger");
        Assert.That(browser.Answer.StatusCode, Is.EqualTo(HttpStatusCode.PreconditionFailed));
        Assert.That(browser.Text("#problem"), Does.Contain("Đã có người sửa"));
    }

    [Test]
    public async Task A_leader_reads_but_does_not_annul()
    {
        var letter = await desk.Register(DeskOffice.Today);
        using var leader = await desk.SignedIn("nam");
        await leader.Open($"/van-ban-den/{letter.Id}?hoi=huy-so");
        Assert.That(leader.Answer.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(leader.Page.QuerySelector("#annul"), Is.Null);
        Assert.That(leader.Page.QuerySelector("a.danger"), Is.Null);
    }

    [Test]
    public async Task Nothing_there_is_the_desks_own_404()
    {
        await browser.Open($"/van-ban-den/{Guid.Empty}");
        Assert.That(browser.Answer.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
        Assert.That(browser.Text("h1"), Is.EqualTo("Không tìm thấy trang"));
        Assert.That(browser.Page.QuerySelector(".side"), Is.Not.Null);
    }
}
