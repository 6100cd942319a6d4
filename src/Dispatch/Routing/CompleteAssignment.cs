using Dapper;
using Dispatch.Access;
using Dispatch.Journal;
using Dispatch.Notices;
using Dispatch.Platform;
using Dispatch.Platform.Http;

namespace Dispatch.Routing;

/// <summary>Finishes a line.</summary>
public sealed record CompleteAssignmentRequest
{
    /// <summary>Kết quả giải quyết. Required.</summary>
    public HandlingResult? Result { get; init; }

    /// <summary>The answering document of this system; for <c>answered</c>.</summary>
    public Guid? AnswerDocumentId { get; init; }

    /// <summary>Số, ký hiệu văn bản trả lời, when the answer is not in this system; for <c>answered</c>.</summary>
    public string? AnswerSymbol { get; init; }

    /// <summary>In words; for <c>other</c> at least 10 characters.</summary>
    public string? Note { get; init; }

    /// <summary>What becomes of others' open lines: <c>close</c> or <c>wait</c>. Needed when there are some.</summary>
    public OpenLines? OpenLines { get; init; }
}

/// <summary>What becomes of others' open lines when the lead is done.</summary>
public enum OpenLines
{
    /// <summary>They end now, with nothing more to do.</summary>
    Close,

    /// <summary>The whole waits for them.</summary>
    Wait,
}

/// <summary>Use case: finish a line (kết thúc). A lead's end closes the unit's line and, on the first level, the document.</summary>
public sealed class CompleteAssignment(Database database, OfficeClock clock, JournalWriter journal)
{
    public async Task<Result<AssignmentView>> Execute(Id<Assignment> id, CompleteAssignmentRequest request, IfMatch ifMatch, Caller caller, CancellationToken ct)
    {
        await using var tx = await database.Begin(caller, ct);
        if (!(await One(tx, id, request, ifMatch, ct)).Ok(out _, out var problem))
            return problem;
        var view = (await AssignmentView.One(tx.Connection, id, ct))!;
        await tx.Commit(view, ct);
        return view;
    }

    internal async Task<Result<RoutedDocument>> One(OfficeTransaction tx, Id<Assignment> id, CompleteAssignmentRequest request, IfMatch ifMatch, CancellationToken ct)
    {
        if (await RoutingStore.LockLine(tx, id, ct) is not { } found)
            return RoutingProblems.AssignmentNotFound;
        var (document, line) = found;
        if (ifMatch.RefusesIfGiven(line.Version) is { } stale)
            return stale;
        if (DocumentPolicy.Office.Refuses(Subject.Of(tx.Caller), DocumentAction.Complete, line.In(document), RoutingProblems.AssignmentNotFound) is { } refused)
            return refused;
        if (line.State is not (AssignmentState.Pending or AssignmentState.Active))
            return RoutingProblems.MoveRefused;
        if (!(await End(tx, document, request, ct)).Ok(out var end, out var problem))
            return problem;
        var others = await Others(tx, line, ct);
        if (others.Count > 0 && request.OpenLines is null)
            return RoutingProblems.OpenLines.With("lines", await Named(tx, others, ct));

        tx.ActFor(line.PersonId);
        var now = clock.Now;
        await RoutingStore.Begin(tx, document, line, now, ct);
        await PauseDeadline.EndWith(tx, line, clock, ct);
        await RoutingStore.Move(tx, line with { State = AssignmentState.Active }, AssignmentState.Done, end, now, ct);
        if (request.OpenLines == OpenLines.Close)
        {
            foreach (var other in others)
            {
                await PauseDeadline.EndWith(tx, other, clock, ct);
                await RoutingStore.Move(tx, other, AssignmentState.Done, new LineEnd("Kết thúc cùng chủ trì", HandlingResult.NoAction), now, ct);
                await Told.Desk(tx, other.PersonId, other.UnitId, NoticeKind.Completed, "assignment", other.Id.Value, document.About, clock, ct);
            }
        }
        var completed = await RollUp.From(tx, document, clock, ct);
        if (!completed)
            await RoutingStore.Touch(tx, document, ct);
        if (line.DecidedBy is not null || line.DecidedByUnit is not null)
            await Told.Desk(tx, line.DecidedBy, line.DecidedByUnit, NoticeKind.Completed, "assignment", line.Id.Value, document.About, clock, ct);
        await journal.Write(tx, "assignment.completed", "document", document.Id.Value,
            new Changes().New("role", line.Role).New("result", end.Result).New("answerSymbol", end.AnswerSymbol).New("note", end.Note).New("openLines", others.Count == 0 ? null : request.OpenLines), ct);
        return document;
    }

    private static async Task<Result<LineEnd>> End(OfficeTransaction tx, RoutedDocument document, CompleteAssignmentRequest request, CancellationToken ct)
    {
        var errors = new FieldErrors();
        var note = errors.OptionalLines("note", request.Note, 4000);
        var symbol = errors.OptionalLine("answerSymbol", request.AnswerSymbol, 200);
        if (request.Result is null)
            errors.Add("result", "Chọn kết quả giải quyết", "Choose the result");
        if (request.Result == HandlingResult.Other && note is null or { Length: < 10 } && !errors.Has("note"))
            errors.Add("note", "Ghi rõ kết quả, ít nhất 10 ký tự", "Say what the result is, at least 10 characters");
        if (request.Result == HandlingResult.Answered && symbol is null && request.AnswerDocumentId is null)
            errors.Add("answerSymbol", "Nhập số, ký hiệu văn bản trả lời", "Give the number of the answer");
        if (request.AnswerDocumentId is { } answer)
        {
            if (answer == document.Id.Value || !await GrantStore.Sees(tx.Connection, new(answer), tx.Caller, ct))
                errors.Add("answerDocumentId", "Không tìm thấy văn bản trả lời", "There is no such answering document");
            else
                symbol ??= await tx.Connection.ExecuteScalarAsync<string?>(new CommandDefinition("select symbol from document where id = @answer", new { answer }, cancellationToken: ct));
        }
        return errors.None ? new LineEnd(null, request.Result, note, request.AnswerDocumentId, symbol) : errors.ToProblem();
    }

    // Whose work would be cut off: below the line, beside it in the unit when it leads there, and on the first level when it leads the whole.
    private static async Task<List<RoutedLine>> Others(OfficeTransaction tx, RoutedLine line, CancellationToken ct)
    {
        var lines = await RoutingStore.Lines(tx, line.DirectionId, ct);
        var top = line.ParentId is { } above && line.Role == AssignmentRole.Lead ? lines.Single(one => one.Id.Value == above) : line;
        var leads = top.ParentId is null && top.Role == AssignmentRole.Lead;
        return [.. lines.Where(other => RollUp.AtWork(other) && other.Id != line.Id && other.Id != top.Id
            && (leads || other.ParentId == top.Id.Value || other.ParentId == line.Id.Value))];
    }

    private static async Task<List<OpenLine>> Named(OfficeTransaction tx, List<RoutedLine> lines, CancellationToken ct)
    {
        var named = new List<OpenLine>();
        foreach (var line in lines)
        {
            var view = (await AssignmentView.One(tx.Connection, line.Id, ct))!;
            named.Add(new(view.Id, view.Role, view.UnitName ?? view.PersonName!, view.State, view.DueOn));
        }
        return named;
    }

    private sealed record OpenLine(Id<Assignment> Id, AssignmentRole Role, string Holder, AssignmentState State, DateOnly? DueOn);
}
