using System.Globalization;
using System.Text.Json;
using Dispatch.Documents;
using Dispatch.Incoming;
using Dispatch.Journal;
using Dispatch.People;
using Dispatch.Platform;
using Dispatch.Platform.Http;
using Dispatch.Web.Desk;
using Microsoft.AspNetCore.Mvc;

namespace Dispatch.Web.Pages.Incoming;

/// <summary>One entry, whole: every field of the book, its files, who did and read what, and the way to annul its number.</summary>
[Needs(Permission.ReadIncoming)]
public sealed class EntryModel(ReadIncoming read, ReadIncomingHistory readHistory, AnnulIncoming annul) : DeskPage
{
    private const string AskToAnnul = "huy-so";

    public IncomingView Document { get; private set; } = null!;

    /// <summary>Who did what.</summary>
    public IReadOnlyList<HistoryLine> Acts { get; private set; } = [];

    /// <summary>Who looked at it.</summary>
    public IReadOnlyList<HistoryLine> Reads { get; private set; } = [];

    /// <summary>True while the person is asked for the reason.</summary>
    public bool Asking { get; private set; }

    /// <summary>True right after the number was annulled.</summary>
    public bool Annulled { get; private set; }

    public string? Reason { get; private set; }

    public bool MayAnnul => Document.Status == IncomingStatus.Registered && Caller.May(Permission.RegisterIncoming);

    public async Task<IActionResult> OnGet(Guid id, string? hoi, string? xong, CancellationToken ct)
    {
        Asking = hoi == AskToAnnul && Caller.May(Permission.RegisterIncoming);
        if (!await Read(id, ct))
            return NotFound();
        Asking &= MayAnnul;
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
    public string SizeOf(DocumentFile file)
    {
        var culture = CultureInfo.GetCultureInfo(T.Tag == "en" ? "en-US" : "vi-VN");
        return file.Size < 1 << 20
            ? string.Create(culture, $"{Math.Max(1, file.Size >> 10):N0} KB")
            : string.Create(culture, $"{file.Size / (double)(1 << 20):N1} MB");
    }

    /// <summary>What a line changed, in words; of a first entry and of an upload the page itself shows it all.</summary>
    public static IEnumerable<(string Field, string? Old, string? New)> ChangesOf(HistoryLine line, Texts texts) =>
        line.Action is "incoming.registered" or "file.stored" ? [] : line.Changes
            // Of a line taken over the history says where it comes from; its fields stand on the page.
            .Where(change => line.Action != "incoming.takenOver" || change.Field is "oldBookFile" or "oldBookLine").Select(change => (texts.FieldName(change.Field), Plain(change.Old), Plain(change.New)));

    private static bool IsRead(HistoryLine line) => line.Action.EndsWith(".read", StringComparison.Ordinal);

    private static string? Plain(JsonElement? value) => value is not { } given ? null : given.ValueKind == JsonValueKind.String ? given.GetString() : given.GetRawText();

    private async Task<bool> Read(Guid id, CancellationToken ct)
    {
        if (!(await read.Execute(new Id<Document>(id), Caller, ct)).Ok(out var document, out _))
            return false;
        Document = document;
        if ((await readHistory.Execute(new Id<Document>(id), new Paging(Paging.MaxLimit), ct)).Ok(out var history, out _))
            (Acts, Reads) = ([.. history.Items.Where(line => !IsRead(line))], [.. history.Items.Where(IsRead)]);
        return true;
    }
}
