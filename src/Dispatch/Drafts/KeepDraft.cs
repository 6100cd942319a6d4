using System.Text.Json;
using Dapper;
using Dispatch.Files;
using Dispatch.Platform;

namespace Dispatch.Drafts;

/// <summary>Keeps a half-filled form.</summary>
public sealed record KeepDraftRequest
{
    /// <summary>Which form: one draft per person and form.</summary>
    public required string Form { get; init; }

    /// <summary>What is typed, whole.</summary>
    public required JsonElement Body { get; init; }

    /// <summary>The idempotency key the form will be sent under.</summary>
    public required string Key { get; init; }

    /// <summary>The window it is typed in.</summary>
    public required Guid Window { get; init; }

    /// <summary>The state this window has seen last; null when it has seen none.</summary>
    public Guid? Follows { get; init; }

    /// <summary>The level of secrecy chosen in the form: of a secret document not even the draft is kept.</summary>
    public string? Secrecy { get; init; }
}

/// <summary>
/// Use case: keep what is typed so far. The later window wins; what another window typed is laid aside and offered, not lost. Drafts are scratch paper
/// of one person and are not journaled.
/// </summary>
public sealed class KeepDraft(Database database, OfficeClock clock)
{
    private const int LongestBody = 256 * 1024;

    public async Task<Result<DraftView>> Execute(KeepDraftRequest request, Caller caller, CancellationToken ct)
    {
        await using var tx = await database.Begin(caller, ct);
        await DraftStore.Lock(tx, request.Form, ct);
        if (SecrecyMark.IsSecretLevel(request.Secrecy))
        {
            await DraftStore.Remove(tx, request.Form, request.Key, ct);
            await tx.Commit(ct);
            return FileProblems.SecretDocument;
        }
        // jsonb takes no U+0000; nobody types one.
        var body = request.Body.GetRawText().Replace("\\u0000", "", StringComparison.Ordinal);
        if (body.Length > LongestBody)
            return DraftProblems.TooLong;
        if (await tx.Connection.ExecuteScalarAsync<bool>(new CommandDefinition(
                "select exists (select from idempotency_key where person_id = @PersonId and key = @Key)", new { caller.PersonId, request.Key }, cancellationToken: ct)))
            return DraftProblems.SentAlready;
        var kept = await tx.Connection.QuerySingleAsync<DraftRow>(new CommandDefinition("""
            insert into draft as d (person_id, form, body, key, window_id, stamp, saved_at)
            values (@PersonId, @Form, @body::jsonb, @Key, @Window, @Stamp, @Now)
            on conflict on constraint draft_pk do update
            set aside_body = case when d.window_id = @Window or d.stamp = @Follows or d.body = excluded.body then d.aside_body else d.body end,
                aside_key = case when d.window_id = @Window or d.stamp = @Follows or d.body = excluded.body then d.aside_key else d.key end,
                aside_saved_at = case when d.window_id = @Window or d.stamp = @Follows or d.body = excluded.body then d.aside_saved_at else d.saved_at end,
                body = excluded.body, key = excluded.key, window_id = excluded.window_id, stamp = excluded.stamp, saved_at = excluded.saved_at
            returning body::text as body, saved_at, stamp, aside_saved_at
            """, new
        {
            caller.PersonId,
            request.Form,
            body,
            request.Key,
            request.Window,
            request.Follows,
            Stamp = Guid.CreateVersion7(),
            clock.Now,
        }, cancellationToken: ct));
        await tx.Commit(ct);
        return kept.View;
    }
}
