using System.Globalization;
using Dispatch.People;
using Dispatch.Platform;
using Dispatch.Platform.Http;
using Dispatch.Routing;
using Dispatch.Web.Desk;
using Microsoft.AspNetCore.Mvc;

namespace Dispatch.Web.Pages.Routing;

/// <summary>Việc của tôi: the lists of one's work, each with its count; ticked lines accepted, read or finished together with an answer for each.</summary>
[Needs(Permission.HandleIncoming)]
public sealed class WorkModel(FindAssignments find, ReadAssignment read, HandleMany handle) : DeskPage
{
    private static readonly Dictionary<string, Box> Slugs = new()
    {
        ["cho-phan-cong"] = Box.ToAssign,
        ["cho-xu-ly"] = Box.ToHandle,
        ["sap-den-han"] = Box.DueSoon,
        ["qua-han"] = Box.Overdue,
        ["phoi-hop"] = Box.Support,
        ["de-biet"] = Box.Inform,
        ["tra-lai"] = Box.Returns,
        ["gia-han"] = Box.Extensions,
        ["trong-don-vi"] = Box.UnitInProgress,
        ["theo-doi"] = Box.Directed,
        ["da-xu-ly"] = Box.Done,
    };

    public Box Box { get; private set; }

    public bool Urgent { get; private set; }

    public Page<AssignmentLine> Items { get; private set; } = new([], null);

    public BoxCounts Counts { get; private set; } = null!;

    /// <summary>Questions asked of one; shown with the list of support.</summary>
    public IReadOnlyList<OpinionView> Asked { get; private set; } = [];

    /// <summary>What was just done, and with which document.</summary>
    public (string Said, Guid Document)? Done { get; private set; }

    /// <summary>What became of each ticked line; null when nothing was asked.</summary>
    public HandledMany? Answer { get; private set; }

    /// <summary>The slug of a list, for its address.</summary>
    public static string SlugOf(Box box) => Slugs.First(pair => pair.Value == box).Key;

    /// <summary>The list of a slug; null for none.</summary>
    public static Box? BoxOf(string? slug) => slug is not null && Slugs.TryGetValue(slug, out var box) ? box : null;

    /// <summary>The lists that mean something to the person: units' lists to who leads one.</summary>
    public IEnumerable<Box> Boxes => BoxesOf(Caller, Counts);

    /// <summary>As <see cref="Boxes"/>, of anybody.</summary>
    public static IEnumerable<Box> BoxesOf(Caller caller, BoxCounts counts) => Enum.GetValues<Box>().Where(box => box switch
    {
        Box.ToAssign or Box.UnitInProgress => caller.UnitsLed.Length > 0,
        Box.Directed => caller.May(Permission.DirectIncoming) || counts.Directed > 0,
        Box.Returns or Box.Extensions => caller.UnitsLed.Length > 0 || caller.May(Permission.DirectIncoming) || counts.Of(box) > 0,
        _ => true,
    });

    public string AddressOf(Box box, string? after = null) =>
        "/viec?hop=" + SlugOf(box) + (Urgent ? "&khan=1" : "") + (after is null ? "" : "&sau=" + after);

    /// <summary>Where a line opens, with its list so that the next one follows.</summary>
    public string AddressOf(AssignmentLine line) => $"/viec/{line.Id}?hop={SlugOf(Box)}";

    public async Task<IActionResult> OnGet(string? hop, string? khan, string? sau, Guid? xong, string? viec, CancellationToken ct)
    {
        Urgent = khan == "1";
        if (xong is { } document)
            Done = (viec ?? "", document);
        await Read(hop, sau, ct);
        return AsksFor("tbody#more") ? Partial("_WorkRows", this) : Page();
    }

    public async Task<IActionResult> OnPostBulk(string? hop, string? thaoTac, string[] chon, CancellationToken ct)
    {
        var items = chon.Select(one => one.Split(':')).Where(parts => parts.Length == 2 && Guid.TryParse(parts[0], out _) && int.TryParse(parts[1], out _))
            .Select(parts => new HandledItem(new(Guid.Parse(parts[0])), int.Parse(parts[1], CultureInfo.InvariantCulture))).ToList();
        var request = new HandleManyRequest
        {
            Action = EnumText.TryParse<BulkHandling>(thaoTac, out var action) ? action : null,
            Items = items,
            Completion = new CompleteAssignmentRequest { Result = HandlingResult.Filed, OpenLines = null },
        };
        if ((await handle.Execute(request, Caller, ct)).Ok(out var answer, out var problem))
            Answer = answer;
        else
            Refuse(problem);
        await Read(hop, null, ct);
        return Page();
    }

    private async Task Read(string? hop, string? after, CancellationToken ct)
    {
        Counts = await find.Counts(Caller, ct);
        Box = BoxOf(hop) ?? First();
        if ((await find.Execute(new AssignmentFilter { Box = Box, Urgent = Urgent }, new Paging(Cursor: string.IsNullOrEmpty(after) ? null : after), Caller, ct)).Ok(out var items, out var problem))
            Items = items;
        else
            Refuse(problem);
        if (Box == Box.Support)
            Asked = await read.Asked(Caller, ct);
    }

    // Opened without a list: where the person's work is.
    private Box First() =>
        Caller.UnitsLed.Length > 0 && (Counts.ToAssign > 0 || Counts.ToHandle == 0) ? Box.ToAssign
        : Counts.ToHandle == 0 && Counts.Support + Counts.Opinions > 0 ? Box.Support
        : Counts.ToHandle == 0 && Counts.Inform > 0 ? Box.Inform
        : Box.ToHandle;
}
