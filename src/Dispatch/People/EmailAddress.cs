using System.Text.RegularExpressions;
using Dispatch.Platform;

namespace Dispatch.People;

/// <summary>A person's address for mail.</summary>
internal static partial class EmailAddress
{
    /// <summary>Sets <c>@email</c>; notices from before a new address was entered (<c>@Now</c>) are not mailed.</summary>
    public const string Set = """
        email = @email, email_since = case when @email::text is null then null when email is distinct from @email then @Now else email_since end
        """;

    private const int Longest = 254;

    /// <summary>The address cleaned; null for none, or with an error beside the field.</summary>
    public static string? Check(FieldErrors errors, string field, string? value)
    {
        var text = errors.OptionalLine(field, value, Longest);
        if (text is null || Form().IsMatch(text))
            return text;
        errors.Add(field, "Địa chỉ thư chưa đúng, ví dụ h.lan@gialai.gov.vn", "Not a mail address; for example h.lan@gialai.gov.vn");
        return null;
    }

    [GeneratedRegex("""^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$""")]
    private static partial Regex Form();
}
