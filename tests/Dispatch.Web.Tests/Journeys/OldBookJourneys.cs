using Dispatch.Runs;
using Dispatch.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Dispatch.Web.Tests.Journeys;

/// <summary>The clerk takes over last year's book in the browser: file, columns, check with live progress, takeover, a complete book.</summary>
internal sealed class OldBookJourneys
{
    [Test]
    public async Task Last_years_book_comes_in_and_is_complete()
    {
        await using var desk = await DeskOffice.Start();
        await using var screen = await Screen.Open(desk);
        await screen.SignIn();
        var page = screen.Page;
        await page.GotoAsync("/so/nhap?so=DEN&nam=2025");
        await page.SetInputFilesAsync("#file", new Microsoft.Playwright.FilePayload { Name = "so-2025.csv", MimeType = "text/csv", Buffer = new OldBookFile(1200, 2025, 7, 0.01).Csv(';', true) });
        Assert.That(await screen.Axe(), Is.Empty);
        await page.ClickAsync("form.stack button.primary");
        await page.WaitForSelectorAsync("#check");
        Assert.That(await screen.Axe(), Is.Empty);
        await screen.Picture("old-book-columns");
        await page.ClickAsync("#check");

        // Its first batch is worked while the page looks on: the number moves by itself.
        await page.WaitForSelectorAsync(".run-state");
        await Step(desk);
        await page.WaitForSelectorAsync("text=1\u202f000/1\u202f200");
        await screen.Picture("run-going");
        Assert.That(await screen.Axe(), Is.Empty);
        await Work(desk);
        await page.ClickAsync("text=Làm tiếp");
        await page.WaitForSelectorAsync("#take");
        Assert.That(await screen.Axe(), Is.Empty);
        await screen.Picture("old-book-checked");
        await page.ClickAsync("#take");
        await page.WaitForSelectorAsync(".run-state");
        await Work(desk);
        await page.ClickAsync("text=Làm tiếp");
        await page.WaitForSelectorAsync(".note.good");
        await screen.Picture("old-book-done");
        await page.GotoAsync("/so");
        Assert.That(await page.Locator("tbody tr", new() { HasText = "2025" }).InnerTextAsync(), Does.Contain("Liên tục, không trùng"));
        Assert.That(screen.Complaints, Is.Empty);

        await page.SetViewportSizeAsync(320, 700);
        foreach (var address in new[] { "/cong-viec", "/so/nhap" })
        {
            await page.GotoAsync(address);
            Assert.That(await page.EvaluateAsync<int>("document.documentElement.scrollWidth"), Is.LessThanOrEqualTo(320), address);
        }
    }

    private static async Task Step(DeskOffice desk)
    {
        await using var scope = desk.Office.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<WorkRuns>().WorkNext(default);
    }

    private static async Task Work(DeskOffice desk)
    {
        await using var scope = desk.Office.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<WorkRuns>().Run(default);
    }
}
