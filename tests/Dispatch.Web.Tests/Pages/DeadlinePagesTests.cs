using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Dispatch.Platform.Http;
using Dispatch.Routing;

namespace Dispatch.Web.Tests.Pages;

/// <summary>Pages around deadlines: what a calendar would move is shown before it is saved; rules propose; months and reports say the same numbers as lists.</summary>
internal sealed class DeadlinePagesTests
{
    private DeskOffice desk = null!;

    [SetUp]
    public async Task Open()
    {
        desk = await DeskOffice.Start();
        await desk.DeclareCalendar();
    }

    [TearDown]
    public async Task Close() => await desk.DisposeAsync();

    [Test]
    public async Task What_a_calendar_would_move_is_listed_before_it_is_saved()
    {
        var (_, line, _) = await desk.Directed();
        await desk.Use<AssignPerson, AssignedPersons>(async assign => await assign.Execute(new(line),
            new() { Assignments = [new() { Role = AssignmentRole.Lead, Person = "quan", WorkingDays = 5 }] }, new IfMatch(false, null, false), await desk.CallerOf("dao"), default));
        using var admin = await desk.SignedIn("admin");
        await admin.Open("/quan-tri/lich/2026");
        var blank = admin.Page.QuerySelectorAll<IHtmlInputElement>("input[name=date]").Count(input => !string.IsNullOrEmpty(input.Value));
        admin.Page.QuerySelector<IHtmlInputElement>($"#date-{blank}")!.Value = "07/10";
        admin.Page.QuerySelector<IHtmlSelectElement>($"#kind-{blank}")!.Value = "holiday";
        admin.Page.QuerySelector<IHtmlInputElement>($"#reason-{blank}")!.Value = "Nghỉ đột xuất";
        admin.Page.QuerySelector<IHtmlInputElement>($"#source-{blank}")!.Value = "Công điện thử";
        await admin.Press("form.block button.primary");
        Assert.That(admin.Text("#moves"), Does.Contain("dời 1 hạn").And.Contain("Võ Minh Quân").And.Contain("12/10/2026").And.Contain("13/10/2026").And.Not.Contain("V/v"));
        Assert.That(admin.Page.QuerySelector($"#reason-{blank}")!.GetAttribute("value"), Is.EqualTo("Nghỉ đột xuất"), "nothing typed is lost");
        using var quan = await desk.SignedIn("quan");
        await quan.Open("/viec?hop=cho-xu-ly");
        Assert.That(quan.Text(".line .col-due"), Does.Contain("12/10/2026"), "shown, not done");
        await admin.Press("form.block button.primary");
        Assert.That(admin.Address.Query, Does.Contain("xong=calendar"));
        await quan.Open("/viec?hop=cho-xu-ly");
        Assert.That(quan.Text(".line .col-due"), Does.Contain("13/10/2026"));
        await quan.Open("/thong-bao");
        Assert.That(quan.Text(".notices"), Does.Contain("Lịch nghỉ thay đổi, hạn của bạn dời"));
    }

    [Test]
    public async Task A_rule_added_on_its_page_proposes_the_term_when_a_document_is_submitted()
    {
        using var admin = await desk.SignedIn("admin");
        await admin.Open("/quan-tri/quy-tac-han");
        await admin.Press("form.fields button.primary");
        Assert.That(admin.Page.QuerySelectorAll(".error"), Is.Not.Empty);
        admin.Type("term", "5");
        admin.Type("receiver", "nam");
        admin.Type("source", "Quy chế làm việc, Điều 12");
        await admin.Press("form.fields button.primary");
        Assert.That(admin.Text("table.rows tbody"), Does.Contain("Mọi văn bản").And.Contain("Lê Hoàng Nam").And.Contain("Điều 12"));
        var letter = await desk.Register(DeskOffice.Today);
        using var clerk = await desk.SignedIn();
        await clerk.Open($"/van-ban-den/{letter.Id}/xu-ly");
        Assert.That(clerk.Text("#by-rule"), Does.Contain("5 ngày làm việc (Quy chế làm việc, Điều 12)").And.Contain("12/10/2026"));
        Assert.That((clerk.Page.QuerySelector<IHtmlSelectElement>("#to")!.Value, clerk.Page.QuerySelector("#term")!.GetAttribute("value")), Is.EqualTo(("nam", "+5")));
        await admin.Press("form[action*='handler=End'] button");
        Assert.That(admin.Text("table.rows tbody"), Does.Contain("đến"));
    }

    [Test]
    public async Task A_leader_types_a_term_as_it_is_said_and_the_slip_and_the_list_print_how_it_is_counted()
    {
        var letter = await desk.Submitted("thinh");
        using var chief = await desk.SignedIn("thinh");
        await chief.Open($"/cho-y-kien/{letter}");
        chief.Page.QuerySelector<IHtmlInputElement>("input[name='Lines[0].Role'][value='Lead']")!.IsChecked = true;
        chief.Type("Lines[0].Due", "trước hôm kia");
        await chief.Press("#direction .acts button[data-key]");
        Assert.That(chief.Page.QuerySelectorAll(".error"), Is.Not.Empty, "what is no term is said beside the field");
        chief.Type("Lines[0].Due", "trước 7/10");
        await chief.Press("#direction .acts button[data-key]");
        await chief.Open($"/van-ban-den/{letter}/phieu-giai-quyet");
        Assert.That(chief.Text("main"), Does.Contain("Thời hạn: trước ngày 07/10/2026 (đến hết 06/10/2026)").And.Contain("“Trước ngày” được tính theo: Cách tính của cơ quan"));
        await chief.Open("/viec/danh-sach?hop=sap-den-han");
        Assert.That(chief.Text("h1"), Is.EqualTo("DANH SÁCH VĂN BẢN SẮP ĐẾN HẠN GIẢI QUYẾT"));
        Assert.That(chief.Text("tbody"), Does.Contain("trước ngày 07/10/2026").And.Contain("1 ngày"));
        await chief.Open("/so/DEN/2026/theo-doi");
        Assert.That(chief.Text("main"), Does.Contain("trước ngày 07/10/2026 (đến hết 06/10/2026)").And.Contain("“Trước ngày” được tính theo"));
    }

    [Test]
    public async Task Rests_reminders_and_ways_of_counting_are_kept_on_pages_of_their_own()
    {
        using var admin = await desk.SignedIn("admin");
        await admin.Open("/quan-tri/nghi-tuan");
        admin.Type("unit", "KGVX");
        admin.Type("validFrom", "6/10");
        admin.Type("source", "Quyết định 30/QĐ-UBND");
        await admin.Press("form.fields button.primary");
        Assert.That(admin.Text("#rests ~ div"), Does.Contain("Phòng Khoa giáo - Văn xã").And.Contain("Thứ Bảy").And.Contain("30/QĐ-UBND").IgnoreCase);
        await admin.Open("/quan-tri/nhac-han");
        Assert.That(admin.Text("table.rows tbody"), Does.Contain("còn 2 ngày làm việc, từ 07:15").And.Contain("còn 10 phút").And.Contain("ngày làm việc đầu tuần, từ 07:30"));
        admin.Type("code", "soon");
        admin.Type("measure", "2");
        admin.Type("source", "Quy chế làm việc, Điều 15");
        await admin.Press("form.fields button.primary");
        Assert.That(admin.Page.QuerySelector("#measure-error"), Is.Not.Null);
        admin.Type("measure", "-3");
        await admin.Press("form.fields button.primary");
        Assert.That(admin.Text("table.rows tbody"), Does.Contain("còn 3 ngày làm việc, từ 07:15"));
        await admin.Open("/quan-tri/thoi-han");
        Assert.That(admin.Text("table.rows tbody"), Does.Contain("Nộp lưu hồ sơ số").And.Contain("60 ngày").And.Contain("Văn bản trái nhau"));
        admin.Type("choice", "before:sameDay");
        admin.Type("ruleFrom", "6/10");
        admin.Type("ruleSource", "Quy chế làm việc, Điều 16");
        await admin.Press("form[action$=Rule] button");
        Assert.That(admin.Text("#counting ~ ul"), Does.Contain("hết chính ngày đó").And.Contain("Điều 16"));
    }

    [Test]
    public async Task A_term_is_paused_and_goes_on_from_the_page_of_its_line()
    {
        var (_, line, _) = await desk.Directed();
        using var chief = await desk.SignedIn("thinh");
        await chief.Open($"/viec/{line}");
        await chief.Press("#pause button");
        Assert.That(chief.Page.QuerySelectorAll("#pause .error"), Has.Length.EqualTo(2), "beside each field");
        chief.Type("pauseBecause", "Chờ ý kiến của Sở Tài chính");
        chief.Type("pauseSource", "Quy chế làm việc, Điều 12");
        await chief.Press("#pause button");
        Assert.That(chief.Text("#paused"), Does.Contain("Còn 7 ngày làm việc khi tiếp tục").And.Contain("Quy chế làm việc, Điều 12"));
        await chief.Open("/viec?hop=theo-doi");
        Assert.That(chief.Text("tbody"), Does.Contain("Tạm dừng"));
        await chief.Open($"/viec/{line}");
        await chief.Press("#paused button");
        Assert.That(chief.Text("article"), Does.Contain("14/10/2026"));
    }

    [Test]
    public async Task The_month_and_the_report_have_the_numbers_of_the_lists()
    {
        await desk.Directed();
        await desk.Directed();
        using var dao = await desk.SignedIn("dao");
        await dao.Open("/lich-han?nam=2026&thang=10");
        Assert.That(dao.Text("table.month"), Does.Contain("2 việc trong hạn").And.Contain("Nghỉ hằng tuần (Thứ Bảy)").IgnoreCase);
        await dao.Open(dao.Page.QuerySelector("table.month a.day[href$='2026-10-14']")!.GetAttribute("href")!);
        Assert.That(dao.Text("h1"), Does.Contain("Thứ Tư").And.Contain("14/10/2026"));
        Assert.That(dao.Page.QuerySelectorAll("tr.line"), Has.Length.EqualTo(2), "as many as the day of the month says");
        await dao.Open("/lich-han/2026-10-15");
        Assert.That(dao.Text("main"), Does.Contain("Không có việc nào đến hạn ngày này"));
        await dao.Open("/lich-han?nam=2026&thang=11");
        Assert.That(dao.Text("table.month"), Does.Contain("Ngày Văn hóa Việt Nam"));
        using var chief = await desk.SignedIn("thinh");
        await chief.Open("/bao-cao");
        Assert.That(chief.Page.QuerySelectorAll("table.numbers tbody tr").Select(row => string.Join(' ', row.QuerySelectorAll("td").Select(cell => cell.TextContent))),
            Is.EqualTo(new[] { "2 0 0 0 0 – 2 0", "2 0 0 0 0 – 2 0", "4 0 0 0 0 – 4 0" }));
        Assert.That(chief.Text("figure.chart"), Does.Contain("nhận 2 · hoàn thành 0"));
        Assert.That(chief.Text("#before-rule"), Does.Contain("“Trước ngày” được tính theo: Cách tính của cơ quan"));
    }
}
