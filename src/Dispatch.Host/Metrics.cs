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

    // Behind a proxy on this machine everybody comes from this machine: what a proxy passed on is a stranger's.
    private static bool MayRead(HttpContext http) =>
        (IsLoopback(http.Connection.RemoteIpAddress) && !http.Request.Headers.ContainsKey("X-Forwarded-For") && !http.Request.Headers.ContainsKey("Forwarded"))
        || http.Features.Get<Caller>()?.May(Permission.ManageJobs) == true;

    private static bool IsLoopback(IPAddress? address) => address is null || IPAddress.IsLoopback(address);
}
