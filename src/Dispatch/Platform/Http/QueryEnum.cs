namespace Dispatch.Platform.Http;

/// <summary>Enum values in query strings, camelCase as in JSON.</summary>
internal static class QueryEnum
{
    /// <summary>The member named; null when missing; an error beside <paramref name="field"/> when there is no such member.</summary>
    public static T? Of<T>(FieldErrors errors, string field, string? text) where T : struct, Enum
    {
        if (string.IsNullOrEmpty(text))
            return null;
        if (EnumText.TryParse<T>(text, out var value))
            return value;
        var known = string.Join(", ", Enum.GetValues<T>().Select(EnumText.Of));
        errors.Add(field, $"Chỉ nhận {known}", $"One of {known}");
        return null;
    }
}
