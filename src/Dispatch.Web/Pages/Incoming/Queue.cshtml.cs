using Dispatch.Incoming;
using Dispatch.People;
using Dispatch.Platform;
using Dispatch.Platform.Http;
using Dispatch.Web.Desk;
using Microsoft.AspNetCore.Mvc;

namespace Dispatch.Web.Pages.Incoming;

/// <summary>
/// Chờ vào sổ: what has arrived and stands in no book yet, urgent first, each with its legal limit; and what left the queue, latest first.
/// </summary>
[Needs(Permission.RegisterIncoming)]
public sealed class QueueModel(FindReceived find, ReadReceived read, FindIntake findIntake, OfficeClock clock) : DeskPage
{
    private static readonly Dictionary<string, ReceivedItemStatus> Slugs = new()
    {
        ["da-tu-choi"] = ReceivedItemStatus.Refused,
        ["da-chuyen"] = ReceivedItemStatus.HandedOver,
        ["da-vao-so"] = ReceivedItemStatus.Registered,
    };

    public ReceivedItemStatus Status { get; private set; }

    public Page<ReceivedItemView> Items { get; private set; } = new([], null);

    public IntakeView Intake { get; private set; } = new(null, 0, []);

    /// <summary>The item just dealt with, for the line that says so and offers to undo.</summary>
    public ReceivedItemView? Done { get; private set; }

    public bool CanUndo => Done is not null && ReopenReceived.CanUndo(Done, Caller, clock.Now);

    /// <summary>How many arrivals were just noted; 0 for none.</summary>
    public int Noted { get; private set; }

    /// <summary>True when rows are appended to a list.</summary>
    public bool Further { get; private set; }

    public string Count => Items.Count is { } all ? T["queue.count", all] : "";

    public static IEnumerable<ReceivedItemStatus> Statuses =>
        [ReceivedItemStatus.Received, ReceivedItemStatus.HandedOver, ReceivedItemStatus.Refused, ReceivedItemStatus.Registered];

    /// <summary>The address of a tab, or of its next page.</summary>
    public static string AddressOf(ReceivedItemStatus status, string? after = null)
    {
        var slug = Slugs.FirstOrDefault(pair => pair.Value == status).Key;
        var query = string.Join('&', new[] { slug is null ? null : $"trang-thai={slug}", after is null ? null : $"sau={after}" }.Where(part => part is not null));
        return query.Length == 0 ? "/cho-vao-so" : "/cho-vao-so?" + query;
    }

    /// <param name="status">The tab; what waits when missing.</param>
    /// <param name="sau">Cursor of the page before.</param>
    /// <param name="xong">The item just dealt with.</param>
    /// <param name="ghi">How many were just noted.</param>
    /// <param name="ct">Cancellation.</param>
    public async Task<IActionResult> OnGet([FromQuery(Name = "trang-thai")] string? status, string? sau, Guid? xong, int? ghi, CancellationToken ct)
    {
        Status = Slugs.GetValueOrDefault(status ?? "", ReceivedItemStatus.Received);
        if ((await find.Execute(Status, new Paging(Cursor: string.IsNullOrEmpty(sau) ? null : sau, Count: true), ct)).Ok(out var items, out var problem))
            Items = items;
        else
            Refuse(problem);
        if (AsksFor("tbody#more"))
        {
            Further = true;
            return Partial("_QueueRows", this);
        }
        if (Status == ReceivedItemStatus.Received)
            Intake = await findIntake.Execute(Caller, ct);
        if (xong is { } id && (await read.Execute(new Id<ReceivedItem>(id), ct)).Ok(out var done, out _))
            Done = done;
        Noted = Math.Clamp(ghi ?? 0, 0, 200);
        return Page();
    }

    /// <summary>What stands for an item in a list: who it is from, or whom it names, or its file.</summary>
    public static string NameOf(ReceivedItemView item, Texts texts) =>
        item.Issuer ?? (item.AddressedTo is { } name ? texts["queue.for", name] : item.Files.Count > 0 ? item.Files[0].Name : texts["queue.unknown"]);
}
