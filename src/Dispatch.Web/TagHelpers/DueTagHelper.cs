using System.Globalization;
using Dispatch.Calendar;
using Dispatch.Platform;
using Dispatch.Web.Desk;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Dispatch.Web.TagHelpers;

/// <summary>
/// <c>&lt;due on="…" done="…" /&gt;</c>: how a due date stands today, in words (Quá hạn 4 ngày · Hôm nay · Còn 2 ngày · Trễ hạn 1 ngày), so that nobody
/// needs to see the colour; far dates are plain dates. With <c>at</c>, the instant of a deadline in minutes, it counts these (Còn 25 phút · Quá 10 phút).
/// </summary>
public sealed class DueTagHelper(DueDates dues, OfficeClock clock, Texts texts) : TagHelper
{
    public DateOnly? On { get; set; }

    /// <summary>The instant of a deadline in minutes; null for the end of the day.</summary>
    public DateTimeOffset? At { get; set; }

    /// <summary>True to write the date after the words, where these are not the date itself.</summary>
    public bool Dated { get; set; }

    /// <summary>When it was done; null when it is not.</summary>
    public DateTimeOffset? Done { get; set; }

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        ArgumentNullException.ThrowIfNull(output);
        output.TagName = "span";
        output.TagMode = TagMode.StartTagAndEndTag;
        var state = await dues.Of(On is { } on ? new Due(on, At) : null, Done, CancellationToken.None);
        var written = At is { } instant ? clock.InOffice(instant).ToString("HH:mm dd/MM/yyyy", CultureInfo.InvariantCulture) : On?.ToString(DateTagHelper.Written, CultureInfo.InvariantCulture);
        var left = On is { } date ? date.DayNumber - clock.DateOf(Done ?? clock.Now).DayNumber : 0;
        var minutes = At is { } until ? (int)Math.Ceiling((until - (Done ?? clock.Now)).TotalMinutes) : 0;
        var (kind, words) = state switch
        {
            DueState.None => ("due-none", texts["due.none"]),
            DueState.OnTime => ("due-far", texts["due.onTime"]),
            DueState.Late when left == 0 => ("due-over", texts["due.lateMinutes", 1 - minutes]),
            DueState.Late => ("due-over", texts["due.late", -left]),
            DueState.Overdue when left == 0 => ("due-over", texts["due.overMinutes", 1 - minutes]),
            DueState.Overdue => ("due-over", texts["due.over", -left]),
            DueState.Soon when left == 0 && At is not null => ("due-soon", texts["due.inMinutes", minutes]),
            DueState.Soon when left == 0 => ("due-soon", texts["due.today"]),
            DueState.Soon => ("due-soon", texts["due.in", left]),
            _ => ("due-far", written),
        };
        output.Attributes.SetAttribute("class", kind);
        if (written is not null)
            output.Attributes.SetAttribute("title", written);
        output.Content.SetContent(Dated && state is not (DueState.None or DueState.InTime) ? $"{words} ({written})" : words);
    }
}
