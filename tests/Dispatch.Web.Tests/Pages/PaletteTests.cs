namespace Dispatch.Web.Tests.Pages;

public sealed class PaletteTests
{
    private DeskOffice desk = null!;

    [OneTimeSetUp]
    public async Task Open() => desk = await DeskOffice.Start();

    [OneTimeTearDown]
    public async Task Close() => await desk.DisposeAsync();

    [TestCase("4510")]
    [TestCase("số đến 4510")]
    [TestCase("so den 4510")]
    [TestCase(" SỐ 4510 ")]
    public async Task A_number_leads_to_its_line_in_the_book(string typed)
    {
        using var browser = await desk.SignedIn();
        await browser.Open("/bang-lenh?q=" + Uri.EscapeDataString(typed));
        Assert.That(browser.Page.QuerySelectorAll(".places a").Select(link => link.GetAttribute("href")), Does.Contain($"/so/DEN/{DeskOffice.Today.Year}/4510"));
    }

    [Test]
    public async Task A_number_that_no_book_has_reached_leads_nowhere()
    {
        using var browser = await desk.SignedIn();
        await browser.Open("/bang-lenh?q=999999");
        Assert.That(browser.Page.QuerySelectorAll(".places a"), Is.Empty);
        Assert.That(browser.Text("main .empty"), Does.StartWith("Không có gì khớp"));
    }

    [Test]
    public async Task Initials_lead_to_an_agency_and_words_to_a_document()
    {
        var letter = await desk.Register(DeskOffice.Today);
        using var browser = await desk.SignedIn();
        await browser.Open("/bang-lenh?q=snv");
        Assert.That(browser.Page.QuerySelectorAll(".places a span").Select(name => name.TextContent), Does.Contain("Sở Nội vụ"));
        await browser.Open("/bang-lenh?q=" + Uri.EscapeDataString(letter.Subject));
        Assert.That(browser.Page.QuerySelectorAll(".places a").Select(link => link.GetAttribute("href")), Does.Contain($"/van-ban-den/{letter.Id}"));
    }

    [Test]
    public async Task Who_may_read_no_document_finds_none()
    {
        var letter = await desk.Register(DeskOffice.Today);
        using var browser = await desk.SignedIn("admin");
        foreach (var typed in new[] { letter.Subject, letter.ArrivalNumber.ToString(System.Globalization.CultureInfo.InvariantCulture), "snv" })
        {
            await browser.Open("/bang-lenh?q=" + Uri.EscapeDataString(typed));
            Assert.That(browser.Page.QuerySelectorAll(".places a"), Is.Empty, typed);
        }
    }

    [Test]
    public async Task The_tour_is_offered_until_it_is_taken_or_skipped()
    {
        using var browser = await desk.SignedIn();
        await browser.Open("/van-ban-den");
        Assert.That(browser.Page.QuerySelector("form.tour"), Is.Not.Null);
        for (var step = 1; step <= 6; step++)
        {
            await browser.Open($"/huong-dan?buoc={step}");
            Assert.That(browser.Text(".step .muted"), Is.EqualTo($"Bước {step}/6"));
            Assert.That(browser.Page.QuerySelectorAll(".step form").Length, Is.EqualTo(step < 6 ? 1 : 0), "it can be skipped");
        }
        await browser.Open("/van-ban-den");
        Assert.That(browser.Page.QuerySelector("form.tour"), Is.Null);

        using var other = await desk.SignedIn("ngoc");
        await other.Open("/van-ban-den");
        await other.Press("form.tour button");
        Assert.That(other.Page.QuerySelector("form.tour"), Is.Null);
    }

    [Test]
    public async Task The_guide_is_the_one_of_the_repository()
    {
        using var browser = await desk.SignedIn("quan");
        await browser.Open("/huong-dan");
        Assert.That(browser.Page.QuerySelectorAll(".guide h2").Select(heading => heading.TextContent), Does.Contain("Vào sổ một văn bản đến"));
        Assert.That(browser.Page.QuerySelector(".step"), Is.Null, "an officer's work comes with routing");
    }
}
