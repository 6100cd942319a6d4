using Dapper;
using Dispatch.Testing;
using Microsoft.Playwright;

namespace Dispatch.Web.Tests.Journeys;

public sealed class StatusJourneys
{
    private DeskOffice desk = null!;

    [OneTimeSetUp]
    public async Task Open() => desk = await DeskOffice.Start(empty: true);

    [OneTimeTearDown]
    public async Task Close() => await desk.DisposeAsync();

    [Test]
    public async Task The_administrator_reads_it_on_a_phone_and_runs_a_job()
    {
        await using var screen = await Screen.Open(desk, width: 320, height: 700, touch: true);
        var page = screen.Page;
        await screen.SignIn("admin");
        await page.GotoAsync("/tinh-trang");
        Assert.That(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"), Is.True, "no sideways scroll");
        Assert.That(await screen.Axe(), Is.Empty);
        Assert.That(await page.EvaluateAsync<int>("Math.min(...[...document.querySelectorAll('.runs button')].map(b => b.getBoundingClientRect().height))"), Is.GreaterThanOrEqualTo(44));
        await screen.Picture("status-phone");
        await page.ClickAsync("#job-open-next-year button");
        await page.WaitForSelectorAsync(".note.good");
        Assert.That(await page.InnerTextAsync(".note.good"), Does.Contain("Mở sổ năm sau"));
        Assert.That(screen.Complaints, Is.Empty);
    }

    [Test]
    public async Task A_running_job_shows_how_far_it_has_come_by_itself()
    {
        await using var screen = await Screen.Open(desk);
        var page = screen.Page;
        await screen.SignIn("admin");
        await using var connection = await desk.Office.Database.OpenAsOwner();
        var id = Guid.CreateVersion7();
        await connection.ExecuteAsync("insert into job_run (id, name, started_at, outcome, counted) values (@id, 'remind', @At, 'running', 500)", new { id, At = TestOffice.Morning.ToUniversalTime() });
        await page.GotoAsync("/tinh-trang");
        await page.FocusAsync("#run-remind");
        foreach (var counted in new[] { 1000, 1500 })
        {
            await connection.ExecuteAsync("update job_run set counted = @counted where id = @id", new { id, counted });
            await page.Locator("#job-remind", new() { HasText = $"{counted} mục" }).WaitForAsync();
        }
        Assert.That(await page.EvaluateAsync<string>("document.activeElement.id"), Is.EqualTo("run-remind"), "the keyboard stays where it was");
        await connection.ExecuteAsync("update job_run set outcome = 'done', ended_at = started_at where id = @id", new { id });
        await page.Locator("#runs [hx-get]").WaitForAsync(new() { State = WaitForSelectorState.Detached });
        Assert.That(await page.InnerTextAsync("#job-remind h3"), Does.Contain("Xong"));
        Assert.That(screen.Complaints, Is.Empty);
    }

    [Test]
    public async Task It_is_readable_on_a_desk()
    {
        await using var screen = await Screen.Open(desk);
        await screen.SignIn("admin");
        Assert.That(await screen.Axe(), Is.Empty);
        await screen.Picture("status");
    }
}
