using Microsoft.Playwright;

namespace Dispatch.Web.Tests.Journeys;

/// <summary>The one Chromium of the run: from DISPATCH_CHROMIUM or the usual places. Where there is none the journeys are skipped, but not in CI.</summary>
[SetUpFixture]
internal sealed class Chromium
{
    private static readonly string[] UsualPlaces = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
    private static readonly string[] Quiet =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    ];

    private static IPlaywright? playwright;
    private static IBrowser? browser;

    /// <summary>The browser; skips the test where there is none.</summary>
    public static async Task<IBrowser> Get()
    {
        if (browser is not null)
            return browser;
        var program = Environment.GetEnvironmentVariable("DISPATCH_CHROMIUM") is { Length: > 0 } named ? named : UsualPlaces.FirstOrDefault(File.Exists);
        if (program is null)
        {
            const string Missing = "Chromium is not here (looked at DISPATCH_CHROMIUM and the usual places): browser tests do not run.";
            if (Environment.GetEnvironmentVariable("CI") == "true")
                Assert.Fail(Missing);
            Assert.Ignore(Missing);
        }
        playwright = await Playwright.CreateAsync();
        return browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = program, Headless = true, Args = Quiet });
    }

    /// <summary>Ends a browser that no longer answers; whoever asks next gets another.</summary>
    [OneTimeTearDown]
    public static async Task GiveUp()
    {
        var (old, its) = (browser, playwright);
        (browser, playwright) = (null, null);
        if (old is not null)
            await Task.WhenAny(old.DisposeAsync().AsTask(), Task.Delay(TimeSpan.FromSeconds(30)));
        its?.Dispose();
    }
}
