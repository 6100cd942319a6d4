using System.Net;
using Dapper;
using Dispatch.Runs;
using Microsoft.Extensions.DependencyInjection;

namespace Dispatch.Web.Tests.Pages;

/// <summary>The pages of long runs, without JavaScript: the list, one run as it goes, its end, and what is not one's own.</summary>
internal sealed class RunsTests
{
    private DeskOffice desk = null!;

    [OneTimeSetUp]
    public async Task Open() => desk = await DeskOffice.Start(empty: true);

    [OneTimeTearDown]
    public async Task Close() => await desk.DisposeAsync();

    [Test]
    public async Task An_empty_list_says_what_comes_here()
    {
        using var browser = await desk.SignedIn("yen");
        await browser.Open("/cong-viec");
        Assert.That(browser.Text("h1"), Is.EqualTo("Công việc nền"));
        Assert.That(browser.Text(".empty"), Does.Contain("nhập sổ cũ"));
        Assert.That(browser.Page.QuerySelector("nav a[aria-current=page]")!.GetAttribute("href"), Is.EqualTo("/cong-viec"));
    }

    [Test]
    public async Task Shows_how_far_it_is_how_fast_and_how_long_yet_and_asks_again_by_itself()
    {
        var id = await Start("Nhập sổ DEN năm 2025");
        await Set(id, "state = 'running', total = 12400, done = 600, failed = 20, message_vi = 'Đã ghi đến dòng 620', message_en = 'Line 620', started_at = queued_at, worked_at = queued_at + interval '10 seconds'");
        await Sql("insert into run_fault values (@id, 17, 'Số đến 15', 'Ngày đến không đọc được', 'The date cannot be read')", id);
        using var browser = await desk.SignedIn();
        await browser.Open("/cong-viec");
        await browser.Follow($"a[href='/cong-viec/{id}']");
        Assert.That(browser.Text("h1"), Is.EqualTo("Nhập sổ DEN năm 2025"));
        Assert.That(browser.Text(".run-state strong"), Is.EqualTo("620/12\u202f400"));
        Assert.That(browser.Text(".run-state"), Does.Contain("Đang chạy").And.Contain("còn khoảng 4 phút"));
        Assert.That(browser.Text(".note"), Is.EqualTo("Đã ghi đến dòng 620"));
        Assert.That(browser.Page.QuerySelector("progress")!.GetAttribute("value"), Is.EqualTo("620"));
        Assert.That(browser.Text(".plain-table tbody tr"), Does.Contain("17").And.Contain("Ngày đến không đọc được"));
        Assert.That(browser.Page.Body!.TextContent, Does.Contain("62 mục/giây").And.Contain("Bạn có thể rời trang"));
        var refresh = browser.Page.QuerySelector("main a[hx-get]")!;
        Assert.That((refresh.GetAttribute("hx-trigger"), refresh.GetAttribute("href")), Is.EqualTo(("every 2s", $"/cong-viec/{id}")));
    }

    [Test]
    public async Task Answers_304_to_the_page_while_nothing_has_changed()
    {
        var id = await Start("Chờ");
        using var browser = await desk.SignedIn();
        await browser.Open($"/cong-viec/{id}", ("HX-Request", "true"), ("HX-Target", "div#run"));
        Assert.That((browser.Answer.StatusCode, browser.Text(".badge")), Is.EqualTo((HttpStatusCode.OK, "Chờ chạy")));
        var seen = browser.Answer.Headers.ETag!.ToString();
        await browser.Open($"/cong-viec/{id}", ("HX-Request", "true"), ("HX-Target", "div#run"), ("If-None-Match", seen));
        Assert.That(browser.Answer.StatusCode, Is.EqualTo(HttpStatusCode.NotModified));
    }

    [Test]
    public async Task Is_cancelled_by_its_button_and_then_neither_asks_nor_offers_it()
    {
        var id = await Start("Sẽ hủy");
        using var browser = await desk.SignedIn();
        await browser.Open($"/cong-viec/{id}");
        await browser.Press("#run-cancel button");
        Assert.That(browser.Text(".run-state .badge"), Is.EqualTo("Đã hủy"));
        Assert.That(browser.Page.QuerySelectorAll("#run-cancel, main [hx-trigger]"), Is.Empty);
    }

    [Test]
    public async Task A_cancellation_that_comes_too_late_says_so()
    {
        var id = await Start("Đã xong");
        using var browser = await desk.SignedIn();
        await browser.Open($"/cong-viec/{id}");
        await Set(id, "state = 'done', ended_at = queued_at, done = 3, failed = 2, total = 5");
        await browser.Press("#run-cancel button");
        Assert.That((browser.Answer.StatusCode, browser.Text(".problem h2")), Is.EqualTo((HttpStatusCode.Conflict, "Công việc này đã kết thúc")));
        Assert.That(browser.Text(".run-state .badge"), Is.EqualTo("Xong, có 2 lỗi"));
    }

    [Test]
    public async Task Anothers_run_is_not_there_but_for_the_administrator()
    {
        var id = await Start("Của H'Lan");
        using var other = await desk.SignedIn("ngoc");
        await other.Open($"/cong-viec/{id}");
        Assert.That((other.Answer.StatusCode, other.Text("h1")), Is.EqualTo((HttpStatusCode.NotFound, "Công việc nền")));
        await other.Open("/cong-viec?sau=khong-phai-con-tro");
        Assert.That(other.Answer.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
        using var admin = await desk.SignedIn("admin");
        await admin.Open($"/cong-viec/{id}");
        Assert.That(admin.Text("h1"), Is.EqualTo("Của H'Lan"));
    }

    private async Task<string> Start(string title)
    {
        var caller = await desk.CallerOf(DeskOffice.Clerk);
        await using var tx = await desk.Office.Database.Database.Begin(caller, default);
        var run = await desk.Office.Services.GetRequiredService<StartRun>().In(tx, new("of.tests", new(title, title), new { }), default);
        await tx.Commit(default);
        return run.Id.ToString();
    }

    private Task Set(string id, string columns) => Sql($"update run set {columns}, version = version + 1 where id = @id", id);

    private async Task Sql(string sql, string id)
    {
        await using var connection = await desk.Office.Database.OpenAsOwner();
        await connection.ExecuteAsync(sql, new { id = Guid.Parse(id) });
    }
}
