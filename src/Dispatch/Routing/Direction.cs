// Ý kiến chỉ đạo: text and lines, given by a leader or typed for them (records-work §1.2 step 3; NĐ 30/2020 Điều 23). Easy to get wrong: it is changed or
// taken back only while nobody has read it; after that it is recalled, and what was given stays readable.
using Dapper;
using Dispatch.Documents;
using Dispatch.Platform;
using Npgsql;

namespace Dispatch.Routing;

/// <summary>A direction. The type marks its ids: <c>Id&lt;Direction&gt;</c>.</summary>
public sealed class Direction
{
    private Direction() { }
}

/// <summary>Whether a direction counts.</summary>
public enum DirectionState
{
    /// <summary>It counts.</summary>
    Given,

    /// <summary>Taken back before anybody read it.</summary>
    Withdrawn,

    /// <summary>Taken back after it was read.</summary>
    Recalled,

    /// <summary>A changed one took its place.</summary>
    Replaced,
}

/// <summary>A direction, as its readers see it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="DocumentId">The document.</param>
/// <param name="Author">Whose it is.</param>
/// <param name="TypedBy">Who typed it for them; null when they did.</param>
/// <param name="Instruction">Its words.</param>
/// <param name="GivenAt">When.</param>
/// <param name="State">Whether it counts.</param>
/// <param name="EndedAt">When it stopped counting.</param>
/// <param name="EndedBecause">Why.</param>
/// <param name="Assignments">Its lines, second level included.</param>
/// <param name="Warnings">What to look at; only in the answer to giving or changing it.</param>
/// <param name="DocumentVersion">The document's version, for <c>If-Match</c>.</param>
public sealed record DirectionView(
    Id<Direction> Id, Id<Document> DocumentId, PersonRef Author, PersonRef? TypedBy, string Instruction, DateTimeOffset GivenAt, DirectionState State,
    DateTimeOffset? EndedAt, string? EndedBecause, IReadOnlyList<AssignmentView> Assignments, IReadOnlyList<Warning> Warnings, int DocumentVersion)
{
    internal static async Task<IReadOnlyList<DirectionView>> Of(NpgsqlConnection connection, Id<Document> document, CancellationToken ct)
    {
        var rows = (await connection.QueryAsync<Row>(new CommandDefinition("""
            select n.id, n.author_id, a.full_name as author, n.typed_by, t.full_name as typed_by_name, n.instruction, n.given_at, n.state, n.ended_at, n.ended_because,
                   d.version as document_version
            from direction n
            join document d on d.id = n.document_id
            join person a on a.id = n.author_id
            left join person t on t.id = n.typed_by
            where n.document_id = @document
            order by n.given_at, n.id
            """, new { document }, cancellationToken: ct))).ToList();
        var lines = (await AssignmentView.Of(connection, document, ct)).ToLookup(line => line.DirectionId);
        return [.. rows.Select(row => new DirectionView(
            row.Id, document, new(row.AuthorId, row.Author), row.TypedBy is { } typist ? new(typist, row.TypedByName!) : null, row.Instruction, row.GivenAt, row.State,
            row.EndedAt, row.EndedBecause, [.. lines[row.Id.Value]], [], row.DocumentVersion))];
    }

    private sealed record Row(
        Id<Direction> Id, Guid AuthorId, string Author, Guid? TypedBy, string? TypedByName, string Instruction, DateTimeOffset GivenAt, DirectionState State,
        DateTimeOffset? EndedAt, string? EndedBecause, int DocumentVersion);
}
