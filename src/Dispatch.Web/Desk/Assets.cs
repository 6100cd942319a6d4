using System.Collections.Frozen;
using System.IO.Compression;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;

namespace Dispatch.Web.Desk;

/// <summary>
/// The stylesheet, scripts and icon of the desk, embedded in the assembly, compressed once and served under addresses that carry
/// their fingerprint, so that browsers may keep them for ever and a new version is never mixed with an old one.
/// </summary>
internal sealed class Assets
{
    private readonly FrozenDictionary<string, Asset> byName;
    private readonly FrozenDictionary<string, Asset> byAddress;

    public Assets()
    {
        var assembly = typeof(Assets).Assembly;
        var all = assembly.GetManifestResourceNames().Where(name => name.StartsWith("assets/", StringComparison.Ordinal))
            .Select(name => Asset.Read(name["assets/".Length..], assembly.GetManifestResourceStream(name)!)).ToList();
        byName = all.ToFrozenDictionary(asset => asset.Name);
        byAddress = all.ToFrozenDictionary(asset => asset.Address);
    }

    /// <summary>Where a page finds the file: <c>dispatch.css</c> → <c>/assets/dispatch.1f2e3d4c.css</c>.</summary>
    public string this[string name] => "/assets/" + byName[name].Address;

    /// <summary>The file itself, for a page that leaves this server (the HTML a PDF is made of).</summary>
    public string TextOf(string name) => System.Text.Encoding.UTF8.GetString(byName[name].Plain);

    public void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/assets/{address}", (string address, HttpContext http) =>
            byAddress.TryGetValue(address, out var asset) ? asset.Answer(http) : Results.NotFound()).AllowAnonymous().ExcludeFromDescription();

    private sealed record Asset(string Name, string Address, string MediaType, byte[] Plain, byte[] Brotli, byte[] Gzip)
    {
        public static Asset Read(string name, Stream stream)
        {
            using var memory = new MemoryStream();
            stream.CopyTo(memory);
            var plain = memory.ToArray();
            var extension = Path.GetExtension(name);
            var fingerprint = Convert.ToHexStringLower(SHA256.HashData(plain).AsSpan(0, 4));
            return new Asset(name, $"{Path.GetFileNameWithoutExtension(name)}.{fingerprint}{extension}", MediaTypeOf(extension), plain,
                Pack(plain, inner => new BrotliStream(inner, CompressionLevel.SmallestSize)),
                Pack(plain, inner => new GZipStream(inner, CompressionLevel.SmallestSize)));
        }

        public IResult Answer(HttpContext http)
        {
            http.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
            http.Response.Headers.Vary = HeaderNames.AcceptEncoding;
            var accepted = http.Request.GetTypedHeaders().AcceptEncoding.Where(e => e.Quality is not 0).Select(e => e.Value.Value).ToHashSet();
            var (bytes, encoding) = accepted.Contains("br") ? (Brotli, "br") : accepted.Contains("gzip") ? (Gzip, "gzip") : (Plain, null);
            if (encoding is not null)
                http.Response.Headers.ContentEncoding = encoding;
            return Results.Bytes(bytes, MediaType);
        }

        private static string MediaTypeOf(string extension) => extension switch
        {
            ".css" => "text/css; charset=utf-8",
            ".js" => "text/javascript; charset=utf-8",
            ".svg" => "image/svg+xml",
            _ => throw new NotSupportedException($"No media type for {extension} files."),
        };

        private static byte[] Pack(byte[] plain, Func<Stream, Stream> pack)
        {
            using var packed = new MemoryStream();
            using (var stream = pack(packed))
                stream.Write(plain);
            return packed.ToArray();
        }
    }
}
