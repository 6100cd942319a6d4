namespace Dispatch.Web.Tests.Journeys;

public sealed class ListJourneys
{
    private DeskOffice desk = null!;

    [OneTimeSetUp]
    public async Task Open() => desk = await DeskOffice.Start();

    [OneTimeTearDown]
    public async Task Close() => await desk.DisposeAsync();

    [Test]
    public async Task Opens_the_next_entry_with_one_key_and_comes_back_with_Back()
    {
        await using var screen = await Screen.Open(desk);
        var page = screen.Page;
        await screen.SignIn();
        await page.ClickAsync(".line .subject");
        await page.WaitForFunctionAsync("() => document.querySelector('#position')?.textContent === '1/50'");
        var first = page.Url;
        await page.Keyboard.PressAsync("j");
        await page.WaitForFunctionAsync("() => document.querySelector('#position')?.textContent === '2/50'");
        Assert.That(await page.InnerTextAsync("#subject"), Is.EqualTo(await page.InnerTextAsync(".line.chosen .subject")));
        await page.Keyboard.PressAsync("k");
        await page.WaitForFunctionAsync("() => document.querySelector('#position')?.textContent === '1/50'");
        Assert.That(page.Url, Is.EqualTo(first));
        await page.Keyboard.PressAsync("j");
        await page.WaitForFunctionAsync("() => document.querySelector('#position')?.textContent === '2/50'");
        await page.GoBackAsync();
        await page.WaitForFunctionAsync("() => document.querySelector('#position')?.textContent === '1/50'");
        Assert.That(screen.Complaints, Is.Empty);
    }

    [Test]
    public async Task More_rows_come_below_and_the_walk_goes_on_over_them()
    {
        await using var screen = await Screen.Open(desk);
        var page = screen.Page;
        await screen.SignIn();
        await page.ClickAsync(".line .subject");
        await page.WaitForSelectorAsync("#position");
        await page.ClickAsync("a.more");
        await page.WaitForFunctionAsync("n => document.querySelectorAll('.line').length >= n", DeskOffice.Letters);
        Assert.That(await page.InnerTextAsync("#position"), Does.Match("^1/(?!50)"));
        var days = await page.Locator(".day th").AllInnerTextsAsync();
        Assert.That(days, Is.Unique);
        Assert.That(new Uri(page.Url).Query, Does.Not.Contain("sau="));
    }

    [Test]
    public async Task A_filter_says_how_many_it_found_and_stays_through_opening_and_Back()
    {
        await using var screen = await Screen.Open(desk);
        var page = screen.Page;
        await screen.SignIn();
        await page.FillAsync("#words", "bao cao");
        await page.PressAsync("#words", "Enter");
        await page.Arrived("**tu-khoa=bao*cao*");
        await page.WaitForFunctionAsync("() => document.querySelector('#status').textContent.includes('văn bản')");
        Assert.That(await page.EvaluateAsync<string>("() => document.activeElement.id"), Is.EqualTo("words"));
        var filtered = page.Url;
        await page.ClickAsync(".line .subject");
        await page.WaitForSelectorAsync("#position");
        Assert.That(page.Url, Does.Contain("tu-khoa=bao").And.Contain("id="));
        await page.GoBackAsync();
        await page.WaitForFunctionAsync("() => !document.querySelector('#position')");
        Assert.That(page.Url, Is.EqualTo(filtered));
        Assert.That(await page.InputValueAsync("#words"), Is.EqualTo("bao cao"));
    }

    [Test]
    public async Task Keys_never_fire_in_a_text_box_and_can_be_switched_off()
    {
        await using var screen = await Screen.Open(desk);
        var page = screen.Page;
        await screen.SignIn();
        await page.FocusAsync("#words");
        await page.Keyboard.TypeAsync("njkq?g");
        Assert.That(await page.InputValueAsync("#words"), Is.EqualTo("njkq?g"));
        await page.Keyboard.PressAsync("Escape");
        await page.Keyboard.PressAsync("Shift+?");
        await page.WaitForSelectorAsync("#keys[open]");
        Assert.That(await page.Locator("#keys tbody tr").AllInnerTextsAsync(), Has.Some.Contains("Vào sổ văn bản đến").And.Some.Contains("rồi"));
        await page.UncheckAsync("#keys-on");
        await page.Keyboard.PressAsync("Escape");
        await page.Keyboard.PressAsync("n");
        await page.Keyboard.PressAsync("j");
        Assert.That(page.Url, Does.EndWith("/van-ban-den"));
        await page.ReloadAsync();
        await page.Keyboard.PressAsync("n");
        Assert.That(page.Url, Does.EndWith("/van-ban-den"));
    }

    [Test]
    public async Task The_dialog_lists_the_keys_of_this_page_only()
    {
        await using var screen = await Screen.Open(desk);
        var page = screen.Page;
        await screen.SignIn();
        async Task<IReadOnlyList<string>> Listed()
        {
            await page.Keyboard.PressAsync("Shift+?");
            await page.WaitForSelectorAsync("#keys[open]");
            return await page.Locator("#keys tbody td").AllInnerTextsAsync();
        }
        var onList = await Listed();
        await page.GotoAsync("/so");
        var onBooks = await Listed();
        Assert.That(onList, Does.Contain("Bộ lọc"));
        Assert.That(onBooks, Does.Not.Contain("Bộ lọc"));
    }

    [Test]
    public async Task G_then_a_letter_goes_there()
    {
        await using var screen = await Screen.Open(desk);
        await screen.SignIn();
        await screen.Page.Keyboard.PressAsync("g");
        await screen.Page.Keyboard.PressAsync("p");
        await screen.Page.Arrived("**/so");
        await screen.Page.Keyboard.PressAsync("g");
        await screen.Page.Keyboard.PressAsync("v");
        await screen.Page.Arrived("**/van-ban-den");
    }

    [Test]
    public async Task On_a_phone_an_entry_is_a_page_of_its_own()
    {
        await using var screen = await Screen.Open(desk, 390, 844, touch: true);
        var page = screen.Page;
        await screen.SignIn();
        await page.TapAsync(".line .subject");
        await page.Arrived("**id=*");
        await page.WaitForSelectorAsync("#subject");
        Assert.That(await page.IsVisibleAsync(".pane.list"), Is.False);
        Assert.That(await page.Locator("iframe:visible").CountAsync(), Is.Zero);
        await page.TapAsync(".only-narrow");
        await page.WaitForSelectorAsync(".line:visible");
    }
}
