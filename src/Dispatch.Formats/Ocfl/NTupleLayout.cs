using System.Security.Cryptography;
using System.Text;

namespace Dispatch.Formats.Ocfl;

/// <summary>
/// Where an object lies below the storage root: OCFL extension 0003 (hash and id n-tuple) with SHA-256, three tuples of three digits, then the id
/// percent-encoded, so that a person reads the id from the path: <c>a1b/2c3/d4e/urn%3auuid%3a0199…</c>.
/// </summary>
public static class NTupleLayout
{
    /// <summary>Name of the extension.</summary>
    public const string Extension = "0003-hash-and-id-n-tuple-storage-layout";

    private const int Tuple = 3, Tuples = 3, LongestId = 100;

    /// <summary>Content of <c>extensions/0003-…/config.json</c>.</summary>
    public const string Config = """
        {
          "digestAlgorithm": "sha256",
          "extensionName": "0003-hash-and-id-n-tuple-storage-layout",
          "numberOfTuples": 3,
          "tupleSize": 3
        }

        """;

    /// <summary>The path of an object.</summary>
    /// <param name="id">The object's id.</param>
    public static string PathOf(string id)
    {
        ArgumentNullException.ThrowIfNull(id);
        var digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(id)));
        var encoded = new StringBuilder();
        foreach (var b in Encoding.UTF8.GetBytes(id))
        {
            if (char.IsAsciiLetterOrDigit((char)b) || b is (byte)'-' or (byte)'_')
                encoded.Append((char)b);
            else
                encoded.Append('%').Append(Convert.ToHexStringLower([b]));
        }
        var name = encoded.Length <= LongestId ? encoded.ToString() : $"{encoded.ToString(0, LongestId)}-{digest}";
        return string.Join('/', [.. Enumerable.Range(0, Tuples).Select(i => digest.Substring(i * Tuple, Tuple)), name]);
    }
}
