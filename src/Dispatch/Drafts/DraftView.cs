using System.Text.Json;

namespace Dispatch.Drafts;

/// <summary>A half-filled form as it was last saved.</summary>
/// <param name="Body">What was typed, as the form wrote it.</param>
/// <param name="SavedAt">When.</param>
/// <param name="Stamp">Names this state of it: a save that has seen it continues it.</param>
/// <param name="AsideSavedAt">When another window's draft, laid aside for this one, was saved; null when there is none.</param>
public sealed record DraftView(JsonElement Body, DateTimeOffset SavedAt, Guid Stamp, DateTimeOffset? AsideSavedAt);

internal sealed record DraftRow(string Body, DateTimeOffset SavedAt, Guid Stamp, DateTimeOffset? AsideSavedAt)
{
    public DraftView View => new(JsonElement.Parse(Body), SavedAt, Stamp, AsideSavedAt);
}
