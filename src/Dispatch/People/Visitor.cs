using System.Net;
using Dispatch.Platform;
using Dispatch.Platform.Http;
using Microsoft.AspNetCore.Http;

namespace Dispatch.People;

/// <summary>Somebody who is not signed in yet: what is known of where a request comes from.</summary>
/// <param name="Via">The door: <c>page</c> or <c>api</c>.</param>
/// <param name="Address">Network address; null when there is none (in-process tests).</param>
/// <param name="Program">The browser or program as it named itself, at most 200 characters.</param>
/// <param name="Language">Language for messages.</param>
public sealed record Visitor(string Via, IPAddress? Address, string? Program, Language Language)
{
    private const int LongestProgram = 200;

    /// <summary>The cookie of a session this browser still has; signing in ends it.</summary>
    internal string? PresentSession { get; init; }

    /// <summary>
    /// True only when the request is from this computer, was not forwarded by a proxy, and names this computer as its host: a page elsewhere
    /// whose name was made to point here (DNS rebinding) names itself.
    /// </summary>
    internal bool OnThisComputer { get; init; }

    /// <summary>The visitor behind a request; pages call this, minimal-API routes get it as a parameter.</summary>
    public static Visitor Of(HttpContext http)
    {
        var address = http.Connection.RemoteIpAddress is { IsIPv4MappedToIPv6: true } mapped ? mapped.MapToIPv4() : http.Connection.RemoteIpAddress;
        return new(DoorOf(http), address, ProgramOf(http), RequestLanguage.Of(http))
        {
            PresentSession = SessionCookie.Read(http),
            OnThisComputer = (address is null || IPAddress.IsLoopback(address)) && !WasForwarded(http) && NamesThisComputer(http.Request.Host.Host),
        };
    }

    public static ValueTask<Visitor> BindAsync(HttpContext http) => ValueTask.FromResult(Of(http));

    /// <summary>The caller for an act of a visitor nobody knows.</summary>
    internal Caller AsStranger() => Caller.System(Via) with { Address = Address, Program = Program, Language = Language };

    /// <summary>The caller for an act of <paramref name="account"/>'s owner about the account itself.</summary>
    internal Caller As(Account account) => new(account.Id, account.UserName, account.FullName, new HashSet<string>())
    {
        Via = Via,
        Address = Address,
        Program = Program,
        Language = Language,
    };

    private static string DoorOf(HttpContext http) => http.IsApi() ? "api" : "page";

    private static string? ProgramOf(HttpContext http)
    {
        var agent = new string([.. http.Request.Headers.UserAgent.ToString().Where(c => !char.IsControl(c)).Take(LongestProgram)]);
        return agent.Length == 0 ? null : agent;
    }

    private static bool WasForwarded(HttpContext http) =>
        http.Request.Headers.ContainsKey("X-Forwarded-For") || http.Request.Headers.ContainsKey("Forwarded")
        || http.Request.Headers.ContainsKey("X-Original-For") || http.Request.Headers.ContainsKey("X-Real-IP");

    private static bool NamesThisComputer(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
}
