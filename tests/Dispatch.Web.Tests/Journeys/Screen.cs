using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Dispatch.Web.Tests.Journeys;

/// <summary>One window of the browser at the desk, and everything it complained about.</summary>
internal sealed class Screen : IAsyncDisposable
{
    private static readonly string[] Rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

    private readonly IBrowserContext context;
    private readonly List<string> complaints = [];

    private Screen(IBrowserContext context, IPage page)
    {
        (this.context, Page) = (context, page);
        page.SetDefaultTimeout(60_000);
        page.PageError += (_, error) => complaints.Add(error);
        page.Console += (_, message) =>
        {
            // A refused form is 422 by design; the line is Chromium's own.
            if (message.Type == "error" && !message.Text.Contains("Failed to load resource", StringComparison.Ordinal))
                complaints.Add($"{message.Text} ({message.Location})");
        };
    }

    public IPage Page { get; }

    /// <summary>Errors of scripts and of the content security policy.</summary>
    public IReadOnlyList<string> Complaints => complaints;

    public static async Task<Screen> Open(DeskOffice desk, int width = 1440, int height = 900, bool touch = false, bool javaScript = true)
    {
        var context = await (await Chromium.Get()).NewContextAsync(new()
        {
            BaseURL = desk.Office.Address.ToString(),
            ViewportSize = new() { Width = width, Height = height },
            HasTouch = touch,
            JavaScriptEnabled = javaScript,
            Locale = "vi-VN",
        });
        return new(context, await context.NewPageAsync());
    }

    /// <summary>Signs in with a click on the card.</summary>
    public async Task SignIn(string userName = DeskOffice.Clerk)
    {
        await Page.GotoAsync("/dang-nhap");
        await Page.ClickAsync($".cards button[value={userName}]");
        await Page.WaitForURLAsync(url => !url.Contains("dang-nhap", StringComparison.Ordinal));
    }

    /// <summary>What axe finds wrong on the page as it is now, one line each.</summary>
    public async Task<IReadOnlyList<string>> Axe()
    {
        // As tall as the page: where the bar at the bottom happens to lie over a link, scrolling frees it, and axe does not scroll.
        var size = Page.ViewportSize!;
        var tall = await Page.EvaluateAsync<int>("Math.max(document.documentElement.scrollHeight, innerHeight) + 120");
        await Page.SetViewportSizeAsync(size.Width, tall);
        var found = await Page.RunAxe(new AxeRunOptions { RunOnly = new RunOnlyOptions { Type = "tag", Values = [.. Rules] } });
        await Page.SetViewportSizeAsync(size.Width, size.Height);
        return [.. found.Violations.SelectMany(rule => rule.Nodes.Select(node => $"{rule.Id}: {node.Html}"))];
    }

    /// <summary>Keeps a picture below the test's output folder.</summary>
    public async Task Picture(string name) =>
        await Page.ScreenshotAsync(new() { Path = Path.Combine(TestContext.CurrentContext.WorkDirectory, "screenshots", name + ".png") });

    public ValueTask DisposeAsync() => context.DisposeAsync();
}
