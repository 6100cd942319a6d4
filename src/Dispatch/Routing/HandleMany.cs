using Dispatch.Incoming;
using Dispatch.Platform;
using Dispatch.Platform.Http;

namespace Dispatch.Routing;

/// <summary>Does the same with several lines.</summary>
public sealed record HandleManyRequest
{
    /// <summary><c>acceptance</c>, <c>reading</c>, <c>completion</c> or <c>forwarding</c>. Required.</summary>
    public BulkHandling? Action { get; init; }

    /// <summary>Which lines; at most 200. Required.</summary>
    public IReadOnlyList<HandledItem>? Items { get; init; }

    /// <summary>For <c>completion</c>.</summary>
    public CompleteAssignmentRequest? Completion { get; init; }

    /// <summary>For <c>forwarding</c>.</summary>
    public ForwardAssignmentRequest? Forwarding { get; init; }
}

/// <summary>What can be done with several lines at once.</summary>
public enum BulkHandling { Acceptance, Reading, Completion, Forwarding }

/// <summary>A line of a bulk request.</summary>
/// <param name="Id">The line.</param>
/// <param name="Version">The version it was seen with; null not to ask.</param>
public sealed record HandledItem(Id<Assignment> Id, int? Version = null);

/// <summary>The answer for one line.</summary>
/// <param name="Id">The line.</param>
/// <param name="Outcome"><c>done</c> or <c>refused</c>.</param>
/// <param name="Problem">Type of the problem; null when done.</param>
/// <param name="Reason">Why, in the caller's language; null when done.</param>
public sealed record HandledOutcome(Id<Assignment> Id, BulkOutcome Outcome, string? Problem, string? Reason);

/// <summary>The answer of a bulk request, in the order asked.</summary>
/// <param name="Done">How many were done.</param>
/// <param name="Refused">How many were not.</param>
/// <param name="Items">Each of them.</param>
public sealed record HandledMany(int Done, int Refused, IReadOnlyList<HandledOutcome> Items);

/// <summary>Use case: one act on several lines, an answer for each, never more than the person may do with each.</summary>
public sealed class HandleMany(Database database, AcceptAssignment accept, CompleteAssignment complete, ForwardAssignment forward)
{
    private const int Most = 200;

    public async Task<Result<HandledMany>> Execute(HandleManyRequest request, Caller caller, CancellationToken ct)
    {
        var errors = new FieldErrors();
        if (request.Action is null)
            errors.Add("action", "Chọn thao tác", "Choose what to do");
        if (request.Items is not { Count: > 0 and <= Most })
            errors.Add("items", $"Chọn từ 1 đến {Most} việc", $"Choose 1 to {Most} lines");
        if (request.Action == BulkHandling.Completion && request.Completion is null)
            errors.Add("completion", "Chọn kết quả giải quyết", "Choose the result");
        if (request.Action == BulkHandling.Forwarding && request.Forwarding is null)
            errors.Add("forwarding", "Chọn nơi chuyển tiếp", "Choose whom to forward to");
        if (!errors.None)
            return errors.ToProblem();

        await using var tx = await database.Begin(caller, ct);
        var outcomes = new Dictionary<Id<Assignment>, HandledOutcome>();
        // Documents are locked in the order of their lines' ids, whatever order was asked for.
        foreach (var item in request.Items!.DistinctBy(item => item.Id).OrderBy(item => item.Id.Value))
        {
            await tx.Save(ct);
            var refused = await One(tx, request, item, ct);
            if (refused is not null)
                await tx.Undo(ct);
            outcomes[item.Id] = refused is null
                ? new(item.Id, BulkOutcome.Done, null, null)
                : new(item.Id, BulkOutcome.Refused, "urn:dispatch:problem:" + refused.Slug, BulkItem.Said(refused, caller.Language));
        }
        var answer = new HandledMany(outcomes.Values.Count(one => one.Outcome == BulkOutcome.Done), outcomes.Values.Count(one => one.Outcome == BulkOutcome.Refused),
            [.. request.Items!.Select(item => outcomes[item.Id])]);
        await tx.Commit(answer, ct);
        return answer;
    }

    private async Task<Problem?> One(OfficeTransaction tx, HandleManyRequest request, HandledItem item, CancellationToken ct)
    {
        var seen = item.Version is { } version ? IfMatch.Exactly(version) : new IfMatch(false, null, false);
        return request.Action switch
        {
            BulkHandling.Acceptance => await accept.One(tx, item.Id, accepts: true, seen, ct),
            BulkHandling.Reading => await accept.One(tx, item.Id, accepts: false, seen, ct),
            BulkHandling.Forwarding => (await forward.One(tx, item.Id, request.Forwarding!, seen, ct)).Problem,
            _ => (await complete.One(tx, item.Id, request.Completion!, seen, ct)).Problem,
        };
    }
}
