using Dapper;
using Dispatch.Platform;

namespace Dispatch.Drafts;

/// <summary>A query: the caller's own draft of a form; null when there is none, or when its form was sent and only the removal of the draft was cut off.</summary>
public sealed class ReadDraft(Database database)
{
    public async Task<DraftView?> Execute(string form, Caller caller, CancellationToken ct)
    {
        await using var connection = await database.Open(ct);
        return (await connection.QuerySingleOrDefaultAsync<DraftRow>(new CommandDefinition("""
            select body::text as body, saved_at, stamp, aside_saved_at
            from draft d
            where d.person_id = @PersonId and d.form = @form
              and not exists (select from idempotency_key k where k.person_id = d.person_id and k.key = d.key)
            """, new { caller.PersonId, form }, cancellationToken: ct)))?.View;
    }
}
