using Dispatch.Platform;

namespace Dispatch.Drafts;

/// <summary>Use case: throw a draft away, because its form was sent or the person wants to begin anew. What another window laid aside comes forward.</summary>
public sealed class DiscardDraft(Database database)
{
    /// <summary>Removes it.</summary>
    /// <param name="form">Which form.</param>
    /// <param name="key">The idempotency key of the form that was sent or is thrown away; another window's draft stays.</param>
    /// <param name="caller">Whose.</param>
    /// <param name="ct">Cancellation.</param>
    public async Task Execute(string form, string key, Caller caller, CancellationToken ct)
    {
        // Removing is its own act: an idempotency key of the form itself was spent by sending it.
        await using var tx = await database.Begin(caller with { Key = null }, ct);
        await DraftStore.Lock(tx, form, ct);
        await DraftStore.Remove(tx, form, key, ct);
        await tx.Commit(ct);
    }
}
