using System.Globalization;
using Dispatch.Platform;
using Dispatch.Web.TagHelpers;
using Microsoft.Extensions.DependencyInjection;

namespace Dispatch.Web.Desk;

/// <summary>What the administrator's pages have besides: what was just done, and dates as people type them.</summary>
public abstract class AdministrationPage : DeskPage
{
    /// <summary>What was just done, in words; null when nothing was.</summary>
    public string? Done => Request.Query["xong"] is [{ } what] ? T.Done(what) : null;

    /// <summary>The office's date.</summary>
    public DateOnly Today => HttpContext.RequestServices.GetRequiredService<OfficeClock>().Today;

    /// <summary>05/10/2026; nothing for no date.</summary>
    public static string Written(DateOnly? date) => date?.ToString(DateTagHelper.Written, CultureInfo.InvariantCulture) ?? "";

    /// <summary>A date as typed; null for none, or with an error beside the field.</summary>
    internal DateOnly? DateOf(string? typed, string field, FieldErrors errors, Lean lean = Lean.Ahead)
    {
        if (string.IsNullOrWhiteSpace(typed))
            return null;
        if (TypedDate.TryParse(typed, Today, lean, out var read) && read.Date is { } date)
            return date;
        errors.Add(field, Texts.Both("error.date"));
        return null;
    }
}
