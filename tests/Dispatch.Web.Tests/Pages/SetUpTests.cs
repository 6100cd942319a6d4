using System.Net;
using Dapper;
using Dispatch.Testing;

namespace Dispatch.Web.Tests.Pages;

/// <summary>The administrator's home, the office and its limits, without JavaScript.</summary>
public sealed class SetUpTests
{
    private DeskOffice desk = null!;

    [OneTimeSetUp]
    public async Task Open() => desk = await DeskOffice.Start(empty: true);

    [OneTimeTearDown]
    public async Task Close() => await desk.DisposeAsync();

    [Test]
    public async Task The_administrator_lands_on_the_check_list_and_the_office_is_its_first_step()
    {
        using var browser = await desk.SignedIn("admin");
        Assert.That(browser.Address.AbsolutePath, Is.EqualTo("/quan-tri"));
        Assert.That(browser.Text(".note strong"), Is.EqualTo("Bước tiếp theo:"));
        Assert.That(browser.Page.QuerySelectorAll(".steps li"), Has.Length.EqualTo(8));
        Assert.That(browser.Text(".steps li.next a"), Is.EqualTo("Cơ quan và cơ quan ban hành"));
        await browser.Follow(".note a");
        Assert.That(browser.Text("h1"), Is.EqualTo("Cơ quan"));

        Assert.That(browser.Text(".note.warn"), Does.Contain("Chưa có cơ quan ban hành"));
        browser.Type("name", "");
        browser.Type("code", "Gia Lai");
        await browser.Press("form.fields button.primary");
        Assert.That(browser.Answer.StatusCode, Is.EqualTo(HttpStatusCode.UnprocessableEntity));
        Assert.That(browser.Page.Title, Does.StartWith("Lỗi:"));
        Assert.That(browser.Text("#code-error"), Does.Contain("H21.07"));
        Assert.That(browser.Page.QuerySelector("#code")!.GetAttribute("value"), Is.EqualTo("Gia Lai"), "nothing typed is lost");

        browser.Type("name", "Văn phòng Ủy ban nhân dân tỉnh");
        browser.Type("superiorName", "Ủy ban nhân dân tỉnh");
        browser.Type("code", "000.01.00.H21");
        await browser.Press("form.fields button.primary");
        Assert.That(browser.Text("#done"), Does.Contain("Đã lưu"));
        Assert.That(browser.Page.QuerySelector("#code")!.GetAttribute("value"), Is.EqualTo("H21.00.01"));

        await browser.Open("/quan-tri/co-quan?them=1");
        browser.Type("name", "Ủy ban nhân dân tỉnh");
        browser.Type("validFrom", "35/13");
        await browser.Press("form.fields button.primary");
        Assert.That(browser.Text("#validFrom-error"), Does.Contain("Nhập ngày"));
        browser.Type("validFrom", "01/07/2025");
        browser.Type("abbreviation", "UBND");
        browser.Type("source", "Nghị quyết 202/2025/QH15");
        await browser.Press("form.fields button.primary");
        Assert.That(browser.Text(".rows tbody th"), Is.EqualTo("Ủy ban nhân dân tỉnh"));

        await browser.Follow(".rows tbody a");
        browser.Type("validTo", "30/06/2026");
        await browser.Press("form.fields button.primary");
        Assert.That(browser.Text(".rows tbody"), Does.Contain("30/06/2026"));
        await browser.Open("/quan-tri/co-quan?them=1");
        browser.Type("name", "Ủy ban nhân dân tỉnh");
        browser.Type("abbreviation", "UBND");
        browser.Type("source", "Nghị quyết 202/2025/QH15");
        await browser.Press("form.fields button.primary");

        await browser.Open("/quan-tri");
        Assert.That(browser.Text(".steps li.done a"), Is.EqualTo("Cơ quan và cơ quan ban hành"));
        await browser.Open($"/quan-tri/co-quan?sua={Guid.Empty}");
        Assert.That(browser.Answer.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
    }

    [Test]
    public async Task A_stale_form_is_told_so_and_keeps_what_was_typed()
    {
        using var one = await desk.SignedIn("admin");
        using var other = await desk.SignedIn("admin");
        await one.Open("/quan-tri/co-quan");
        await other.Open("/quan-tri/co-quan");
        foreach (var (browser, name) in new[] { (one, "Văn phòng A"), (other, "Văn phòng B") })
        {
            browser.Type("name", name);
            await browser.Press("form.fields button.primary");
        }
        Assert.That(other.Answer.StatusCode, Is.EqualTo(HttpStatusCode.PreconditionFailed));
        Assert.That(other.Text("#problem"), Does.Contain("Đã có người sửa"));
        Assert.That(other.Page.QuerySelector("#name")!.GetAttribute("value"), Is.EqualTo("Văn phòng B"));
    }

    [Test]
    public async Task A_limit_is_added_with_its_document()
    {
        using var browser = await desk.SignedIn("admin");
        await browser.Open("/quan-tri/thoi-han");
        browser.Type("code", "T-IN-REG-URGENT");
        browser.Type("length", "hai mươi");
        await browser.Press("form.fields button.primary");
        Assert.That(browser.Text("#length-error"), Does.Contain("Nhập một số"));
        browser.Type("length", "20");
        await browser.Press("form.fields button.primary");
        Assert.That(browser.Text("#source-error"), Is.Not.Empty, "a limit without its document is none");
        browser.Type("source", "Quyết định 12/QĐ-VP");
        browser.Type("validFrom", "06/10/2026");
        await browser.Press("form.fields button.primary");
        Assert.That(browser.Text("#done"), Does.Contain("Đã thêm"));
        Assert.That(browser.Text(".rows tbody"), Does.Contain("20 phút").And.Contain("Sắp áp dụng").And.Contain("30 phút").And.Contain("Đang áp dụng"));
    }

    [TestCase("hlan")]
    [TestCase("thinh")]
    [TestCase("quan")]
    public async Task Nobody_else_finds_or_opens_it(string userName)
    {
        using var browser = await desk.SignedIn(userName);
        Assert.That(browser.Page.QuerySelector("nav a[href='/quan-tri']"), Is.Null);
        foreach (var page in new[] { "/quan-tri", "/quan-tri/co-quan", "/quan-tri/thoi-han", "/quan-tri/don-vi", "/quan-tri/nguoi-dung", "/quan-tri/nguoi-dung/nhap" })
        {
            await browser.Open(page);
            Assert.That(browser.Answer.StatusCode, Is.EqualTo(HttpStatusCode.Forbidden), page);
        }
    }

    [Test]
    public async Task Once_the_office_can_work_its_administrator_lands_on_the_status()
    {
        await using var ready = await DeskOffice.Start();
        await using (var connection = await ready.Office.Database.OpenAsOwner())
        {
            await connection.ExecuteAsync("""
                insert into office (name, changed_at, changed_by) values ('Văn phòng UBND tỉnh', @at, @admin);
                insert into issuing_body (id, name, name_folded, abbreviation, valid_from, source)
                values (@id, 'UBND tỉnh Gia Lai', 'ubnd tinh gia lai', 'UBND', '2025-07-01', 'Luật Tổ chức chính quyền địa phương');
                update calendar_year set declared_at = @at, declared_by = @admin where year = 2026;
                """, new { id = Guid.CreateVersion7(), at = TestOffice.Morning, admin = (await ready.CallerOf("admin")).PersonId.Value });
        }
        using var browser = await ready.SignedIn("admin");
        Assert.That(browser.Address.AbsolutePath, Is.EqualTo("/tinh-trang"), "next year's calendar may still be missing");
    }
}
