using Dapper;
using Dispatch.Documents;
using Dispatch.Journal;
using Dispatch.Platform;
using Dispatch.Platform.Http;
using Dispatch.Registers;

namespace Dispatch.Incoming;

/// <summary>The paper of an electronic document has come.</summary>
public sealed record AttachPaperCopyRequest
{
    /// <summary>When it came; now when missing.</summary>
    public DateTimeOffset? ReceivedAt { get; init; }

    /// <summary>Scans of the paper, if any.</summary>
    public IReadOnlyList<Guid>? FileIds { get; init; }

    /// <summary>Anything to note about it.</summary>
    public string? Notes { get; init; }
}

/// <summary>Use case: attach the paper to the registered electronic document. It takes no number.</summary>
public sealed class AttachPaperCopy(Database database, OfficeClock clock, JournalWriter journal, ReadIncoming read)
{
    public Task<Result<IncomingView>> Execute(Id<Document> id, AttachPaperCopyRequest request, IfMatch ifMatch, Caller caller, CancellationToken ct) =>
        Execute(id, request, ifMatch, null, caller, ct);

    /// <summary>Also from the queue: then the right to its files comes from the received item, which leaves the queue.</summary>
    internal async Task<Result<IncomingView>> Execute(
        Id<Document> id, AttachPaperCopyRequest request, IfMatch ifMatch, ReceivedForRegistration? received, Caller caller, CancellationToken ct)
    {
        var errors = new FieldErrors();
        var notes = errors.OptionalLine("notes", request.Notes, 1000);
        if (request.ReceivedAt > clock.Now)
            errors.Add("receivedAt", "Lúc nhận không được sau bây giờ", "The time of receipt cannot be in the future");
        if (!errors.None)
            return errors.ToProblem();

        await using var tx = await database.Begin(caller, ct);
        if (await IncomingStore.Lock(tx, id, ct) is not { } now)
            return IncomingProblems.NotFound;
        if (ifMatch.RefusesIfGiven(now.Version) is { } stale)
            return stale;
        if (now.State == IncomingStatus.Annulled)
            return IncomingProblems.AnnulledAlready;
        if (now.BookClosed)
            return RegisterProblems.Closed;
        if (now.Medium != Medium.Electronic)
            return IncomingProblems.HasPaperAlready;
        var fileIds = (request.FileIds ?? []).Distinct().ToArray();
        if ((await IncomingStore.Attachable(tx.Connection, fileIds, caller, received?.ItemId, ct)).Count != fileIds.Length)
            return IncomingProblems.UnknownFile;
        await tx.Connection.ExecuteAsync(new CommandDefinition($"""
            update incoming set medium = 'both' where document_id = @Id;
            {(fileIds.Length == 0 ? "" : IncomingStore.AddFiles)}
            {IncomingStore.Touch}
            """, new { Id = id, FileIds = fileIds, At = clock.Now, caller.PersonId }, cancellationToken: ct));
        await journal.Write(tx, "incoming.paperCopyAttached", "document", id.Value,
            new Changes().Change("medium", Medium.Electronic, Medium.Both).New("receivedAt", request.ReceivedAt ?? clock.Now)
                .New("fileIds", fileIds.Length == 0 ? null : fileIds).New("notes", notes), ct);
        if (received is not null && !await received.Close(tx, id, ct))
            return IncomingProblems.ItemClosed;
        var view = await read.After(tx, id, ct);
        await tx.Commit(view, ct);
        return view;
    }
}
