using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Dispatch.Platform.Http;

/// <summary>
/// Gives the caller of a POST its <c>Idempotency-Key</c> with a hash of what was asked. JSON bodies are read for it (1 MiB at most);
/// uploads are streams and are hashed by the use case that receives them.
/// </summary>
internal sealed class IdempotencyKeys(RequestDelegate next)
{
    public const string Header = "Idempotency-Key";

    private const int LongestKey = 255;
    private const int LargestBody = 1024 * 1024;

    public async Task InvokeAsync(HttpContext http)
    {
        if (!HttpMethods.IsPost(http.Request.Method) || !http.IsApi() || !http.Request.Headers.TryGetValue(Header, out var header)
            || http.Features.Get<Caller>() is not { } caller)
        {
            await next(http);
            return;
        }
        if (header is not [{ Length: > 0 and <= LongestKey } key] || key.Any(c => c is <= ' ' or > '~'))
        {
            await new ProblemResult(PlatformProblems.IdempotencyKeyInvalid).ExecuteAsync(http);
            return;
        }
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{http.Request.Method} {http.Request.PathBase}{http.Request.Path}{http.Request.QueryString}\n"));
        MemoryStream? body = null;
        if (!IsUpload(http.Request))
        {
            body = await Read(http.Request, http.RequestAborted);
            if (body is null)
            {
                await new ProblemResult(PlatformProblems.TooLarge).ExecuteAsync(http);
                return;
            }
            hash.AppendData(body.GetBuffer(), 0, (int)body.Length);
            http.Request.Body = body;
        }
        http.Features.Set(caller with { Key = new IdempotencyKey(key, hash.GetHashAndReset()) });
        await using (body)
            await next(http);
    }

    private static bool IsUpload(HttpRequest request) =>
        request.ContentType?.StartsWith("multipart/", StringComparison.OrdinalIgnoreCase) == true
        || request.ContentType?.StartsWith("application/octet-stream", StringComparison.OrdinalIgnoreCase) == true;

    private static async Task<MemoryStream?> Read(HttpRequest request, CancellationToken ct)
    {
        if (request.ContentLength > LargestBody)
            return null;
        var body = new MemoryStream((int)(request.ContentLength ?? 0));
        var buffer = new byte[16 * 1024];
        for (int read; (read = await request.Body.ReadAsync(buffer, ct)) > 0;)
        {
            if (body.Length + read > LargestBody)
            {
                await body.DisposeAsync();
                return null;
            }
            body.Write(buffer, 0, read);
        }
        body.Position = 0;
        return body;
    }
}
