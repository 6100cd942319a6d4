using Dispatch.Documents;
using Dispatch.Journal;
using Dispatch.Platform;

namespace Dispatch.Incoming;

/// <summary>Hands several papers over at once.</summary>
public sealed record TransferManyRequest
{
    /// <summary>Most papers in one request.</summary>
    public const int Most = 200;

    /// <summary>Which; at most 200. Required.</summary>
    public IReadOnlyList<TransferItem>? Items { get; init; }

    /// <summary>Ngày chuyển; today when missing.</summary>
    public DateOnly? TransferredOn { get; init; }

    /// <summary>Đơn vị hoặc người nhận. Required.</summary>
    public string? To { get; init; }

    /// <summary>Who signed for all of them; may come later.</summary>
    public string? ReceiptSignedBy { get; init; }
}

/// <summary>One paper of a bulk hand-over.</summary>
/// <param name="Id">The document.</param>
/// <param name="Version">The version it was seen with; a changed one is then refused. Null not to ask.</param>
public sealed record TransferItem(Id<Document> Id, int? Version = null);

/// <summary>What became of one item.</summary>
public enum BulkOutcome { Done, Refused }

/// <summary>The answer for one item of a bulk request.</summary>
/// <param name="Id">The document.</param>
/// <param name="ArrivalNumber">Its number; null when it does not exist for the caller.</param>
/// <param name="Outcome"><c>done</c> or <c>refused</c>.</param>
/// <param name="Problem">Type of the problem (<c>urn:dispatch:problem:…</c>); null when done.</param>
/// <param name="Reason">Why, in the caller's language; null when done.</param>
public sealed record BulkItem(Id<Document> Id, int? ArrivalNumber, BulkOutcome Outcome, string? Problem, string? Reason)
{
    internal static BulkItem Of(Id<Document> id, int? number, Problem? refused, Language language) => refused is null
        ? new(id, number, BulkOutcome.Done, null, null)
        : new(id, number, BulkOutcome.Refused, "urn:dispatch:problem:" + refused.Slug, Said(refused, language));

    /// <summary>A problem in one sentence.</summary>
    internal static string Said(Problem problem, Language language) =>
        problem.Errors.Count > 0 ? string.Join(" ", problem.Errors.Values.SelectMany(texts => texts).Select(text => text.In(language))) : problem.Title.In(language);
}

/// <summary>The answer of a bulk request, item by item in the order asked.</summary>
/// <param name="Done">How many were done.</param>
/// <param name="Refused">How many were not.</param>
/// <param name="Items">Each of them.</param>
public sealed record BulkAnswer(int Done, int Refused, IReadOnlyList<BulkItem> Items)
{
    internal static BulkAnswer Of(IEnumerable<BulkItem> items)
    {
        var all = items.ToList();
        var distinct = all.DistinctBy(item => item.Id).ToList();
        return new(distinct.Count(item => item.Outcome == BulkOutcome.Done), distinct.Count(item => item.Outcome == BulkOutcome.Refused), all);
    }
}

/// <summary>Use case: hand several papers over. One that cannot be handed over does not hold up the others.</summary>
public sealed class TransferMany(Database database, OfficeClock clock, JournalWriter journal)
{
    public async Task<Result<BulkAnswer>> Execute(TransferManyRequest request, Caller caller, CancellationToken ct)
    {
        var errors = new FieldErrors();
        var draft = TransferIncoming.Draft(errors, request.TransferredOn, request.To, request.ReceiptSignedBy, clock);
        if (request.Items is not { Count: > 0 and <= TransferManyRequest.Most })
            errors.Add("items", $"Chọn từ 1 đến {TransferManyRequest.Most} văn bản", $"Choose 1 to {TransferManyRequest.Most} documents");
        if (!errors.None)
            return errors.ToProblem();

        await using var tx = await database.Begin(caller, ct);
        var outcomes = new Dictionary<Id<Document>, BulkItem>();
        // Locked in one order, whatever order was asked for: two bulk requests never wait for each other in a ring.
        foreach (var item in request.Items!.DistinctBy(item => item.Id).OrderBy(item => item.Id.Value))
        {
            var now = await IncomingStore.Lock(tx, item.Id, ct);
            var number = now is null ? (int?)null : await TransferIncoming.NumberOf(tx, item.Id, ct);
            var refused = now is null ? IncomingProblems.NotFound
                : item.Version is { } seen && seen != now.Version ? PlatformProblems.Stale
                : await TransferIncoming.Note(tx, item.Id, now, draft, clock, journal, ct);
            outcomes[item.Id] = BulkItem.Of(item.Id, number, refused, caller.Language);
        }
        var answer = BulkAnswer.Of(request.Items!.Select(item => outcomes[item.Id]));
        await tx.Commit(answer, ct);
        return answer;
    }
}
