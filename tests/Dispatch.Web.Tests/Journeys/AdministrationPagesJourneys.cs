namespace Dispatch.Web.Tests.Journeys;

/// <summary>The administrator's pages with data on a telephone: axe finds nothing, nothing runs off the side, everything is large enough for a finger.</summary>
public sealed class AdministrationPagesJourneys
{
    private DeskOffice desk = null!;
    private string person = "";

    [OneTimeSetUp]
    public async Task Open()
    {
        desk = await DeskOffice.Start();
        person = (await desk.CallerOf("dao")).PersonId.ToString();
    }

    [OneTimeTearDown]
    public async Task Close() => await desk.DisposeAsync();

    [Test]
    public async Task Work_on_a_telephone_and_axe_finds_nothing()
    {
        await using var screen = await Screen.Open(desk, 390, 844, touch: true);
        await screen.SignIn("admin");
        using var all = Assert.EnterMultipleScope();
        foreach (var address in new[]
        {
            "/quan-tri", "/quan-tri/co-quan?them=1", "/quan-tri/thoi-han", "/quan-tri/don-vi", "/quan-tri/nguoi-dung", "/quan-tri/nguoi-dung?them=1", $"/quan-tri/nguoi-dung/{person}",
            "/quan-tri/so", "/quan-tri/so?khoa=DEN&nam=2026", "/quan-tri/lich/2026", "/quan-tri/danh-ba?tu-khoa=so",
            "/quan-tri/danh-ba/00000000-0000-7000-8001-000000000011?gop=snv", "/quan-tri/danh-ba/nhap", "/quan-tri/loai-van-ban", "/tai-khoan",
        })
        {
            var answer = await screen.Page.GotoAsync(address);
            Assert.That(answer!.Status, Is.EqualTo(200), address);
            Assert.That(await screen.Axe(), Is.Empty, address);
            var small = await screen.Page.EvaluateAsync<string[]>("""
                () => [...document.querySelectorAll("main a, main button, main select, main summary, main input:not([type=hidden]):not([type=checkbox]):not([type=radio])")]
                    .filter(e => e.getClientRects().length && !e.matches("td a, th a, .note a, #problem a") && e.getBoundingClientRect().height < 43.5)
                    .map(e => e.outerHTML.slice(0, 120) + " " + e.getBoundingClientRect().height)
                """);
            Assert.That(small, Is.Empty, address);
            await screen.Page.SetViewportSizeAsync(320, 844);
            Assert.That(await screen.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - innerWidth"), Is.LessThanOrEqualTo(0), $"{address} runs off the side");
            await screen.Page.SetViewportSizeAsync(390, 844);
        }
        Assert.That(screen.Complaints, Is.Empty);
    }
}
