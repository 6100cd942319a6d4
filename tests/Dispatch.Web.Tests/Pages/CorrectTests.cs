using System.Globalization;
using System.Net;
using Dispatch.Incoming;
using Dispatch.Registers;
using Dispatch.Sample;

namespace Dispatch.Web.Tests.Pages;

/// <summary>Correcting, scans, hand-overs and undo, without JavaScript.</summary>
public sealed class CorrectTests
{
    private DeskOffice desk = null!;
    private Browser browser = null!;

    [OneTimeSetUp]
    public async Task Open() => desk = await DeskOffice.Start();

    [OneTimeTearDown]
    public async Task Close() => await desk.DisposeAsync();

    [SetUp]
    public async Task SitDown() => browser = await desk.SignedIn();

    [TearDown]
    public void StandUp() => browser.Dispose();

    [Test]
    public async Task Corrects_and_leaves_old_and_new_readable_in_words()
    {
        var letter = await desk.Register(DeskOffice.Today);
        await browser.Open($"/van-ban-den/{letter.Id}");
        await browser.Follow("a[data-key=KeyX]");
        Assert.That(Value("symbol"), Is.EqualTo(letter.Symbol));
        Assert.That(Value("arrivedOn"), Is.EqualTo("05/10/2026"));
        browser.Type("subject", "Trích yếu đã sửa");
        browser.Type("urgency", letter.Urgency == Documents.Urgency.Express ? "urgent" : "express");
        browser.Type("dueOn", "9/10");
        browser.Type("because", "Gõ nhầm");
        await browser.Press("[data-submit]");
        Assert.That(browser.Text("h1"), Is.EqualTo("Trích yếu đã sửa"));
        Assert.That(browser.Text(".entry-head-no"), Does.Contain(letter.ArrivalNumber.ToString(CultureInfo.InvariantCulture)));
        var changes = browser.Page.QuerySelectorAll(".timeline li").Single(line => line.TextContent.Contains(" sửa", StringComparison.Ordinal)).TextContent;
        Assert.That(changes, Does.Contain(letter.Subject).And.Contain("Trích yếu đã sửa").And.Contain("09/10/2026").And.Contain("Lý do: Gõ nhầm"));
        Assert.That(changes, Does.Contain("Mức độ khẩn").And.Not.Contain("express").And.Not.Contain("2026-10"));
    }

    [Test]
    public async Task Nothing_changed_is_nothing_done()
    {
        var letter = await desk.Register(DeskOffice.Today);
        await browser.Open($"/van-ban-den/{letter.Id}/sua");
        await browser.Press("[data-submit]");
        Assert.That(browser.Address.AbsolutePath, Is.EqualTo($"/van-ban-den/{letter.Id}"));
        Assert.That(browser.Page.QuerySelector(".undo"), Is.Null);
    }

    [Test]
    public async Task Errors_stand_beside_their_fields_and_nothing_is_lost()
    {
        var letter = await desk.Register(DeskOffice.Today);
        await browser.Open($"/van-ban-den/{letter.Id}/sua");
        browser.Type("subject", "");
        browser.Type("notes", "ghi chú vừa gõ");
        await browser.Press("[data-submit]");
        Assert.That(browser.Answer.StatusCode, Is.EqualTo(HttpStatusCode.UnprocessableEntity));
        Assert.That(browser.Page.Title, Does.StartWith("Lỗi:"));
        Assert.That(browser.Page.QuerySelector("#subject-error"), Is.Not.Null);
        Assert.That(browser.Page.QuerySelector("#notes, [name=notes]")!.GetAttribute("value"), Is.EqualTo("ghi chú vừa gõ"));
        browser.Type("subject", "Có lại");
        await browser.Press("[data-submit]");
        Assert.That(browser.Text("h1"), Is.EqualTo("Có lại"));
    }

    [Test]
    public async Task Somebody_was_quicker_theirs_comes_in_and_what_was_typed_stays()
    {
        var letter = await desk.Register(DeskOffice.Today);
        await browser.Open($"/van-ban-den/{letter.Id}/sua");
        browser.Type("subject", "Của tôi");
        using (var other = await desk.SignedIn("ngoc"))
        {
            await other.Open($"/van-ban-den/{letter.Id}/sua");
            other.Type("subject", "Của chị Ngọc");
            other.Type("pageCount", "77");
            await other.Press("[data-submit]");
        }
        await browser.Press("[data-submit]");
        Assert.That(browser.Answer.StatusCode, Is.EqualTo(HttpStatusCode.PreconditionFailed));
        Assert.That(browser.Text("#problem"), Does.Match("Văn bản đã được Trần Thị Bích Ngọc cập nhật lúc [0-9]{2}:[0-9]{2}"));
        Assert.That(browser.Page.QuerySelector("#subject")!.TextContent.Trim(), Is.EqualTo("Của tôi"));
        Assert.That(Value("pageCount"), Is.EqualTo("77"), "what nobody touched here is theirs");
        Assert.That(browser.Text("#both"), Does.Contain("Trích yếu").And.Contain("Của chị Ngọc").And.Not.Contain("77"));
        await browser.Press("[data-submit]");
        Assert.That(browser.Text("h1"), Is.EqualTo("Của tôi"));
        Assert.That(browser.Page.QuerySelectorAll(".facts dd").Select(value => value.TextContent.Trim()), Does.Contain("77"));
    }

    [Test]
    public async Task An_annulled_line_and_a_closed_book_say_why_they_stay_as_they_are()
    {
        await using var own = await DeskOffice.Start();
        using var clerk = await own.SignedIn();
        var letter = await own.Register(DeskOffice.Today);
        await clerk.Open($"/van-ban-den/{letter.Id}/sua");
        await own.Use<CloseYear, ClosingCertificate>(async close => await close.Execute(DeskOffice.Book, DeskOffice.Today.Year, await own.CallerOf(DeskOffice.Clerk), CancellationToken.None));
        clerk.Type("subject", "Muộn rồi");
        await clerk.Press("[data-submit]");
        Assert.That(clerk.Answer.StatusCode, Is.EqualTo(HttpStatusCode.Conflict));
        Assert.That(clerk.Text("#shut"), Does.Contain("Sổ năm 2026 đã khóa"));
        await clerk.Open($"/van-ban-den/{letter.Id}/sua");
        Assert.That(clerk.Page.QuerySelector("#book"), Is.Null);

        var annulled = await desk.Register(DeskOffice.Today);
        await desk.Use<AnnulIncoming, IncomingView>(async annul => await annul.Execute(annulled.Id, new() { Reason = "Vào nhầm sổ khác" }, new(false, null, false), await desk.CallerOf(DeskOffice.Clerk), CancellationToken.None));
        await browser.Open($"/van-ban-den/{annulled.Id}/sua");
        Assert.That(browser.Text("#shut"), Does.Contain("đã hủy"));
    }

    [Test]
    public async Task A_correction_is_undone_with_a_button_within_the_minute_and_not_after_it()
    {
        var letter = await desk.Register(DeskOffice.Today);
        await Correct(letter, "Sửa nhầm");
        Assert.That(browser.Text(".undo"), Does.StartWith("Đã sửa văn bản.").And.Contain("Hoàn tác"));
        Assert.That(browser.Page.QuerySelector(".undo button")!.GetAttribute("data-key"), Is.EqualTo("KeyZ"));
        await browser.Press(".undo button");
        Assert.That(browser.Text(".note.good"), Is.EqualTo("Đã hoàn tác"));
        Assert.That(browser.Text("h1"), Is.EqualTo(letter.Subject));
        Assert.That(browser.Text(".timeline"), Does.Contain("hoàn tác việc sửa"));
        Assert.That(browser.Page.QuerySelector(".undo"), Is.Null);

        await Correct(letter, "Sửa nữa");
        desk.Office.Clock.Advance(TimeSpan.FromSeconds(61));
        await browser.Press(".undo button");
        Assert.That(browser.Answer.StatusCode, Is.EqualTo(HttpStatusCode.Conflict));
        Assert.That(browser.Text("#problem"), Does.Contain("đã quá 60 giây"));
        Assert.That(browser.Page.QuerySelector(".undo"), Is.Null);
        Assert.That(browser.Text("h1"), Is.EqualTo("Sửa nữa"));
    }

    [Test]
    public async Task What_somebody_else_did_is_not_offered_to_undo()
    {
        var letter = await desk.Register(DeskOffice.Today);
        await Correct(letter, "Của hlan");
        using var other = await desk.SignedIn("ngoc");
        await other.Open($"/van-ban-den/{letter.Id}");
        Assert.That(other.Page.QuerySelector(".undo"), Is.Null);
    }

    [Test]
    public async Task Several_hand_overs_fill_columns_7_to_9_and_the_last_is_withdrawn()
    {
        var letter = await desk.Register(DeskOffice.Today.AddDays(-1));
        await browser.Open($"/van-ban-den/{letter.Id}");
        Assert.That(browser.Text("#transfers"), Does.Contain("Chưa chuyển giao"));
        await HandOver("hq", "Phòng Tổng hợp", "");
        await HandOver("hôm nay", "Phòng Khoa giáo - Văn xã", "Phạm Thu Đào");
        Assert.That(browser.Page.QuerySelectorAll("#transfers li").Select(line => line.TextContent.Trim()),
            Is.EqualTo(new[] { "04/10/2026 · Phòng Tổng hợp", "05/10/2026 · Phòng Khoa giáo - Văn xã · Phạm Thu Đào ký nhận" }));
        await browser.Press(".undo button");
        Assert.That(browser.Page.QuerySelectorAll("#transfers li"), Has.Length.EqualTo(1));
        Assert.That(browser.Text(".timeline:last-of-type"), Is.Not.Empty);
    }

    [Test]
    public async Task A_second_press_notes_one_hand_over()
    {
        var letter = await desk.Register(DeskOffice.Today);
        await browser.Open($"/van-ban-den/{letter.Id}");
        var key = Value("key")!;
        await HandOver("hôm nay", "Phòng Tổng hợp", "");
        browser.Type("key", key);
        await HandOver("hôm nay", "Phòng Tổng hợp", "");
        Assert.That(browser.Page.QuerySelectorAll("#transfers li"), Has.Length.EqualTo(1));
        browser.Type("key", "không phải khóa");
        await HandOver("hôm nay", "Phòng Kinh tế", "");
        Assert.That(browser.Page.QuerySelectorAll("#transfers li"), Has.Length.EqualTo(2));
    }

    [TestCase("35/13", "Phòng Tổng hợp", "#transferredOn-error")]
    [TestCase("01/10/2026", "Phòng Tổng hợp", "#transferredOn-error")]
    [TestCase("hôm nay", "", "#to-error")]
    public async Task A_hand_over_that_cannot_be_says_so_beside_the_field(string on, string to, string error)
    {
        var letter = await desk.Register(DeskOffice.Today);
        await browser.Open($"/van-ban-den/{letter.Id}");
        await HandOver(on, to, "Phạm Thu Đào");
        Assert.That(browser.Answer.StatusCode, Is.EqualTo(HttpStatusCode.UnprocessableEntity));
        Assert.That(browser.Page.QuerySelector(error), Is.Not.Null);
        Assert.That(Value("transferredOn"), Is.EqualTo(on));
        Assert.That(Value("receiptSignedBy"), Is.EqualTo("Phạm Thu Đào"));
        Assert.That(browser.Page.QuerySelector("#transfers details")!.HasAttribute("open"));
    }

    [Test]
    public async Task A_wrong_scan_is_replaced_with_a_reason_and_stays_readable()
    {
        var letter = await desk.Register(DeskOffice.Today, withScan: true);
        await browser.Open($"/van-ban-den/{letter.Id}/tep");
        browser.Type("wrong", letter.Files[0].Id.ToString());
        await browser.Press("#replace button", ("scan", "Bản quét đúng.pdf", SampleLetterPdf.Of(desk.NextLetter())));
        Assert.That(browser.Answer.StatusCode, Is.EqualTo(HttpStatusCode.UnprocessableEntity), "a replaced file needs a reason");
        Assert.That(browser.Page.QuerySelector("#reason-error"), Is.Not.Null);
        Assert.That(browser.Text("#replace .note"), Does.Contain("Bản quét đúng.pdf"));
        browser.Type("reason", "Bản cũ thiếu trang 3");
        await browser.Press("#replace button");
        var files = browser.Page.QuerySelectorAll(".files li").Select(line => line.TextContent).ToList();
        Assert.That(files[0], Does.Contain("Bản quét đúng.pdf").And.Not.Contain("Bản cũ"));
        Assert.That(files[1], Does.Contain(letter.Files[0].Name).And.Contain("Bản cũ"));
        Assert.That(browser.Text(".timeline"), Does.Contain("Bản cũ thiếu trang 3").And.Contain("Bản quét đúng.pdf"));
        await browser.Press(".undo button");
        Assert.That(browser.Page.QuerySelectorAll(".files li")[0].TextContent, Does.Contain(letter.Files[0].Name).And.Not.Contain("Bản cũ"));
    }

    [Test]
    public async Task Another_file_becomes_the_main_one_by_a_button()
    {
        var letter = await desk.Register(DeskOffice.Today, withScan: true);
        await browser.Open($"/van-ban-den/{letter.Id}/tep");
        await browser.Press("#replace button", ("scan", "Phụ lục.pdf", SampleLetterPdf.Of(desk.NextLetter())));
        await browser.Open($"/van-ban-den/{letter.Id}/tep");
        await browser.Press(".files [name=first]");
        Assert.That(browser.Page.QuerySelectorAll(".files a").Select(file => file.TextContent), Is.EqualTo(new[] { "Phụ lục.pdf", letter.Files[0].Name }));
        await browser.Press("#replace button");
        Assert.That(browser.Text("#scan-error"), Is.EqualTo("Chọn tệp cần gửi"));
    }

    [TestCase("sua")]
    [TestCase("tep")]
    public async Task A_leader_may_not_and_what_is_not_there_is_not_found(string page)
    {
        var letter = await desk.Register(DeskOffice.Today);
        using var leader = await desk.SignedIn("nam");
        await leader.Open($"/van-ban-den/{letter.Id}");
        Assert.That(leader.Page.QuerySelector("#transfer, a[data-key=KeyX], .undo"), Is.Null);
        await leader.Open($"/van-ban-den/{letter.Id}/{page}");
        Assert.That(leader.Answer.StatusCode, Is.EqualTo(HttpStatusCode.Forbidden));
        await browser.Open($"/van-ban-den/{Guid.Empty}/{page}");
        Assert.That(browser.Answer.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
    }

    private async Task Correct(IncomingView letter, string subject)
    {
        await browser.Open($"/van-ban-den/{letter.Id}/sua");
        browser.Type("subject", subject);
        await browser.Press("[data-submit]");
    }

    private async Task HandOver(string on, string to, string signedBy)
    {
        browser.Type("transferredOn", on);
        browser.Type("to", to);
        browser.Type("receiptSignedBy", signedBy);
        await browser.Press("#transfer button");
    }

    private string? Value(string name) => browser.Page.QuerySelector($"[name='{name}']")!.GetAttribute("value");
}
