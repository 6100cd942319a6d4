using Dispatch.Journal;
using Dispatch.Platform;

namespace Dispatch.Incoming;

/// <summary>Registers a received item.</summary>
public sealed record RegisterReceivedRequest : RegisterIncomingRequest
{
    /// <summary>True when the envelope holds further documents: an item like this one, with the files not taken here, stays in the queue for them.</summary>
    public bool? MoreInEnvelope { get; init; }
}

/// <summary>Use case: register a received item. Its time of receipt holds, its files may be taken; it leaves the queue with the number.</summary>
public sealed class RegisterReceived(Database database, OfficeClock clock, JournalWriter journal, RegisterIncoming register)
{
    public async Task<Result<IncomingView>> Execute(Id<ReceivedItem> id, RegisterReceivedRequest request, Caller caller, CancellationToken ct)
    {
        await using var connection = await database.Open(ct);
        if (await ReceivedItemStore.View(connection, id, ct) is not { } item)
            return IncomingProblems.ItemNotFound;
        if (item.Status != ReceivedItemStatus.Received)
            return IncomingProblems.ItemClosed;
        await connection.CloseAsync();
        var files = request.FileIds ?? [.. item.Files.Select(f => f.Id)];
        return await register.Execute(request with
        {
            ReceivedAt = item.ReceivedAt,
            ArrivedOn = request.ArrivedOn ?? clock.DateOf(item.ReceivedAt),
            Issuer = request.Issuer ?? item.Issuer,
            Urgency = request.Urgency ?? item.Urgency,
            FileIds = files,
        }, new ReceivedForRegistration(id, [.. files], request.MoreInEnvelope == true, clock, journal), caller, ct);
    }
}
