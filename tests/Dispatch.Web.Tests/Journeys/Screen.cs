using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace Dispatch.Web.Tests.Journeys;

/// <summary>One window of the browser at the desk, and everything it complained about.</summary>
internal sealed class Screen : IAsyncDisposable
{
    private static readonly Lazy<string> AxeScript = new(new BundledAxeScriptProvider().GetScript);
    private static readonly string[] Rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

    // What Playwright has no limit for: a window that hangs fails its test, not the whole run.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly IBrowserContext context;
    private readonly List<string> complaints = [];

    private Screen(IBrowserContext context, IPage page)
    {
        this.context = context;
        Page = Watched(page);
    }

    public IPage Page { get; private set; }

    /// <summary>Errors of scripts and of the content security policy.</summary>
    public IReadOnlyList<string> Complaints => complaints;

    public static Task<Screen> Open(DeskOffice desk, int width = 1440, int height = 900, bool touch = false, bool javaScript = true) =>
        Open(desk.Office.Address, width, height, touch, javaScript);

    public static async Task<Screen> Open(Uri office, int width = 1440, int height = 900, bool touch = false, bool javaScript = true)
    {
        var context = await (await Chromium.Get()).NewContextAsync(new()
        {
            BaseURL = office.ToString(),
            ViewportSize = new() { Width = width, Height = height },
            HasTouch = touch,
            JavaScriptEnabled = javaScript,
            Locale = "vi-VN",
        });
        return new(context, await context.NewPageAsync());
    }

    /// <summary>Another page in the same window: nothing of the one before it, its complaints and what axe did to it, is left.</summary>
    public async Task Anew()
    {
        var before = Page;
        Page = Watched(await context.NewPageAsync());
        await before.CloseAsync();
        complaints.Clear();
    }

    /// <summary>Signs in with a click on the card.</summary>
    public async Task SignIn(string userName = DeskOffice.Clerk)
    {
        await Page.GotoAsync("/dang-nhap");
        await Page.ClickAsync($".cards button[value={userName}]");
        await Page.Arrived(url => !url.Contains("dang-nhap", StringComparison.Ordinal));
    }

    /// <summary>What axe finds wrong on the page as it is now, one line each.</summary>
    public async Task<IReadOnlyList<string>> Axe()
    {
        // As tall as the page: where the bar at the bottom happens to lie over a link, scrolling frees it, and axe does not scroll.
        var size = Page.ViewportSize!;
        var tall = await Page.EvaluateAsync<int>("Math.max(document.documentElement.scrollHeight, innerHeight) + 120");
        await Page.SetViewportSizeAsync(size.Width, tall);
        // In the page itself: the runner's package opens another page for each result, which took most of the suite's time.
        await Page.EvaluateAsync(AxeScript.Value);
        var found = await Page.EvaluateAsync<string[]>("""
            async (values) => (await axe.run(document, { resultTypes: ["violations"], runOnly: { type: "tag", values } })).violations
                .flatMap((rule) => rule.nodes.map((node) => `${rule.id}: ${node.html}`))
            """, Rules).WaitAsync(Patience);
        await Page.SetViewportSizeAsync(size.Width, size.Height);
        return [.. found, .. Page.Frames.Where(frame => frame != Page.MainFrame && !IsPaper(frame)).Select(frame => "frame: axe is not brought into frames, but here is one: " + frame.Url)];

        // A scan in the browser's own viewer, or a frame that was not filled yet.
        static bool IsPaper(IFrame frame) => frame.Url is "" or "about:blank" || frame.Url.StartsWith("chrome", StringComparison.Ordinal) || frame.Url.Contains("/content", StringComparison.Ordinal);
    }

    /// <summary>What makes the page wider than its window; empty when nothing does.</summary>
    public async Task<IReadOnlyList<string>> RunsOffTheSide() => await Page.EvaluateAsync<string[]>("""
        () => document.documentElement.scrollWidth <= innerWidth ? [] : ["page " + document.documentElement.scrollWidth,
            ...[...document.querySelectorAll("body *")].filter(e => e.getBoundingClientRect().right > innerWidth + 1).slice(0, 5).map(e => e.outerHTML.slice(0, 100))]
        """).WaitAsync(Patience);

    /// <summary>The page as its print, at the size its style asks for.</summary>
    public Task<byte[]> Pdf() => Page.PdfAsync(new() { PreferCSSPageSize = true }).WaitAsync(Patience);

    /// <summary>Controls that walking through the page with Tab never reaches, or reaches without anything to be seen; the skip link shows itself by coming into sight.</summary>
    public async Task<IReadOnlyList<string>> Unreached()
    {
        await Page.EvaluateAsync("""
            () => {
                document.activeElement?.blur();
                getSelection().removeAllRanges();
                window.walked = new Set();
                window.unseen = [];
                addEventListener("focusin", ({ target }) => {
                    walked.add(target);
                    const style = getComputedStyle(target);
                    if (style.outlineStyle === "none" && style.boxShadow === "none" && !target.matches(".skip")) unseen.push("not seen: " + target.outerHTML.slice(0, 120));
                });
            }
            """);
        var stops = await Page.EvaluateAsync<int>("() => document.querySelectorAll('a[href], button, input, select, textarea, summary, iframe, [tabindex=\"0\"]').length");
        for (var i = 0; i < stops + 3; i++)
            await Page.Keyboard.PressAsync("Tab");
        return await Page.EvaluateAsync<string[]>("""
            () => [...unseen, ...[...document.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']")]
                .filter(e => e.checkVisibility({ visibilityProperty: true }) && !e.disabled && !e.closest("[inert]") && e.tabIndex >= 0 && !walked.has(e))
                // One button of a group of radios stands for all of them.
                .filter(e => e.type !== "radio")
                .map(e => "not reached: " + e.outerHTML.slice(0, 120))]
            """);
    }

    /// <summary>Keeps a picture below the test's output folder; of the page as it is, without the styles that would hide its caret.</summary>
    public async Task Picture(string name)
    {
        for (var left = 2; ; left--)
        {
            try
            {
                await Page.ScreenshotAsync(new() { Caret = ScreenshotCaret.Initial, Animations = ScreenshotAnimations.Allow, Path = Path.Combine(TestContext.CurrentContext.WorkDirectory, "screenshots", name + ".png") });
                return;
            }
            catch (PlaywrightException e) when (left > 0 && e.Message.Contains("Unable to capture screenshot", StringComparison.Ordinal))
            {
                // A busy machine's Chromium has no frame to give at the moment.
                await Task.Delay(500);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            await context.DisposeAsync().AsTask().WaitAsync(Patience);
        }
        catch (TimeoutException)
        {
            await Chromium.GiveUp();
        }
    }

    private IPage Watched(IPage page)
    {
        page.SetDefaultTimeout(60_000);
        page.PageError += (_, error) => complaints.Add(error);
        page.Console += (_, message) =>
        {
            // A refused form is 422 by design; the line is Chromium's own.
            if (message.Type == "error" && !message.Text.Contains("Failed to load resource", StringComparison.Ordinal))
                complaints.Add($"{message.Text} at {message.Location}");
        };
        return page;
    }
}
