using Dispatch.Platform;

namespace Dispatch.Web.Desk;

/// <summary>Errors whose words stand with the desk's texts.</summary>
internal static class FieldErrorTexts
{
    public static void Add(this FieldErrors errors, string field, TwoLanguages text) => errors.Add(field, text.Vietnamese, text.English);
}
