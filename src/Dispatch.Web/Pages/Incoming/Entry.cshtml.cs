using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Dispatch.Archive;
using Dispatch.Documents;
using Dispatch.Incoming;
using Dispatch.Journal;
using Dispatch.People;
using Dispatch.Platform;
using Dispatch.Platform.Http;
using Dispatch.Routing;
using Dispatch.Web.Desk;
using Dispatch.Web.TagHelpers;
using Microsoft.AspNetCore.Mvc;

namespace Dispatch.Web.Pages.Incoming;

/// <summary>
/// One entry, whole: every field of the book, its files, who did and read what; handing it over, undoing what was just done, and the way to annul
/// its number.
/// </summary>
[Needs(Permission.ReadIncoming)]
public sealed class EntryModel(
    ReadIncoming read, ReadRouting readRouting, ReadIncomingHistory readHistory, AnnulIncoming annul, TransferIncoming transfer, UndoIncoming undo, TypedEntry typed, Idempotency idempotency,
    ReadArchived readArchived, CheckArchived checkArchived,
    OfficeClock clock) : DeskPage
{
    private const string AskToAnnul = "huy-so";

    public IncomingView Document { get; private set; } = null!;

    /// <summary>Where it is and was, and who has what to do.</summary>
    public RoutingView Routing { get; private set; } = null!;

    /// <summary>Where it lies in the archive; null when it is not there.</summary>
    public ArchivedView? Archived { get; private set; }

    /// <summary>Who did what.</summary>
    public IReadOnlyList<HistoryLine> Acts { get; private set; } = [];

    /// <summary>Who looked at it.</summary>
    public IReadOnlyList<HistoryLine> Reads { get; private set; } = [];

    /// <summary>True while the person is asked for the reason.</summary>
    public bool Asking { get; private set; }

    /// <summary>True right after the number was annulled.</summary>
    public bool Annulled { get; private set; }

    public string? Reason { get; private set; }

    public IReadOnlyList<DocumentFile> PresentFiles => [.. Document.Files.Where(file => file.ReplacedAt is null)];

    /// <summary>The hand-over as typed.</summary>
    public TransferForm Transfer { get; private set; } = new(null, null, null);

    /// <summary>True when the hand-over was refused: its errors stand at its form.</summary>
    public bool TransferRefused { get; private set; }

    /// <summary>True right after something was undone.</summary>
    public bool Undone { get; private set; }

    /// <summary>The person's own last act, while it can be undone.</summary>
    public HistoryLine? Undoable =>
        Acts.Count > 0 && Acts[^1] is var last && UndoIncoming.Takes(last.Action) && last.PersonId == Caller.PersonId && Caller.May(Permission.RegisterIncoming)
            && clock.Now - last.At <= UndoIncoming.Window
            ? last
            : null;

    public bool MayCorrect => Document.Status != IncomingStatus.Annulled && Caller.May(Permission.RegisterIncoming);

    public string Today => clock.Today.ToString(DateTagHelper.Written, CultureInfo.InvariantCulture);

    /// <summary>Lets a second press of the hand-over's button do nothing.</summary>
    public Guid TransferKey { get; } = Guid.CreateVersion7();

    public bool MayAnnul => Document.Status == IncomingStatus.Registered && Caller.May(Permission.RegisterIncoming);

    public async Task<IActionResult> OnGet(Guid id, string? hoi, string? xong, CancellationToken ct)
    {
        Asking = hoi == AskToAnnul && Caller.May(Permission.RegisterIncoming);
        if (!await Read(id, ct))
            return NotFound();
        Asking &= MayAnnul;
        Undone = xong == "hoan-tac";
        Annulled = xong == AskToAnnul && Document.Status == IncomingStatus.Annulled;
        return Page();
    }

    public async Task<IActionResult> OnPostAnnul(Guid id, int version, string? reason, CancellationToken ct)
    {
        if (!Caller.May(Permission.RegisterIncoming))
            return StatusCode(403);
        if ((await annul.Execute(new Id<Document>(id), new AnnulIncomingRequest { Reason = reason }, IfMatch.Exactly(version), Caller, ct)).Ok(out _, out var problem))
            return Redirect($"/van-ban-den/{id}?xong={AskToAnnul}");
        if (!await Read(id, ct))
            return NotFound();
        (Problem, Reason, Asking) = (problem, reason, true);
        Response.StatusCode = problem.Status;
        return Page();
    }

    /// <summary>1,4 MB.</summary>
    public string SizeOf(DocumentFile file) => SizeOf(file.Size);

    public string SizeOf(long bytes)
    {
        var culture = CultureInfo.GetCultureInfo(T.Tag == "en" ? "en-US" : "vi-VN");
        return bytes < 1 << 20
            ? string.Create(culture, $"{Math.Max(1, bytes >> 10):N0} KB")
            : string.Create(culture, $"{bytes / (double)(1 << 20):N1} MB");
    }

    /// <summary>Columns 7 to 9 of the book.</summary>
    public async Task<IActionResult> OnPostTransfer(Guid id, TransferForm transferForm, Guid? key, CancellationToken ct)
    {
        if (!Caller.May(Permission.RegisterIncoming))
            return StatusCode(403);
        Transfer = transferForm;
        var errors = new FieldErrors();
        var on = await typed.Date("transferredOn", transferForm.TransferredOn, Lean.Back, errors, ct);
        var problem = errors.None ? null : errors.ToProblem();
        if (problem is null)
        {
            var request = new TransferIncomingRequest { TransferredOn = on, To = transferForm.To, ReceiptSignedBy = transferForm.ReceiptSignedBy };
            var caller = key is null ? Caller : Caller with { Key = new IdempotencyKey("transfer-" + key, SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(request))) };
            if ((await idempotency.Once(caller, () => transfer.Execute(new Id<Document>(id), request, new IfMatch(false, null, false), caller, ct), ct)).Ok(out _, out problem))
                return Redirect($"/van-ban-den/{id}#transfers");
        }
        return await Refused(id, problem, () => TransferRefused = true, ct);
    }

    /// <summary>Takes back one's own last act, within the minute.</summary>
    public async Task<IActionResult> OnPostCheck(Guid id, CancellationToken ct) =>
        (await checkArchived.Execute(new Id<Document>(id), Caller, ct)).Ok(out _, out var problem) ? Redirect($"/van-ban-den/{id}#archive") : await Refused(id, problem, () => { }, ct);

    public async Task<IActionResult> OnPostUndo(Guid id, long entry, CancellationToken ct)
    {
        if (!Caller.May(Permission.RegisterIncoming))
            return StatusCode(403);
        if ((await undo.Execute(new Id<Document>(id), new UndoIncomingRequest { Entry = entry }, Caller, ct)).Ok(out _, out var problem))
            return Redirect($"/van-ban-den/{id}?xong=hoan-tac");
        return await Refused(id, problem, () => { }, ct);
    }

    /// <summary>What a line changed, in words; of a first entry and of an upload the page itself shows it all.</summary>
    internal static IEnumerable<(string Field, string? Old, string? New)> ChangesOf(HistoryLine line, HistoryWords words) =>
        line.Action is "incoming.registered" or "file.stored" or "received.received" or "received.registered" or "received.leftInEnvelope" or "received.alerted" or "incoming.alerted"
            ? []
            // Of a line taken over the history says where it comes from; its fields stand on the page.
            : line.Changes.Where(change => line.Action != "incoming.takenOver" || change.Field is "oldBookFile" or "oldBookLine").Select(change => (words.T.FieldName(change.Field), words.Of(change.Field, change.Old), words.Of(change.Field, change.New)));

    private async Task<IActionResult> Refused(Guid id, Problem problem, Action mark, CancellationToken ct)
    {
        if (!await Read(id, ct))
            return NotFound();
        mark();
        Refuse(problem);
        ModelState.Clear();
        return Page();
    }

    private static bool IsRead(HistoryLine line) => line.Action.EndsWith(".read", StringComparison.Ordinal);

    private async Task<bool> Read(Guid id, CancellationToken ct)
    {
        if (!(await read.Execute(new Id<Document>(id), Caller, ct)).Ok(out var document, out _))
            return false;
        Document = document;
        if (!(await readRouting.Execute(new Id<Document>(id), Caller, ct)).Ok(out var routing, out _))
            return false;
        Routing = routing;
        Archived = (await readArchived.Execute(new Id<Document>(id), Caller, ct)).Ok(out var archived, out _) ? archived : null;
        if ((await readHistory.Execute(new Id<Document>(id), new Paging(Paging.MaxLimit), Caller, ct)).Ok(out var history, out _))
            (Acts, Reads) = ([.. history.Items.Where(line => !IsRead(line))], [.. history.Items.Where(IsRead)]);
        return true;
    }
}

/// <summary>A hand-over as typed.</summary>
/// <param name="TransferredOn">Ngày chuyển.</param>
/// <param name="To">Đơn vị hoặc người nhận.</param>
/// <param name="ReceiptSignedBy">Ký nhận.</param>
public sealed record TransferForm(string? TransferredOn, string? To, string? ReceiptSignedBy);
