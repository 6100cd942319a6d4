using System.Globalization;
using System.Net;
using Dispatch.Incoming;
using Dispatch.Platform;

namespace Dispatch.Web.Tests.Pages;

public sealed class ListTests
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

    private IEnumerable<int> Numbers => browser.Page.QuerySelectorAll(".line .col-no").Select(cell => int.Parse(cell.TextContent, CultureInfo.InvariantCulture));

    [Test]
    public async Task Shows_fifty_newest_day_first_and_goes_on_from_there()
    {
        await browser.Open("/van-ban-den");
        var first = Numbers.ToList();
        Assert.That(first, Has.Count.EqualTo(50));
        Assert.That(browser.Text("#count"), Is.EqualTo("50 văn bản đầu tiên"));
        Assert.That(browser.Page.QuerySelectorAll(".day th").Select(day => day.TextContent.Trim()).First(), Is.EqualTo("Hôm nay · Thứ Hai, 05/10/2026"));
        await browser.Follow("a.more");
        var both = first.Concat(Numbers).ToList();
        Assert.That(both, Is.Unique);
        Assert.That(both, Is.SupersetOf(Enumerable.Range(4521 - DeskOffice.Letters, DeskOffice.Letters)));
    }

    [Test]
    public async Task Urgent_ones_come_first_within_their_day()
    {
        await browser.Open("/van-ban-den");
        foreach (var day in browser.Page.QuerySelectorAll("tbody[data-day]"))
        {
            var ranks = day.QuerySelectorAll(".line").Select(line => Array.IndexOf(["normal", "urgent", "veryUrgent", "express"], line.ClassList[1])).ToList();
            Assert.That(ranks, Is.Ordered.Descending);
        }
    }

    [Test]
    public async Task More_rows_do_not_repeat_the_day_they_go_on_with()
    {
        await browser.Open("/van-ban-den");
        var day = browser.Page.QuerySelectorAll("tbody[data-day]")[^1].GetAttribute("data-day")!;
        await browser.Open(browser.Page.QuerySelector("a.more")!.GetAttribute("hx-get")!, ("HX-Request", "true"), ("HX-Target", "tbody#more"), ("Desk-Day", day));
        Assert.That(browser.Page.QuerySelector("html head title"), Is.Null);
        Assert.That(browser.Page.Body!.TextContent, Does.Not.Contain(day));
    }

    [Test]
    public async Task Finds_a_document_again_by_its_subject_without_marks()
    {
        var letter = await desk.Register(DeskOffice.Today);
        var words = VietnameseText.Fold(letter.Subject);
        await browser.Open("/van-ban-den?tu-khoa=" + Uri.EscapeDataString(words));
        Assert.That(Numbers, Does.Contain(letter.ArrivalNumber));
        Assert.That(browser.Page.QuerySelector("#words")!.GetAttribute("value"), Is.EqualTo(words));
    }

    [Test]
    public async Task Finds_a_document_again_by_its_symbol()
    {
        var letter = await desk.Register(DeskOffice.Today);
        await browser.Open("/van-ban-den?tu-khoa=" + Uri.EscapeDataString(letter.Symbol!.ToLowerInvariant()));
        Assert.That(Numbers, Does.Contain(letter.ArrivalNumber));
    }

    [Test]
    public async Task Filters_hold_together_and_are_switched_off_one_by_one()
    {
        await browser.Open("/van-ban-den");
        await browser.Follow(".chip[href*='tu=hom-nay']");
        await browser.Follow(".chip[href*='khan=gap']");
        Assert.That(browser.Address.Query, Does.Contain("khan=gap").And.Contain("tu=hom-nay"));
        Assert.That(browser.Page.QuerySelectorAll(".line.normal"), Is.Empty);
        Assert.That(browser.Page.QuerySelectorAll(".chip[aria-current=true]"), Has.Length.EqualTo(2));
        await browser.Follow(".chip[aria-current=true]");
        Assert.That(browser.Address.Query, Does.Contain("khan=gap").And.Not.Contain("tu="));
    }

    [Test]
    public async Task The_filter_form_stands_as_it_was_sent()
    {
        await browser.Open("/van-ban-den");
        browser.Type("so", DeskOffice.Book);
        browser.Type("nam", "2026");
        browser.Type("tu", "1/10");
        browser.Type("den", "05102026");
        await browser.Press("#filter .primary");
        Assert.That(browser.Page.QuerySelector(".filters")!.HasAttribute("open"));
        Assert.That(browser.Page.QuerySelector("#tu")!.GetAttribute("value"), Is.EqualTo("1/10"));
        Assert.That(browser.Page.QuerySelector("#so option[selected]")!.GetAttribute("value"), Is.EqualTo(DeskOffice.Book));
        Assert.That(Numbers, Is.Not.Empty);
    }

    [Test]
    public async Task A_date_that_is_none_is_said_beside_its_field()
    {
        await browser.Open("/van-ban-den?tu=35%2F11");
        Assert.That(browser.Text("#tu-error"), Does.StartWith("Nhập ngày"));
        Assert.That(browser.Page.QuerySelector("#tu")!.GetAttribute("aria-describedby"), Does.Contain("tu-error"));
    }

    [Test]
    public async Task Nothing_found_says_so_with_a_way_back()
    {
        await browser.Open("/van-ban-den?tu-khoa=khongcotunaynhuthe");
        Assert.That(browser.Text(".empty p"), Is.EqualTo("Không có văn bản nào khớp bộ lọc."));
        await browser.Follow(".empty a");
        Assert.That(Numbers, Is.Not.Empty);
    }

    [Test]
    public async Task An_entry_opens_beside_the_list_at_the_same_address()
    {
        await browser.Open("/van-ban-den?khan=gap");
        await browser.Follow("a.subject");
        Assert.That(browser.Address.Query, Does.Contain("khan=gap").And.Contain("id="));
        Assert.That(browser.Text("#subject"), Is.EqualTo(browser.Text(".line.chosen .subject")));
        Assert.That(browser.Text("#position"), Does.StartWith("1/"));
        Assert.That(browser.Page.QuerySelector("#previous")!.GetAttribute("aria-disabled"), Is.EqualTo("true"));
        await browser.Follow("#following");
        Assert.That(browser.Text("#position"), Does.StartWith("2/"));
        await browser.Follow("#previous");
        Assert.That(browser.Text("#position"), Does.StartWith("1/"));
    }

    [Test]
    public async Task Htmx_gets_the_entry_alone_with_its_title()
    {
        var id = (await desk.Register(DeskOffice.Today)).Id;
        await browser.Open($"/van-ban-den?id={id}", ("HX-Request", "true"), ("HX-Target", "section#detail"));
        Assert.That(browser.Page.Title, Does.StartWith("Văn bản đến số"));
        Assert.That(browser.Page.QuerySelector(".lines"), Is.Null);
        Assert.That(browser.Answer.Headers.Vary, Does.Contain("HX-Request").And.Contain("HX-Target"));
    }

    [Test]
    public async Task Htmx_gets_the_list_alone_and_the_count_for_the_ear()
    {
        await browser.Open("/van-ban-den?khan=gap", ("HX-Request", "true"), ("HX-Target", "div#list"));
        Assert.That(browser.Page.QuerySelector(".top"), Is.Null);
        Assert.That(browser.Text("hx-partial[hx-target='#status']"), Does.EndWith("văn bản"));
    }

    [Test]
    public async Task A_document_with_a_scan_shows_it()
    {
        var letter = await desk.Register(DeskOffice.Today, withScan: true);
        await browser.Open($"/van-ban-den?id={letter.Id}");
        var frame = browser.Page.QuerySelector("iframe")!;
        Assert.That(frame.GetAttribute("data-src"), Does.StartWith($"/api/v1/files/{letter.Files[0].Id}/content#"));
        Assert.That(frame.GetAttribute("title"), Does.Contain(letter.Files[0].Name));
        await browser.Open(frame.GetAttribute("data-src")!.Split('#')[0]);
        Assert.That(browser.Answer.Content.Headers.ContentType!.MediaType, Is.EqualTo("application/pdf"));
        Assert.That(browser.Answer.Content.Headers.ContentDisposition!.DispositionType, Is.EqualTo("inline"));
    }

    [Test]
    public async Task A_document_that_is_not_there_is_404_beside_a_list_that_is()
    {
        await browser.Open($"/van-ban-den?id={Guid.Empty}");
        Assert.That(browser.Answer.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
    }

    [Test]
    public async Task An_empty_book_offers_to_register()
    {
        await using var empty = await DeskOffice.Start(empty: true);
        using var clerk = await empty.SignedIn();
        Assert.That(clerk.Page.QuerySelector(".empty a[href='/van-ban-den/vao-so']"), Is.Not.Null);
        using var leader = await empty.SignedIn("nam");
        Assert.That(leader.Page.QuerySelector(".empty a[href='/van-ban-den/vao-so']"), Is.Null);
    }

    [Test]
    public async Task An_annulled_entry_is_struck_and_says_so()
    {
        var letter = await desk.Register(DeskOffice.Today);
        await desk.Use<AnnulIncoming, IncomingView>(async annul => await annul.Execute(
            letter.Id, new() { Reason = "Nhập nhầm sổ văn bản đi" }, new(false, null, false), await desk.CallerOf(DeskOffice.Clerk), CancellationToken.None));
        await browser.Open($"/van-ban-den?trang-thai=annulled");
        Assert.That(browser.Page.QuerySelectorAll(".line").All(line => line.ClassList.Contains("annulled")));
        Assert.That(browser.Text(".line .badge.struck"), Is.EqualTo("Đã hủy số"));
    }
}
