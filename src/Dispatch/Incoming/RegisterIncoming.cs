// Registering an incoming document (vào sổ văn bản đến; Nghị định 30/2020, Đ22). Easy to get wrong: the number is taken last, inside the
// transaction, so that a refusal or a cut leaves no gap; the year is the year of the legal arrival date; a likely duplicate is a question
// to the clerk, not an error; a missing calendar never stops anybody; and of a secret document nothing is kept, not even the attempt's text.
using Dispatch.Agencies;
using Dispatch.Calendar;
using Dispatch.Documents;
using Dispatch.Files;
using Dispatch.Journal;
using Dispatch.Platform;
using Dispatch.Registers;

namespace Dispatch.Incoming;

/// <summary>Registers an incoming document under the next number of a book.</summary>
public record RegisterIncomingRequest : IncomingFields
{
    /// <summary>Code of the book, <c>DEN</c>. Required.</summary>
    public string? Register { get; init; }

    /// <summary><c>none</c>; anything else is refused and nothing is kept.</summary>
    public string? Secrecy { get; init; }

    /// <summary>Uploaded files in order; the first is the main one.</summary>
    public IReadOnlyList<Guid>? FileIds { get; init; }

    /// <summary>Why it is registered though it looks like one that is.</summary>
    public string? AcceptDuplicateBecause { get; init; }
}

/// <summary>Use case: register an incoming document.</summary>
public sealed class RegisterIncoming(
    Database database, OfficeClock clock, JournalWriter journal, Remembered<DocumentTypes> types, WorkingCalendars calendars, IncomingWarnings warnings)
{
    private const int MostFiles = 200;

    public Task<Result<IncomingView>> Execute(RegisterIncomingRequest request, Caller caller, CancellationToken ct) =>
        Execute(request, null, caller, ct);

    /// <summary>Also from the queue: then the time of receipt, and the right to its files, come from the received item.</summary>
    internal async Task<Result<IncomingView>> Execute(RegisterIncomingRequest request, ReceivedForRegistration? received, Caller caller, CancellationToken ct)
    {
        if (SecrecyMark.IsSecretLevel(request.Secrecy))
            return FileProblems.SecretDocument;

        var errors = new FieldErrors();
        var code = errors.Line("register", request.Register, 20);
        var accepted = errors.OptionalLine("acceptDuplicateBecause", request.AcceptDuplicateBecause, 1000);
        var fileIds = (request.FileIds ?? []).ToArray();
        if (fileIds.Length > MostFiles || fileIds.Distinct().Count() != fileIds.Length)
            errors.Add("fileIds", $"Tối đa {MostFiles} tệp, không lặp lại", $"At most {MostFiles} files, none twice");
        var draft = IncomingDraft.Of(request, errors, clock, await types.Get(ct));
        if (draft is null || !errors.None)
            return errors.ToProblem();

        await using var tx = await database.Begin(caller, ct);
        if (await RegisterStore.Find(tx.Connection, code!, ct) is not { Kind: RegisterKind.Incoming } register)
            return UnknownRegister();
        var series = await RegisterStore.SeriesOf(tx.Connection, register, null, ct);
        if (!(await RegisterStore.BookOf(tx.Connection, register, series, draft.ArrivedOn, ct)).Ok(out var book, out var notOpen))
            return notOpen;
        var files = await IncomingStore.Attachable(tx.Connection, fileIds, caller, received?.ItemId, ct);
        if (files.Count != fileIds.Length)
            return IncomingProblems.UnknownFile;
        var issuerId = await RecognizeIssuer.Named(tx.Connection, draft.Issuer, ct);
        var senderId = draft.Sender is null ? issuerId : await RecognizeIssuer.Named(tx.Connection, draft.Sender, ct);

        if (draft.Symbol is not null)
        {
            var existing = await IncomingStore.LockAndFindDuplicates(tx.Connection, draft, issuerId?.Value, ct);
            if (existing.Count > 0 && accepted is null)
                return IncomingProblems.LikelyDuplicate.With("existing", existing);
        }
        if (book.ToOpen)
            await RegisterStore.OpenYear(tx, series, book.Year, 1, "Mở sổ năm mới khi vào sổ văn bản đầu tiên", clock.Now, ct);
        if (await RegisterStore.TakeNumber(tx, book, ct) is not { } number)
            return RegisterProblems.Closed;

        var incoming = new NewIncoming
        {
            Id = Id<Document>.New(),
            Draft = draft,
            IssuerId = issuerId?.Value,
            SenderId = senderId?.Value,
            RegisterId = register.Id,
            Book = book,
            Number = number,
            RegisteredAt = clock.Now,
            RegisteredBy = caller.PersonId,
            RegisterBy = (await calendars.Current(tx.Connection, ct)).RegisterBy(draft.ReceivedAt, draft.Urgency != Urgency.Normal),
            DuplicateBecause = accepted,
            FileIds = fileIds,
            PagesOfMainFile = fileIds.Length == 0 ? null : files.Single(f => f.Id == fileIds[0]).Pages,
        };
        var entry = journal.Row(caller, "incoming.registered", "document", incoming.Id.Value, JournalOf(incoming, register.Code));
        var view = await warnings.On(tx.Connection, await IncomingStore.Insert(tx, incoming, entry, ct), caller.Language, ct);
        if (received is not null && !await received.Close(tx, incoming.Id, ct))
            return IncomingProblems.ItemClosed;
        await tx.Commit(view, ct);
        return view;
    }

    /// <summary>The fields of a new document as its history has them.</summary>
    internal static Changes JournalOf(NewIncoming incoming, string register)
    {
        var draft = incoming.Draft;
        return new Changes()
            .New("register", register).New("year", incoming.Book.Year).New("arrivalNumber", incoming.Number)
            .New("arrivedOn", draft.ArrivedOn).New("receivedAt", draft.ReceivedAt)
            .New("issuer", draft.Issuer).New("sender", draft.Sender).New("symbol", draft.Symbol?.AsWritten).New("issuedOn", draft.IssuedOn)
            .New("documentType", draft.DocumentType).New("subject", draft.Subject).New("urgency", draft.Urgency)
            .New("medium", draft.Medium).New("receivedVia", draft.ReceivedVia).New("pageCount", draft.PageCount ?? incoming.PagesOfMainFile)
            .New("copyCount", draft.CopyCount).New("signer", draft.Signer).New("replyDueOn", draft.ReplyDueOn).New("dueOn", draft.DueOn)
            .New("accessLevel", draft.AccessLevel).New("toPlaces", draft.ToPlaces).New("distribution", draft.Distribution).New("notes", draft.Notes)
            .New("dossier", draft.Dossier).New("duplicateBecause", incoming.DuplicateBecause)
            .New("fileIds", incoming.FileIds.Length == 0 ? null : incoming.FileIds);
    }

    private static Problem UnknownRegister()
    {
        var errors = new FieldErrors();
        errors.Add("register", "Không có sổ văn bản đến này", "There is no such incoming register");
        return errors.ToProblem();
    }
}
