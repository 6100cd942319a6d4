using Microsoft.Playwright;

namespace Dispatch.Web.Tests.Journeys;

/// <summary>Waiting for a page to be there. The page itself is asked: Playwright now and then waits without end for a load event that was before.</summary>
internal static class Arrivals
{
    public static Task Arrived(this IPage page, string glob) => Complete(page, page.WaitForURLAsync(glob, new() { WaitUntil = WaitUntilState.Commit }));

    public static Task Arrived(this IPage page, Func<string, bool> at) => Complete(page, page.WaitForURLAsync(at, new() { WaitUntil = WaitUntilState.Commit }));

    /// <summary>Also what the page fetches by itself has come.</summary>
    public static async Task Settled(this IPage page)
    {
        try
        {
            await page.WaitForLoadStateAsync(LoadState.NetworkIdle, new() { Timeout = 15_000 });
        }
        catch (TimeoutException)
        {
            // The event was before; what follows asks the page.
        }
        await Complete(page, Task.CompletedTask);
    }

    private static async Task Complete(IPage page, Task there)
    {
        await there;
        await page.WaitForFunctionAsync("() => document.readyState === 'complete'");
    }
}
