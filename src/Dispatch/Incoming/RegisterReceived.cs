using Dispatch.Journal;
using Dispatch.Platform;

namespace Dispatch.Incoming;

/// <summary>Use case: register a received item. Its time of receipt holds, its files may be taken; it leaves the queue with the number.</summary>
public sealed class RegisterReceived(Database database, OfficeClock clock, JournalWriter journal, RegisterIncoming register)
{
    public async Task<Result<IncomingView>> Execute(Id<ReceivedItem> id, RegisterIncomingRequest request, Caller caller, CancellationToken ct)
    {
        await using var connection = await database.Open(ct);
        if (await ReceivedItemStore.View(connection, id, ct) is not { } item)
            return IncomingProblems.ItemNotFound;
        if (item.Status != ReceivedItemStatus.Received)
            return IncomingProblems.ItemClosed;
        await connection.CloseAsync();
        return await register.Execute(request with
        {
            ReceivedAt = item.ReceivedAt,
            ArrivedOn = request.ArrivedOn ?? clock.DateOf(item.ReceivedAt),
            Issuer = request.Issuer ?? item.Issuer,
            Urgency = request.Urgency ?? item.Urgency,
            FileIds = request.FileIds ?? [.. item.Files.Select(f => f.Id)],
        }, new ReceivedForRegistration(id, clock, journal), caller, ct);
    }
}
