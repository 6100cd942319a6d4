using Dapper;
using Dispatch.Platform;

namespace Dispatch.Drafts;

/// <summary>Use case: take the draft that was laid aside, and lay the present one aside for it.</summary>
public sealed class SwapDrafts(Database database)
{
    public async Task Execute(string form, Caller caller, CancellationToken ct)
    {
        await using var tx = await database.Begin(caller, ct);
        await DraftStore.Lock(tx, form, ct);
        await tx.Connection.ExecuteAsync(new CommandDefinition("""
            update draft
            set body = aside_body, key = aside_key, saved_at = aside_saved_at, stamp = @Stamp, window_id = @Stamp,
                aside_body = body, aside_key = key, aside_saved_at = saved_at
            where person_id = @PersonId and form = @form and aside_body is not null
            """, new { caller.PersonId, form, Stamp = Guid.CreateVersion7() }, cancellationToken: ct));
        await tx.Commit(ct);
    }
}
