using Dapper;
using Dispatch.Documents;
using Dispatch.Platform;

namespace Dispatch.Routing;

/// <summary>Why a document came to whoever has it.</summary>
public enum CustodyReason { Registered, Submitted, SentBack, Directed, Assigned, Forwarded, Returned, Withdrawn, Completed, Reopened, HandedOver }

/// <summary>
/// Where a document is, who has it, since when: one open row per document, and the end of one is the beginning of the next, so that the time-line
/// has no hole and no overlap. Nobody and no unit means the registry.
/// </summary>
internal static class Custody
{
    /// <summary>Gives the document to a person, a unit, or the registry (neither). The same holder again writes nothing.</summary>
    public static Task Move(OfficeTransaction tx, Id<Document> document, Guid? person, Guid? unit, CustodyReason because, DateTimeOffset at, CancellationToken ct) =>
        tx.Connection.ExecuteAsync(new CommandDefinition("""
            with before as (
                update custody
                set to_at = greatest(@at, from_at)
                where document_id = @document and to_at is null and (person_id, unit_id) is distinct from (@person::uuid, @unit::uuid)
                returning position, to_at)
            insert into custody (document_id, position, person_id, unit_id, because, from_at)
            select @document, position + 1, @person, @unit, @because, to_at from before
            """, new { document, person, unit, because, at }, cancellationToken: ct));
}
