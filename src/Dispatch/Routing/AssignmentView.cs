using Dapper;
using Dispatch.Documents;
using Dispatch.Platform;
using Npgsql;

namespace Dispatch.Routing;

/// <summary>One line of a direction, as its readers see it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="DocumentId">The document.</param>
/// <param name="DirectionId">The direction it belongs to.</param>
/// <param name="ParentId">The unit's line above it; null on the first level.</param>
/// <param name="ForwardedFromId">The line it took over; null for none.</param>
/// <param name="Role"><c>lead</c>, <c>support</c> or <c>inform</c>.</param>
/// <param name="Unit">Code of the unit; null for a person's line.</param>
/// <param name="UnitName">Its name.</param>
/// <param name="Person">User name of the person; null for a unit's line.</param>
/// <param name="PersonName">Their name.</param>
/// <param name="State">Where it is.</param>
/// <param name="DueOn">Its own deadline; null for none.</param>
/// <param name="DueAt">The instant of a deadline in minutes; null of the others, which end with their day.</param>
/// <param name="PausedOn">Since when its term stands still; there is no deadline then.</param>
/// <param name="OriginalDueOn">Its first deadline; null when it was never moved.</param>
/// <param name="Extensions">How often it was moved.</param>
/// <param name="Term">The term it was given in, as <see cref="Calendar.Term"/> is written; null of a named day.</param>
/// <param name="Instruction">What the unit's head wrote with it; null for none.</param>
/// <param name="AssignedBy">Name of who gave it.</param>
/// <param name="AssignedAt">When.</param>
/// <param name="ReadAt">When its holder read it first; null while unread.</param>
/// <param name="ReadBy">Name of who read it.</param>
/// <param name="AcceptedAt">When it was accepted.</param>
/// <param name="ReturnBecause">Why it shall be, or was, returned.</param>
/// <param name="EndedAt">When it ended.</param>
/// <param name="EndedBecause">Why it was withdrawn, returned or closed with the lead.</param>
/// <param name="Result">Kết quả giải quyết; null until done.</param>
/// <param name="ResultNote">In words.</param>
/// <param name="AnswerDocumentId">The answering document of this system.</param>
/// <param name="AnswerSymbol">Số, ký hiệu văn bản trả lời.</param>
/// <param name="Version">For <c>If-Match</c>.</param>
public sealed record AssignmentView(
    Id<Assignment> Id, Id<Document> DocumentId, Guid DirectionId, Guid? ParentId, Guid? ForwardedFromId, AssignmentRole Role, string? Unit, string? UnitName,
    string? Person, string? PersonName, AssignmentState State, DateOnly? DueOn, DateTimeOffset? DueAt, DateOnly? PausedOn, DateOnly? OriginalDueOn, long Extensions, string? Term, string? Instruction, string AssignedBy, DateTimeOffset AssignedAt,
    DateTimeOffset? ReadAt, string? ReadBy, DateTimeOffset? AcceptedAt, string? ReturnBecause, DateTimeOffset? EndedAt, string? EndedBecause, HandlingResult? Result,
    string? ResultNote, Guid? AnswerDocumentId, string? AnswerSymbol, int Version)
{
    internal const string Sql = """
        select a.id, a.document_id, a.direction_id, a.parent_id, a.forwarded_from_id, a.role, u.code as unit, u.name as unit_name,
               p.user_name as person, p.full_name as person_name, a.state, a.due_on, a.due_at, a.paused_on, a.original_due_on,
               (select count(*) from extension_request e where e.assignment_id = a.id and e.state = 'granted') as extensions, a.term, a.instruction, b.full_name as assigned_by, a.assigned_at,
               a.read_at, r.full_name as read_by, a.accepted_at, a.return_because, a.ended_at, a.ended_because, a.result, a.result_note,
               a.answer_document_id, a.answer_symbol, a.version
        from assignment a
        join person b on b.id = a.assigned_by
        left join unit u on u.id = a.unit_id
        left join person p on p.id = a.person_id
        left join person r on r.id = a.read_by
        """;

    /// <summary>The lines of a document, as they were given.</summary>
    internal static async Task<IReadOnlyList<AssignmentView>> Of(NpgsqlConnection connection, Id<Document> document, CancellationToken ct) =>
        [.. await connection.QueryAsync<AssignmentView>(new CommandDefinition($"{Sql} where a.document_id = @document order by a.assigned_at, a.id", new { document }, cancellationToken: ct))];

    /// <summary>One line.</summary>
    internal static Task<AssignmentView?> One(NpgsqlConnection connection, Id<Assignment> id, CancellationToken ct) =>
        connection.QuerySingleOrDefaultAsync<AssignmentView?>(new CommandDefinition($"{Sql} where a.id = @id", new { id }, cancellationToken: ct));
}
