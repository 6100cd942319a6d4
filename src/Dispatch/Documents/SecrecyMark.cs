using Dispatch.Platform;

namespace Dispatch.Documents;

/// <summary>
/// State secrets stay out of a networked system (Luật 117/2025/QH15, Nghị định 63/2026/NĐ-CP): every door asks here before it keeps anything.
/// Marked secret means an explicit level, or the upper-case word MẬT (alone, or in TỐI MẬT, TUYỆT MẬT) in a file name.
/// Easy to get wrong: words of a subject are no mark ("Quy chế bảo mật"), nor are words that only contain it (BẢO MẬT, BÍ MẬT NHÀ NƯỚC, MẬT ĐỘ, MẬT ONG).
/// </summary>
internal static class SecrecyMark
{
    /// <summary>The problem, when the level given or one of the file names marks a secret document; otherwise null.</summary>
    public static Problem? Refuses(string? level, IEnumerable<string> fileNames) =>
        IsSecretLevel(level) || fileNames.Any(IsIn) ? DocumentProblems.SecretDocument : null;

    /// <summary>True for any level but <c>none</c> (and none given).</summary>
    public static bool IsSecretLevel(string? level) =>
        !string.IsNullOrWhiteSpace(level) && !level.Trim().Equals("none", StringComparison.OrdinalIgnoreCase);

    /// <summary>True when the file name bears the mark, whether composed (NFC) or decomposed (NFD).</summary>
    public static bool IsIn(string fileName) => Files.SecrecyMark.In(fileName);
}
