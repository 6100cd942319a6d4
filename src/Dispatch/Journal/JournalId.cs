using System.Security.Cryptography;
using System.Text;

namespace Dispatch.Journal;

/// <summary>The journal's id of a row that has none of its own: what it is, and its code, make one.</summary>
internal static class JournalId
{
    public static Guid Of(string what, string code) => new(SHA256.HashData(Encoding.UTF8.GetBytes($"{what}|{code}")).AsSpan(0, 16));

    /// <summary>As <see cref="Of(string, string)"/>, of a dated row: its first day is its code.</summary>
    public static Guid Of(string what, DateOnly from) => Of(what, $"{from:O}");
}
