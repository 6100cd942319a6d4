using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Dispatch.People;

// 256 random bits that open something: shown once, kept only as a SHA-256. (No slow hash: there is nothing to guess.)
internal static class Secret
{
    /// <summary>Marks bearer tokens, so that a leaked one is recognized by scanners of source code and logs.</summary>
    public const string TokenPrefix = "dispatch_";

    private const int LongestText = 200;

    public static string New(string prefix = "") => prefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    public static byte[] Hash(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));

    public static bool MayBe(string text) => text.Length is > 0 and <= LongestText;
}
