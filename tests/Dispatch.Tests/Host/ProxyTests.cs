using System.Net;
using Dispatch.Host;
using Dispatch.Testing;

namespace Dispatch.Tests.Host;

/// <summary>Behind a proxy: who a caller is said to be counts only from proxies that are named, and figures may be opened to named machines.</summary>
internal sealed class ProxyTests
{
    private const string Monitor = "203.0.113.9";

    [Test]
    public async Task A_named_proxy_is_believed()
    {
        await using var office = OfficeProcess.Serve(await DataFolders.Stopped(), new() { ["Proxy__Known"] = "127.0.0.1", ["Metrics__From"] = "203.0.113.0/24", ["Dispatch__Roles"] = "web" });
        using var client = await office.Ready();
        Assert.That(await Figures(client, Monitor), Is.EqualTo(HttpStatusCode.OK));
        Assert.That(await Figures(client, "198.51.100.7"), Is.EqualTo(HttpStatusCode.Forbidden));
        Assert.That(await Figures(client, $"{Monitor}, 198.51.100.7"), Is.EqualTo(HttpStatusCode.Forbidden), "only what the proxy itself added");
        Assert.That(await Figures(client, null), Is.EqualTo(HttpStatusCode.Forbidden), "with machines named, this one is not among them");
    }

    [Test]
    public async Task Nobody_else_is()
    {
        await using var office = OfficeProcess.Serve(await DataFolders.Stopped(), new() { ["Metrics__From"] = Monitor, ["Dispatch__Roles"] = "web" });
        using var client = await office.Ready();
        Assert.That(await Figures(client, Monitor), Is.EqualTo(HttpStatusCode.Forbidden));
    }

    [Test]
    public async Task An_address_that_makes_no_sense_is_refused_at_start()
    {
        await using var office = OfficeProcess.Serve(await DataFolders.Stopped(), new() { ["Proxy__Known"] = "nginx" });
        Assert.That(await office.Exit(), Is.EqualTo(CommandFailure.Arguments), office.Said);
        Assert.That(office.Lines[^1], Does.Contain("Proxy__Known").And.Contain("nginx"));
    }

    private static async Task<HttpStatusCode> Figures(HttpClient client, string? forwardedFor)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/metrics");
        if (forwardedFor is not null)
            request.Headers.Add("X-Forwarded-For", forwardedFor);
        return (await client.SendAsync(request)).StatusCode;
    }
}
