using System.Globalization;
using Dispatch.Platform;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Dispatch.Web.TagHelpers;

/// <summary><c>&lt;moment value="…" /&gt;</c>: an instant on the office's clock, <c>05/10/2026 08:25</c>; nothing for none.</summary>
public sealed class MomentTagHelper(OfficeClock clock) : TagHelper
{
    public DateTimeOffset? Value { get; set; }

    /// <summary>With seconds.</summary>
    public bool Exact { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        ArgumentNullException.ThrowIfNull(output);
        output.TagName = Value is null ? null : "time";
        output.TagMode = TagMode.StartTagAndEndTag;
        if (Value is not { } instant)
            return;
        var here = clock.InOffice(instant);
        output.Attributes.SetAttribute("datetime", here.ToString("yyyy-MM-ddTHH:mm:sszzz", CultureInfo.InvariantCulture));
        output.Content.SetContent(here.ToString(DateTagHelper.Written + (Exact ? " HH:mm:ss" : " HH:mm"), CultureInfo.InvariantCulture));
    }
}
