namespace Dispatch.Web.Tests.Journeys;

/// <summary>What goes to paper and what is seen of it, in a browser.</summary>
public sealed class PaperJourneys
{
    private DeskOffice desk = null!;

    [OneTimeSetUp]
    public async Task Open() => desk = await DeskOffice.Start();

    [OneTimeTearDown]
    public async Task Close() => await desk.DisposeAsync();

    [Test]
    public async Task On_a_tablet_the_pages_are_pictures_and_the_PDF_is_not_loaded_beside_them()
    {
        var letter = await desk.Register(DeskOffice.Today, withScan: true);
        await using var screen = await Screen.Open(desk, 820, 1180, touch: true);
        var page = screen.Page;
        await screen.SignIn();
        var asked = new List<string>();
        page.Request += (_, request) => asked.Add(new Uri(request.Url).AbsolutePath);
        await page.GotoAsync($"/van-ban-den?id={letter.Id}");
        await page.WaitForFunctionAsync("() => document.querySelector('.leaves img')?.naturalWidth > 500");
        Assert.That(asked, Does.Contain($"/api/v1/files/{letter.Files[0].Id}/pages/1"));
        Assert.That(asked, Has.None.EndsWith("/content"), "not twice");
        Assert.That(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"), Is.True);
        await screen.Picture("tablet-trang-anh");
        Assert.That(await screen.Axe(), Is.Empty);
    }

    [Test]
    public async Task On_a_desk_the_PDF_stands_in_its_frame_and_no_picture_is_drawn()
    {
        var letter = await desk.Register(DeskOffice.Today, withScan: true);
        await using var screen = await Screen.Open(desk);
        var page = screen.Page;
        await screen.SignIn();
        var asked = new List<string>();
        page.Request += (_, request) => asked.Add(new Uri(request.Url).AbsolutePath);
        await page.GotoAsync($"/van-ban-den?id={letter.Id}");
        await page.WaitForSelectorAsync("iframe[src*='/content']");
        await page.Settled();
        Assert.That(asked, Has.None.Contains("/pages/"));
        // Another entry opened beside the list gets its frame too.
        await page.ClickAsync(".line:nth-child(3) .subject");
        Assert.That(screen.Complaints, Is.Empty);
    }

    [Test]
    public async Task Ticks_and_place_survive_opening_a_row_and_the_bar_hands_them_over()
    {
        await using var screen = await Screen.Open(desk);
        var page = screen.Page;
        await screen.SignIn();
        Assert.That(await page.IsVisibleAsync("#bulk"), Is.False);
        await page.CheckAsync(".line >> nth=2 >> input[name=chon]");
        await page.CheckAsync(".line >> nth=4 >> input[name=chon]");
        Assert.That(await page.InnerTextAsync("#bulk strong"), Is.EqualTo("Đã chọn 2 văn bản"));
        await page.EvaluateAsync("document.getElementById('list').scrollTop = 600");
        await page.WaitForFunctionAsync("() => JSON.parse(sessionStorage.getItem('list?'))?.top === 600");
        await page.ClickAsync(".line >> nth=14 >> .subject");
        await page.WaitForSelectorAsync("#position");
        Assert.That(await page.IsCheckedAsync(".line >> nth=2 >> input[name=chon]"), Is.True);
        await page.ReloadAsync();
        Assert.That(await page.Locator("input[name=chon]:checked").CountAsync(), Is.EqualTo(2), "also over a reload");
        await screen.Picture("danh-sach-da-chon");
        await page.FillAsync("#to", "Phòng Tổng hợp");
        await page.ClickAsync("#bulk button");
        Assert.That(await page.InnerTextAsync("#moved p"), Is.EqualTo("Chuyển Phòng Tổng hợp: 2 thành công, 0 lỗi."));
        Assert.That(await page.Locator("input[name=chon]:checked").CountAsync(), Is.Zero);
        Assert.That(screen.Complaints, Is.Empty);
    }

    [Test]
    public async Task The_header_s_tick_takes_this_page_only_and_V_opens_the_views()
    {
        await using var screen = await Screen.Open(desk);
        var page = screen.Page;
        await screen.SignIn();
        await page.CheckAsync("[data-tick-all]");
        Assert.That(await page.InnerTextAsync("#bulk strong"), Is.EqualTo("Đã chọn 50 văn bản"));
        await page.UncheckAsync("[data-tick-all]");
        Assert.That(await page.IsVisibleAsync("#bulk"), Is.False);
        await page.EvaluateAsync("document.activeElement.blur()");
        await page.Keyboard.PressAsync("v");
        await page.WaitForSelectorAsync(".views[open]");
        await page.ClickAsync(".views a >> text=Chưa chuyển");
        await page.Arrived("**chuyen=chua*");
        Assert.That(screen.Complaints, Is.Empty);
    }

    [Test]
    public async Task Chosen_columns_have_the_whole_width_until_an_entry_is_opened()
    {
        await using var screen = await Screen.Open(desk);
        var page = screen.Page;
        await screen.SignIn("ngoc");
        await page.GotoAsync("/van-ban-den?cot=arrivedOn,transferredTo,signer");
        Assert.That(await page.IsVisibleAsync("th.extra >> nth=0"), Is.True);
        await screen.Picture("danh-sach-them-cot");
        Assert.That(await screen.Axe(), Is.Empty);
        await page.ClickAsync(".line >> nth=1 >> .subject");
        await page.WaitForSelectorAsync("#position");
        Assert.That(await page.IsVisibleAsync("th.extra >> nth=0"), Is.False);
        Assert.That(await page.IsVisibleAsync("#subject"), Is.True);
    }

    [Test]
    public async Task The_button_notes_the_print_and_opens_the_print_window()
    {
        await using var screen = await Screen.Open(desk);
        var page = screen.Page;
        await screen.SignIn();
        await page.AddInitScriptAsync("window.print = () => { document.documentElement.dataset.printed = 'yes'; }");
        await page.GotoAsync("/so/DEN/2026");
        await screen.Picture("so-den");
        Assert.That(await screen.Axe(), Is.Empty);
        await page.ClickAsync("#by-numbers ~ form button >> nth=0");
        await screen.Picture("so-xem-truoc");
        Assert.That(await screen.Axe(), Is.Empty);
        await page.ClickAsync(".tools form button.primary");
        await page.WaitForSelectorAsync("html[data-printed=yes]");
        Assert.That(await page.InnerTextAsync(".tools .note"), Is.EqualTo("Đã ghi vào nhật ký in."));
        Assert.That(screen.Complaints, Is.Empty);
    }

    [Test]
    public async Task Sheet_stamp_label_and_slip_fit_their_paper()
    {
        var letter = await desk.Register(DeskOffice.Today, withScan: true);
        var clerk = await desk.CallerOf(DeskOffice.Clerk);
        await desk.Use<Incoming.TransferIncoming, Incoming.IncomingView>(transfer => transfer.Execute(letter.Id, new() { To = "Phòng Khoa giáo - Văn xã" }, new(false, null, false), clerk, default));
        await using var screen = await Screen.Open(desk, 1000, 1300);
        var page = screen.Page;
        await screen.SignIn();
        foreach (var (address, width, height) in new[]
        {
            ($"/van-ban-den/{letter.Id}/phieu", 595, 842), ($"/van-ban-den/{letter.Id}/dau-den", 595, 842), ($"/van-ban-den/{letter.Id}/nhan", 142, 99), ("/so/DEN/2026/chuyen-giao", 595, 842),
        })
        {
            await page.GotoAsync(address);
            await page.Settled();
            await screen.Picture("in-" + address.Split('/')[^1]);
            Assert.That(await screen.Axe(), Is.Empty, address);
            var book = await PrintedBook.Read(await screen.Pdf());
            Assert.That(book.Pages, Has.Count.EqualTo(1), address);
            Assert.That(book.Text[0], Does.Contain($"{letter.ArrivalNumber}"), address);
            Assert.That(book.Sizes[0].Width, Is.EqualTo(width).Within(2), address);
            Assert.That(book.Sizes[0].Height, Is.EqualTo(height).Within(2), address);
        }
        await page.GotoAsync($"/van-ban-den/{letter.Id}/dau-den");
        var stamp = await page.Locator(".stamp").BoundingBoxAsync();
        Assert.That(stamp!.Width / 96 * 25.4, Is.EqualTo(50).Within(.6), "35 × 50 mm");
        Assert.That(stamp.Height / 96 * 25.4, Is.EqualTo(35).Within(.6), "35 × 50 mm");
        Assert.That(screen.Complaints, Is.Empty);
    }

    [TestCase(320, 700)]
    [TestCase(1440, 900)]
    public async Task Nothing_scrolls_sideways(int width, int height)
    {
        var letter = await desk.Register(DeskOffice.Today);
        await using var screen = await Screen.Open(desk, width, height, touch: width < 500);
        await screen.SignIn();
        foreach (var address in new[] { "/so/DEN/2026", "/so/DEN/2026/in", "/so/DEN/2026/chuyen-giao", "/van-ban-den?cot=arrivedOn,signer,notes", $"/van-ban-den/{letter.Id}", $"/van-ban-den/{letter.Id}/phieu" })
        {
            await screen.Page.GotoAsync(address);
            Assert.That(await screen.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"), Is.True, $"{address} at {width}");
        }
    }
}
