using System.Globalization;
using Dispatch.Platform;
using Dispatch.Web.Desk;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Dispatch.Web.TagHelpers;

/// <summary>
/// <c>&lt;due on="…" /&gt;</c>: how a due date stands today, in words (Quá hạn 4 ngày · Hôm nay · Còn 2 ngày), so that nobody needs to see the
/// colour; far dates are plain dates.
/// </summary>
public sealed class DueTagHelper(OfficeClock clock, Texts texts) : TagHelper
{
    private const int SoonDays = 3;

    public DateOnly? On { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        ArgumentNullException.ThrowIfNull(output);
        output.TagName = "span";
        output.TagMode = TagMode.StartTagAndEndTag;
        if (On is not { } date)
        {
            output.Attributes.SetAttribute("class", "due-none");
            output.Content.SetContent(texts["due.none"]);
            return;
        }
        var written = date.ToString(DateTagHelper.Written, CultureInfo.InvariantCulture);
        var left = date.DayNumber - clock.Today.DayNumber;
        var (kind, words) = left switch
        {
            < 0 => ("due-over", texts["due.over", -left]),
            0 => ("due-soon", texts["due.today"]),
            <= SoonDays => ("due-soon", texts["due.in", left]),
            _ => ("due-far", written),
        };
        output.Attributes.SetAttribute("class", kind);
        output.Attributes.SetAttribute("title", written);
        output.Content.SetContent(words);
    }
}
