using Dispatch.Journal;
using Dispatch.Platform;

namespace Dispatch.People;

/// <summary>A job of midnight: a post that begins or ends today is what lists show from now on.</summary>
public sealed class PostsTakeEffect(Database database, OfficeClock clock, JournalWriter journal)
{
    public async Task Run(CancellationToken ct)
    {
        await using var tx = await database.Begin(Caller.System("job"), ct);
        foreach (var person in await PostStore.ShowMainPosts(tx, null, clock.Today, ct))
            await journal.Write(tx, "account.postTookEffect", "person", person.Value, null, ct);
        await tx.Commit(ct);
    }
}
