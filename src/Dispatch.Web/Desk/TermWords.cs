using System.Globalization;
using Dispatch.Calendar;
using Dispatch.Platform;

namespace Dispatch.Web.Desk;

/// <summary>Terms in words.</summary>
internal static class TermWords
{
    /// <summary>5 ngày làm việc · 2 tháng · trước 16/10/2026; nothing for no term.</summary>
    public static string? Of(Texts texts, string? term) => Term.TryParse(term, out var read)
        ? texts["term." + EnumText.Of(read.Kind), read.Day is { } day ? day.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture) : read.Length]
        : null;

    /// <summary>A term as one would type it: <c>+5</c>, and the others as they are said; nothing for no term.</summary>
    public static string? Typed(Texts texts, string? term) => Term.TryParse(term, out var read) && read.Kind == TermKind.WorkingDays ? $"+{read.Length}" : Of(texts, term);
}
