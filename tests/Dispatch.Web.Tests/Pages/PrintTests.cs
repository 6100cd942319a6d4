using System.Net;
using Dispatch.Incoming;
using Dispatch.Journal;
using Dispatch.Platform;
using Dispatch.Platform.Http;

namespace Dispatch.Web.Tests.Pages;

/// <summary>The pages that go to paper, without JavaScript.</summary>
public sealed class PrintTests
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
    public async Task The_book_offers_today_and_the_numbers_no_print_has_yet()
    {
        await browser.Open("/so");
        await browser.Follow("a[href='/so/DEN/2026']");
        Assert.That(browser.Page.QuerySelector("#tu")!.GetAttribute("value"), Is.EqualTo("05/10/2026"));
        Assert.That(browser.Page.QuerySelector("#tu-so")!.GetAttribute("value"), Is.EqualTo("4461"));
        await browser.Open("/so/DEN/2026/in?tu-so=4461&den-so=4480&quyen=04");
        await browser.Press(".tools form button.primary");
        Assert.That(browser.Address.PathAndQuery, Does.EndWith("&da-in=1"));
        Assert.That(browser.Text(".tools .note"), Is.EqualTo("Đã ghi vào nhật ký in."));
        await browser.Open("/so/DEN/2026");
        Assert.That(browser.Text("table.plain tbody tr"), Does.Contain("Rơ Châm H'Lan").And.Contain("Số 4461–4480").And.Contain("04").And.Contain("20"));
        Assert.That(browser.Page.QuerySelector("#tu-so")!.GetAttribute("value"), Is.EqualTo("4481"));
        Assert.That(browser.Page.QuerySelector("#quyen")!.GetAttribute("value"), Is.EqualTo("04"));
    }

    [Test]
    public async Task Ten_columns_stand_in_the_order_of_the_decree_and_every_number_once()
    {
        await browser.Open("/so/DEN/2026/in?tu-so=4461&den-so=4520&nen=1");
        Assert.That(browser.Page.QuerySelectorAll("thead tr:first-child th").Select(head => head.TextContent), Is.EqualTo(new[]
        {
            "Ngày đến", "Số đến", "Tác giả", "Số, ký hiệu văn bản", "Ngày tháng văn bản", "Tên loại và trích yếu nội dung văn bản", "Đơn vị hoặc người nhận", "Ngày chuyển", "Ký nhận", "Ghi chú",
        }));
        Assert.That(browser.Page.QuerySelectorAll("td.n").Select(cell => cell.TextContent), Is.EqualTo(Enumerable.Range(4461, 60).Select(number => $"{number}")));
        Assert.That(browser.Page.Body!.ClassList, Does.Contain("compact"));
        Assert.That(browser.Text(".tools"), Does.Contain("Nhấn Ctrl+P để in."));
    }

    [Test]
    public async Task Later_prints_show_what_was_corrected_and_annulled_after_the_first()
    {
        var letter = await desk.Register(DeskOffice.Today);
        var clerk = await desk.CallerOf(DeskOffice.Clerk);
        await browser.Open($"/so/DEN/2026/in?tu-so={letter.ArrivalNumber}&den-so={letter.ArrivalNumber}");
        Assert.That(browser.Text("td.free"), Does.Not.Contain("Đã sửa"));
        var patch = System.Text.Json.JsonSerializer.SerializeToElement(new { subject = "V/v trích yếu đã sửa", because = "Gõ nhầm trích yếu" });
        await desk.Use<CorrectIncoming, IncomingView>(correct => correct.Execute(letter.Id, patch, new IfMatch(true, null, true), clerk, default));
        var history = await desk.Use<ReadIncomingHistory, Page<HistoryLine>>(read => read.Execute(letter.Id, new Paging(10), clerk, default));
        var act = history.Items.Single(line => line.Action == "incoming.corrected").Number;
        await desk.Use<UndoIncoming, IncomingView>(undo => undo.Execute(letter.Id, new() { Entry = act }, clerk, default));
        await browser.Open($"/so/DEN/2026/in?tu-so={letter.ArrivalNumber}&den-so={letter.ArrivalNumber}");
        Assert.That(browser.Text("td.free"), Does.Not.Contain("Đã sửa"), "taken back within the minute");
        await desk.Use<CorrectIncoming, IncomingView>(correct => correct.Execute(letter.Id, patch, new IfMatch(true, null, true), clerk, default));
        await browser.Open($"/so/DEN/2026/in?tu-so={letter.ArrivalNumber}&den-so={letter.ArrivalNumber}");
        Assert.That(browser.Text("td.free"), Does.EndWith("Đã sửa ngày 05/10/2026"));
        await desk.Use<AnnulIncoming, IncomingView>(annul => annul.Execute(letter.Id, new() { Reason = "Vào nhầm sổ khác" }, new IfMatch(false, null, false), clerk, default));
        await browser.Open($"/so/DEN/2026/in?tu-so={letter.ArrivalNumber}&den-so={letter.ArrivalNumber}");
        Assert.That(browser.Text("tbody.annulled td.free"), Does.Contain("Hủy số: Vào nhầm sổ khác; "));
        Assert.That(browser.Text(".closing p"), Is.EqualTo("Kỳ này gồm 1 số, trong đó 1 số đã hủy."));
    }

    [TestCase("tu=31/2", "tu", "Nhập ngày")]
    [TestCase("tu=5/10&den=1/10", "den", "không trước ngày đầu")]
    [TestCase("tu-so=x", "tu-so", "Nhập một số")]
    [TestCase("tu-so=9&den-so=5", "den-so", "không nhỏ hơn")]
    public async Task A_part_that_makes_no_sense_leads_back_to_the_form_with_the_error_beside_the_field(string query, string field, string words)
    {
        await browser.Open("/so/DEN/2026/in?" + query);
        Assert.That(browser.Address.AbsolutePath, Is.EqualTo("/so/DEN/2026"));
        Assert.That(browser.Answer.StatusCode, Is.EqualTo(HttpStatusCode.UnprocessableEntity));
        Assert.That(browser.Text($"#{field}-error"), Does.Contain(words));
        Assert.That(browser.Page.Title, Does.StartWith("Lỗi:"));
    }

    [Test]
    public async Task A_part_without_entries_says_so()
    {
        await browser.Open("/so/DEN/2026/in?tu=1/1/2026&den=2/1/2026");
        Assert.That(browser.Text("#problem"), Does.Contain("Không có dòng sổ nào trong kỳ này"));
    }

    [TestCase("/so/KHONG/2026")]
    [TestCase("/so/DEN/2020")]
    [TestCase("/so/DEN/2020/in")]
    [TestCase("/so/KHONG/2026/chuyen-giao")]
    [TestCase("/so/DEN/2026/999999")]
    [TestCase("/van-ban-den/00000000-0000-0000-0000-000000000000/phieu")]
    [TestCase("/van-ban-den/00000000-0000-0000-0000-000000000000/dau-den")]
    [TestCase("/van-ban-den/00000000-0000-0000-0000-000000000000/nhan")]
    public async Task What_is_not_there_is_a_lost_page(string address)
    {
        await browser.Open(address);
        Assert.That(browser.Answer.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
    }

    [TestCase("/so/DEN/2026")]
    [TestCase("/so/DEN/2026/in")]
    [TestCase("/so/DEN/2026/chuyen-giao")]
    public async Task Who_may_not_read_the_book_may_not_print_it(string address)
    {
        using var officer = await desk.SignedIn("quan");
        await officer.Open(address);
        Assert.That(officer.Answer.StatusCode, Is.EqualTo(HttpStatusCode.Forbidden));
    }

    [TestCase("")]
    [TestCase("/phieu")]
    [TestCase("/dau-den")]
    [TestCase("/nhan")]
    [TestCase("/xu-ly")]
    [TestCase("/phieu-giai-quyet")]
    public async Task An_entry_that_is_not_granted_does_not_exist(string page)
    {
        var letter = await desk.Register(DeskOffice.Today);
        using var officer = await desk.SignedIn("quan");
        foreach (var address in new[] { $"/van-ban-den/{letter.Id}{page}", $"/so/DEN/2026/{letter.ArrivalNumber}" })
        {
            await officer.Open(address);
            Assert.That(officer.Answer.StatusCode, Is.EqualTo(HttpStatusCode.NotFound), address);
        }
    }

    [Test]
    public async Task An_empty_book_says_the_next_step()
    {
        await using var empty = await DeskOffice.Start(empty: true);
        var clerk = await empty.CallerOf(DeskOffice.Clerk);
        await empty.Use<Registers.OpenRegister, Registers.RegisterView>(open => open.Execute(
            new() { Code = "DEN", Kind = Registers.RegisterKind.Incoming, Name = "Sổ văn bản đến", IssuingBody = "UBND tỉnh" }, clerk, default));
        await empty.Use<Registers.OpenYear, Registers.YearView>(open => open.Execute("DEN", new() { Year = 2026, FirstNumber = 1, Because = "Mở sổ mới" }, clerk, default));
        using var hlan = await empty.SignedIn();
        await hlan.Open("/so/DEN/2026");
        Assert.That(hlan.Text(".empty"), Does.Contain("Sổ chưa có dòng nào để in."));
        await hlan.Open("/so/DEN/2026/in");
        Assert.That(hlan.Address.AbsolutePath, Is.EqualTo("/so/DEN/2026"));
    }

    [Test]
    public async Task The_slip_of_a_day_groups_by_receiver_and_prints_again()
    {
        var clerk = await desk.CallerOf(DeskOffice.Clerk);
        foreach (var to in new[] { "Phòng Tổng hợp", "Phòng Khoa giáo - Văn xã", "Phòng Tổng hợp" })
        {
            var letter = await desk.Register(DeskOffice.Today.AddDays(-1));
            await desk.Use<TransferIncoming, IncomingView>(transfer => transfer.Execute(letter.Id, new() { To = to, TransferredOn = DeskOffice.Today.AddDays(-1) }, new IfMatch(false, null, false), clerk, default));
        }
        await browser.Open("/so/DEN/2026/chuyen-giao?ngay=4/10");
        Assert.That(browser.Page.QuerySelectorAll(".group h2").Select(head => head.TextContent), Is.EqualTo(new[]
        {
            "Đơn vị hoặc người nhận: Phòng Khoa giáo - Văn xã1 văn bản", "Đơn vị hoặc người nhận: Phòng Tổng hợp2 văn bản",
        }));
        Assert.That(browser.Page.QuerySelectorAll("th").Select(head => head.TextContent), Does.Contain("Ký nhận"));
        await browser.Open("/so/DEN/2026/chuyen-giao?ngay=1/9");
        Assert.That(browser.Text(".none"), Does.StartWith("Ngày này chưa chuyển văn bản nào."));
    }

    [Test]
    public async Task An_entry_prints_as_a_sheet_a_stamp_and_a_label_whose_code_leads_back()
    {
        var letter = await desk.Register(DeskOffice.Today, withScan: true);
        await browser.Open($"/van-ban-den/{letter.Id}");
        await browser.Follow(".papers a[href$='/phieu']");
        Assert.That(browser.Text(".facts"), Does.Contain(letter.Issuer).And.Contain(letter.Symbol).And.Contain(letter.Subject).And.Contain("05/10/2026"));
        await browser.Open($"/van-ban-den/{letter.Id}/dau-den");
        Assert.That(browser.Text(".stamp"), Does.Contain("UBND tỉnh Gia Lai").And.Contain("ĐẾN").And.Contain($"{letter.ArrivalNumber}").And.Contain("05/10/2026"));
        await browser.Open($"/van-ban-den/{letter.Id}/nhan");
        var link = browser.Page.QuerySelector("svg")!.GetAttribute("aria-label")!;
        Assert.That(link, Is.EqualTo($"{desk.Office.Address.ToString().TrimEnd('/')}/so/DEN/2026/{letter.ArrivalNumber}"));
        await browser.Open(new Uri(link).AbsolutePath);
        Assert.That(browser.Address.AbsolutePath, Is.EqualTo($"/van-ban-den/{letter.Id}"));
    }

    [Test]
    public async Task A_form_speaks_Vietnamese_also_to_who_reads_English()
    {
        using var english = await desk.SignedIn();
        await english.Press("form[action='/ngon-ngu'] button");
        await english.Open("/so/DEN/2026/in?tu-so=4461&den-so=4461");
        Assert.That(english.Text("h1"), Is.EqualTo("Sổ đăng ký văn bản đến"));
        Assert.That(english.Text(".tools .primary"), Is.EqualTo("Print register"));
    }

    [Test]
    public async Task The_cover_names_the_body_above_ours()
    {
        await using (var connection = await desk.Office.Database.OpenAsOwner())
        await using (var command = connection.CreateCommand())
        {
            command.CommandText = """
                insert into issuing_body (id, name, name_folded, superior_name, abbreviation, valid_from, source)
                values ('0199b0d0-0000-7000-8000-000000000009', 'UBND tỉnh Gia Lai', 'ubnd tinh gia lai', 'Chính phủ', 'UBND', '2020-01-01', 'thử')
                """;
            await command.ExecuteNonQueryAsync();
        }
        await browser.Open("/so/DEN/2026/in");
        Assert.That(browser.Text(".cover .office"), Is.EqualTo("Chính phủUBND tỉnh Gia Lai"));
    }

    [Test]
    public async Task The_workbook_has_the_ten_columns()
    {
        await browser.Open("/so/DEN/2026?handler=Table&tu-so=4461&den-so=4463");
        Assert.That(browser.Answer.Content.Headers.ContentType!.MediaType, Is.EqualTo(Table.XlsxType));
        using var stream = new MemoryStream(await browser.Answer.Content.ReadAsByteArrayAsync());
        var rows = MiniExcelLibs.MiniExcel.Query(stream, useHeaderRow: true).Cast<IDictionary<string, object?>>().ToList();
        Assert.That(rows.Select(row => row["Số đến"]?.ToString()), Is.EqualTo(new[] { "4461", "4462", "4463" }));
        Assert.That(rows[0].Keys, Has.Count.EqualTo(10));
    }

    [Test, Explicit("The full figure: a year of 50,000 entries.")]
    public async Task A_year_of_fifty_thousand_entries_leaves_as_it_is_read()
    {
        const int Entries = 50_000;
        await using var office = await DeskOffice.Start();
        await using (var connection = await office.Office.Database.OpenAsOwner())
        await using (var command = connection.CreateCommand())
        {
            command.CommandTimeout = 300;
            command.CommandText = $"""
                create temporary table lot as
                select gen_random_uuid() as id, n, s.series_id, i.register_id, i.registered_by, i.registered_at
                from generate_series(100001, 100000 + {Entries}) n, (select i.* from incoming i limit 1) i, (select series_id from series_year limit 1) s;
                update series_year set last_number = 100000 + {Entries};
                insert into document (id, kind, issuer_name, issuer_folded, symbol, document_type, subject, search_words, urgency, access_level, created_at)
                select id, 'incoming', 'Sở Tài chính', 'so tai chinh', n || '/STC-NS', 'CV', 'V/v báo cáo thu ngân sách tháng ' || n % 12 + 1, '', 'normal', 'internal', registered_at from lot;
                insert into incoming (document_id, register_id, series_id, year, arrival_number, arrived_on, received_at, registered_at, registered_by, sender_name, received_via, medium, urgency_rank, state)
                select id, register_id, series_id, 2026, n, '2026-10-05', registered_at, registered_at, registered_by, 'Sở Tài chính', 'post', 'paper', 0, 'registered' from lot;
                insert into register_entry (series_id, year, number, document_id, state, entered_on, entered_by) select series_id, 2026, n, id, 'used', '2026-10-05', registered_by from lot;
                analyze;
                """;
            await command.ExecuteNonQueryAsync();
        }
        using var clerk = await office.SignedIn();
        await clerk.Open("/so/DEN/2026/in?tu-so=100001&den-so=100001");
        GC.Collect();
        var (before, peak, bytes, rows) = (GC.GetTotalMemory(true), 0L, 0L, 0);
        var watch = System.Diagnostics.Stopwatch.StartNew();
        await using var stream = await clerk.Stream($"/so/DEN/2026/in?tu-so=100001&den-so={100000 + Entries}");
        var first = watch.Elapsed;
        var buffer = new byte[64 * 1024];
        while (await stream.ReadAsync(buffer) is > 0 and var read)
        {
            bytes += read;
            rows += buffer.AsSpan(0, read).Count("class=\"n\""u8);
            peak = Math.Max(peak, GC.GetTotalMemory(false) - before);
        }
        TestContext.Out.WriteLine($"{rows} rows counted (a mark cut between two reads is not), {bytes / 1e6:N1} MB, first byte {first.TotalMilliseconds:N0} ms, whole {watch.Elapsed.TotalSeconds:N1} s, managed peak {peak / 1e6:N0} MB above the start");
        Assert.That(rows, Is.InRange(Entries - Entries / 100, Entries));
        Assert.That(peak, Is.LessThan(150_000_000));
    }
}
