using Dispatch.Documents;
using Dispatch.Incoming;
using Dispatch.Platform;
using Dispatch.Web.Desk;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Dispatch.Web.TagHelpers;

/// <summary><c>&lt;badge urgency="…" /&gt;</c>, <c>&lt;badge status="…" /&gt;</c>: a word with its colour; nothing for a document that is not urgent.</summary>
public sealed class BadgeTagHelper(Texts texts) : TagHelper
{
    public Urgency? Urgency { get; set; }

    public IncomingStatus? Status { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        ArgumentNullException.ThrowIfNull(output);
        var (colour, words) = this switch
        {
            { Urgency: Documents.Urgency.Normal } => (null, null),
            { Urgency: { } urgency } => (urgency switch { Documents.Urgency.Urgent => "amber", Documents.Urgency.VeryUrgent => "red", _ => "alarm" },
                texts["urgency." + EnumText.Of(urgency)]),
            { Status: { } status } => (status switch
            {
                IncomingStatus.Annulled => "struck",
                IncomingStatus.Submitted => "purple",
                IncomingStatus.Assigned => "amber",
                IncomingStatus.InProgress => "blue",
                IncomingStatus.Completed => "green",
                _ => "",
            }, texts["status." + EnumText.Of(status)]),
            _ => (null, null),
        };
        output.TagName = words is null ? null : "span";
        output.TagMode = TagMode.StartTagAndEndTag;
        if (words is null)
            return;
        output.Attributes.SetAttribute("class", $"badge {colour}".TrimEnd());
        output.Content.SetContent(words);
    }
}
