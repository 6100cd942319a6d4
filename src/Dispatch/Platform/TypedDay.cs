using System.Globalization;

namespace Dispatch.Platform;

/// <summary>A date in a cell of a table: <c>05/10/2026</c>, <c>5/10/2026</c> or <c>2026-10-05</c>.</summary>
internal static class TypedDay
{
    private static readonly string[] Forms = ["dd/MM/yyyy", "d/M/yyyy", "yyyy-MM-dd", "dd-MM-yyyy", "dd.MM.yyyy"];

    /// <summary>The date; null for a blank cell, or with an error beside <paramref name="field"/>.</summary>
    public static DateOnly? DayOf(this FieldErrors errors, string field, string? cell)
    {
        if (cell is null)
            return null;
        if (DateOnly.TryParseExact(cell, Forms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) && date.Year is >= 1900 and <= 2199)
            return date;
        errors.Add(field, "Ngày dạng 05/10/2026", "A date like 05/10/2026");
        return null;
    }
}
