using Dispatch.Documents;
using Dispatch.Incoming;
using Dispatch.Sample;

namespace Dispatch.Web.Tests.Journeys;

/// <summary>The queue as a clerk works it with keys, an express message that nobody registered (AC-06), and how the pages look at every width.</summary>
internal sealed class QueueJourneys
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
    public async Task AC_06_an_express_message_stands_first_counts_its_minutes_and_the_chief_is_told_after_thirty()
    {
        await desk.Receive(new() { Issuer = "Sở Nội vụ" });
        await desk.Receive(new() { Issuer = "Thủ tướng Chính phủ", Urgency = Urgency.Express });
        desk.Office.Clock.Advance(TimeSpan.FromMinutes(12));
        await using (var screen = await Screen.Open(desk))
        {
            await screen.SignIn();
            await screen.Page.GotoAsync("/cho-vao-so");
            var first = screen.Page.Locator(".line").First;
            Assert.That(await first.InnerTextAsync(), Does.Contain("Thủ tướng Chính phủ").And.Contain("Hỏa tốc").And.Contain("Đã 12 phút, còn 18 phút"));
            await screen.Picture("queue-express-1440");
            Assert.That(await screen.Axe(), Is.Empty);
            Assert.That(screen.Complaints, Is.Empty);
        }
        desk.Office.Clock.Advance(TimeSpan.FromMinutes(19));
        await desk.Sweep<AlertExpressItems>(job => job.Run(default));
        await using (var screen = await Screen.Open(desk))
        {
            await screen.SignIn("thinh");
            await screen.Page.ClickAsync("#bell");
            await screen.Picture("notices-1440");
            Assert.That(await screen.Axe(), Is.Empty);
            await screen.Page.Locator(".notices li a", new() { HasText = "Văn bản khẩn chưa vào sổ" }).ClickAsync();
            Assert.That(await screen.Page.InnerTextAsync("h1"), Is.EqualTo("Thủ tướng Chính phủ"));
            Assert.That(await screen.Page.InnerTextAsync("header .due-over"), Is.EqualTo("Quá 1 phút"));
        }
        await using (var screen = await Screen.Open(desk))
        {
            await screen.SignIn();
            await screen.Page.GotoAsync("/cho-vao-so");
            await screen.Page.ClickAsync(".line .subject");
            await screen.Page.ClickAsync("#acts .primary");
            await screen.Page.FillAsync("#symbol", "14/CĐ-TTg");
            await screen.Page.FillAsync("#subject", "Về việc ứng phó bão");
            await screen.Page.Keyboard.PressAsync("Control+Enter");
            await screen.Page.ClickAsync("#given a.button");
            Assert.That(await screen.Page.InnerTextAsync("article > header"), Does.Contain("Hỏa tốc"), "the book shows the level");
        }
        await desk.Sweep<AlertExpressItems>(job => job.Run(default));
        await using (var screen = await Screen.Open(desk))
        {
            await screen.SignIn("thinh");
            await screen.Page.GotoAsync("/thong-bao");
            Assert.That(await screen.Page.InnerTextAsync(".notices"), Does.Contain("Văn bản khẩn chưa trình, đã quá giờ"), "in the book is not yet with who directs");
        }
    }

    [Test]
    public async Task AC_05_what_came_on_Friday_afternoon_is_late_after_Monday_and_before_the_holiday_after_Wednesday()
    {
        await Arrives(new(2026, 11, 20, 16, 50, 0, TimeSpan.FromHours(7)), "Sở Xây dựng");
        await Arrives(new(2026, 11, 23, 16, 50, 0, TimeSpan.FromHours(7)), "Sở Y tế");
        Assert.That(await LateAt(new(2026, 11, 23, 23, 58, 0, TimeSpan.FromHours(7))), Is.Empty);
        Assert.That(await LateAt(new(2026, 11, 24, 8, 0, 0, TimeSpan.FromHours(7))), Is.EqualTo(new[] { "Sở Xây dựng" }));
        Assert.That(await LateAt(new(2026, 11, 25, 23, 58, 0, TimeSpan.FromHours(7))), Is.EqualTo(new[] { "Sở Xây dựng" }), "24/11 is Ngày Văn hóa Việt Nam");
        Assert.That(await LateAt(new(2026, 11, 26, 8, 0, 0, TimeSpan.FromHours(7))), Is.EquivalentTo(new[] { "Sở Xây dựng", "Sở Y tế" }));
    }

    private async Task Arrives(DateTimeOffset at, string issuer)
    {
        desk.Office.Clock.SetUtcNow(at);
        await desk.Receive(new() { Issuer = issuer });
    }

    // Whose line of the queue says it is late, as a clerk sees it who comes in at that moment.
    private async Task<IReadOnlyList<string>> LateAt(DateTimeOffset at)
    {
        desk.Office.Clock.SetUtcNow(at);
        await desk.Sweep<MarkLateRegistrations>(job => job.Run(default));
        await using var screen = await Screen.Open(desk);
        await screen.SignIn();
        await screen.Page.GotoAsync("/cho-vao-so");
        var lines = await screen.Page.Locator(".line").AllInnerTextsAsync();
        Assert.That(lines, Is.Not.Empty);
        return [.. lines.Where(line => line.Contains("Quá hạn vào sổ", StringComparison.Ordinal)).Select(line => new[] { "Sở Xây dựng", "Sở Y tế" }.Single(line.Contains))];
    }

    [Test]
    public async Task Refuses_and_takes_it_back_by_keys_and_registers_one_after_the_other()
    {
        await desk.Scanned("Sở Nội vụ");
        await desk.Scanned("Sở Y tế");
        await using var screen = await Screen.Open(desk);
        var page = screen.Page;
        await screen.SignIn();
        await page.Keyboard.PressAsync("g");
        await page.Keyboard.PressAsync("c");
        await page.Arrived("**/cho-vao-so");
        await page.Keyboard.PressAsync("j");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForSelectorAsync("#acts");
        await screen.Picture("item-1440");
        await page.Keyboard.PressAsync("t");
        await page.FillAsync("#reason", "Gửi nhầm nơi nhận");
        await page.ClickAsync("#refuse button.danger");
        await page.WaitForSelectorAsync("#done button");
        Assert.That(await page.Locator(".line").CountAsync(), Is.EqualTo(1));
        await screen.Picture("queue-undo-1440");
        Assert.That(await screen.Axe(), Is.Empty);
        await page.Keyboard.PressAsync("z");
        await page.WaitForFunctionAsync("() => document.querySelectorAll('.line').length === 2");
        await page.Keyboard.PressAsync("j");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForSelectorAsync("#acts");
        await page.Keyboard.PressAsync("v");
        await page.WaitForSelectorAsync("#from-queue");
        Assert.That(await page.Locator("#scan iframe").CountAsync(), Is.EqualTo(1), "its scan lies beside the form");
        // No picture and no axe before the swaps below: they leave style attributes behind, which htmx copies and the policy refuses.
        Assert.That(await page.EvaluateAsync<string[]>("() => [...document.querySelectorAll('[style]')].map(e => e.outerHTML.slice(0, 200))"), Is.Empty);
        foreach (var (symbol, next) in new[] { ("811/SNV", "Sở Y tế"), ("812/SYT", "") })
        {
            await page.FillAsync("#symbol", symbol);
            await page.FillAsync("#subject", "Từ hàng chờ");
            await page.Keyboard.PressAsync("Control+Enter");
            if (next.Length > 0)
                await page.WaitForFunctionAsync("next => document.querySelector('#given') && document.querySelector('#issuer').value === next", next);
            else
                await page.WaitForSelectorAsync(".queue-done");
            Assert.That(await page.Locator("#scan [name=fileIds]").CountAsync(), Is.EqualTo(next.Length > 0 ? 1 : 0));
        }
        Assert.That(await page.EvaluateAsync<string>("() => document.activeElement.id"), Is.EqualTo("symbol"));
        Assert.That(screen.Complaints, Is.Empty);
    }

    [Test]
    public async Task Fits_every_width_and_axe_finds_nothing([Values(1440, 390)] int width)
    {
        for (var i = 0; i < 3; i++)
            await desk.Receive(new() { Issuer = "Ủy ban nhân dân thành phố trực thuộc Trung ương có tên rất dài để thử dòng", Urgency = i == 0 ? Urgency.Express : Urgency.Normal, AddressedTo = i == 2 ? "Ông Lê Hoàng Nam" : null });
        var item = await desk.Scanned("Sở Nội vụ", scans: 2);
        desk.Office.Clock.Advance(TimeSpan.FromMinutes(40));
        await desk.Sweep<AlertExpressItems>(job => job.Run(default));
        var folder = Path.Combine(desk.Office.DataFolder, "scan-in");
        await File.WriteAllBytesAsync(Path.Combine(folder, "một tên tệp rất dài không có chỗ ngắt_abcdefghijklmnopqrstuvwxyz_0123456789.pdf"), [(byte)'M', (byte)'Z', .. new byte[80]]);
        await File.WriteAllBytesAsync(Path.Combine(folder, "MẬT a.pdf"), SampleLetterPdf.Of(desk.NextLetter()));
        await desk.Sweep<TakeScans>(job => job.Run(default));
        desk.Office.Clock.Advance(TimeSpan.FromSeconds(10));
        await desk.Sweep<TakeScans>(job => job.Run(default));

        await using var screen = await Screen.Open(desk, width, width switch { 1440 => 900, 820 => 1180, _ => 844 }, touch: width < 1000);
        var page = screen.Page;
        await screen.SignIn();
        foreach (var (name, address) in new[]
        {
            ("queue", "/cho-vao-so"), ("queue-refused", "/cho-vao-so?trang-thai=da-tu-choi"), ("item", $"/cho-vao-so/{item.Id}"),
            ("item-refuse", $"/cho-vao-so/{item.Id}?hoi=tu-choi"), ("item-hand-over", $"/cho-vao-so/{item.Id}?hoi=chuyen"), ("receive", "/cho-vao-so/moi"),
            ("register-item", $"/van-ban-den/vao-so?muc={item.Id}"), ("notices-empty", "/thong-bao"),
        })
        {
            await page.GotoAsync(address);
            await Check(screen, $"{name}-{width}");
        }
        await page.GotoAsync($"/cho-vao-so/{item.Id}?hoi=tu-choi");
        await page.ClickAsync("#refuse button.danger");
        await page.Settled();
        await Check(screen, $"item-refuse-error-{width}");
        await page.GotoAsync("/cho-vao-so/moi");
        await page.ClickAsync("form.arrival .primary");
        await page.Settled();
        await Check(screen, $"receive-error-{width}");
        await using var chief = await Screen.Open(desk, width, 900, touch: width < 1000);
        await chief.SignIn("thinh");
        await chief.Page.GotoAsync("/thong-bao");
        await Check(chief, $"notices-{width}");
    }

    private static async Task Check(Screen screen, string name)
    {
        await screen.Picture(name);
        var axe = await screen.Axe();
        var beyond = await screen.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - innerWidth");
        var small = await screen.Page.EvaluateAsync<string[]>("""
            () => matchMedia("(pointer: coarse)").matches ? [...document.querySelectorAll("main a, main button, main select, main summary, main input:not([type=hidden]):not([type=checkbox]):not([type=radio]), #bell")]
                .filter(e => e.getClientRects().length && !e.closest(".visually-hidden") && !e.matches(".subject, td a, dd a, li > a, .problem a, .files a, .note a"))
                .filter(e => e.getBoundingClientRect().height < 43.5)
                .map(e => e.outerHTML.slice(0, 120) + " " + e.getBoundingClientRect().height) : []
            """);
        Assert.Multiple(() =>
        {
            Assert.That(axe, Is.Empty, name);
            Assert.That(beyond, Is.LessThanOrEqualTo(0), name + " runs off the side");
            Assert.That(small, Is.Empty, name);
            Assert.That(screen.Complaints, Is.Empty, name);
        });
    }
}
