namespace Dispatch.Web.Tests.Journeys;

/// <summary>Everything from the keyboard: the palette finds the page's own commands, rooms and documents; ? lists the keys of this page alone.</summary>
public sealed class PaletteJourneys
{
    private DeskOffice desk = null!;

    [OneTimeSetUp]
    public async Task Open() => desk = await DeskOffice.Start();

    [OneTimeTearDown]
    public async Task Close() => await desk.DisposeAsync();

    [Test]
    public async Task Goes_to_a_room_by_a_few_letters_and_teaches_its_key()
    {
        await using var screen = await Screen.Open(desk);
        await screen.SignIn();
        await screen.Page.GotoAsync("/van-ban-den");
        await screen.Page.Keyboard.PressAsync("Control+k");
        await screen.Page.Keyboard.TypeAsync("so dang ky");
        var chosen = screen.Page.Locator("#palette [aria-selected=true]");
        Assert.That(await chosen.InnerTextAsync(), Does.Contain("Sổ đăng ký").And.Contain("G P"));
        Assert.That(await screen.Axe(), Is.Empty);
        await screen.Page.Keyboard.PressAsync("Enter");
        await screen.Page.Arrived(url => new Uri(url).AbsolutePath == "/so");
    }

    [Test]
    public async Task Opens_a_document_by_words_without_marks()
    {
        var letter = await desk.Register(DeskOffice.Today);
        await using var screen = await Screen.Open(desk);
        await screen.SignIn();
        await screen.Page.GotoAsync("/so");
        await screen.Page.Keyboard.PressAsync("Control+k");
        await screen.Page.Keyboard.TypeAsync(letter.Symbol!);
        await screen.Page.Locator("#palette li", new() { HasText = letter.Subject }).First.WaitForAsync();
        Assert.That(await screen.Page.Locator("#palette [aria-selected=true]").InnerTextAsync(), Does.Contain(letter.Subject));
        await screen.Page.Keyboard.PressAsync("Enter");
        await screen.Page.Arrived(url => new Uri(url).AbsolutePath == $"/van-ban-den/{letter.Id}");
    }

    [Test]
    public async Task Keys_of_one_page_are_not_those_of_another()
    {
        await using var screen = await Screen.Open(desk);
        await screen.SignIn();
        var list = await KeysOf(screen, "/van-ban-den");
        var form = await KeysOf(screen, "/van-ban-den/vao-so");
        Assert.That(list, Does.Contain("Bộ lọc"));
        Assert.That(form, Does.Not.Contain("Bộ lọc"));
        Assert.That(list, Is.Not.EquivalentTo(form));
    }

    [Test]
    public async Task Letters_in_a_field_are_letters_and_keys_can_be_switched_off()
    {
        await using var screen = await Screen.Open(desk);
        await screen.SignIn();
        await screen.Page.GotoAsync("/van-ban-den/vao-so");
        await screen.Page.FocusAsync("#subject");
        await screen.Page.Keyboard.TypeAsync("jkxpht");
        Assert.That(await screen.Page.InputValueAsync("#subject"), Is.EqualTo("jkxpht"));
        Assert.That(new Uri(screen.Page.Url).AbsolutePath, Is.EqualTo("/van-ban-den/vao-so"));

        await screen.Page.GotoAsync("/van-ban-den");
        await screen.Page.Keyboard.PressAsync("?");
        await screen.Page.UncheckAsync("#keys-on");
        await screen.Page.ClickAsync("#keys [data-close]");
        await screen.Page.Keyboard.PressAsync("n");
        await screen.Page.Keyboard.PressAsync("j");
        Assert.That(new Uri(screen.Page.Url).AbsolutePath, Is.EqualTo("/van-ban-den"));
        Assert.That(await screen.Page.EvaluateAsync<bool>("document.activeElement.matches('.subject')"), Is.False);
    }

    private static async Task<IReadOnlyList<string>> KeysOf(Screen screen, string address)
    {
        await screen.Page.GotoAsync(address);
        await screen.Page.Keyboard.PressAsync("Escape");
        await screen.Page.EvaluateAsync("document.activeElement.blur()");
        await screen.Page.Keyboard.PressAsync("?");
        var keys = await screen.Page.Locator("#keys tbody td").AllInnerTextsAsync();
        await screen.Page.ClickAsync("#keys [data-close]");
        return keys;
    }
}
