using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Dispatch.People;

/// <summary>Where to go after signing in: a page of this office, never another site.</summary>
public static class LocalUrl
{
    /// <summary>True for a path of this site.</summary>
    public static bool IsLocal([NotNullWhen(true)] string? url) =>
        url is not null && url.StartsWith('/') && !url.Any(char.IsControl) && RedirectHttpResult.IsLocalUrl(url);

    /// <summary><paramref name="url"/> if it is a page of this site, else the start page.</summary>
    public static string OrHome(string? url) => IsLocal(url) ? url : "/";
}
