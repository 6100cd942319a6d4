using Microsoft.AspNetCore.Http;

namespace Dispatch.Platform.Http;

/// <summary>Tells the API from the pages.</summary>
public static class ApiPath
{
    /// <summary>True for requests below <c>/api</c>: answered with problem+json, never with a page or a redirect.</summary>
    public static bool IsApi(this HttpContext http) => http.Request.Path.StartsWithSegments(ApiErrors.ApiPath, StringComparison.OrdinalIgnoreCase);
}
