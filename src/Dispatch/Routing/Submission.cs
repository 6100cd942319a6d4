// Trình: a registered document waits at one person for a direction, with the office's proposal (đề xuất) as data, so that a leader confirms it in one
// tap (records-work §1.2 step 3, §4.3). Easy to get wrong: a leader who passes it on does not lose sight of it, and it waits at one person only.
using System.Text.Json;
using System.Text.Json.Serialization;
using Dapper;
using Dispatch.Documents;
using Dispatch.Platform;
using Npgsql;

namespace Dispatch.Routing;

/// <summary>A submission. The type marks its ids: <c>Id&lt;Submission&gt;</c>.</summary>
public sealed class Submission
{
    private Submission() { }
}

/// <summary>What became of a submission.</summary>
public enum SubmissionState
{
    /// <summary>It waits for a direction.</summary>
    Waiting,

    /// <summary>A direction was given.</summary>
    Directed,

    /// <summary>Its receiver submitted it to somebody else.</summary>
    PassedOn,

    /// <summary>Back to the office, with a reason.</summary>
    SentBack,

    /// <summary>Nothing to do.</summary>
    SetAside,

    /// <summary>Taken back by who submitted it.</summary>
    Withdrawn,
}

/// <summary>The office's proposal: what the leader could write. On the wire a plain text is a proposal without lines.</summary>
[JsonConverter(typeof(ProposalJson))]
public sealed record Proposal
{
    /// <summary>Proposed words.</summary>
    public string? Instruction { get; init; }

    /// <summary>Proposed lines; at most one lead.</summary>
    public IReadOnlyList<RequestedLine>? Assignments { get; init; }
}

/// <summary>Reads a proposal from an object or a plain text.</summary>
internal sealed class ProposalJson : JsonConverter<Proposal>
{
    public override Proposal? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.String)
            return new Proposal { Instruction = reader.GetString() };
        var whole = JsonSerializer.Deserialize<Whole>(ref reader, options);
        return whole is null ? null : new Proposal { Instruction = whole.Instruction, Assignments = whole.Assignments };
    }

    public override void Write(Utf8JsonWriter writer, Proposal value, JsonSerializerOptions options) =>
        JsonSerializer.Serialize(writer, new Whole { Instruction = value.Instruction, Assignments = value.Assignments }, options);

    private sealed record Whole
    {
        public string? Instruction { get; init; }
        public IReadOnlyList<RequestedLine>? Assignments { get; init; }
    }
}

/// <summary>A submission, as its readers see it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="DocumentId">The document.</param>
/// <param name="To">Whom it was submitted to.</param>
/// <param name="ToUserName">Their user name.</param>
/// <param name="By">Who submitted it.</param>
/// <param name="At">When.</param>
/// <param name="State">What became of it.</param>
/// <param name="Proposal">The office's proposal; null for none.</param>
/// <param name="EndedAt">When it stopped waiting.</param>
/// <param name="EndedBy">Through whom.</param>
/// <param name="EndedBecause">Why, when somebody had to say.</param>
/// <param name="DocumentVersion">The document's version, for <c>If-Match</c>.</param>
public sealed record SubmissionView(
    Id<Submission> Id, Id<Document> DocumentId, PersonRef To, string ToUserName, PersonRef By, DateTimeOffset At, SubmissionState State, ProposalView? Proposal,
    DateTimeOffset? EndedAt, string? EndedBy, string? EndedBecause, int DocumentVersion);

/// <summary>A proposal, as its readers see it.</summary>
/// <param name="Instruction">Its words.</param>
/// <param name="Assignments">Its lines, the lead first.</param>
public sealed record ProposalView(string? Instruction, IReadOnlyList<ProposedLine> Assignments);

/// <summary>A line of a proposal.</summary>
/// <param name="Role">Its role.</param>
/// <param name="Unit">Code of the unit; null for a person.</param>
/// <param name="Person">User name of the person; null for a unit.</param>
/// <param name="Name">Name of either.</param>
/// <param name="DueOn">Deadline as a date.</param>
/// <param name="Term">Deadline as a term from the moment the direction is given, as <see cref="Calendar.Term"/> is written.</param>
public sealed record ProposedLine(AssignmentRole Role, string? Unit, string? Person, string Name, DateOnly? DueOn, string? Term);

/// <summary>The statements of submissions and their proposals.</summary>
internal static class SubmissionStore
{
    /// <summary>The submissions of documents, oldest first.</summary>
    public static async Task<IReadOnlyList<SubmissionView>> Of(NpgsqlConnection connection, Guid[] documents, CancellationToken ct) =>
        await Read(connection, "s.document_id = any(@Keys)", documents, ct);

    /// <summary>One submission.</summary>
    public static async Task<SubmissionView> One(NpgsqlConnection connection, Id<Submission> id, CancellationToken ct) =>
        (await Read(connection, "s.id = any(@Keys)", [id.Value], ct)).Single();

    private static async Task<IReadOnlyList<SubmissionView>> Read(NpgsqlConnection connection, string which, Guid[] keys, CancellationToken ct)
    {
        await using var reader = await connection.QueryMultipleAsync(new CommandDefinition($"""
            select s.id, s.document_id, s.to_person_id, t.full_name as to_name, t.user_name as to_user_name, s.submitted_by, b.full_name as by_name, s.at, s.state,
                   s.proposal, s.ended_at, e.full_name as ended_by, s.ended_because, d.version as document_version
            from submission s
            join document d on d.id = s.document_id
            join person t on t.id = s.to_person_id
            join person b on b.id = s.submitted_by
            left join person e on e.id = s.ended_by
            where {which}
            order by s.at, s.id;
            select l.submission_id, l.role, u.code as unit, p.user_name as person, coalesce(u.name, p.full_name) as name, l.due_on, l.term
            from proposal_line l
            join submission s on s.id = l.submission_id
            left join unit u on u.id = l.unit_id
            left join person p on p.id = l.person_id
            where {which}
            order by l.submission_id, l.position;
            """, new { Keys = keys }, cancellationToken: ct));
        var rows = (await reader.ReadAsync<Row>()).ToList();
        var lines = (await reader.ReadAsync<LineRow>()).ToLookup(line => line.SubmissionId);
        return [.. rows.Select(row => new SubmissionView(
            row.Id, row.DocumentId, new(row.ToPersonId, row.ToName), row.ToUserName, new(row.SubmittedBy, row.ByName), row.At, row.State,
            row.Proposal is null && !lines[row.Id.Value].Any()
                ? null
                : new(row.Proposal, [.. lines[row.Id.Value].Select(line => new ProposedLine(line.Role, line.Unit, line.Person, line.Name, line.DueOn, line.Term))]),
            row.EndedAt, row.EndedBy, row.EndedBecause, row.DocumentVersion))];
    }

    public static async Task Insert(
        OfficeTransaction tx, Id<Submission> id, RoutedDocument document, Guid to, string? proposal, IReadOnlyList<CheckedLine> lines, DateTimeOffset at, CancellationToken ct)
    {
        await tx.Connection.ExecuteAsync(new CommandDefinition("""
            insert into submission (id, document_id, to_person_id, submitted_by, acting_for, at, state, proposal)
            values (@id, @DocumentId, @to, @PersonId, @ActingFor, @at, 'waiting', @proposal)
            """, new { id, DocumentId = document.Id, to, tx.Caller.PersonId, tx.Caller.ActingFor, at, proposal }, cancellationToken: ct));
        for (var i = 0; i < lines.Count; i++)
        {
            await tx.Connection.ExecuteAsync(new CommandDefinition("""
                insert into proposal_line (submission_id, position, role, unit_id, person_id, due_on, term)
                values (@id, @Position, @Role, @UnitId, @PersonId, @DueOn, @Term)
                """, new { id, Position = i + 1, lines[i].Role, lines[i].To.UnitId, lines[i].To.PersonId, lines[i].DueOn, Term = lines[i].Term?.ToString() }, cancellationToken: ct));
        }
    }

    /// <summary>Ends the waiting submission, when there is one.</summary>
    public static Task End(OfficeTransaction tx, RoutedDocument document, SubmissionState state, string? because, DateTimeOffset at, CancellationToken ct) =>
        document.SubmissionId is null ? Task.CompletedTask : tx.Connection.ExecuteAsync(new CommandDefinition("""
            update submission
            set state = @state, ended_at = @at, ended_by = @PersonId, ended_because = @because, version = version + 1
            where id = @SubmissionId
            """, new { state, at, tx.Caller.PersonId, because, document.SubmissionId }, cancellationToken: ct));

    private sealed record Row(
        Id<Submission> Id, Id<Document> DocumentId, Guid ToPersonId, string ToName, string ToUserName, Guid SubmittedBy, string ByName, DateTimeOffset At,
        SubmissionState State, string? Proposal, DateTimeOffset? EndedAt, string? EndedBy, string? EndedBecause, int DocumentVersion);

    private sealed record LineRow(Guid SubmissionId, AssignmentRole Role, string? Unit, string? Person, string Name, DateOnly? DueOn, string? Term);
}
