using Dispatch.Documents;
using Dispatch.Incoming;
using Dispatch.Platform;
using Dispatch.Platform.Http;
using Npgsql;

namespace Dispatch.Routing;

/// <summary>Submits several documents to one person.</summary>
public sealed record SubmitManyRequest
{
    /// <summary>Which; at most 200. Required.</summary>
    public IReadOnlyList<TransferItem>? Items { get; init; }

    /// <summary>User name or id of the person. Required.</summary>
    public string? To { get; init; }

    /// <summary>The same proposal for all of them.</summary>
    public Proposal? Proposal { get; init; }
}

/// <summary>Confirms the office's proposals of several documents, each as it stands.</summary>
public sealed record ConfirmProposalsRequest
{
    /// <summary>Which; at most 50. Required.</summary>
    public IReadOnlyList<TransferItem>? Items { get; init; }
}

/// <summary>Use cases for many documents at once: one transaction, an answer per item; what is refused holds up nothing and leaves nothing behind.</summary>
public sealed class RouteMany(Database database, SubmitIncoming submit, GiveDirection give)
{
    private const int MostConfirmed = 50;

    public async Task<Result<BulkAnswer>> Submit(SubmitManyRequest request, Caller caller, CancellationToken ct)
    {
        if (Wrong(request.Items, TransferManyRequest.Most) is { } wrong)
            return wrong;
        await using var tx = await database.Begin(caller, ct);
        if (!(await submit.Draft(tx, new SubmitIncomingRequest { To = request.To, Proposal = request.Proposal }, ct)).Ok(out var draft, out var problem))
            return problem;
        return await Each(tx, request.Items!, async item => (await submit.One(tx, item.Id, draft, Seen(item), ct)).Problem, ct);
    }

    public async Task<Result<BulkAnswer>> Confirm(ConfirmProposalsRequest request, Caller caller, CancellationToken ct)
    {
        if (Wrong(request.Items, MostConfirmed) is { } wrong)
            return wrong;
        await using var tx = await database.Begin(caller, ct);
        return await Each(tx, request.Items!, async item => (await give.One(tx, item.Id, new GiveDirectionRequest { ByProposal = true }, Seen(item), ct)).Problem, ct);
    }

    private static IfMatch Seen(TransferItem item) => item.Version is { } version ? IfMatch.Exactly(version) : new IfMatch(false, null, false);

    private static Problem? Wrong(IReadOnlyList<TransferItem>? items, int most)
    {
        if (items is { Count: > 0 } && items.Count <= most)
            return null;
        var errors = new FieldErrors();
        errors.Add("items", $"Chọn từ 1 đến {most} văn bản", $"Choose 1 to {most} documents");
        return errors.ToProblem();
    }

    // Locked in one order, whatever order was asked for; each item behind a savepoint, since a refusal may come after the first row was written.
    private static async Task<Result<BulkAnswer>> Each(OfficeTransaction tx, IReadOnlyList<TransferItem> items, Func<TransferItem, Task<Problem?>> act, CancellationToken ct)
    {
        var outcomes = new Dictionary<Id<Document>, BulkItem>();
        foreach (var item in items.DistinctBy(item => item.Id).OrderBy(item => item.Id.Value))
        {
            await tx.Save(ct);
            Problem? refused;
            try
            {
                refused = await act(item);
            }
            catch (PostgresException e) when (ApiErrors.ByConstraint.TryGetValue(e.ConstraintName ?? "", out var named))
            {
                refused = named;
            }
            if (refused is not null)
                await tx.Undo(ct);
            var number = (await RoutingStore.Lock(tx, item.Id, ct))?.ArrivalNumber;
            outcomes[item.Id] = BulkItem.Of(item.Id, number, refused, tx.Caller.Language);
        }
        var answer = BulkAnswer.Of(items.Select(item => outcomes[item.Id]));
        await tx.Commit(answer, ct);
        return answer;
    }
}
