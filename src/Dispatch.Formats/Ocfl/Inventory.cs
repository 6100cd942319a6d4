using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Dispatch.Formats.Ocfl;

/// <summary>One version of an object.</summary>
/// <param name="Created">When it was made.</param>
/// <param name="Message">Why.</param>
/// <param name="UserName">Who made it.</param>
/// <param name="UserAddress">A URI that identifies them.</param>
/// <param name="State">Digest of each file by its logical path (<c>goc/01-1520.pdf</c>).</param>
public sealed record InventoryVersion(DateTimeOffset Created, string Message, string UserName, Uri UserAddress, IReadOnlyDictionary<string, string> State);

/// <summary>
/// The inventory of an OCFL 1.1 object (section 3.5): which files, under which SHA-512, make up each version. Digests are lower-case hexadecimal,
/// paths are relative with forward slashes.
/// </summary>
/// <param name="Id">The object's id, a URI.</param>
/// <param name="Versions">From v1 on; the last is the head.</param>
/// <param name="Manifest">Path of each file below the object, <c>v1/content/…</c>, by digest.</param>
/// <param name="Sha256">SHA-256 of files by that path: the name the working store has for the bytes.</param>
public sealed record Inventory(
    string Id, IReadOnlyList<InventoryVersion> Versions, IReadOnlyDictionary<string, string> Manifest, IReadOnlyDictionary<string, string> Sha256)
{
    /// <summary>Namaste file of an object, and what stands in it.</summary>
    public const string ObjectMark = "0=ocfl_object_1.1", ObjectMarkText = "ocfl_object_1.1\n";

    /// <summary>Namaste file of a storage root, and what stands in it.</summary>
    public const string RootMark = "0=ocfl_1.1", RootMarkText = "ocfl_1.1\n";

    /// <summary>File name of the inventory, and of the file that has its digest.</summary>
    public const string FileName = "inventory.json", Sidecar = "inventory.json.sha512";

    private static readonly JsonSerializerOptions Written = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Number of the newest version.</summary>
    public int Head => Versions.Count;

    /// <summary>The bytes of <c>inventory.json</c>: the same for the same inventory.</summary>
    public byte[] Write()
    {
        var versions = new JsonObject();
        for (var i = 0; i < Versions.Count; i++)
        {
            var version = Versions[i];
            versions[$"v{i + 1}"] = new JsonObject
            {
                ["created"] = version.Created.ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture),
                ["message"] = version.Message,
                ["state"] = ByDigest(version.State.Select(pair => (pair.Value, pair.Key))),
                ["user"] = new JsonObject { ["address"] = version.UserAddress.ToString(), ["name"] = version.UserName },
            };
        }
        var root = new JsonObject
        {
            ["digestAlgorithm"] = "sha512",
            ["fixity"] = new JsonObject { ["sha256"] = ByDigest(Sha256.Select(pair => (pair.Value, pair.Key))) },
            ["head"] = $"v{Head}",
            ["id"] = Id,
            ["manifest"] = ByDigest(Manifest.Select(pair => (pair.Key, pair.Value))),
            ["type"] = "https://ocfl.io/1.1/spec/#inventory",
            ["versions"] = versions,
        };
        return [.. System.Text.Encoding.UTF8.GetBytes(root.ToJsonString(Written)), (byte)'\n'];
    }

    /// <summary>Reads the bytes of an <c>inventory.json</c> that <see cref="Write"/> made.</summary>
    /// <exception cref="InvalidDataException">It is none, or says less than ours do.</exception>
    public static Inventory Read(ReadOnlySpan<byte> bytes)
    {
        try
        {
            var root = JsonNode.Parse(bytes)!;
            if ((string?)root["digestAlgorithm"] != "sha512")
                throw new InvalidDataException("The inventory's digests are not SHA-512.");
            var head = int.Parse(((string)root["head"]!)[1..], NumberStyles.None, CultureInfo.InvariantCulture);
            var versions = Enumerable.Range(1, head).Select(i => root["versions"]![$"v{i}"]!).Select(version => new InventoryVersion(
                DateTimeOffset.Parse((string)version["created"]!, CultureInfo.InvariantCulture), (string)version["message"]!, (string)version["user"]!["name"]!,
                new Uri((string)version["user"]!["address"]!), ByPath(version["state"]!))).ToList();
            var manifest = root["manifest"]!.AsObject().ToDictionary(pair => pair.Key, pair => (string)pair.Value!.AsArray().Single()!);
            return new((string)root["id"]!, versions, manifest, ByPath(root["fixity"]!["sha256"]!));
        }
        catch (Exception e) when (e is JsonException or FormatException or InvalidOperationException or NullReferenceException or ArgumentException or OverflowException)
        {
            throw new InvalidDataException("The inventory cannot be read.", e);
        }
    }

    /// <summary>The line of the sidecar, as <c>sha512sum -c</c> reads it.</summary>
    public static string SidecarOf(string sha512) => $"{sha512}  {FileName}\n";

    private static JsonObject ByDigest(IEnumerable<(string Digest, string Path)> files)
    {
        var digests = new JsonObject();
        foreach (var digest in files.GroupBy(file => file.Digest).OrderBy(group => group.Key, StringComparer.Ordinal))
            digests[digest.Key] = new JsonArray([.. digest.Select(file => file.Path).Order(StringComparer.Ordinal).Select(path => (JsonNode)path)]);
        return digests;
    }

    private static Dictionary<string, string> ByPath(JsonNode digests) =>
        digests.AsObject().SelectMany(pair => pair.Value!.AsArray().Select(path => (Path: (string)path!, pair.Key))).ToDictionary(pair => pair.Path, pair => pair.Key);
}
