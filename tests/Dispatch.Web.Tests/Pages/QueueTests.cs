using System.Net;
using AngleSharp.Dom;
using Dapper;
using Dispatch.Documents;
using Dispatch.Incoming;
using Dispatch.Sample;
using Dispatch.Testing;

namespace Dispatch.Web.Tests.Pages;

/// <summary>Chờ vào sổ without JavaScript: the list, noting an arrival, the ways out, undo, and registering from it.</summary>
internal sealed class QueueTests
{
    private DeskOffice desk = null!;
    private Browser browser = null!;

    [SetUp]
    public async Task Open()
    {
        desk = await DeskOffice.Start();
        await desk.DeclareCalendar();
        browser = await desk.SignedIn();
    }

    [TearDown]
    public async Task Close()
    {
        browser.Dispose();
        await desk.DisposeAsync();
    }

    [Test]
    public async Task Shows_express_first_in_words_and_counts_its_minutes_and_the_others_limit()
    {
        var now = desk.Office.Clock.GetUtcNow();
        await desk.Receive(new() { Issuer = "Sở Xây dựng", ReceivedAt = now.AddHours(-2) });
        await desk.Receive(new() { Issuer = "Thủ tướng Chính phủ", Urgency = Urgency.Express, ReceivedAt = now.AddMinutes(-12) });
        await desk.Receive(new() { Issuer = "Sở Y tế", Urgency = Urgency.Urgent, ReceivedAt = now.AddMinutes(-35) });
        await browser.Open("/cho-vao-so");
        var rows = browser.Page.QuerySelectorAll(".line");
        Assert.That(rows.Select(row => row.QuerySelector(".subject")!.TextContent), Is.EqualTo(new[] { "Thủ tướng Chính phủ", "Sở Y tế", "Sở Xây dựng" }));
        Assert.That(rows.Select(row => row.QuerySelector(".col-due")!.TextContent.Trim()), Is.EqualTo(new[] { "Đã 12 phút, còn 18 phút", "Quá 5 phút", "Hết ngày 06/10/2026" }));
        Assert.That(rows[0].QuerySelector(".badge.alarm")!.TextContent, Is.EqualTo("Hỏa tốc"));
        Assert.That(rows[0].TextContent, Does.Contain("Ghi tay"));
        Assert.That(browser.Text("#waiting"), Is.EqualTo("3"), "the number beside the name is the list's");
        Assert.That(browser.Text("#count"), Is.EqualTo("3 mục"));
    }

    [Test]
    public async Task Past_the_limit_only_after_it_over_a_weekend_and_a_holiday()
    {
        At(20, 16, 50);
        await desk.Receive(new() { Issuer = "Thứ sáu" });
        At(23, 16, 50);
        await desk.Receive(new() { Issuer = "Thứ hai" });
        Assert.That(await Limits(), Is.EqualTo(new[] { ("Thứ sáu", "Hết hôm nay"), ("Thứ hai", "Hết ngày 25/11/2026") }));
        At(23, 23, 59, 59);
        Assert.That(await Limits(), Is.EqualTo(new[] { ("Thứ sáu", "Hết hôm nay"), ("Thứ hai", "Hết ngày 25/11/2026") }));
        At(24, 0, 0);
        Assert.That(await Limits(), Is.EqualTo(new[] { ("Thứ sáu", "Quá hạn vào sổ"), ("Thứ hai", "Hết ngày 25/11/2026") }));
        At(25, 23, 59, 59);
        Assert.That(await Limits(), Is.EqualTo(new[] { ("Thứ sáu", "Quá hạn vào sổ"), ("Thứ hai", "Hết hôm nay") }));
        At(26, 0, 0);
        Assert.That(await Limits(), Is.EqualTo(new[] { ("Thứ sáu", "Quá hạn vào sổ"), ("Thứ hai", "Quá hạn vào sổ") }));
    }

    [Test]
    public async Task Loads_further_and_keeps_to_its_tab()
    {
        for (var i = 0; i < 52; i++)
            await desk.Receive(new() { Issuer = $"Sở {i:00}" });
        await browser.Open("/cho-vao-so");
        Assert.That(browser.Page.QuerySelectorAll(".line"), Has.Length.EqualTo(50));
        Assert.That(browser.Text("#count"), Is.EqualTo("52 mục"));
        var more = browser.Page.QuerySelector("#more a")!.GetAttribute("href")!;
        await browser.Open(more, ("HX-Request", "true"), ("HX-Target", "tbody#more"));
        Assert.That(await browser.Answer.Content.ReadAsStringAsync(), Does.StartWith("<tbody>").And.Not.Contain("<html"));
        await browser.Open(more);
        Assert.That(browser.Page.QuerySelectorAll(".line"), Has.Length.EqualTo(2));
        await browser.Open("/cho-vao-so?sau=khong-phai");
        Assert.That(browser.Answer.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That(browser.Page.QuerySelector("#problem"), Is.Not.Null);
    }

    [Test]
    public async Task Says_the_next_step_when_it_is_empty()
    {
        await browser.Open("/cho-vao-so");
        Assert.That(browser.Text(".empty"), Does.Contain("Không có gì chờ vào sổ"));
        Assert.That(browser.Page.QuerySelector("#waiting"), Is.Null);
        await browser.Open("/cho-vao-so?trang-thai=da-tu-choi");
        Assert.That(browser.Text(".empty a"), Is.EqualTo("Về hàng chờ"));
    }

    [Test]
    public async Task Refuses_with_a_reason_of_ten_letters_and_takes_it_back_within_a_minute()
    {
        var item = await desk.Receive(new() { Issuer = "UBND tỉnh Đắk Lắk" });
        await browser.Open($"/cho-vao-so/{item.Id}");
        await browser.Follow("#acts .danger");
        browser.Type("reason", "nhầm");
        await browser.Press("#refuse .danger");
        Assert.That(browser.Answer.StatusCode, Is.EqualTo(HttpStatusCode.UnprocessableEntity));
        Assert.That(browser.Page.Title, Does.StartWith("Lỗi:"));
        Assert.That(browser.Text("#reason"), Is.EqualTo("nhầm"));
        Assert.That(browser.Text("#reason-error"), Does.Contain("10"));
        browser.Type("reason", "Gửi nhầm nơi nhận");
        await browser.Press("#refuse .danger");
        Assert.That(browser.Address.AbsolutePath, Is.EqualTo("/cho-vao-so"));
        Assert.That(browser.Text("#done"), Does.StartWith("Đã từ chối: Gửi nhầm nơi nhận"));
        Assert.That(browser.Page.QuerySelectorAll(".line"), Is.Empty);
        await browser.Press("#done button[data-key=KeyZ]");
        Assert.That(browser.Text("#done"), Is.EqualTo("Mục này lại chờ vào sổ."));
        Assert.That(browser.Text(".line .subject"), Is.EqualTo("UBND tỉnh Đắk Lắk"));
        await browser.Follow(".line .subject");
        Assert.That(browser.Text(".timeline"), Does.Contain("từ chối").And.Contain("hoàn tác"));
    }

    [Test]
    public async Task After_a_minute_undo_says_why_not()
    {
        var item = await desk.Receive(new() { Issuer = "UBND tỉnh Đắk Lắk" });
        await browser.Open($"/cho-vao-so/{item.Id}?hoi=tu-choi");
        browser.Type("reason", "Gửi nhầm nơi nhận");
        await browser.Press("#refuse .danger");
        desk.Office.Clock.Advance(TimeSpan.FromSeconds(61));
        await browser.Press("#done button");
        Assert.That(browser.Answer.StatusCode, Is.EqualTo(HttpStatusCode.Conflict));
        Assert.That(browser.Text("#problem"), Does.Contain("Không hoàn tác được nữa").And.Contain("60 giây"));
        await browser.Open("/cho-vao-so?trang-thai=da-tu-choi");
        Assert.That(browser.Text(".line .because"), Is.EqualTo("Gửi nhầm nơi nhận"));
    }

    [Test]
    public async Task Hands_over_a_letter_addressed_by_name_and_takes_it_back_later()
    {
        var item = await desk.Receive(new() { AddressedTo = "Ông Lê Hoàng Nam" });
        await browser.Open($"/cho-vao-so/{item.Id}");
        Assert.That(browser.Text("#acts .primary"), Is.EqualTo("Chuyển nguyên bì"));
        await browser.Follow("#acts .primary");
        Assert.That(browser.Page.QuerySelector("#to")!.GetAttribute("value"), Is.EqualTo("Ông Lê Hoàng Nam"));
        await browser.Press("#hand-over .primary");
        Assert.That(browser.Text("#done"), Does.StartWith("Đã chuyển nguyên bì cho Ông Lê Hoàng Nam."));
        desk.Office.Clock.Advance(TimeSpan.FromMinutes(20));
        await browser.Open("/cho-vao-so?trang-thai=da-chuyen");
        await browser.Follow(".line .subject");
        await browser.Press("#take-back");
        Assert.That(browser.Text(".line .col-no"), Is.EqualTo("05/10/2026 08:50"));
    }

    [Test]
    public async Task Somebody_who_was_quicker_is_not_overwritten()
    {
        var item = await desk.Receive(new() { Issuer = "Sở Xây dựng" });
        using var other = await desk.SignedIn("ngoc");
        await browser.Open($"/cho-vao-so/{item.Id}?hoi=tu-choi");
        await other.Open($"/cho-vao-so/{item.Id}?hoi=tu-choi");
        other.Type("reason", "Gửi nhầm nơi nhận");
        await other.Press("#refuse .danger");
        browser.Type("reason", "Gửi trùng lần thứ hai");
        await browser.Press("#refuse .danger");
        Assert.That(browser.Answer.StatusCode, Is.EqualTo(HttpStatusCode.PreconditionFailed));
        Assert.That(browser.Text("#problem"), Does.Contain("Đã có người sửa"));
        Assert.That(browser.Page.QuerySelector("#refuse"), Is.Null, "there is nothing left to refuse");
    }

    [Test]
    public async Task Notes_an_arrival_from_the_envelope_and_nothing_typed_is_lost_when_wrong()
    {
        await browser.Open("/cho-vao-so/moi");
        browser.Type("receivedAt", "25 giờ");
        browser.Type("addressedTo", "Bà Phạm Thu Đào");
        browser.Type("urgency", "veryUrgent");
        await browser.Press("form.arrival .primary");
        Assert.That(browser.Answer.StatusCode, Is.EqualTo(HttpStatusCode.UnprocessableEntity));
        Assert.That(browser.Page.QuerySelector("#receivedAt")!.GetAttribute("value"), Is.EqualTo("25 giờ"));
        Assert.That(browser.Page.QuerySelector("#receivedAt-error"), Is.Not.Null);
        Assert.That(browser.Page.QuerySelector("#urgency option[selected]")!.GetAttribute("value"), Is.EqualTo("veryUrgent"));
        browser.Type("receivedAt", "7h45");
        await browser.Press("form.arrival .primary");
        Assert.That(browser.Text("[role=status].note"), Is.EqualTo("Đã ghi nhận 1 mục."));
        Assert.That(browser.Text(".line .col-no"), Is.EqualTo("05/10/2026 07:45"));
        Assert.That(browser.Text(".line .subject"), Is.EqualTo("Gửi đích danh: Bà Phạm Thu Đào"));
        await browser.Open("/cho-vao-so/moi");
        await browser.Press("form.arrival .primary");
        Assert.That(browser.Page.QuerySelector("#issuer-error"), Is.Not.Null, "something must be said about what came");
    }

    [TestCase("each", 3)]
    [TestCase("one", 1)]
    public async Task Several_scans_are_several_items_or_one(string split, int items)
    {
        await browser.Open("/cho-vao-so/moi");
        foreach (var box in browser.Page.QuerySelectorAll<AngleSharp.Html.Dom.IHtmlInputElement>("[name=split]"))
            box.IsChecked = box.Value == split;
        await browser.Press("form.arrival .primary", [.. Enumerable.Range(1, 3).Select(i => ("files", $"quét {i}.pdf", SampleLetterPdf.Of(desk.NextLetter())))]);
        Assert.That(browser.Page.QuerySelectorAll(".line"), Has.Length.EqualTo(items));
        Assert.That(browser.Text(".line .from"), Does.Contain("Tải lên").And.Contain(split == "one" ? "3 tệp" : "1 tệp"));
    }

    [Test]
    public async Task A_refused_file_stops_the_form_and_the_good_one_stays()
    {
        await browser.Open("/cho-vao-so/moi");
        await browser.Press("form.arrival .primary", ("files", "tốt.pdf", SampleLetterPdf.Of(desk.NextLetter())), ("files", "virus.exe", [(byte)'M', (byte)'Z', .. new byte[80]]));
        Assert.That(browser.Answer.StatusCode, Is.EqualTo(HttpStatusCode.UnsupportedMediaType));
        Assert.That(browser.Text(".files"), Is.EqualTo("tốt.pdf"));
        await browser.Press("form.arrival .primary");
        Assert.That(browser.Page.QuerySelectorAll(".line"), Has.Length.EqualTo(1));
    }

    [Test]
    public async Task Of_a_secret_arrival_nothing_is_kept()
    {
        await browser.Open("/cho-vao-so/moi");
        browser.Type("secrecy", "secret");
        browser.Type("issuer", "Bộ Công an");
        await browser.Press("form.arrival .primary", ("files", "a.pdf", SampleLetterPdf.Of(desk.NextLetter())));
        Assert.That(browser.Answer.StatusCode, Is.EqualTo(HttpStatusCode.UnprocessableEntity));
        Assert.That(browser.Text("#problem"), Does.Contain("máy độc lập"));
        await using var connection = await desk.Office.Database.OpenAsOwner();
        Assert.That(await connection.ExecuteScalarAsync<long>("select count(*) from received_item"), Is.Zero);
        Assert.That(await connection.ExecuteScalarAsync<long>("select count(*) from stored_file where name = 'a.pdf'"), Is.Zero);
    }

    [Test]
    public async Task Registers_from_the_queue_and_goes_on_with_what_else_was_in_the_envelope_then_with_the_next()
    {
        await desk.Receive(new() { Issuer = "Sở Y tế" });
        var item = await desk.Scanned("Sở Nội vụ", Urgency.Urgent, scans: 2);
        await browser.Open($"/cho-vao-so/{item.Id}");
        Assert.That(browser.Page.QuerySelectorAll("#paper > iframe"), Has.Length.EqualTo(1), "the scan is to be seen");
        await browser.Follow("#acts .primary");
        Assert.That(browser.Page.QuerySelector("#issuer")!.GetAttribute("value"), Is.EqualTo("Sở Nội vụ"));
        Assert.That(browser.Page.QuerySelector("#urgency option[selected]")!.GetAttribute("value"), Is.EqualTo("urgent"));
        var scans = browser.Page.QuerySelectorAll<AngleSharp.Html.Dom.IHtmlInputElement>("[name=fileIds]").ToList();
        Assert.That(scans.Select(scan => scan.IsChecked), Is.EqualTo(new[] { true, true }));
        scans[1].IsChecked = false;
        browser.Type("symbol", "901/SNV-VTLT");
        browser.Type("subject", "Văn bản thứ nhất trong bì");
        browser.Type("moreInEnvelope", "true");
        await browser.Press("[data-submit]");
        var first = int.Parse(browser.Text("#given .big"), System.Globalization.CultureInfo.InvariantCulture);
        Assert.That(browser.Page.QuerySelector("#issuer")!.GetAttribute("value"), Is.EqualTo("Sở Nội vụ"), "the rest of the envelope comes next");
        Assert.That(browser.Page.QuerySelectorAll("[name=fileIds]"), Has.Length.EqualTo(1));
        browser.Type("unnumbered", "true");
        browser.Type("subject", "Giấy không số cùng bì");
        await browser.Press("[data-submit]");
        Assert.That(browser.Text("#given .big"), Is.EqualTo($"{first + 1}"));
        Assert.That(browser.Page.QuerySelector("#issuer")!.GetAttribute("value"), Is.EqualTo("Sở Y tế"), "then the next of the queue");
        browser.Type("symbol", "902/SYT");
        browser.Type("subject", "Văn bản cuối cùng");
        await browser.Press("[data-submit]");
        Assert.That(browser.Text(".queue-done"), Does.Contain("Không còn gì chờ vào sổ"));
        Assert.That(browser.Page.QuerySelector("[name=muc]"), Is.Null);
        await browser.Open($"/van-ban-den/vao-so?muc={item.Id}");
        Assert.That(browser.Address.AbsolutePath, Is.EqualTo($"/cho-vao-so/{item.Id}"), "what is registered is not registered again");
        await browser.Open("/cho-vao-so?trang-thai=da-vao-so");
        Assert.That(browser.Page.QuerySelectorAll(".line"), Has.Length.EqualTo(3));
    }

    [Test]
    public async Task A_wrong_form_keeps_its_item()
    {
        var item = await desk.Receive(new() { Issuer = "Sở Y tế" });
        await browser.Open($"/van-ban-den/vao-so?muc={item.Id}");
        browser.Type("symbol", "903/SYT");
        await browser.Press("[data-submit]");
        Assert.That(browser.Answer.StatusCode, Is.EqualTo(HttpStatusCode.UnprocessableEntity));
        Assert.That(browser.Page.QuerySelector("#from-queue"), Is.Not.Null);
        browser.Type("subject", "Có trích yếu");
        await browser.Press("[data-submit]");
        await browser.Open($"/cho-vao-so/{item.Id}");
        Assert.That(browser.Text("header .badge"), Is.EqualTo("Đã vào sổ"));
    }

    [Test]
    public async Task Shows_what_the_scan_station_sent_what_it_refused_and_that_secret_files_must_go()
    {
        var folder = Path.Combine(desk.Office.DataFolder, "scan-in");
        await File.WriteAllBytesAsync(Path.Combine(folder, "Công văn 7.pdf"), SampleLetterPdf.Of(desk.NextLetter()));
        await File.WriteAllBytesAsync(Path.Combine(folder, "cài đặt.pdf"), [(byte)'M', (byte)'Z', .. new byte[80]]);
        await File.WriteAllBytesAsync(Path.Combine(folder, "MẬT kế hoạch.pdf"), SampleLetterPdf.Of(desk.NextLetter()));
        await desk.Sweep<TakeScans>(job => job.Run(default));
        desk.Office.Clock.Advance(TimeSpan.FromSeconds(10));
        await desk.Sweep<TakeScans>(job => job.Run(default));
        await browser.Open("/cho-vao-so");
        Assert.That(browser.Text(".line .subject"), Is.EqualTo("Công văn 7.pdf"));
        Assert.That(browser.Text(".line .from"), Does.StartWith("Máy quét"));
        Assert.That(browser.Text("#secret-scans"), Does.StartWith("Có 1 tệp mang dấu mật").And.Not.Contain("kế hoạch"));
        Assert.That(browser.Text("#refused-scans"), Does.Contain("cài đặt.pdf").And.Contain("Không nhận loại tệp này"));
        Assert.That(browser.Text(".swept"), Does.Contain("05/10/2026 08:30"));
    }

    [Test]
    public async Task The_registry_works_here_and_leaders_only_look_at_what_they_are_told_of()
    {
        var item = await desk.Receive(new() { Issuer = "Sở Y tế" });
        using var chief = await desk.SignedIn("thinh");
        await chief.Open("/cho-vao-so");
        Assert.That(chief.Answer.StatusCode, Is.EqualTo(HttpStatusCode.Forbidden));
        await chief.Open($"/cho-vao-so/{item.Id}?hoi=tu-choi");
        Assert.That(chief.Answer.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(chief.Page.QuerySelector("#acts, #refuse"), Is.Null);
        await browser.Open($"/cho-vao-so/{Guid.Empty}");
        Assert.That(browser.Answer.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
    }

    [Test]
    public async Task The_chief_is_told_in_the_bell_and_the_notice_leads_to_the_item()
    {
        await desk.Receive(new() { Issuer = "Thủ tướng Chính phủ", Urgency = Urgency.Express, ReceivedAt = TestOffice.Morning.AddMinutes(-31) });
        await desk.Sweep<AlertExpressItems>(job => job.Run(default));
        using var chief = await desk.SignedIn("thinh");
        await chief.Open("/thong-bao");
        Assert.That(chief.Text("#bell .visually-hidden"), Is.EqualTo("Thông báo, 1 chưa đọc"));
        Assert.That(chief.Text(".notices h2"), Is.EqualTo("Thứ Hai, 05/10/2026"));
        Assert.That(chief.Text(".notices li a"), Is.EqualTo("Văn bản khẩn chưa vào sổ, đã quá giờ: Thủ tướng Chính phủ"));
        await chief.Press(".notices li button");
        Assert.That(chief.Text("#bell .visually-hidden"), Is.EqualTo("Thông báo"));
        Assert.That(chief.Page.QuerySelector(".notices form"), Is.Null);
        await chief.Follow(".notices li a");
        Assert.That(chief.Text("h1"), Is.EqualTo("Thủ tướng Chính phủ"));
        Assert.That(chief.Text(".timeline"), Does.Contain("báo Chánh Văn phòng"));
        await browser.Open("/thong-bao");
        Assert.That(browser.Text(".empty"), Does.Contain("Chưa có thông báo nào"));
        await browser.Open("/thong-bao?sau=khong-phai");
        Assert.That(browser.Answer.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
    }

    private void At(int day, int hour, int minute, int second = 0) =>
        desk.Office.Clock.SetUtcNow(new DateTimeOffset(2026, 11, day, hour, minute, second, TimeSpan.FromHours(7)).ToUniversalTime());

    private async Task<(string?, string?)[]> Limits()
    {
        using var clerk = await desk.SignedIn();
        await clerk.Open("/cho-vao-so");
        return [.. clerk.Page.QuerySelectorAll(".line").Select(row => (row.QuerySelector(".subject")?.TextContent, row.QuerySelector(".col-due")?.TextContent.Trim()))];
    }
}
