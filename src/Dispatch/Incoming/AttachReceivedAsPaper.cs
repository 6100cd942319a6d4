using Dispatch.Documents;
using Dispatch.Journal;
using Dispatch.Platform;
using Dispatch.Platform.Http;

namespace Dispatch.Incoming;

/// <summary>A received item is the paper of a registered electronic document.</summary>
public sealed record AttachReceivedAsPaperRequest
{
    /// <summary>The registered document. Required.</summary>
    public Guid? DocumentId { get; init; }

    /// <summary>Which files; all of the item when missing.</summary>
    public IReadOnlyList<Guid>? FileIds { get; init; }
}

/// <summary>Use case: a received item leaves the queue as the paper copy of a registered document; it takes no number.</summary>
public sealed class AttachReceivedAsPaper(Database database, OfficeClock clock, JournalWriter journal, AttachPaperCopy attach)
{
    public async Task<Result<IncomingView>> Execute(Id<ReceivedItem> id, AttachReceivedAsPaperRequest request, Caller caller, CancellationToken ct)
    {
        if (request.DocumentId is not { } document)
        {
            var errors = new FieldErrors();
            errors.Add("documentId", "Bắt buộc nhập", "Required");
            return errors.ToProblem();
        }
        await using var connection = await database.Open(ct);
        if (await ReceivedItemStore.View(connection, id, ct) is not { } item)
            return IncomingProblems.ItemNotFound;
        if (item.Status != ReceivedItemStatus.Received)
            return IncomingProblems.ItemClosed;
        await connection.CloseAsync();
        var files = request.FileIds ?? [.. item.Files.Select(f => f.Id)];
        return await attach.Execute(new Id<Document>(document), new AttachPaperCopyRequest { ReceivedAt = item.ReceivedAt, FileIds = files },
            new IfMatch(false, null, false), new ReceivedForRegistration(id, [.. files], false, clock, journal), caller, ct);
    }
}
