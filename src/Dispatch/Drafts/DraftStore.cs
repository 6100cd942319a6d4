using Dapper;
using Dispatch.Platform;

namespace Dispatch.Drafts;

/// <summary>Every SQL statement that changes a draft. All of them queue for the same lock, so that a late autosave never outlives a sent form.</summary>
internal static class DraftStore
{
    public static Task Lock(OfficeTransaction tx, string form, CancellationToken ct) =>
        tx.Connection.ExecuteAsync(new CommandDefinition(
            "select pg_advisory_xact_lock(hashtextextended(@PersonId::text || @form, 0))", new { tx.Caller.PersonId, form }, cancellationToken: ct));

    /// <summary>Removes what was typed under <paramref name="key"/>; what another window had laid aside takes its place.</summary>
    public static Task Remove(OfficeTransaction tx, string form, string key, CancellationToken ct) =>
        tx.Connection.ExecuteAsync(new CommandDefinition("""
            update draft set aside_body = null, aside_key = null, aside_saved_at = null
            where person_id = @PersonId and form = @form and aside_key = @key;
            delete from draft
            where person_id = @PersonId and form = @form and key = @key and aside_body is null;
            update draft
            set body = aside_body, key = aside_key, saved_at = aside_saved_at, stamp = @Stamp, window_id = @Stamp,
                aside_body = null, aside_key = null, aside_saved_at = null
            where person_id = @PersonId and form = @form and key = @key;
            """, new { tx.Caller.PersonId, form, key, Stamp = Guid.CreateVersion7() }, cancellationToken: ct));
}
