using System.Diagnostics;
using Dispatch.Calendar;
using Dispatch.Formats;
using Dispatch.Platform.Http;
using Dispatch.Routing;
using Microsoft.Playwright;

namespace Dispatch.Web.Tests.Journeys;

/// <summary>A document from the clerk's submission to the officer's answer, through the pages (AC-09 to AC-12); a leader's desk on a tablet.</summary>
internal sealed class RoutingJourneys
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
    public async Task From_submission_to_answer_through_the_pages_of_each_who_has_it()
    {
        var letter = (await desk.Register(DeskOffice.Today, withScan: true)).Id;

        await Sit("hlan", async page =>
        {
            await page.GotoAsync($"/van-ban-den/{letter}/xu-ly");
            await page.SelectOptionAsync("#to", "thinh");
            await page.ClickAsync("#submit button.primary");
            Assert.That(await page.InnerTextAsync("#done"), Does.Contain("Đã trình").And.Contain("Nay ở Nguyễn Đức Thịnh"));
        });

        await Sit("thinh", async page =>
        {
            await page.GotoAsync("/");
            await page.ClickAsync(".tile[href='/cho-y-kien']");
            await page.ClickAsync("a.subject");
            await Role(page, "Phòng Khoa giáo - Văn xã", AssignmentRole.Lead, "14/10/2026");
            await Role(page, "Phòng Kinh tế tổng hợp", AssignmentRole.Support, "12/10/2026");
            await Role(page, "Lê Hoàng Nam", AssignmentRole.Inform, null);
            await page.FillAsync("#instruction", "Giao Phòng KGVX chủ trì, Phòng KTTH phối hợp, tham mưu UBND tỉnh");
            await page.ClickAsync("#direction button.primary");
            Assert.That(await page.InnerTextAsync("#done"), Does.Contain("Nay ở Phòng Khoa giáo - Văn xã"));
        });

        await Sit("quan", async page =>
        {
            await page.GotoAsync("/viec");
            Assert.That(await page.Locator("a.subject").CountAsync(), Is.Zero, "not yet assigned, he does not see it");
            Assert.That((await page.GotoAsync($"/van-ban-den/{letter}"))!.Status, Is.EqualTo(404));
        });

        await Sit("dao", async page =>
        {
            await page.GotoAsync("/viec?hop=cho-phan-cong");
            await page.ClickAsync("a.subject");
            await Role(page, "Võ Minh Quân", AssignmentRole.Lead, null);
            await page.CheckAsync("#assign input[name=Term][value='5']");
            await page.ClickAsync("#assign button.primary");
            Assert.That(await page.InnerTextAsync("#done"), Does.Contain("Nay ở Võ Minh Quân"));
        });

        await Sit("tuan", async page =>
        {
            await page.GotoAsync("/viec?hop=cho-phan-cong");
            await page.ClickAsync("a.subject");
            await page.ClickAsync("#return summary");
            await page.FillAsync("#return-reason", "Không thuộc nhiệm vụ của phòng");
            await page.ClickAsync("#return button");
            Assert.That(await page.InnerTextAsync("#done"), Does.Contain("Đã đề nghị trả lại"));
        });

        await Sit("thinh", async page =>
        {
            await page.GotoAsync("/viec?hop=tra-lai");
            await page.ClickAsync("a.subject");
            Assert.That(await page.InnerTextAsync("#decide"), Does.Contain("Không thuộc nhiệm vụ của phòng"));
            await page.ClickAsync("#decide button.primary");
        });

        await Sit("quan", async page =>
        {
            await page.GotoAsync("/viec?hop=cho-xu-ly");
            Assert.That(await page.InnerTextAsync(".line .col-due"), Does.Contain("12/10/2026"));
            await page.ClickAsync("a.subject");
            await page.ClickAsync("#why-date summary");
            Assert.That(await page.InnerTextAsync("#why-date"), Does.Contain("Thời hạn được giao: 5 ngày làm việc").And.Contain("không tính · Nghỉ hằng tuần (Chủ nhật)"));
            await page.ScreenshotAsync(new() { Path = Path.Combine(TestContext.CurrentContext.WorkDirectory, "screenshots", "handle-why-1440.png") });
            await page.WaitForSelectorAsync("#custody-title");
            await page.Settled();
            await page.Keyboard.PressAsync("n"); // Tiếp nhận
            await page.WaitForSelectorAsync("#complete[open]");
            await page.ClickAsync("#complete button.primary");
            Assert.That(await page.InnerTextAsync("#complete .error"), Does.Contain("văn bản trả lời"), "beside the field");
            await page.FillAsync("#answerSymbol", "1520/UBND-KGVX");
            await page.ClickAsync("#complete button.primary");
            Assert.That(await page.InnerTextAsync("#done"), Does.Contain("Nay ở văn thư"));
        });

        await Sit("dao", async page =>
        {
            await page.GotoAsync($"/van-ban-den/{letter}");
            Assert.That(await page.InnerTextAsync("article > header"), Does.Contain("Đã hoàn thành"));
            Assert.That(await page.InnerTextAsync("#routing"), Does.Contain("1520/UBND-KGVX").And.Contain("Đã trả lại"));
            await page.GotoAsync($"/van-ban-den/{letter}/phieu-giai-quyet");
            Assert.That(await page.InnerTextAsync(".slip"), Does.Contain("Giao Phòng KGVX chủ trì").And.Contain("Thời hạn: 14/10/2026").And.Contain("Võ Minh Quân"));
        });
    }

    [Test]
    public async Task A_leavers_account_closes_only_after_the_work_is_handed_over_to_somebody_named()
    {
        var (document, line, _) = await desk.Directed();
        var (quan, dao) = ((await desk.CallerOf("quan")).PersonId.Value, await desk.CallerOf("dao"));
        await desk.Use<AssignPerson, AssignedPersons>(assign => assign.Execute(new(line),
            new() { Assignments = [new() { Role = AssignmentRole.Lead, Person = "quan", WorkingDays = 5 }] }, new IfMatch(false, null, false), dao, default));

        async Task Disable(IPage page)
        {
            await page.GotoAsync($"/quan-tri/nguoi-dung/{quan}");
            await page.ClickAsync("details:has(form[action*='handler=Disable']) summary");
            await page.FillAsync("form[action*='handler=Disable'] [name=reason]", "Chuyển công tác theo Quyết định 112/QĐ-VP");
            await page.ClickAsync("form[action*='handler=Disable'] button.danger");
        }

        await Sit("admin", async page =>
        {
            await Disable(page);
            Assert.That(await page.InnerTextAsync("main"), Does.Contain("bàn giao").IgnoreCase, "says what to do first");
            await page.GotoAsync($"/quan-tri/nguoi-dung/{quan}/ban-giao");
            Assert.That(await page.InnerTextAsync("table"), Does.Contain("4521/2026").And.Not.Contain("V/v"), "numbers, no content");
            await page.FillAsync("#because", "Quyết định 112/QĐ-VP điều động");
            await page.SelectOptionAsync("#to", "krong");
            await page.ClickAsync("form button.primary");
            await page.Arrived("**/quan-tri/ban-giao/*");
            await Disable(page);
            await page.WaitForSelectorAsync(".note.warn");
        });
        await Sit("krong", async page =>
        {
            await page.GotoAsync("/viec?hop=cho-xu-ly");
            await page.ClickAsync("a.subject");
            Assert.That(await page.InnerTextAsync("article"), Does.Contain("Siu Y Krông"));
            await page.GotoAsync($"/van-ban-den/{document}");
            Assert.That(await page.InnerTextAsync("body"), Does.Contain("Võ Minh Quân"), "the name stays on past acts");
        });
    }

    [Test]
    public async Task AC_10_the_head_gives_five_working_days_and_each_day_says_why()
    {
        var (_, line, _) = await desk.Directed();
        await Sit("dao", async page =>
        {
            await page.GotoAsync($"/viec/{line}?hop=cho-phan-cong");
            await Role(page, "Võ Minh Quân", AssignmentRole.Lead, null);
            await page.CheckAsync("#assign input[name=Term][value='5']");
            await page.ClickAsync("#assign button.primary");
        });
        await Sit("quan", async page =>
        {
            await page.GotoAsync("/viec?hop=cho-xu-ly");
            Assert.That(await page.InnerTextAsync(".line .col-due"), Does.Contain("12/10/2026"));
            await page.ClickAsync("a.subject");
            await page.ClickAsync("#why-date summary");
            Assert.That(await page.InnerTextAsync("#why-date"), Does.Contain("5 ngày làm việc").And.Contain("Nghỉ hằng tuần (thứ Bảy)"));
        });
        // In a test record: 7 days from Friday 28 August skip the swap and the national day, 3 from Thursday 20 August count the worked Saturday.
        foreach (var (from, days, due) in new[] { (new DateOnly(2026, 8, 28), 7, new DateOnly(2026, 9, 11)), (new DateOnly(2026, 8, 20), 3, new DateOnly(2026, 8, 24)) })
            Assert.That((await desk.Use<CountWorkingDays, Deadline>(count => count.Execute(new(from, days), default))).Date, Is.EqualTo(due));
    }

    [Test]
    public async Task AC_11_more_time_is_asked_for_agreed_to_by_the_head_and_granted_by_the_leader()
    {
        var (document, line, _) = await desk.Directed();
        var dao = await desk.CallerOf("dao");
        await desk.Use<AssignPerson, AssignedPersons>(assign => assign.Execute(new(line),
            new() { Assignments = [new() { Role = AssignmentRole.Lead, Person = "quan", DueOn = new(2026, 10, 12) }] }, new IfMatch(false, null, false), dao, default));
        await Sit("quan", async page =>
        {
            await page.GotoAsync("/viec?hop=cho-xu-ly");
            await page.ClickAsync("a.subject");
            await page.ClickAsync("#extend summary");
            await page.FillAsync("#extendTo", "20/10");
            await page.ClickAsync("#extend button");
            Assert.That(await page.InnerTextAsync("#extend .error"), Does.Contain("ít nhất 10 ký tự").Or.Contain("Bắt buộc").Or.Contain("Thiếu"), "beside the field");
            Assert.That(await page.InputValueAsync("#extendTo"), Is.EqualTo("20/10"), "nothing typed is lost");
            await page.FillAsync("#extendBecause", "Chờ số liệu của các huyện");
            await page.ClickAsync("#extend button");
            Assert.That(await page.InnerTextAsync("main"), Does.Contain("Đã gửi đề nghị gia hạn").And.Contain("chờ quyết định của Phòng Khoa giáo - Văn xã"));
        });
        await Sit("dao", async page =>
        {
            await page.GotoAsync("/viec?hop=gia-han");
            await page.ClickAsync("a.subject");
            Assert.That(await page.InnerTextAsync("#extension"), Does.Contain("Võ Minh Quân xin gia hạn đến 20/10/2026 (hạn hiện tại 12/10/2026)").And.Contain("Ngày xin sau hạn của đơn vị (14/10/2026)"));
            await page.ScreenshotAsync(new() { Path = Path.Combine(TestContext.CurrentContext.WorkDirectory, "screenshots", "extension-1440.png"), FullPage = true });
            await page.ClickAsync("#extension button.primary");
            Assert.That(await page.InnerTextAsync("#done"), Does.Contain("Đã đồng ý và trình tiếp"));
        });
        await Sit("thinh", async page =>
        {
            await page.GotoAsync("/viec?hop=gia-han");
            await page.ClickAsync("a.subject");
            await page.ClickAsync("#extension button.primary");
            Assert.That(await page.InnerTextAsync("#done"), Does.Contain("Đã gia hạn"));
        });
        await Sit("quan", async page =>
        {
            await page.GotoAsync("/viec?hop=cho-xu-ly");
            await page.ClickAsync("a.subject");
            Assert.That(await page.InnerTextAsync("article"), Does.Contain("20/10/2026").And.Contain("hạn ban đầu 12/10/2026, đã gia hạn 1 lần"));
            await page.GotoAsync($"/van-ban-den/{document}");
            Assert.That(await page.InnerTextAsync("#routing"), Does.Contain("hạn ban đầu 12/10/2026").And.Contain("hạn ban đầu 14/10/2026"));
        });
    }

    [Test]
    public async Task The_month_is_walked_by_arrows_a_day_opens_by_Enter_and_all_of_it_prints_on_one_sheet_across()
    {
        await desk.Directed();
        await using var screen = await Screen.Open(desk);
        await screen.SignIn("dao");
        await screen.Page.GotoAsync("/lich-han?nam=2026&thang=10");
        var sheet = await PrintedBook.Read(await screen.Pdf());
        Assert.That(sheet.Pages, Has.Count.EqualTo(1));
        Assert.That(sheet.Sizes[0].Width, Is.EqualTo(842).Within(2), "A4, across");
        await screen.Page.FocusAsync("a[data-day][href$='2026-10-14']");
        foreach (var key in new[] { "ArrowLeft", "ArrowUp", "ArrowDown", "ArrowRight", "ArrowDown", "ArrowUp" })
            await screen.Page.Keyboard.PressAsync(key);
        Assert.That(await screen.Page.EvaluateAsync<string>("document.activeElement.getAttribute('href')"), Does.EndWith("2026-10-14"));
        await screen.Page.Keyboard.PressAsync("ArrowUp");
        await screen.Page.Keyboard.PressAsync("Enter");
        await screen.Page.Arrived("**/lich-han/2026-10-07");
        Assert.That(screen.Complaints, Is.Empty);
    }

    [Test]
    public async Task A_slip_stands_on_one_page()
    {
        var (document, _, _) = await desk.Directed();
        await using var screen = await Screen.Open(desk);
        await screen.SignIn("thinh");
        await screen.Page.GotoAsync($"/van-ban-den/{document}/phieu-giai-quyet");
        using var pdf = new MemoryStream(await screen.Pdf());
        Assert.That(PdfFacts.Read(pdf, null, default).Pages, Is.EqualTo(1));
    }

    [Test]
    public async Task A_proposal_is_confirmed_with_one_tap_and_the_next_document_opens()
    {
        var proposal = new Proposal { Instruction = "Giao Phòng KGVX chủ trì", Assignments = [new() { Role = AssignmentRole.Lead, Unit = "KGVX", WorkingDays = 5 }] };
        await desk.Submitted("thinh", proposal);
        await desk.Submitted("thinh", proposal);
        await using var screen = await Screen.Open(desk, 820, 1180, touch: true);
        await screen.SignIn("thinh");
        await screen.Page.GotoAsync("/cho-y-kien");
        await screen.Page.TapAsync("a.subject");
        var first = await screen.Page.InnerTextAsync("h1");
        await screen.Page.TapAsync("#proposal button.primary");
        Assert.That(await screen.Page.InnerTextAsync("#done"), Does.Contain("Đã chuyển ý kiến chỉ đạo"));
        Assert.That(await screen.Page.InnerTextAsync("h1"), Is.Not.EqualTo(first), "the next one is open");
        await screen.Picture("direct-next-820");
    }

    [Test]
    public async Task Ticked_proposals_are_listed_before_they_are_confirmed_together()
    {
        var proposal = new Proposal { Instruction = "Giao Phòng KGVX chủ trì", Assignments = [new() { Role = AssignmentRole.Lead, Unit = "KGVX" }] };
        for (var i = 0; i < 3; i++)
            await desk.Submitted("thinh", proposal);
        await desk.Submitted("thinh", new Proposal { Instruction = "Chỉ có lời" });
        await Sit("thinh", async page =>
        {
            await page.GotoAsync("/cho-y-kien");
            foreach (var tick in await page.Locator("input[name=chon]").AllAsync())
                await tick.CheckAsync();
            await page.ClickAsync("#bulk button.primary");
            Assert.That(await page.Locator("#look li").CountAsync(), Is.EqualTo(4));
            await page.ClickAsync("#look button.primary");
            Assert.That(await page.InnerTextAsync("#confirmed"), Does.Contain("3 thành công, 1 chưa làm được").And.Contain("Không có đề xuất"));
        });
    }

    [Test]
    public async Task Works_without_scripts()
    {
        await desk.Submitted("thinh");
        await using (var screen = await Screen.Open(desk, javaScript: false))
        {
            await screen.SignIn("thinh");
            await screen.Page.GotoAsync("/cho-y-kien");
            await screen.Page.ClickAsync("a.subject");
            await Role(screen.Page, "Phòng Khoa giáo - Văn xã", AssignmentRole.Lead, null);
            await screen.Page.ClickAsync("#direction button.primary");
            Assert.That(await screen.Page.InnerTextAsync("#done"), Does.Contain("Nay ở Phòng Khoa giáo - Văn xã"));
        }
        await using (var screen = await Screen.Open(desk, javaScript: false))
        {
            await screen.SignIn("dao");
            await screen.Page.GotoAsync("/viec?hop=cho-phan-cong");
            await screen.Page.ClickAsync("a.subject");
            await screen.Page.ClickAsync("#complete summary");
            await screen.Page.SelectOptionAsync("#result", "filed");
            await screen.Page.ClickAsync("#complete button");
            Assert.That(await screen.Page.InnerTextAsync("#done"), Does.Contain("Đã kết thúc"));
        }
    }

    [Test, Explicit("The full figure: thirty documents on a tablet.")]
    public async Task A_leader_works_through_thirty_documents_on_a_tablet()
    {
        for (var i = 0; i < 30; i++)
            await desk.Submitted("thinh", i % 2 == 0 ? new Proposal { Instruction = "Giao Phòng KGVX chủ trì", Assignments = [new() { Role = AssignmentRole.Lead, Unit = "KGVX", WorkingDays = 5 }] } : null);
        await using var screen = await Screen.Open(desk, 820, 1180, touch: true);
        await screen.SignIn("thinh");
        var page = screen.Page;
        await page.GotoAsync("/cho-y-kien");
        await page.TapAsync("a.subject");
        await page.Arrived("**/cho-y-kien/*");
        var (taps, most, time) = (0, 0, Stopwatch.StartNew());
        for (var i = 0; i < 30; i++)
        {
            var (here, before) = (0, page.Url);
            if (await page.Locator("#proposal").CountAsync() > 0)
            {
                await page.TapAsync("#proposal button.primary");
                here = 1;
            }
            else
            {
                await page.TapAsync(".pick:has-text('Phòng Kinh tế tổng hợp') input[value=Lead]");
                await page.TapAsync("input[name=Term][value='5']");
                await page.TapAsync("#direction button.primary");
                here = 3;
            }
            await page.Arrived(url => url != before);
            (taps, most) = (taps + here, Math.Max(most, here));
        }
        await TestContext.Out.WriteLineAsync($"30 documents, {taps} taps, at most {most} each, {time.Elapsed.TotalSeconds:F1} s, {time.Elapsed.TotalSeconds / 30:F2} s a document by script");
        Assert.That(most, Is.LessThanOrEqualTo(3));
        Assert.That(page.Url, Does.Contain("/cho-y-kien?"), "the list is empty");
    }

    private async Task Sit(string who, Func<IPage, Task> act)
    {
        await using var screen = await Screen.Open(desk);
        await screen.SignIn(who);
        await act(screen.Page);
        Assert.That(screen.Complaints.Where(complaint => !complaint.Contains("404", StringComparison.Ordinal)), Is.Empty, who);
    }

    private static async Task Role(IPage page, string name, AssignmentRole role, string? due)
    {
        var pick = page.Locator($".pick:has-text(\"{name}\")");
        await pick.Locator($"input[value={role}]").CheckAsync();
        if (due is not null)
            await pick.Locator(".pick-due").FillAsync(due);
    }
}
