using Dispatch.Platform;

namespace Dispatch.Agencies;

/// <summary>Reads a mã định danh from a field of a request.</summary>
internal static class AgencyCodeField
{
    /// <summary>The code as it is kept; null when none was given, or with an error beside the field.</summary>
    public static string? AgencyCodeOf(this FieldErrors errors, string field, string? value)
    {
        var written = errors.OptionalLine(field, value, 50);
        if (written is null)
            return null;
        if (AgencyCode.TryParse(written, out var code))
            return code;
        errors.Add(field, "Mã định danh có dạng H21.07 hoặc 000.00.07.H21", "A code looks like H21.07 or 000.00.07.H21");
        return null;
    }
}
