using System.Globalization;
using System.Net;
using System.Threading.RateLimiting;
using Dispatch.Platform;
using Dispatch.Platform.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Dispatch.People;

/// <summary>How much one token may ask for, and how often one may try to sign in (settings <c>SignIn:RequestsPerMinute</c>, <c>SignIn:SignInsPerMinute</c>).</summary>
public sealed class RequestLimits : IDisposable
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly SignInSettings settings;
    private readonly PartitionedRateLimiter<(string Account, IPAddress? Address)> signIns;

    public RequestLimits(IOptions<SignInSettings> options)
    {
        settings = options.Value;
        signIns = PartitionedRateLimiter.Create<(string Account, IPAddress? Address), (string, IPAddress?)>(
            attempt => RateLimitPartition.GetFixedWindowLimiter(attempt, _ => PerMinute(settings.SignInsPerMinute)));
        Requests = PartitionedRateLimiter.Create<HttpContext, string>(http => KeyOf(http) is { } key
            ? RateLimitPartition.GetFixedWindowLimiter(key, _ => PerMinute(settings.RequestsPerMinute))
            : RateLimitPartition.GetNoLimiter(""));
    }

    /// <summary>Counts requests by token or session; strangers at the API by address.</summary>
    internal PartitionedRateLimiter<HttpContext> Requests { get; }

    /// <summary>Counts an attempt; the problem when there were too many.</summary>
    internal Problem? RefusesSignIn(string account, IPAddress? address)
    {
        using var lease = signIns.AttemptAcquire((account, address));
        return lease.IsAcquired ? null : TooMany(lease);
    }

    /// <summary>429 with the time to wait.</summary>
    internal static Problem TooMany(RateLimitLease lease) => PlatformProblems.TooManyRequests with
    {
        RetryAfter = lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) ? Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)) : (int)Window.TotalSeconds,
    };

    /// <summary>Tells the caller where it stands (draft-ietf-httpapi-ratelimit-headers).</summary>
    internal void WriteHeaders(HttpContext http)
    {
        if (!http.IsApi() || Requests.GetStatistics(http) is not { } statistics)
            return;
        http.Response.Headers["RateLimit-Policy"] = string.Create(CultureInfo.InvariantCulture, $"\"requests\";q={settings.RequestsPerMinute};w={(int)Window.TotalSeconds}");
        http.Response.Headers["RateLimit"] = string.Create(CultureInfo.InvariantCulture, $"\"requests\";r={statistics.CurrentAvailablePermits}");
    }

    public void Dispose()
    {
        signIns.Dispose();
        Requests.Dispose();
    }

    private static string? KeyOf(HttpContext http) => http.Features.Get<CurrentSession>() is { } session
        ? session.Id.ToString()
        : http.IsApi() ? "stranger " + http.Connection.RemoteIpAddress : null;

    private static FixedWindowRateLimiterOptions PerMinute(int permits) => new() { PermitLimit = permits, Window = Window, QueueLimit = 0 };
}
