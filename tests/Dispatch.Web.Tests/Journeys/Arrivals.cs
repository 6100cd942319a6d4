using System.Diagnostics;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Dispatch.Web.Tests.Journeys;

/// <summary>
/// Waiting for a page to be there. The page itself is asked: Playwright's waits for an address or a load event now and then wait without end for one that
/// was before.
/// </summary>
internal static class Arrivals
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    /// <summary>At an address like this: <c>**</c> stands for anything, <c>*</c> for anything without a slash.</summary>
    public static Task Arrived(this IPage page, string glob)
    {
        var address = new Regex("^" + Regex.Escape(glob).Replace(@"\*\*", ".*", StringComparison.Ordinal).Replace(@"\*", "[^/]*", StringComparison.Ordinal) + "$");
        return page.Arrived(address.IsMatch);
    }

    public static async Task Arrived(this IPage page, Func<string, bool> at)
    {
        for (var time = Stopwatch.StartNew(); !at(page.Url); await Task.Delay(20))
            Assert.That(time.Elapsed, Is.LessThan(Patience), $"still at {page.Url}");
        await Complete(page);
    }

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
        await Complete(page);
    }

    // Asked from here: without JavaScript a page's own clock, by which Playwright waits for a condition, stands still.
    private static async Task Complete(IPage page)
    {
        for (var time = Stopwatch.StartNew(); !await IsComplete(page); await Task.Delay(20))
            Assert.That(time.Elapsed, Is.LessThan(Patience), $"still coming: {page.Url}");
    }

    private static async Task<bool> IsComplete(IPage page)
    {
        try
        {
            return await page.EvaluateAsync<bool>("document.readyState === 'complete'").WaitAsync(Patience);
        }
        catch (PlaywrightException)
        {
            // On its way to another page.
            return false;
        }
    }
}
