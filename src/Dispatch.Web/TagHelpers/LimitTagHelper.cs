using System.Globalization;
using Dispatch.Documents;
using Dispatch.Incoming;
using Dispatch.Platform;
using Dispatch.Web.Desk;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Dispatch.Web.TagHelpers;

/// <summary>
/// <c>&lt;limit of="item" /&gt;</c>: how a waiting item stands against its legal limit to register, in words: urgent ones count minutes since their
/// receipt (and go on counting, waiting.js), the others have the end of a day. Overdue only after the limit.
/// </summary>
public sealed class LimitTagHelper(OfficeClock clock, Texts texts) : TagHelper
{
    public required ReceivedItemView Of { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        ArgumentNullException.ThrowIfNull(output);
        output.TagName = "span";
        output.TagMode = TagMode.StartTagAndEndTag;
        if (Of.RegisterBy is not { } limit)
        {
            output.Attributes.SetAttribute("class", "due-none");
            output.Content.SetContent(texts["limit.unknown"]);
            return;
        }
        var now = clock.Now;
        var over = now > limit;
        output.Attributes.SetAttribute("class", over ? "due-over" : Of.Urgency == Urgency.Normal && clock.DateOf(limit) > clock.Today ? "due-far" : "due-soon");
        output.Attributes.SetAttribute("title", clock.InOffice(limit).ToString(DateTagHelper.Written + " HH:mm", CultureInfo.InvariantCulture));
        if (Of.Urgency == Urgency.Normal)
            output.Content.SetContent(over ? texts["limit.overdue"] : clock.DateOf(limit) == clock.Today ? texts["limit.today"] : texts["limit.endOf", Written(limit)]);
        else
        {
            var since = now - Of.ReceivedAt;
            output.Content.SetContent(over ? texts["limit.over", Length(now - limit, least: 1)] : texts["limit.left", Length(since), Length(limit - Of.ReceivedAt - TimeSpan.FromMinutes(Math.Floor(since.TotalMinutes)))]);
            Count(output, now, limit);
        }
    }

    private void Count(TagHelperOutput output, DateTimeOffset now, DateTimeOffset limit)
    {
        output.Attributes.SetAttribute("data-received", Instant(Of.ReceivedAt));
        output.Attributes.SetAttribute("data-by", Instant(limit));
        output.Attributes.SetAttribute("data-now", Instant(now));
        output.Attributes.SetAttribute("data-left", texts["limit.left", texts["limit.minutes"], texts["limit.minutes"].Replace("{0}", "{1}", StringComparison.Ordinal)]);
        output.Attributes.SetAttribute("data-over", texts["limit.over", texts["limit.minutes"]]);
    }

    // As waiting.js counts: whole minutes that have passed; late is late by one at least.
    private string Length(TimeSpan span, long least = 0)
    {
        var minutes = Math.Max(least, (long)Math.Floor(span.TotalMinutes));
        return minutes < 120 ? texts["limit.minutes", minutes] : minutes < 48 * 60 ? texts["limit.hours", minutes / 60] : texts["limit.days", minutes / (24 * 60)];
    }

    private string Written(DateTimeOffset instant) => clock.DateOf(instant).ToString(DateTagHelper.Written, CultureInfo.InvariantCulture);

    private static string Instant(DateTimeOffset instant) => instant.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);
}
