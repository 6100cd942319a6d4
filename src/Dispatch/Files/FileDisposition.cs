using System.Globalization;
using System.Text;

namespace Dispatch.Files;

/// <summary>
/// <c>Content-Disposition</c> of a download (RFC 6266): the name without marks for old programs, and the name itself (RFC 8187).
/// </summary>
internal static class FileDisposition
{
    public static string Of(string name, bool inline) =>
        $"{(inline ? "inline" : "attachment")}; filename=\"{Plain(name)}\"; filename*=UTF-8''{Encoded(name)}";

    private static string Plain(string name)
    {
        var plain = new StringBuilder();
        foreach (var c in name.Replace('/', '-').Normalize(NormalizationForm.FormD))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(c) == UnicodeCategory.NonSpacingMark)
                continue;
            plain.Append(c switch
            {
                'đ' => 'd',
                'Đ' => 'D',
                '"' or '\\' or '%' or < ' ' or > '~' => '_',
                _ => c,
            });
        }
        return plain.ToString();
    }

    // attr-char of RFC 8187 §3.2.1 stands as it is.
    private static string Encoded(string name)
    {
        var encoded = new StringBuilder();
        foreach (var b in Encoding.UTF8.GetBytes(name.Replace('/', '-')))
        {
            if (char.IsAsciiLetterOrDigit((char)b) || "!#$&+-.^_`|~".Contains((char)b, StringComparison.Ordinal))
                encoded.Append((char)b);
            else
                encoded.Append('%').Append(b.ToString("X2", CultureInfo.InvariantCulture));
        }
        return encoded.ToString();
    }
}
