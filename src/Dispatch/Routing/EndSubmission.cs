using Dispatch.Access;
using Dispatch.Documents;
using Dispatch.Incoming;
using Dispatch.Journal;
using Dispatch.Notices;
using Dispatch.Platform;
using Dispatch.Platform.Http;

namespace Dispatch.Routing;

/// <summary>Sends a submission back to the office.</summary>
public sealed record SendBackRequest
{
    /// <summary>Why; at least 10 characters.</summary>
    public string? Reason { get; init; }
}

/// <summary>Sets a document aside: nothing is to be done.</summary>
public sealed record SetAsideRequest
{
    /// <summary><c>noted</c> (để biết), <c>filed</c> (lưu) or <c>noAction</c>; <c>noted</c> when missing.</summary>
    public HandlingResult? Result { get; init; }

    /// <summary>In words; may be left out.</summary>
    public string? Note { get; init; }
}

/// <summary>Use cases that end a submission without a direction: who submitted takes it back; the leader sends it back, or sets it aside.</summary>
public sealed class EndSubmission(Database database, OfficeClock clock, JournalWriter journal)
{
    /// <summary>Takes it back.</summary>
    public async Task<Result<SubmissionView>> Withdraw(Id<Document> id, IfMatch ifMatch, Caller caller, CancellationToken ct)
    {
        await using var tx = await database.Begin(caller, ct);
        if (!(await Ready(tx, id, DocumentAction.Submit, ifMatch, ct)).Ok(out var document, out var problem))
            return problem;
        if (document.SubmittedBy != caller.PersonId.Value && !caller.May(People.Permission.SubmitIncoming))
            return PlatformProblems.NotPermitted;
        return await Back(tx, document, SubmissionState.Withdrawn, null, CustodyReason.Withdrawn, "submission.withdrawn", ct);
    }

    /// <summary>Sends it back to the office, with a reason.</summary>
    public async Task<Result<SubmissionView>> SendBack(Id<Document> id, SendBackRequest request, IfMatch ifMatch, Caller caller, CancellationToken ct)
    {
        var errors = new FieldErrors();
        var reason = errors.Reason("reason", request.Reason);
        if (reason is null)
            return errors.ToProblem();
        await using var tx = await database.Begin(caller, ct);
        if (!(await Ready(tx, id, DocumentAction.SendBack, ifMatch, ct)).Ok(out var document, out var problem))
            return problem;
        tx.ActFor(document.WaitsAt);
        return await Back(tx, document, SubmissionState.SentBack, reason, CustodyReason.SentBack, "submission.sentBack", ct);
    }

    /// <summary>Sets it aside: the document is completed without a direction.</summary>
    public async Task<Result<SubmissionView?>> SetAside(Id<Document> id, SetAsideRequest request, IfMatch ifMatch, Caller caller, CancellationToken ct)
    {
        var errors = new FieldErrors();
        var note = errors.OptionalLines("note", request.Note, 4000);
        var result = request.Result ?? HandlingResult.Noted;
        if (result is not (HandlingResult.Noted or HandlingResult.Filed or HandlingResult.NoAction))
            errors.Add("result", "Chọn để biết, lưu hoặc không phải xử lý", "Choose noted, filed or noAction");
        if (!errors.None)
            return errors.ToProblem();
        await using var tx = await database.Begin(caller, ct);
        if (await RoutingStore.Lock(tx, id, ct) is not { } document)
            return IncomingProblems.NotFound;
        if (ifMatch.RefusesIfGiven(document.Version) is { } stale)
            return stale;
        if (DocumentPolicy.Office.Refuses(Subject.Of(caller), DocumentAction.SetAside, document.Matter, IncomingProblems.NotFound) is { } refused)
            return refused;
        if (document.State is not (IncomingStatus.Registered or IncomingStatus.Submitted))
            return RoutingProblems.Because(document.State);
        tx.ActFor(document.WaitsAt);
        var now = clock.Now;
        await SubmissionStore.End(tx, document, SubmissionState.SetAside, note, now, ct);
        await RoutingStore.SetState(tx, document, IncomingStatus.Completed, now, ct);
        await Custody.Move(tx, document.Id, null, null, CustodyReason.Completed, now, ct);
        if (document.SubmittedBy is { } by)
            await Told.Desk(tx, by, null, NoticeKind.SentBack, "document", document.Id.Value, document.About, clock, ct);
        await Told.Followers(tx, document, NoticeKind.Completed, clock, ct);
        await journal.Write(tx, "submission.setAside", "document", document.Id.Value, new Changes().New("result", result).New("note", note), ct);
        var view = document.SubmissionId is { } submission ? await SubmissionStore.One(tx.Connection, new(submission), ct) : null;
        await tx.Commit(view, ct);
        return view;
    }

    private static async Task<Result<RoutedDocument>> Ready(OfficeTransaction tx, Id<Document> id, DocumentAction action, IfMatch ifMatch, CancellationToken ct)
    {
        if (await RoutingStore.Lock(tx, id, ct) is not { } document)
            return IncomingProblems.NotFound;
        if (ifMatch.RefusesIfGiven(document.Version) is { } stale)
            return stale;
        if (DocumentPolicy.Office.Refuses(Subject.Of(tx.Caller), action, document.Matter, IncomingProblems.NotFound) is { } refused)
            return refused;
        return document.SubmissionId is null ? RoutingProblems.NotSubmitted : document;
    }

    private async Task<Result<SubmissionView>> Back(
        OfficeTransaction tx, RoutedDocument document, SubmissionState state, string? reason, CustodyReason custody, string action, CancellationToken ct)
    {
        var now = clock.Now;
        await SubmissionStore.End(tx, document, state, reason, now, ct);
        await RoutingStore.SetState(tx, document, IncomingStatus.Registered, now, ct);
        await Custody.Move(tx, document.Id, null, null, custody, now, ct);
        if (state == SubmissionState.Withdrawn)
            await GrantStore.TakeBack(tx, document.Id, [document.SubmissionId!.Value], ct);
        await Told.Desk(tx, state == SubmissionState.SentBack ? document.SubmittedBy : document.WaitsAt, null,
            state == SubmissionState.SentBack ? NoticeKind.SentBack : NoticeKind.Withdrawn, "document", document.Id.Value, document.About, clock, ct);
        await journal.Write(tx, action, "document", document.Id.Value, new Changes().New("reason", reason), ct);
        var view = await SubmissionStore.One(tx.Connection, new(document.SubmissionId!.Value), ct);
        await tx.Commit(view, ct);
        return view;
    }
}
