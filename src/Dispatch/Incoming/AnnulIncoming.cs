using Dapper;
using Dispatch.Documents;
using Dispatch.Journal;
using Dispatch.Platform;
using Dispatch.Platform.Http;
using Dispatch.Registers;

namespace Dispatch.Incoming;

/// <summary>Annuls a number (Hủy số).</summary>
public sealed record AnnulIncomingRequest
{
    /// <summary>Why; stands in column 10 of the book. At least 10 characters.</summary>
    public string? Reason { get; init; }
}

/// <summary>Use case: annul a registered number. The line stays in the book, marked; the number is never given again.</summary>
public sealed class AnnulIncoming(Database database, JournalWriter journal, ReadIncoming read)
{
    public async Task<Result<IncomingView>> Execute(Id<Document> id, AnnulIncomingRequest request, IfMatch ifMatch, Caller caller, CancellationToken ct)
    {
        var errors = new FieldErrors();
        var reason = errors.Reason("reason", request.Reason);
        if (reason is null)
            return errors.ToProblem();

        await using var tx = await database.Begin(caller, ct);
        if (await IncomingStore.Lock(tx, id, ct) is not { } now)
            return IncomingProblems.NotFound;
        if (ifMatch.RefusesIfGiven(now.Version) is { } stale)
            return stale;
        if (now.State == IncomingStatus.Annulled)
            return IncomingProblems.AnnulledAlready;
        if (now.State != IncomingStatus.Registered)
            return IncomingProblems.RoutedAlready;
        if (now.BookClosed)
            return RegisterProblems.Closed;
        await RegisterStore.AnnulEntry(tx, id.Value, reason, ct);
        await tx.Connection.ExecuteAsync(new CommandDefinition(
            "update incoming set state = 'annulled', annulled_because = @reason where document_id = @Id;" + IncomingStore.Touch,
            new { Id = id, reason }, cancellationToken: ct));
        await journal.Write(tx, "incoming.annulled", "document", id.Value,
            new Changes().Change("status", IncomingStatus.Registered, IncomingStatus.Annulled).New("reason", reason), ct);
        var view = await read.After(tx, id, ct);
        await tx.Commit(view, ct);
        return view;
    }
}
