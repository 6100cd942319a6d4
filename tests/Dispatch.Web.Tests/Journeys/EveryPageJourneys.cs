using Dispatch.Documents;
using Dispatch.Platform;

namespace Dispatch.Web.Tests.Journeys;

/// <summary>Every page, full, empty and wrong, at the three widths: axe finds nothing, nothing runs off the side, and a picture is kept.</summary>
public sealed class EveryPageJourneys
{
    private DeskOffice full = null!;
    private DeskOffice empty = null!;
    private Id<Document> letter;

    [OneTimeSetUp]
    public async Task Open()
    {
        full = await DeskOffice.Start();
        empty = await DeskOffice.Start(empty: true);
        letter = (await full.Register(DeskOffice.Today, withScan: true)).Id;
    }

    [OneTimeTearDown]
    public async Task Close()
    {
        await full.DisposeAsync();
        await empty.DisposeAsync();
    }

    [Test]
    public async Task Looks_right_and_axe_finds_nothing(
        [Values(1440, 820, 390)] int width,
        [Values("sign-in", "sign-in-error", "list", "list-empty", "list-nothing-found", "list-error", "entry-beside", "register", "register-empty",
            "entry", "entry-annul", "entry-annul-error", "books", "books-empty", "home", "password", "lost-403", "lost-404")] string what)
    {
        var desk = what is "list-empty" or "books-empty" or "register-empty" or "home" ? empty : full;
        await using var screen = await Screen.Open(desk, width, width switch { 1440 => 900, 820 => 1180, _ => 844 }, touch: width < 1000);
        var page = screen.Page;
        if (!what.StartsWith("sign-in", StringComparison.Ordinal) && what != "password")
            await screen.SignIn(what switch { "home" => "quan", "lost-403" => "nam", _ => DeskOffice.Clerk });
        var answer = await page.GotoAsync(what switch
        {
            "sign-in" or "sign-in-error" => "/dang-nhap",
            "list" or "list-empty" => "/van-ban-den",
            "list-nothing-found" => "/van-ban-den?tu-khoa=khongcogi",
            "list-error" => "/van-ban-den?tu=35%2F13",
            "entry-beside" => $"/van-ban-den?id={letter}",
            "register" or "register-empty" or "lost-403" => "/van-ban-den/vao-so",
            "entry" => $"/van-ban-den/{letter}",
            "entry-annul" or "entry-annul-error" => $"/van-ban-den/{letter}?hoi=huy-so",
            "books" or "books-empty" => "/so",
            "password" => "/dat-mat-khau?ma=khong-con-dung-duoc",
            "lost-404" => "/khong-co-trang-nay",
            _ => "/",
        });
        Assert.That(answer!.Status, Is.EqualTo(what switch { "lost-403" => 403, "lost-404" => 404, "password" => 410, "list-error" => 422, _ => 200 }));
        if (what == "sign-in-error")
            await page.ClickAsync("form.sign button");
        if (what == "entry-annul-error")
            await page.ClickAsync("#annul button.danger");
        await page.WaitForLoadStateAsync();
        await screen.Picture($"{what}-{width}");
        Assert.Multiple(async () =>
        {
            Assert.That(await screen.Axe(), Is.Empty);
            Assert.That(await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - innerWidth"), Is.LessThanOrEqualTo(0), "runs off the side");
            Assert.That(screen.Complaints, Is.Empty);
        });
    }

    [Test]
    public async Task Targets_are_large_enough_for_a_finger([Values("/van-ban-den", "/van-ban-den/vao-so", "/so")] string address)
    {
        await using var screen = await Screen.Open(full, 820, 1180, touch: true);
        await screen.SignIn();
        await screen.Page.GotoAsync(address);
        var small = await screen.Page.EvaluateAsync<string[]>("""
            () => [...document.querySelectorAll("a, button, select, summary, input:not([type=hidden]):not([type=checkbox])")]
                .filter(e => e.getClientRects().length && !e.closest(".visually-hidden, .skip") && !e.matches(".subject, .skip, .visually-hidden, td a, th a, .files a"))
                .filter(e => e.getBoundingClientRect().height < 43.5)
                .map(e => e.outerHTML.slice(0, 120) + " " + e.getBoundingClientRect().height)
            """);
        Assert.That(small, Is.Empty);
    }
}
