namespace Dispatch.Platform;

/// <summary>Reads text fields of a request: cleaned (<see cref="VietnameseText"/>), or with an error beside the field; and the day from which something holds.</summary>
internal static class FieldText
{
    /// <summary>A required one-line text of at most <paramref name="longest"/> characters; null when it has an error.</summary>
    public static string? Line(this FieldErrors errors, string field, string? value, int longest)
    {
        var text = errors.OptionalLine(field, value, longest);
        if (string.IsNullOrEmpty(text) && !errors.Has(field))
            errors.Add(field, "Bắt buộc nhập", "Required");
        return string.IsNullOrEmpty(text) ? null : text;
    }

    /// <summary>A one-line text that may be missing; blank counts as missing.</summary>
    public static string? OptionalLine(this FieldErrors errors, string field, string? value, int longest) =>
        Checked(errors, field, value, longest, VietnameseText.TryCleanLine);

    /// <summary>A text of several lines that may be missing.</summary>
    public static string? OptionalLines(this FieldErrors errors, string field, string? value, int longest) =>
        Checked(errors, field, value, longest, VietnameseText.TryCleanText);

    /// <summary>A required reason: 10 to 1,000 characters, so that it says something.</summary>
    public static string? Reason(this FieldErrors errors, string field, string? value)
    {
        var text = errors.Line(field, value, 1000);
        if (text is { Length: < 10 })
        {
            errors.Add(field, "Nêu lý do ít nhất 10 ký tự", "Give a reason of at least 10 characters");
            return null;
        }
        return text;
    }

    /// <summary>The required first day of something that holds from then on, <paramref name="earliest"/> or later: what was before stays as it was counted.</summary>
    public static void FirstDay(this FieldErrors errors, DateOnly? day, DateOnly earliest)
    {
        if (day is null)
            errors.Add("validFrom", "Nhập ngày bắt đầu áp dụng", "Enter the first day");
        else if (day < earliest)
            errors.Add("validFrom", $"Từ ngày {earliest:dd/MM/yyyy} trở đi: điều đã tính trước đó giữ nguyên", $"{earliest:yyyy-MM-dd} or later: what was counted before stays");
    }

    private static string? Checked(FieldErrors errors, string field, string? value, int longest, Cleaner cleaner)
    {
        if (value is null)
            return null;
        if (!cleaner(value, out var clean))
        {
            errors.Add(field, "Có ký tự điều khiển không được phép", "Control characters are not allowed");
            return null;
        }
        if (clean.Length > longest)
        {
            errors.Add(field, $"Dài quá {longest} ký tự", $"Longer than {longest} characters");
            return null;
        }
        return clean.Length == 0 ? null : clean;
    }

    private delegate bool Cleaner(string input, out string clean);
}
