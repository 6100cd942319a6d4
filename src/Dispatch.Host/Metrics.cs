using System.Net;
using Dispatch.People;
using Dispatch.Platform;
using Dispatch.Platform.Http;
using OpenTelemetry.Metrics;

namespace Dispatch.Host;

/// <summary>Figures for Prometheus at <c>/metrics</c>, for programs on this machine and for those who look after the jobs.</summary>
internal static class Metrics
{
    private static readonly string[] Meters =
    [
        "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "Microsoft.AspNetCore.Diagnostics", "System.Runtime", "Npgsql", "Dispatch",
    ];

    public static void AddOfficeMetrics(this IServiceCollection services) =>
        services.AddOpenTelemetry().WithMetrics(metrics => metrics.AddMeter(Meters).AddPrometheusExporter());

    public static void MapOfficeMetrics(this WebApplication app)
    {
        var scrape = ((IEndpointRouteBuilder)app).CreateApplicationBuilder().UseOpenTelemetryPrometheusScrapingEndpoint(_ => true).Build();
        app.MapGet("/metrics", http => MayRead(http) ? scrape(http) : new ProblemResult(PlatformProblems.NotPermitted).ExecuteAsync(http)).OpenToAnyone();
    }

    // From the machines that are named, else from this one. Behind a proxy on this machine everybody comes from this machine: what a proxy passed on is a stranger's.
    private static bool MayRead(HttpContext http) =>
        (IsNamed(http) && !http.Request.Headers.ContainsKey("X-Forwarded-For") && !http.Request.Headers.ContainsKey("Forwarded"))
        || http.Features.Get<Caller>()?.May(Permission.ManageJobs) == true;

    private static bool IsNamed(HttpContext http)
    {
        var networks = http.RequestServices.GetRequiredService<MetricsReaders>().Networks;
        var remote = http.Connection.RemoteIpAddress is { IsIPv4MappedToIPv6: true } mapped ? mapped.MapToIPv4() : http.Connection.RemoteIpAddress;
        return networks.Count == 0 ? IsLoopback(remote) : remote is not null && networks.Any(network => network.Contains(remote));
    }

    private static bool IsLoopback(IPAddress? address) => address is null || IPAddress.IsLoopback(address);
}

/// <summary>Who may read <c>/metrics</c> (<c>Metrics:From</c>, addresses or networks); nobody named means programs on this machine.</summary>
internal sealed record MetricsReaders(IReadOnlyList<IPNetwork> Networks);
