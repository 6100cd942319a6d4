using System.Text;

namespace Dispatch.Files;

/// <summary>
/// The mark of a state secret in a file's name: the stand-alone upper-case word MẬT (so also TỐI MẬT, TUYỆT MẬT). Lower-case words are
/// ordinary language ("Quy chế bảo mật"). Luật Bảo vệ bí mật nhà nước 117/2025/QH15, Điều 5 khoản 2.
/// </summary>
public static class SecrecyMark
{
    private const string Word = "MẬT";

    /// <summary>True when <paramref name="fileName"/>, in any Unicode form, carries the mark.</summary>
    public static bool In(string fileName)
    {
        var name = fileName.Normalize(NormalizationForm.FormC);
        for (var at = name.IndexOf(Word, StringComparison.Ordinal); at >= 0; at = name.IndexOf(Word, at + 1, StringComparison.Ordinal))
        {
            var (before, after) = (at - 1, at + Word.Length);
            if ((before < 0 || !char.IsLetterOrDigit(name[before])) && (after >= name.Length || !char.IsLetterOrDigit(name[after])))
                return true;
        }
        return false;
    }
}
