using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Dispatch.Incoming;
using Dispatch.Platform.Http;
using Dispatch.Routing;

namespace Dispatch.Web.Tests.Pages;

/// <summary>What the list of incoming documents can do beyond listing: columns, exports, views, bulk hand-over; without JavaScript.</summary>
public sealed class ListToolsTests
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
    public async Task Chosen_columns_stand_in_the_list_in_the_address_and_are_remembered()
    {
        using var ngoc = await desk.SignedIn("ngoc");
        await ngoc.Open("/van-ban-den?tu=1/10");
        ngoc.Page.QuerySelector<IHtmlInputElement>("input[name=cot][value=arrivedOn]")!.IsChecked = true;
        ngoc.Page.QuerySelector<IHtmlInputElement>("input[name=cot][value=signer]")!.IsChecked = true;
        await ngoc.Press(".columns button.primary");
        Assert.That(Uri.UnescapeDataString(ngoc.Address.Query), Does.Contain("tu=1/10").And.Contain("cot=arrivedOn,signer"));
        Assert.That(ngoc.Page.QuerySelectorAll("thead .extra").Select(head => head.TextContent), Is.EqualTo(new[] { "Ngày đến", "Người ký" }));
        Assert.That(ngoc.Page.QuerySelector(".line")!.QuerySelectorAll(".extra")[0].TextContent, Is.EqualTo("05/10/2026"));
        await ngoc.Open("/van-ban-den");
        Assert.That(ngoc.Page.QuerySelectorAll("thead .extra"), Has.Length.EqualTo(2), "remembered");
        await ngoc.Press(".columns form:nth-of-type(2) button");
        Assert.That(ngoc.Page.QuerySelectorAll("thead .extra"), Is.Empty, "back to the usual");
        await browser.Open("/van-ban-den");
        Assert.That(browser.Page.QuerySelectorAll("thead .extra"), Is.Empty, "another person's list is their own");
    }

    [Test]
    public async Task Exports_the_filter_with_exactly_the_chosen_columns()
    {
        await browser.Open("/van-ban-den?tu-khoa=bao+cao&cot=signer,notes");
        var shown = browser.Page.QuerySelectorAll(".line").Length;
        Assert.That(shown, Is.InRange(1, 49));
        var csv = browser.Page.QuerySelector(".columns a[href*='dang=csv']")!.GetAttribute("href")!;
        await browser.Follow(".columns a[href*='dang=xlsx']");
        using var stream = new MemoryStream(await browser.Answer.Content.ReadAsByteArrayAsync());
        var rows = MiniExcelLibs.MiniExcel.Query(stream, useHeaderRow: true).Cast<IDictionary<string, object?>>().ToList();
        Assert.That(rows, Has.Count.EqualTo(shown));
        Assert.That(rows[0].Keys, Is.EqualTo(new[]
        {
            "Số đến", "Tác giả", "Số, ký hiệu văn bản", "Ngày văn bản", "Trích yếu", "Mức độ khẩn", "Trạng thái", "Hạn giải quyết", "Người ký", "Ghi chú",
        }));
        await browser.Open(csv);
        Assert.That(browser.Answer.Content.Headers.ContentType!.MediaType, Is.EqualTo("text/csv"));
        Assert.That((await browser.Answer.Content.ReadAsStringAsync()).Split("\r\n", StringSplitOptions.RemoveEmptyEntries), Has.Length.EqualTo(shown + 1));
    }

    [Test]
    public async Task A_subject_that_looks_like_a_formula_is_text_in_both_tables()
    {
        var clerk = await desk.CallerOf(DeskOffice.Clerk);
        await desk.Use<RegisterIncoming, IncomingView>(register => register.Execute(new RegisterIncomingRequest
        {
            Register = DeskOffice.Book,
            ArrivedOn = DeskOffice.Today,
            Issuer = "Sở Xây dựng",
            Symbol = "777/SXD-CT",
            Subject = "=HYPERLINK(\"http://example.test\")",
        }, clerk, default));
        await browser.Open("/van-ban-den?handler=Table&dang=csv&tu-khoa=777/");
        Assert.That(await browser.Answer.Content.ReadAsStringAsync(), Does.Contain("\"'=HYPERLINK("));
        await browser.Open("/van-ban-den?handler=Table&dang=xlsx&tu-khoa=777/");
        using var zip = new System.IO.Compression.ZipArchive(new MemoryStream(await browser.Answer.Content.ReadAsByteArrayAsync()));
        var sheets = zip.Entries.Where(entry => entry.FullName.Contains("worksheets/sheet", StringComparison.Ordinal)).ToList();
        using var reader = new StreamReader(sheets.Single().Open());
        Assert.That(await reader.ReadToEndAsync(), Does.Contain("HYPERLINK").And.Not.Contain("<x:f>").And.Not.Contain("<f>"));
    }

    [Test]
    public async Task A_saved_view_opens_its_filter_and_a_shared_one_is_seen_by_the_unit_only()
    {
        await browser.Open("/van-ban-den?khan=gap&trang-thai=registered");
        browser.Type("name", "Khẩn còn hiệu lực");
        browser.Page.QuerySelector<IHtmlInputElement>("input[name=sharing][value=unit]")!.IsChecked = true;
        browser.Page.QuerySelector<IHtmlInputElement>("input[name=sharing][value=personal]")!.IsChecked = false;
        await browser.Press(".save-view button");
        Assert.That(browser.Address.PathAndQuery, Does.Contain("khan=gap"), "the filter stays");
        using var colleague = await desk.SignedIn("ngoc");
        await colleague.Open("/van-ban-den");
        Assert.That(colleague.Text(".views ul"), Does.Contain("Khẩn còn hiệu lực").And.Contain("Hôm nay").And.Contain("Chưa chuyển"));
        Assert.That(colleague.Page.QuerySelectorAll(".views li form"), Is.Empty, "nothing of hers to drop");
        await colleague.Follow(".views a[href*='trang-thai']");
        Assert.That(colleague.Address.Query, Does.Contain("khan=gap").And.Contain("trang-thai=registered"));
        using var leader = await desk.SignedIn("nam");
        await leader.Open("/van-ban-den");
        Assert.That(leader.Text(".views ul"), Does.Not.Contain("Khẩn còn hiệu lực"));
        await browser.Press(".views li form button");
        Assert.That(browser.Text(".views ul"), Does.Not.Contain("Khẩn còn hiệu lực"));
    }

    [Test]
    public async Task A_view_without_a_name_is_refused_beside_its_field()
    {
        await browser.Open("/van-ban-den?khan=gap");
        await browser.Press(".save-view button");
        Assert.That(browser.Answer.StatusCode, Is.EqualTo(HttpStatusCode.UnprocessableEntity));
        Assert.That(browser.Text("#name-error"), Is.EqualTo("Bắt buộc nhập"));
        Assert.That(browser.Page.QuerySelectorAll(".line"), Is.Not.Empty);
    }

    [Test]
    public async Task Twelve_ticked_one_stale_eleven_are_handed_over_and_the_other_is_linked()
    {
        await browser.Open("/van-ban-den");
        var ticks = browser.Page.QuerySelectorAll<IHtmlInputElement>("input[name=chon]").Take(12).ToList();
        foreach (var tick in ticks)
            tick.IsChecked = true;
        var stale = Guid.Parse(ticks[3].Value.Split(':')[0]);
        var clerk = await desk.CallerOf(DeskOffice.Clerk);
        await desk.Use<TransferIncoming, IncomingView>(transfer => transfer.Execute(new(stale), new() { To = "Phòng Nội chính" }, new IfMatch(false, null, false), clerk, default));
        browser.Type("to", "Phòng Tổng hợp");
        await browser.Press("#bulk button");
        Assert.That(browser.Text("#moved p"), Is.EqualTo("Chuyển Phòng Tổng hợp: 11 thành công, 1 lỗi."));
        Assert.That(browser.Page.QuerySelectorAll("#moved li a").Select(link => link.GetAttribute("href")), Is.EqualTo(new[] { $"/van-ban-den/{stale}" }));
        await browser.Open("/van-ban-den?chuyen=roi");
        Assert.That(browser.Page.QuerySelectorAll(".line").Length, Is.GreaterThanOrEqualTo(12));
        await browser.Open("/van-ban-den?chuyen=chua");
        Assert.That(browser.Page.QuerySelectorAll("input[name=chon]").Select(tick => tick.GetAttribute("value")!.Split(':')[0]), Has.None.EqualTo(ticks[0].Value.Split(':')[0]));
    }

    [Test]
    public async Task Ticked_entries_are_submitted_to_one_leader_and_what_was_refused_says_why()
    {
        await browser.Open("/van-ban-den?tu=1/10");
        var ticks = browser.Page.QuerySelectorAll<IHtmlInputElement>("input[name=chon]").Skip(12).Take(3).ToList();
        foreach (var tick in ticks)
            tick.IsChecked = true;
        var clerk = await desk.CallerOf(DeskOffice.Clerk);
        var already = Guid.Parse(ticks[1].Value.Split(':')[0]);
        await desk.Use<SubmitIncoming, SubmissionView>(submit => submit.Execute(new(already), new() { To = "nam" }, new IfMatch(false, null, false), clerk, default));
        await browser.Press("#bulk button[formaction*=Submit]");
        Assert.That((browser.Answer.StatusCode, browser.Text("#leader-error")), Is.EqualTo((HttpStatusCode.UnprocessableEntity, "Chọn người")));
        browser.Type("leader", "thinh");
        await browser.Press("#bulk button[formaction*=Submit]");
        Assert.That(browser.Text("#moved p"), Is.EqualTo("Trình Nguyễn Đức Thịnh: 2 thành công, 1 lỗi."));
        Assert.That(browser.Page.QuerySelectorAll("#moved li a").Select(link => link.GetAttribute("href")), Is.EqualTo(new[] { $"/van-ban-den/{already}" }));
        using var leader = await desk.SignedIn("thinh");
        await leader.Open("/cho-y-kien");
        Assert.That(leader.Page.QuerySelectorAll("a.subject"), Has.Length.EqualTo(2));
    }

    [Test]
    public async Task A_hand_over_to_nobody_keeps_the_ticks_and_what_was_typed()
    {
        await browser.Open("/van-ban-den?tu=1/10");
        var tick = browser.Page.QuerySelector<IHtmlInputElement>("input[name=chon]")!;
        tick.IsChecked = true;
        browser.Type("transferredOn", "5/10");
        await browser.Press("#bulk button");
        Assert.That(browser.Answer.StatusCode, Is.EqualTo(HttpStatusCode.UnprocessableEntity));
        Assert.That(browser.Text("#to-error"), Is.EqualTo("Bắt buộc nhập"));
        Assert.That(browser.Page.QuerySelectorAll("input[name=chon][checked]").Select(box => box.GetAttribute("value")), Is.EqualTo(new[] { tick.Value }));
        Assert.That(browser.Page.QuerySelector("#transferredOn")!.GetAttribute("value"), Is.EqualTo("5/10"));
    }

    [Test]
    public async Task Who_only_reads_has_nothing_to_tick_and_cannot_hand_over()
    {
        using var leader = await desk.SignedIn("nam");
        await leader.Open("/van-ban-den");
        Assert.That(leader.Page.QuerySelectorAll("input[name=chon], #bulk"), Is.Empty);
        Assert.That(leader.Page.QuerySelectorAll(".line"), Is.Not.Empty);
    }
}
