using Dispatch.Incoming;
using Dispatch.Platform;
using Dispatch.Web.Desk;

namespace Dispatch.Web.Pages.Incoming;

/// <summary>Where the opened entry stands in the list on the screen, and the addresses of its neighbours; null at an end.</summary>
public sealed record Walk(string? Previous, string? Next, string Position)
{
    /// <summary>Without JavaScript the server knows the place; ui.js does the same from the rows on the screen, which may be more.</summary>
    public static Walk Around(Guid id, Page<IncomingLine> lines, ListAddress address, Texts texts)
    {
        var place = lines.Items.Index().Where(line => line.Item.Id.Value == id).Select(line => line.Index).FirstOrDefault(-1);
        string? At(int index) => index >= 0 && index < lines.Items.Count ? address.Open(lines.Items[index].Id.Value) : null;
        return place < 0 ? new(null, At(0), "") : new(At(place - 1), At(place + 1), texts["in.position", place + 1, lines.Items.Count]);
    }
}
