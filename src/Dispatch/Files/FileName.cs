using System.Text;
using Dispatch.Platform;

namespace Dispatch.Files;

/// <summary>
/// The name a file was sent with, made fit to keep: NFC (macOS and zip send NFD), the last part of a path only, at most 255 bytes.
/// It is shown and sent back; content never lies under it.
/// </summary>
internal static class FileName
{
    public const int MaxBytes = 255;
    private const int MaxExtensionBytes = 32;

    public static Result<string> Clean(string received)
    {
        if (!IsWellFormed(received) || received.Any(c => char.IsControl(c) || IsBidi(c)))
            return FileProblems.NameInvalid;
        var last = received[(received.LastIndexOfAny(['/', '\\']) + 1)..];
        var name = new string([.. last.Where(c => !IsInvisible(c))]).Normalize(NormalizationForm.FormC).Trim();
        if (name.Trim('.', ' ').Length == 0)
            return FileProblems.NameInvalid;
        return Shorten(name);
    }

    /// <summary>Cut by whole characters, so that no letter is cut in half; the extension stays.</summary>
    internal static string Shorten(string name, int longest = MaxBytes)
    {
        if (Encoding.UTF8.GetByteCount(name) <= longest)
            return name;
        var extension = Path.GetExtension(name);
        if (Encoding.UTF8.GetByteCount(extension) > MaxExtensionBytes)
            extension = "";
        var room = longest - Encoding.UTF8.GetByteCount(extension);
        var stem = new StringBuilder();
        foreach (var rune in name[..^extension.Length].EnumerateRunes())
        {
            room -= rune.Utf8SequenceLength;
            if (room < 0)
                break;
            stem.Append(rune.ToString());
        }
        return stem.ToString().TrimEnd() + extension;
    }

    private static bool IsWellFormed(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
                i++;
            else if (char.IsSurrogate(text[i]))
                return false;
        }
        return true;
    }

    // They turn "fdp.exe" into "exe.pdf" before the eye.
    private static bool IsBidi(char c) => c is '\u061C' or '\u200E' or '\u200F' or (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069');

    private static bool IsInvisible(char c) => c is '\u00AD' or '\u200B' or '\u200C' or '\u200D' or '\u2060' or '\uFEFF' or '\u2028' or '\u2029';
}
