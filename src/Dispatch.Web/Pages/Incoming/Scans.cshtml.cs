using Dispatch.Documents;
using Dispatch.Files;
using Dispatch.Incoming;
using Dispatch.People;
using Dispatch.Platform;
using Dispatch.Platform.Http;
using Dispatch.Web.Desk;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace Dispatch.Web.Pages.Incoming;

/// <summary>The scans of a registered entry: another order, one more, a better one in place of a wrong one. The wrong one stays readable.</summary>
[Needs(Permission.RegisterIncoming)]
[RequestSizeLimit(LargestPost), RequestFormLimits(MultipartBodyLengthLimit = LargestPost)]
public sealed class ScansModel(ReplaceFiles replace, ReadIncoming read, StoreFile store) : DeskPage
{
    private const long LargestPost = 1L << 30;

    public IncomingView Document { get; private set; } = null!;

    public IReadOnlyList<DocumentFile> Present => [.. Document.Files.Where(file => file.ReplacedAt is null)];

    /// <summary>The file the new one takes the place of; null for one more.</summary>
    public Guid? Wrong { get; private set; }

    public string? Reason { get; private set; }

    /// <summary>A new scan that was sent already, when only the rest was refused.</summary>
    public ScanLine? Sent { get; private set; }

    /// <summary>Where the new file goes: behind the others, or into the place of one.</summary>
    public IReadOnlyList<SelectListItem> Places => [new(T["scans.add"], ""), .. Present.Select(file => new SelectListItem(T["scans.instead", file.Name], file.Id.ToString()))];

    public bool MayChange => Document.Status != IncomingStatus.Annulled;

    public async Task<IActionResult> OnGet(Guid id, Guid? thay, CancellationToken ct)
    {
        if (!await Read(id, ct))
            return NotFound();
        Wrong = thay;
        return Page();
    }

    /// <summary>One press, one step: the main file, or one place up.</summary>
    public async Task<IActionResult> OnPostArrange(Guid id, int version, Guid? first, Guid? up, CancellationToken ct)
    {
        if (!await Read(id, ct))
            return NotFound();
        var order = Present.Select(file => file.Id).ToList();
        var at = order.IndexOf(first ?? up ?? Guid.Empty);
        if (at > 0)
        {
            var moved = order[at];
            order.RemoveAt(at);
            order.Insert(first is null ? at - 1 : 0, moved);
        }
        return await Change(id, version, new ReplaceFilesRequest { FileIds = order }, $"/van-ban-den/{id}/tep", ct);
    }

    public async Task<IActionResult> OnPostReplace(Guid id, int version, Guid? wrong, string? reason, string? sent, IFormFile? scan, CancellationToken ct)
    {
        if (!await Read(id, ct))
            return NotFound();
        (Wrong, Reason, Sent) = (wrong, reason, sent is null ? null : ScanLine.Read(sent));
        if (scan is not null)
        {
            await using var content = scan.OpenReadStream();
            if (!(await store.Execute(new StoreFileRequest(scan.FileName, content), Caller, ct)).Ok(out var file, out var problem))
                return Refused(problem);
            Sent = new ScanLine(file.Id.Value, file.MediaType, file.Pages, file.Name);
        }
        if (Sent is null)
        {
            var errors = new FieldErrors();
            errors.Add("scan", Texts.Both("scans.none"));
            return Refused(errors.ToProblem());
        }
        var order = Present.Select(file => file.Id).ToList();
        var at = order.IndexOf(wrong ?? Guid.Empty);
        if (at >= 0)
            order[at] = Sent.Id;
        else
            order.Add(Sent.Id);
        return await Change(id, version, new ReplaceFilesRequest { FileIds = order, Reason = reason }, $"/van-ban-den/{id}", ct);
    }

    public override string FieldOf(string name) => name is "fileIds" ? "scan" : name;

    private async Task<IActionResult> Change(Guid id, int version, ReplaceFilesRequest request, string then, CancellationToken ct)
    {
        if ((await replace.Execute(Document.Id, request, IfMatch.Exactly(version), Caller, ct)).Ok(out _, out var problem))
            return Redirect(then);
        await Read(id, ct);
        return Refused(problem);
    }

    private PageResult Refused(Problem problem)
    {
        Refuse(problem);
        ModelState.Clear();
        return Page();
    }

    private async Task<bool> Read(Guid id, CancellationToken ct)
    {
        if (!(await read.Execute(new Id<Document>(id), Caller, ct)).Ok(out var document, out _))
            return false;
        Document = document;
        return true;
    }
}
