using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;

namespace Dispatch.Platform;

/// <summary>Where people open the system, for links on paper, in mails and in calendars.</summary>
/// <param name="Set">Setting <c>Office:Address</c>, with a slash at its end: <c>https://vanban.example.vn/</c>; null when not set.</param>
public sealed record OfficeAddress(Uri? Set)
{
    /// <summary>As set.</summary>
    public static OfficeAddress Of(IConfiguration configuration) =>
        new(configuration["Office:Address"] is { Length: > 0 } address ? new Uri(address.TrimEnd('/') + '/') : null);

    /// <summary>As set, or as somebody opened it now: what is printed here is opened from another desk tomorrow.</summary>
    public Uri Or(HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return Set ?? new Uri($"{request.Scheme}://{request.Host}/");
    }
}
