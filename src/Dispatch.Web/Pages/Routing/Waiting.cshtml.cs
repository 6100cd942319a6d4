using Dispatch.Incoming;
using Dispatch.People;
using Dispatch.Platform;
using Dispatch.Platform.Http;
using Dispatch.Routing;
using Dispatch.Web.Desk;
using Microsoft.AspNetCore.Mvc;

namespace Dispatch.Web.Pages.Routing;

/// <summary>Chờ cho ý kiến: what waits for one's direction, urgent first; the office's proposals confirmed one by one or up to twenty at once.</summary>
[Needs(Permission.HandleIncoming)]
public sealed class WaitingModel(FindSubmissions find, RouteMany route) : DeskPage
{
    /// <summary>Most proposals confirmed at once on the desk.</summary>
    public const int MostConfirmed = 20;

    public Page<WaitingLine> Items { get; private set; } = new([], null);

    /// <summary>Only urgent ones.</summary>
    public bool Urgent { get; private set; }

    /// <summary>The ticked ones, to be looked at before they are confirmed.</summary>
    public IReadOnlyList<WaitingLine> Ticked { get; private set; } = [];

    /// <summary>What became of each; null until confirmed.</summary>
    public BulkAnswer? Answer { get; private set; }

    /// <summary>What was just done, and with which document.</summary>
    public (string Said, Guid Document)? Done { get; private set; }

    public async Task<IActionResult> OnGet(string? khan, string? sau, Guid? xong, string? viec, CancellationToken ct)
    {
        Urgent = khan == "1";
        if (xong is { } document)
            Done = (viec ?? "", document);
        await Read(sau, ct);
        return AsksFor("tbody#more") ? Partial("_WaitingRows", this) : Page();
    }

    /// <summary>Shows the ticked ones with their proposals: the second, explicit step.</summary>
    public async Task<IActionResult> OnPostLook(string[] chon, CancellationToken ct)
    {
        await Read(null, ct);
        Ticked = [.. Items.Items.Where(line => chon.Contains(line.DocumentId.ToString())).Take(MostConfirmed)];
        if (Ticked.Count == 0)
            Refuse(Nothing());
        return Page();
    }

    public async Task<IActionResult> OnPostConfirm(string[] item, CancellationToken ct)
    {
        var items = item.Select(one => one.Split(':')).Where(parts => parts.Length == 2 && Guid.TryParse(parts[0], out _) && int.TryParse(parts[1], out _))
            .Select(parts => new TransferItem(new(Guid.Parse(parts[0])), int.Parse(parts[1], System.Globalization.CultureInfo.InvariantCulture))).ToList();
        if ((await route.Confirm(new ConfirmProposalsRequest { Items = items }, Caller, ct)).Ok(out var answer, out var problem))
            Answer = answer;
        else
            Refuse(problem);
        await Read(null, ct);
        return Page();
    }

    /// <summary>The address of the next page.</summary>
    public string After(string cursor) => "/cho-y-kien?" + (Urgent ? "khan=1&" : "") + "sau=" + cursor;

    private static Problem Nothing()
    {
        var errors = new FieldErrors();
        errors.Add("chon", Texts.Both("direct.tickSome").Vietnamese, Texts.Both("direct.tickSome").English);
        return errors.ToProblem();
    }

    private async Task Read(string? after, CancellationToken ct)
    {
        if ((await find.Execute(Urgent, new Paging(Cursor: string.IsNullOrEmpty(after) ? null : after, Count: true), Caller, ct)).Ok(out var items, out var problem))
            Items = items;
        else
            Refuse(problem);
    }
}
