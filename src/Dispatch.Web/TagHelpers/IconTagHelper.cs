using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Dispatch.Web.TagHelpers;

/// <summary><c>&lt;icon name="search" /&gt;</c>: a small drawing beside words that say the same; never alone, so hidden from screen readers.</summary>
public sealed class IconTagHelper : TagHelper
{
    private static readonly Dictionary<string, string> Drawings = new()
    {
        ["inbox"] = "M3 11.5 5.2 4.5h9.6L17 11.5v4H3zM3 11.5h4l1.2 2h3.6l1.2-2h4",
        ["tray"] = "M3 10.5 4.8 6h10.4L17 10.5V16H3zM3 10.5h4l1.2 2h3.6l1.2-2h4M10 2.5v5M7.8 5.5 10 7.7l2.2-2.2",
        ["bell"] = "M5.5 14V9a4.5 4.5 0 0 1 9 0v5l1.5 1.5H4zM8.5 17.2h3M10 3v1.5",
        ["write"] = "M4 16l.8-3.2L13 4.6a1.6 1.6 0 0 1 2.4 2.4L7.2 15.2zM11.6 6l2.4 2.4",
        ["book"] = "M4 4.5h4.5A1.5 1.5 0 0 1 10 6v10.5a2 2 0 0 0-2-1.5H4zM16 4.5h-4.5A1.5 1.5 0 0 0 10 6v10.5a2 2 0 0 1 2-1.5h4z",
        ["search"] = "M9 3.8a5.2 5.2 0 1 0 0 10.4A5.2 5.2 0 0 0 9 3.8zM12.8 12.8l3.7 3.7",
        ["plus"] = "M10 4v12M4 10h12",
        ["back"] = "M12.5 4.5 7 10l5.5 5.5",
        ["next"] = "M7.5 4.5 13 10l-5.5 5.5",
        ["down"] = "M5 7.5l5 5 5-5",
        ["file"] = "M5.5 3h6L15 6.5V17H5.5zM11.5 3v3.5H15",
        ["open"] = "M8 5H4.5v10.5H15V12M11 4.5h4.5V9M15.2 4.8 9.5 10.5",
        ["history"] = "M4.2 10a5.8 5.8 0 1 0 1.9-4.3L4 7.5M4 4v3.5h3.5M10 6.8V10l2.4 1.6",
        ["person"] = "M10 3.5a3 3 0 1 0 0 6 3 3 0 0 0 0-6zM4 16.5c.6-3 2.9-4.6 6-4.6s5.4 1.6 6 4.6",
        ["out"] = "M11.5 4H5v12h6.5M8.5 10H17M14 7l3 3-3 3",
        ["world"] = "M10 3.5a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13zM3.5 10h13M10 3.5c-4 4-4 9 0 13M10 3.5c4 4 4 9 0 13",
        ["keys"] = "M2.5 5.5h15v9h-15zM5.5 8.3h.01M8.5 8.3h.01M11.5 8.3h.01M14.5 8.3h.01M6.5 11.7h7",
        ["drop"] = "M10 13V4M6.5 7.5 10 4l3.5 3.5M4 12.5v3.5h12v-3.5",
        ["alert"] = "M10 3.5 17.5 16h-15zM10 8v4M10 14h.01",
        ["check"] = "M4.5 10.5 8.5 14.5 15.5 6",
        ["filter"] = "M3.5 5h13M6 10h8M8.5 15h3",
        ["close"] = "M5 5l10 10M15 5 5 15",
        ["gear"] = "M10 7.5a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5zM10 3v2.2M10 14.8V17M3 10h2.2M14.8 10H17M5.1 5.1l1.5 1.5M13.4 13.4l1.5 1.5M14.9 5.1l-1.5 1.5M6.6 13.4l-1.5 1.5",
        ["help"] = "M10 3.5a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13zM7.9 8a2.1 2.1 0 1 1 3.2 1.8c-.7.4-1.1.9-1.1 1.6M10 13.6h.01",
        ["list"] = "M4 5.5l1.2 1.2L7.5 4.4M4 10.5l1.2 1.2 2.3-2.3M4 15.5l1.2 1.2 2.3-2.3M10 5.5h6.5M10 10.5h6.5M10 15.5h6.5",
        ["more"] = "M5 10h.01M10 10h.01M15 10h.01",
    };

    public required string Name { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        ArgumentNullException.ThrowIfNull(output);
        output.TagName = "svg";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "icon");
        output.Attributes.SetAttribute("viewBox", "0 0 20 20");
        output.Attributes.SetAttribute("aria-hidden", "true");
        output.Content.SetHtmlContent($"<path d=\"{Drawings[Name]}\"/>");
    }
}
