using Dispatch.Formats;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Dispatch.Files;

/// <summary>
/// Sends a file's bytes: in ranges, named by their digest, to be saved and not shown unless every browser shows the kind by itself; never to be run.
/// The policy lets Chromium's PDF viewer work and nothing in the file.
/// </summary>
internal sealed class FileContentResult(OpenedFile opened) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var file = opened.File;
        var headers = httpContext.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers.ContentSecurityPolicy = "sandbox; default-src 'none'";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers.CacheControl = "private, no-cache";
        headers.ContentDisposition = FileDisposition.Of(file.Name, inline: FileSignature.CanPreview(file.MediaType));
        var mediaType = file.MediaType == "text/plain" ? "text/plain; charset=utf-8" : file.MediaType;
        await Results.Stream(opened.Content, mediaType, null, file.UploadedAt, new EntityTagHeaderValue($"\"{file.Digest.Hex}\""), enableRangeProcessing: true)
            .ExecuteAsync(httpContext);
    }
}
