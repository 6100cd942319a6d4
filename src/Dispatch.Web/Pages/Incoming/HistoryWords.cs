using System.Globalization;
using System.Text.Json;
using Dispatch.Platform;
using Dispatch.Web.Desk;
using Dispatch.Web.TagHelpers;

namespace Dispatch.Web.Pages.Incoming;

/// <summary>Values of the journal as people say them: <c>veryUrgent</c> is Thượng khẩn, <c>2026-10-05</c> is 05/10/2026.</summary>
/// <param name="T">The language.</param>
/// <param name="Clock">The office's clock, for instants.</param>
/// <param name="FileName">Name of a file by its id; null for one that is not at hand.</param>
internal sealed record HistoryWords(Texts T, OfficeClock Clock, Func<Guid, string?> FileName)
{
    /// <summary>The value of a field, named as on the wire; null for none.</summary>
    public string? Of(string field, JsonElement? value)
    {
        if (value is not { ValueKind: not JsonValueKind.Null } given)
            return null;
        return given.ValueKind switch
        {
            JsonValueKind.String => Text(field, given.GetString()!),
            JsonValueKind.True => T["app.yes"],
            JsonValueKind.False => T["app.no"],
            JsonValueKind.Array => string.Join(", ", given.EnumerateArray().Select(item =>
                field == "fileIds" && item.TryGetGuid(out var id) ? FileName(id) ?? T["history.file"] : Of(field, item))),
            JsonValueKind.Object => string.Join(", ", given.EnumerateObject().Select(member => Of(member.Name, member.Value)).Where(part => !string.IsNullOrEmpty(part))),
            _ => given.GetRawText(),
        };
    }

    /// <summary>The words for one text of the wire.</summary>
    public string Text(string field, string text)
    {
        var word = field switch
        {
            "urgency" => "urgency." + text,
            "medium" => "medium." + text,
            "receivedVia" => "via." + text,
            "accessLevel" => "access." + text,
            "status" => "status." + text,
            _ => null,
        };
        if (word is not null)
            return T.Or(word, text);
        if (field.EndsWith("On", StringComparison.Ordinal) && DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
            return date.ToString(DateTagHelper.Written, CultureInfo.InvariantCulture);
        if (field.EndsWith("At", StringComparison.Ordinal) && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant))
            return Clock.InOffice(instant).ToString(DateTagHelper.Written + " HH:mm", CultureInfo.InvariantCulture);
        return text;
    }
}
