using Dapper;
using Dispatch.Access;
using Dispatch.Documents;
using Dispatch.Incoming;
using Dispatch.Journal;
using Dispatch.Notices;
using Dispatch.Platform;
using Dispatch.Platform.Http;

namespace Dispatch.Routing;

/// <summary>Submits a document to whoever directs it.</summary>
public sealed record SubmitIncomingRequest
{
    /// <summary>User name or id of the person. Required.</summary>
    public string? To { get; init; }

    /// <summary>Đề xuất của Văn phòng: an object with instruction and assignments, or plain text.</summary>
    public Proposal? Proposal { get; init; }

    /// <summary>Code of the field of work (lĩnh vực); kept with the document.</summary>
    public string? Field { get; init; }
}

/// <summary>Use case: submit (trình), or pass on what waits at oneself.</summary>
public sealed class SubmitIncoming(Database database, OfficeClock clock, JournalWriter journal)
{
    public async Task<Result<SubmissionView>> Execute(Id<Document> id, SubmitIncomingRequest request, IfMatch ifMatch, Caller caller, CancellationToken ct)
    {
        await using var tx = await database.Begin(caller, ct);
        if (!(await Draft(tx, request, ct)).Ok(out var draft, out var problem)
            || !(await One(tx, id, draft, ifMatch, ct)).Ok(out var submission, out problem))
            return problem;
        var view = await SubmissionStore.One(tx.Connection, submission, ct);
        await tx.Commit(view, ct);
        return view;
    }

    internal async Task<Result<SubmissionDraft>> Draft(OfficeTransaction tx, SubmitIncomingRequest request, CancellationToken ct)
    {
        var errors = new FieldErrors();
        var to = await Assignee.FindPerson(tx.Connection, errors, "to", request.To, ct);
        var words = errors.OptionalLines("proposal.instruction", request.Proposal?.Instruction, 4000);
        var lines = request.Proposal?.Assignments is { Count: > 0 } proposed
            ? await CheckedLine.Read(tx.Connection, errors, proposed, oneLead: false, clock.Today, ct)
            : [];
        Guid? field = null;
        if (!string.IsNullOrWhiteSpace(request.Field))
        {
            field = await tx.Connection.ExecuteScalarAsync<Guid?>(new CommandDefinition(
                "select id from work_field where code = @Code and valid_from <= @Today and (valid_to is null or valid_to >= @Today)",
                new { Code = request.Field.Trim(), clock.Today }, cancellationToken: ct));
            if (field is null)
                errors.Add("field", $"Không có lĩnh vực {request.Field.Trim()}", $"There is no field {request.Field.Trim()}");
        }
        return errors.None ? new SubmissionDraft(to!, words, lines, field) : errors.ToProblem();
    }

    internal async Task<Result<Id<Submission>>> One(OfficeTransaction tx, Id<Document> id, SubmissionDraft draft, IfMatch ifMatch, CancellationToken ct)
    {
        if (await RoutingStore.Lock(tx, id, ct) is not { } document)
            return IncomingProblems.NotFound;
        if (ifMatch.RefusesIfGiven(document.Version) is { } stale)
            return stale;
        if (DocumentPolicy.Office.Refuses(Subject.Of(tx.Caller), DocumentAction.Submit, document.Matter, IncomingProblems.NotFound) is { } refused)
            return refused;
        var passesOn = document.WaitsAt is { } waitsAt && tx.Caller.Desks.Contains(waitsAt);
        if (document.State is not (IncomingStatus.Registered or IncomingStatus.Submitted))
            return RoutingProblems.Because(document.State);
        if (document.WaitsAt is not null && !passesOn)
            return RoutingProblems.SubmittedAlready;
        if (document.WaitsAt == draft.To.PersonId)
            return RoutingProblems.SubmittedAlready;
        if (passesOn)
            tx.ActFor(document.WaitsAt);

        var (submission, to, now) = (Id<Submission>.New(), draft.To.PersonId!.Value, clock.Now);
        await SubmissionStore.End(tx, document, SubmissionState.PassedOn, null, now, ct);
        await SubmissionStore.Insert(tx, submission, document, to, draft.Words, draft.Lines, now, ct);
        if (draft.Field is { } field)
            await tx.Connection.ExecuteAsync(new CommandDefinition("update incoming set field_id = @field where document_id = @Id", new { field, document.Id }, cancellationToken: ct));
        await GrantStore.Give(tx, document.Id, [to, tx.Caller.PersonId.Value], GrantReason.Submission, submission.Value, ct);
        await RoutingStore.SetState(tx, document, IncomingStatus.Submitted, now, ct);
        await Custody.Move(tx, document.Id, to, null, CustodyReason.Submitted, now, ct);
        await Told.Desk(tx, to, null, NoticeKind.Submitted, "document", document.Id.Value, document.About, clock, ct);
        await journal.Write(tx, passesOn ? "submission.passedOn" : "submission.made", "document", document.Id.Value,
            new Changes().New("to", draft.To.Name).New("proposal", draft.Words).New("assignments", draft.Lines.Select(line => $"{EnumText.Of(line.Role)}: {line.To.Name}").ToList()), ct);
        return submission;
    }
}

/// <summary>A submission whose words are understood.</summary>
internal sealed record SubmissionDraft(Assignee To, string? Words, IReadOnlyList<CheckedLine> Lines, Guid? Field);
