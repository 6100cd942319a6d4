using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Dispatch.Agencies;
using Dispatch.Calendar;
using Dispatch.Documents;
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
/// the scans stay uploaded, and a second press of the button changes nothing.
/// </summary>
[Needs(Permission.RegisterIncoming)]
[RequestSizeLimit(LargestPost), RequestFormLimits(MultipartBodyLengthLimit = LargestPost)]
public sealed class RegisterModel(
    RegisterIncoming register, AttachPaperCopy attach, ReadIncoming read, ReadReceived readReceived, RegisterReceived registerReceived,
    AttachReceivedAsPaper attachReceived, FindNextReceived findNext, StoreFile store, FindRegisters registers, FindAgencies agencies,
    FindDocumentTypes types, CountWorkingDays workingDays, Idempotency idempotency, OfficeClock clock) : DeskPage
{
    // The limit of one file is StoreFile's; this one only keeps a form from being endless.
    private const long LargestPost = 1L << 30;
    private const int ShownIssuers = 8;

    private IReadOnlyList<RegisterView> books = [];

    [BindProperty(Name = "")]
    public RegisterForm Form { get; set; } = new();

    /// <summary>The entry just made; its number is shown large.</summary>
    public IncomingView? Given { get; private set; }

    /// <summary>The entry that just got its paper copy.</summary>
    public IncomingView? Copied { get; private set; }

    /// <summary>What the document before was, for Ctrl+D.</summary>
    public RegisterForm? Last { get; private set; }

    public IReadOnlyList<ExistingDocument> Existing { get; private set; } = [];

    public Problem? ScanProblem { get; private set; }

    /// <summary>The item of the queue that is being registered.</summary>
    public ReceivedItemView? Item { get; private set; }

    /// <summary>True when the last item of the queue was just registered.</summary>
    public bool QueueDone { get; private set; }

    public IReadOnlyList<SelectListItem> Types { get; private set; } = [];

    public string Title => Problem is null ? T["reg.title"] : T["error.title", T["reg.title"]];

    public bool FocusOnSymbol => Problem is null;

    public IReadOnlyList<SelectListItem> Registers => [.. books.Select(book => new SelectListItem(book.Name, book.Code))];

    public IReadOnlyList<SelectListItem> Urgencies => Choices<Urgency>("urgency.");

    public IReadOnlyList<SelectListItem> Vias => Choices<ReceivedVia>("via.");

    public IReadOnlyList<SelectListItem> Media => Choices<Medium>("medium.");

    public IReadOnlyList<SelectListItem> Accesses => Choices<AccessLevel>("access.");

    public IReadOnlyList<SelectListItem> Secrecies =>
        [.. SecrecyLevels.Select(level => new SelectListItem(T["secrecy." + level], level))];

    /// <summary>The number the book would give now; another clerk may be quicker.</summary>
    public string Expected =>
        books.FirstOrDefault(book => book.Code == Form.Register)?.Years.FirstOrDefault(year => year.Year == (DateOf(Form.ArrivedOn, Lean.Back) ?? clock.Today).Year) is { } open
            ? (open.LastNumber + 1).ToString(CultureInfo.InvariantCulture)
            : "1";

    /// <summary>The less used fields are shown when one of them has something to say.</summary>
    public bool RestIsOpen =>
        Form is { Sender.Length: > 0 } or { CopyCount.Length: > 0 } or { ReplyDueOn.Length: > 0 } or { SignerName.Length: > 0 } or { SignerPosition.Length: > 0 }
            or { ToPlaces.Length: > 0 } or { Notes.Length: > 0 }
        || Problem?.Errors.Keys.Any(RestFields.Contains) == true;

    private static readonly string[] SecrecyLevels = ["none", "confidential", "secret", "topSecret"];

    private static readonly HashSet<string> RestFields =
        ["medium", "copyCount", "replyDueOn", "signer.position", "signer.fullName", "sender", "accessLevel", "toPlaces", "notes"];

    public override string FieldOf(string name) => name is "number" or "notation" or "unnumbered" ? "symbol" : name is "fileIds" ? "scans" : name;

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
        await Fill(ct);
        return Page();
    }

    public async Task<IActionResult> OnPost(List<IFormFile> scans, CancellationToken ct)
    {
        // The choice of a level stops everything before a file is opened: of a secret document nothing is kept.
        if (Form.Secrecy is null or "none")
            await Keep(scans, ct);
        if (ScanProblem is null)
            await (Form.PaperCopyOf is { } existing ? AttachTo(new Id<Document>(existing), ct) : Enter(ct));
        else
            Problem = ScanProblem;
        if (!FromHtmx && (Given ?? Copied) is { } done)
        {
            var query = QueryString.Create(Given is null ? "ban" : "vua", done.Id.ToString());
            return Redirect((QueueDone ? query.Add("het", "true") : Form.Muc is { } next ? query.Add("muc", next.ToString()) : query).ToUriComponent());
        }
        await Fill(ct);
        Response.StatusCode = Problem?.Status ?? StatusCodes.Status200OK;
        return FromHtmx ? Partial("_Registered", this) : Page();
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
        if (!TypedDate.TryParse(text, clock.Today, lean == nameof(Lean.Ahead) ? Lean.Ahead : Lean.Back, out var typed))
            return Content("");
        if (typed.Date is { } date)
            return Content(T["reg.date", Written(date)]);
        return (await Counted(typed.WorkingDays!.Value, ct)).Ok(out var counted, out var problem)
            ? Content(T["reg.due.calc", Written(counted.Date), counted.Why.Count(day => !day.Counted)])
            : Content(T[problem.Title]);
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
        var request = await Typed(errors, ct);
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

    private async Task<RegisterReceivedRequest> Typed(FieldErrors errors, CancellationToken ct) => new()
    {
        Register = Form.Register,
        Secrecy = Form.Secrecy,
        MoreInEnvelope = Form.MoreInEnvelope ? true : null,
        ArrivedOn = await Date("arrivedOn", Form.ArrivedOn, Lean.Back, errors, ct),
        Symbol = Form.Unnumbered ? null : Form.Symbol,
        Unnumbered = Form.Unnumbered ? true : null,
        IssuedOn = await Date("issuedOn", Form.IssuedOn, Lean.Back, errors, ct),
        Issuer = await Issuer(ct),
        Sender = Form.Sender,
        Subject = Form.Subject,
        DocumentType = Blank(Form.DocumentType),
        Urgency = Choice<Urgency>(Form.Urgency),
        DueOn = await Date("dueOn", Form.DueOn, Lean.Ahead, errors, ct),
        ReplyDueOn = await Date("replyDueOn", Form.ReplyDueOn, Lean.Ahead, errors, ct),
        PageCount = Count("pageCount", Form.PageCount, errors),
        CopyCount = Count("copyCount", Form.CopyCount, errors),
        Medium = Choice<Medium>(Form.Medium),
        ReceivedVia = Choice<ReceivedVia>(Form.ReceivedVia),
        AccessLevel = Choice<AccessLevel>(Form.AccessLevel),
        Signer = Blank(Form.SignerPosition) is null && Blank(Form.SignerName) is null ? null : new Signer(Form.SignerPosition, Form.SignerName),
        ToPlaces = Form.ToPlaces,
        Notes = Form.Notes,
        FileIds = FileIds,
        AcceptDuplicateBecause = Blank(Form.AcceptDuplicateBecause),
    };

    private IReadOnlyList<Guid> FileIds => [.. Form.Scans.Select(scan => scan.Id)];

    // Without JavaScript nobody chose from the list: "snv" still means Sở Nội vụ when it means nothing else.
    private async Task<string?> Issuer(CancellationToken ct)
    {
        var typed = Form.Issuer?.Trim() ?? "";
        if (typed.Length is 0 or > 8 || !typed.All(char.IsAsciiLetterLower))
            return Form.Issuer;
        return (await agencies.Execute(typed, null, new Paging(2), ct)).Ok(out var found, out _) && found.Items.Count == 1 ? found.Items[0].Name : Form.Issuer;
    }

    private async Task<DateOnly?> Date(string field, string? text, Lean lean, FieldErrors errors, CancellationToken ct)
    {
        if (string.IsNullOrWhiteSpace(text))
            return null;
        if (!TypedDate.TryParse(text, clock.Today, lean, out var typed))
            errors.Add(field, Texts.Both("error.date"));
        else if (typed.WorkingDays is { } days)
        {
            if ((await Counted(days, ct)).Ok(out var counted, out var problem))
                return counted.Date;
            errors.Add(field, problem.Title);
        }
        return typed.Date;
    }

    private Task<Result<Deadline>> Counted(int days, CancellationToken ct) =>
        workingDays.Execute(new CountWorkingDaysRequest { From = clock.Today, Days = days }, ct);

    private DateOnly? DateOf(string? text, Lean lean) => TypedDate.TryParse(text, clock.Today, lean, out var typed) ? typed.Date : null;

    private static int? Count(string field, string? text, FieldErrors errors)
    {
        if (string.IsNullOrWhiteSpace(text))
            return null;
        if (int.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var count))
            return count;
        errors.Add(field, Texts.Both("error.number"));
        return null;
    }

    private async Task Fill(CancellationToken ct)
    {
        books = [.. (await registers.Execute(ct)).Items.Where(book => book.Kind == RegisterKind.Incoming)];
        Types = [new(T["reg.type.bySymbol"], ""), .. (await types.Execute(new Paging(Paging.MaxLimit), ct)).Value.Items.Select(type => new SelectListItem(type.Name, type.Code))];
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

    private static string? Blank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;

    private static TEnum? Choice<TEnum>(string? text) where TEnum : struct, Enum => EnumText.TryParse<TEnum>(text, out var value) ? value : null;

    private List<SelectListItem> Choices<TEnum>(string key) where TEnum : struct, Enum =>
        [.. Enum.GetValues<TEnum>().Select(EnumText.Of).Select(value => new SelectListItem(T[key + value], value))];
}
