using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Dispatch.Agencies;
using Dispatch.Calendar;
using Dispatch.Documents;
using Dispatch.Drafts;
using Dispatch.Files;
using Dispatch.Incoming;
using Dispatch.People;
using Dispatch.Platform;
using Dispatch.Platform.Http;
using Dispatch.Registers;
using Dispatch.Web.Desk;
using Dispatch.Web.TagHelpers;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace Dispatch.Web.Pages.Incoming;

/// <summary>
/// Vào sổ: the scan first, the form beside it, the number given large. What was typed is never lost: a refused form comes back as it was,
/// the scans stay uploaded, a second press of the button changes nothing, and a half-filled form is kept as a draft while it is typed.
/// </summary>
[Needs(Permission.RegisterIncoming)]
[RequestSizeLimit(LargestPost), RequestFormLimits(MultipartBodyLengthLimit = LargestPost)]
public sealed class RegisterModel(
    RegisterIncoming register, AttachPaperCopy attach, ReadIncoming read, ReadReceived readReceived, RegisterReceived registerReceived,
    AttachReceivedAsPaper attachReceived, FindNextReceived findNext, FindAlike alike, StoreFile store, WithdrawUploads withdraw, RegisterDraft draft, FindRegisters registers,
    FindAgencies agencies, AddAgency addAgency, FindDocumentTypes types, TypedEntry typed, CountWorkingDays days, Idempotency idempotency, OfficeClock clock) : EntryFormPage
{
    // The limit of one file is StoreFile's; this one only keeps a form from being endless.
    private const long LargestPost = 1L << 30;
    private const int ShownIssuers = 8;

    private IReadOnlyList<RegisterView> books = [];

    /// <summary>The window this form stands in, and the state of the draft it has seen: two windows do not overwrite each other unseen.</summary>
    [BindProperty(Name = "draftWindow")]
    public Guid DraftWindow { get; set; } = Guid.CreateVersion7();

    [BindProperty(Name = "draftStamp")]
    public Guid? DraftStamp { get; set; }

    /// <summary>The draft this form was restored from.</summary>
    public DraftView? Restored { get; private set; }

    /// <summary>The entry just made; its number is shown large.</summary>
    public IncomingView? Given { get; private set; }

    /// <summary>The entry that just got its paper copy.</summary>
    public IncomingView? Copied { get; private set; }

    public IReadOnlyList<ExistingDocument> Existing { get; private set; } = [];

    public Problem? ScanProblem { get; private set; }

    /// <summary>The item of the queue that is being registered.</summary>
    public ReceivedItemView? Item { get; private set; }

    /// <summary>True when the last item of the queue was just registered.</summary>
    public bool QueueDone { get; private set; }

    public string Title => Problem is null ? T["reg.title"] : T["error.title", T["reg.title"]];

    public bool FocusOnSymbol => Problem is null;

    public IReadOnlyList<SelectListItem> Registers => [.. books.Select(book => new SelectListItem(book.Name, book.Code))];

    public override bool AsksSecrecy => true;

    public override bool IssuerIsKept => (Given ?? Copied) is not null;

    public bool MayAddIssuer => Caller.May(Permission.AddAgencies);

    /// <summary>The number the book would give now; another clerk may be quicker.</summary>
    public string Expected =>
        books.FirstOrDefault(book => book.Code == Form.Register)?.Years.FirstOrDefault(year => year.Year == (typed.DateOf(Form.ArrivedOn) ?? clock.Today).Year) is { } open
            ? (open.LastNumber + 1).ToString(CultureInfo.InvariantCulture)
            : "1";

    /// <param name="vua">The entry just made, without JavaScript: the form after it remembers it.</param>
    /// <param name="ban">The entry that just got its paper copy.</param>
    /// <param name="muc">The item of the queue to register.</param>
    /// <param name="het">True when the queue has just become empty.</param>
    /// <param name="ct">Cancellation.</param>
    public async Task<IActionResult> OnGet(Guid? vua, Guid? ban, Guid? muc, bool? het, CancellationToken ct)
    {
        if (vua is { } made && (await read.Execute(new Id<Document>(made), Caller, ct)).Ok(out var given, out _))
            After(given);
        if (ban is { } copy && (await read.Execute(new Id<Document>(copy), Caller, ct)).Ok(out var copied, out _))
            Copied = copied;
        QueueDone = het == true;
        // One that was dealt with meanwhile is shown as what became of it, unless there is a number to be read first.
        if (muc is { } wanted && !await TakeUp(new Id<ReceivedItem>(wanted), ct) && Given is null && Copied is null)
            return Redirect($"/cho-vao-so/{wanted}");
        // A draft of another letter waits: opening an item of the queue is not its continuation.
        if ((Given ?? Copied) is null && await draft.Read(Caller, ct) is { } left && (muc is null || left.Form.Muc == muc))
            (Form, Restored, DraftStamp) = (left.Form, left.Draft, left.Draft.Stamp);
        await Fill(ct);
        return Page();
    }

    public async Task<IActionResult> OnPost(List<IFormFile> scans, CancellationToken ct)
    {
        // The choice of a level stops everything before a file is opened: of a secret document nothing is kept.
        var key = Form.Key;
        if (Open)
            await Keep(scans, ct);
        if (ScanProblem is null)
            await (Form.PaperCopyOf is { } existing ? AttachTo(new Id<Document>(existing), ct) : Enter(ct));
        else
            Problem = ScanProblem;
        if (!Open || (Given ?? Copied) is not null)
        {
            await draft.Discard(key, Caller, ct);
            await WithdrawWhenSecret(ct);
            (DraftWindow, DraftStamp) = (Guid.CreateVersion7(), null);
        }
        if (!FromHtmx && (Given ?? Copied) is { } done)
        {
            var query = QueryString.Create(Given is null ? "ban" : "vua", done.Id.ToString());
            return Redirect((QueueDone ? query.Add("het", "true") : Form.Muc is { } next ? query.Add("muc", next.ToString()) : query).ToUriComponent());
        }
        await Fill(ct);
        Response.StatusCode = Problem?.Status ?? StatusCodes.Status200OK;
        return FromHtmx ? Partial("_Registered", this) : Page();
    }

    /// <summary>Keeps what is typed so far: by script while typing, by the button without one.</summary>
    public async Task<IActionResult> OnPostDraft(List<IFormFile> scans, CancellationToken ct)
    {
        if (Open)
            await Keep(scans, ct);
        await WithdrawWhenSecret(ct);
        var ok = (await draft.Keep(Form, DraftWindow, DraftStamp, Caller, ct)).Ok(out var kept, out var problem);
        if (!FromHtmx)
            return Redirect("/van-ban-den/vao-so");
        Response.StatusCode = problem?.Status ?? StatusCodes.Status200OK;
        return new JsonResult(new { stamp = kept?.Stamp, said = ok ? Said(kept) : T[problem!.Title] });
    }

    public async Task<IActionResult> OnPostDiscard(CancellationToken ct)
    {
        await draft.Discard(Form.Key, Caller, ct);
        return Redirect("/van-ban-den/vao-so");
    }

    /// <summary>Opens the draft of the other window, and lays this one aside.</summary>
    public async Task<IActionResult> OnPostSwap(CancellationToken ct)
    {
        await draft.Swap(Caller, ct);
        return Redirect("/van-ban-den/vao-so");
    }

    /// <summary>The main file first, the others in the order of the letter; the typed form stays as it is.</summary>
    public async Task<IActionResult> OnPostArrange(List<IFormFile> scans, Guid? first, Guid? up, CancellationToken ct)
    {
        if (Open)
            await Keep(scans, ct);
        Form.Arrange(first, up);
        if (FromHtmx)
            return Partial("_Scan", this);
        await Fill(ct);
        return Page();
    }

    /// <summary>What the letter being typed looks like: warnings on leaving a field, none of them stops anything.</summary>
    public async Task<IActionResult> OnPostLook(Guid? except, CancellationToken ct)
    {
        if (!Open)
            return new EmptyResult();
        var issuedOn = typed.DateOf(Form.IssuedOn);
        var arrivedOn = typed.DateOf(Form.ArrivedOn) ?? clock.Today;
        var found = await alike.Execute(new FindAlikeRequest
        {
            Symbol = Form.Unnumbered ? null : Form.Symbol,
            Issuer = Form.Issuer,
            IssuedOn = issuedOn,
            Subject = Form.Subject,
            Except = except is { } id ? new Id<Document>(id) : null,
        }, Caller, ct);
        return Partial("_Alike", new LookedAt(found, Form.Issuer?.Trim() ?? "", arrivedOn > clock.Today, issuedOn > arrivedOn ? Written(arrivedOn) : null, MayAddIssuer));
    }

    /// <summary>An issuer nobody knew, taken into the directory from the form.</summary>
    public async Task<IActionResult> OnPostIssuer(CancellationToken ct)
    {
        if (!MayAddIssuer)
            return StatusCode(StatusCodes.Status403Forbidden);
        var request = new AddAgencyRequest { Name = Form.Issuer, Source = Texts.Both("reg.issuer.source").Vietnamese };
        return (await addAgency.Execute(request, Caller, ct)).Ok(out var agency, out var problem)
            ? Content(T["reg.issuer.added", agency.Name])
            : Content(T[problem.Detail ?? problem.Title]);
    }

    /// <summary>How a symbol parts while it is typed: <c>số 1287 · ký hiệu SXD-QLĐT</c>.</summary>
    public IActionResult OnGetSplit(string? symbol)
    {
        if (!VietnameseText.TryCleanSymbol(symbol ?? "", out var clean) || clean.Length == 0)
            return Content("");
        var parts = CodeSymbol.Parse(clean);
        return Content(parts is { Parsed: true, Notation: not null } ? T["reg.split", parts.Number ?? "", parts.Notation] : T["reg.split.none"]);
    }

    /// <summary>Scans dropped or chosen, before the form is sent.</summary>
    public async Task<IActionResult> OnPostScan(List<IFormFile> scans, CancellationToken ct)
    {
        await Keep(scans, ct);
        Response.StatusCode = ScanProblem?.Status ?? StatusCodes.Status200OK;
        return Partial("_Scan", this);
    }

    /// <summary>Agencies for what is typed; or for a symbol, the agencies it may come from.</summary>
    public async Task<IActionResult> OnGetIssuers(string? q, string? symbol, CancellationToken ct) =>
        (await agencies.Execute(q, symbol, new Paging(ShownIssuers), ct)).Ok(out var found, out _) ? Partial("_Issuers", found.Items) : new EmptyResult();

    /// <summary>How a typed date is understood: <c>→ 21/11/2026</c>.</summary>
    public async Task<IActionResult> OnGetDate(string? text, string? lean, CancellationToken ct)
    {
        if (!TypedDate.TryParse(text, clock.Today, lean == nameof(Lean.Ahead) ? Lean.Ahead : Lean.Back, out var read))
            return Content("");
        if (read.Date is { } date)
            return Content(T["reg.date", Written(date)]);
        if (read.Term is { Kind: TermKind.WorkingDays } working)
            return (await days.Execute(new CountWorkingDaysRequest(clock.Today, working.Length), ct)).Ok(out var counted, out var missing)
                ? Content(T["reg.due.calc", Written(counted.Date), counted.Why.Count(day => !day.Counted)])
                : Content(T[missing.Title]);
        return (await typed.Counted(read.Term!, ct)).Ok(out var due, out var problem) ? Content(T["reg.date", Written(due.On)]) : Content(T[problem.Title]);
    }

    // Scans sent before the level was chosen are taken back; those of an item of the queue are the item's.
    private async Task WithdrawWhenSecret(CancellationToken ct)
    {
        if (Open || Form.Scans.Count == 0)
            return;
        _ = await withdraw.Execute([.. FileIds], Caller, ct);
        Form.FileIds.Clear();
    }

    private async Task Keep(List<IFormFile> scans, CancellationToken ct)
    {
        foreach (var scan in scans)
        {
            await using var content = scan.OpenReadStream();
            if ((await store.Execute(new StoreFileRequest(scan.FileName, content), Caller, ct)).Ok(out var file, out var problem))
                Form.FileIds.Add(new ScanLine(file.Id.Value, file.MediaType, file.Pages, file.Name).Value);
            else
                ScanProblem = problem;
        }
        ModelState.Clear();
    }

    private async Task Enter(CancellationToken ct)
    {
        var errors = new FieldErrors();
        var request = (await typed.Read<RegisterReceivedRequest>(Form, errors, ct)) with
        {
            Register = Form.Register,
            Secrecy = Form.Secrecy,
            MoreInEnvelope = Form.MoreInEnvelope ? true : null,
            FileIds = FileIds,
            AcceptDuplicateBecause = string.IsNullOrWhiteSpace(Form.AcceptDuplicateBecause) ? null : Form.AcceptDuplicateBecause,
        };
        if (!errors.None)
        {
            Problem = errors.ToProblem();
            return;
        }
        var item = Form.Muc;
        if ((await Once(request, caller => item is { } id ? registerReceived.Execute(new(id), request, caller, ct) : register.Execute(request, caller, ct), ct)).Ok(out var view, out var problem))
        {
            After(view);
            await TakeUpNext(item, ct);
            return;
        }
        Problem = problem;
        if (problem.Slug == PlatformProblems.IdempotencyKeyReused.Slug)
        {
            // Restored in two windows and sent from the other one, changed here since: another letter, or a second look.
            (Problem, Form.Key) = (new Problem(problem.Slug, problem.Status, Texts.Both("reg.sentElsewhere")), RegisterForm.NewKey());
        }
        if (problem.Members.TryGetValue("existing", out var existing))
            Existing = (IReadOnlyList<ExistingDocument>)existing!;
    }

    private async Task AttachTo(Id<Document> id, CancellationToken ct)
    {
        var item = Form.Muc;
        var request = new AttachPaperCopyRequest { FileIds = FileIds };
        if ((await Once(request, caller => item is { } received
                ? attachReceived.Execute(new(received), new() { DocumentId = id.Value, FileIds = FileIds }, caller, ct)
                : attach.Execute(id, request, new IfMatch(false, null, false), caller, ct), ct)).Ok(out var view, out var problem))
        {
            Copied = view;
            Last = Form;
            Form = Form.Next();
            await TakeUpNext(item, ct);
        }
        else
            Problem = problem;
    }

    private async Task<bool> TakeUp(Id<ReceivedItem> id, CancellationToken ct)
    {
        if (!(await readReceived.Execute(id, ct)).Ok(out var item, out _) || item.Status != ReceivedItemStatus.Received)
            return false;
        (Item, Form) = (item, Form.For(item, clock));
        return true;
    }

    // Who came from the queue goes on with the queue.
    private async Task TakeUpNext(Guid? done, CancellationToken ct)
    {
        if (done is { } id)
            QueueDone = await findNext.Execute(new(id), ct) is not { } next || !await TakeUp(next.Id, ct);
    }

    private void After(IncomingView view)
    {
        Given = view;
        Last = RegisterForm.Of(view);
        Form = Last.Next();
    }

    private Task<Result<IncomingView>> Once<TRequest>(TRequest request, Func<Caller, Task<Result<IncomingView>>> execute, CancellationToken ct)
    {
        var caller = Caller with { Key = new IdempotencyKey(Form.Key, SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(request))) };
        return idempotency.Once(caller, () => execute(caller), ct);
    }

    private IReadOnlyList<Guid> FileIds => [.. Form.Scans.Select(scan => scan.Id)];

    // Of a secret document nothing is looked at, and nothing kept.
    private bool Open => Form.Secrecy is null or "none";

    private string Said(DraftView? kept)
    {
        string At(DateTimeOffset saved) => clock.InOffice(saved).ToString("HH:mm:ss", CultureInfo.InvariantCulture);
        return kept is null ? "" : kept.AsideSavedAt is { } other ? T["reg.drafted.aside", At(kept.SavedAt), At(other)] : T["reg.drafted", At(kept.SavedAt)];
    }

    private async Task Fill(CancellationToken ct)
    {
        books = [.. (await registers.Execute(ct)).Items.Where(book => book.Kind == RegisterKind.Incoming)];
        await FillTypes(types, bySymbol: true, ct);
        if (Item is null && Form.Muc is { } muc && (await readReceived.Execute(new Id<ReceivedItem>(muc), ct)).Ok(out var item, out _))
            Item = item;
        Form.Register ??= (books.Count > 0 ? books[0].Code : null);
        Form.ArrivedOn ??= Written(clock.Today);
        Form.ReceivedVia ??= EnumText.Of(ReceivedVia.Post);
        Form.AccessLevel ??= EnumText.Of(AccessLevel.Internal);
        // The tags read the model, not what the browser sent: after a success the two differ.
        ModelState.Clear();
    }

    private static string Written(DateOnly date) => date.ToString(DateTagHelper.Written, CultureInfo.InvariantCulture);
}

/// <summary>What the office noticed about a letter being typed.</summary>
/// <param name="Found">What is registered that looks like it.</param>
/// <param name="Issuer">The issuer as typed.</param>
/// <param name="ArrivesInFuture">True when the arrival date is after today.</param>
/// <param name="IssuedAfter">The arrival date the date of the document is after; null when it is not.</param>
/// <param name="MayAddIssuer">True when the person may take an unknown issuer into the directory.</param>
public sealed record LookedAt(AlikeView Found, string Issuer, bool ArrivesInFuture, string? IssuedAfter, bool MayAddIssuer);
