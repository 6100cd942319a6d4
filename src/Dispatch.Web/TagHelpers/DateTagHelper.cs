using System.Globalization;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Dispatch.Web.TagHelpers;

/// <summary><c>&lt;date value="…" /&gt;</c>: a legal date as the office writes it, <c>05/10/2026</c>; nothing for no date.</summary>
public sealed class DateTagHelper : TagHelper
{
    /// <summary>How the office writes a date.</summary>
    public const string Written = "dd/MM/yyyy";

    public DateOnly? Value { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        ArgumentNullException.ThrowIfNull(output);
        output.TagName = Value is null ? null : "time";
        output.TagMode = TagMode.StartTagAndEndTag;
        if (Value is not { } date)
            return;
        output.Attributes.SetAttribute("datetime", date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        output.Content.SetContent(date.ToString(Written, CultureInfo.InvariantCulture));
    }
}
