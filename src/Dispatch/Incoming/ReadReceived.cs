using Dispatch.Platform;

namespace Dispatch.Incoming;

/// <summary>A query: one received item.</summary>
public sealed class ReadReceived(Database database)
{
    public async Task<Result<ReceivedItemView>> Execute(Id<ReceivedItem> id, CancellationToken ct)
    {
        await using var connection = await database.Open(ct);
        return await ReceivedItemStore.View(connection, id, ct) is { } view ? view : IncomingProblems.ItemNotFound;
    }
}
