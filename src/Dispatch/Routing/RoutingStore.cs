using Dapper;
using Dispatch.Access;
using Dispatch.Documents;
using Dispatch.Incoming;
using Dispatch.Platform;

namespace Dispatch.Routing;

/// <summary>The statements that lock what is routed, move it and give its grants. Documents are locked before lines, always.</summary>
internal static class RoutingStore
{
    /// <summary>Locks a document and reads what routing decides by; null when there is none or the caller does not see it.</summary>
    public static async Task<RoutedDocument?> Lock(OfficeTransaction tx, Id<Document> id, CancellationToken ct)
    {
        // Two statements: the facts must be those after the lock was got.
        var locked = await tx.Connection.ExecuteScalarAsync<Guid?>(new CommandDefinition("""
            select d.id
            from document d
            join incoming i on i.document_id = d.id
            where d.id = @id and exists (select from document_grant g where g.document_id = d.id and g.principal_id = any(@Principals))
            for update of d, i
            """, new { id, tx.Caller.Principals }, cancellationToken: ct));
        return locked is null ? null : await tx.Connection.QuerySingleAsync<RoutedDocument>(new CommandDefinition("""
            select d.id, d.version, i.state, i.urgency_rank, d.access_level = 'restricted' as restricted, i.arrival_number, i.arrived_on, d.subject, d.issuer_name as issuer,
                   array(select distinct g.principal_id from document_grant g where g.document_id = d.id) as granted_to,
                   s.id as submission_id, s.to_person_id as waits_at, s.submitted_by, n.id as direction_id, n.author_id as directed_by, n.typed_by
            from document d
            join incoming i on i.document_id = d.id
            left join submission s on s.document_id = d.id and s.state = 'waiting'
            left join direction n on n.document_id = d.id and n.state = 'given'
            where d.id = @id
            """, new { id }, cancellationToken: ct));
    }

    /// <summary>Locks a line and its document; null when there is none or the caller does not see the document.</summary>
    public static async Task<(RoutedDocument Document, RoutedLine Line)?> LockLine(OfficeTransaction tx, Id<Assignment> id, CancellationToken ct)
    {
        var documentId = await tx.Connection.ExecuteScalarAsync<Guid?>(new CommandDefinition(
            "select document_id from assignment where id = @id", new { id }, cancellationToken: ct));
        if (documentId is not { } found || await Lock(tx, new(found), ct) is not { } document)
            return null;
        return (document, await tx.Connection.QuerySingleAsync<RoutedLine>(new CommandDefinition($"{LineSql} where a.id = @id for update of a", new { id }, cancellationToken: ct)));
    }

    /// <summary>All lines of a direction; the document is locked already.</summary>
    public static async Task<IReadOnlyList<RoutedLine>> Lines(OfficeTransaction tx, Guid direction, CancellationToken ct) =>
        [.. await tx.Connection.QueryAsync<RoutedLine>(new CommandDefinition($"{LineSql} where a.direction_id = @direction order by a.id for update of a", new { direction }, cancellationToken: ct))];

    private const string LineSql = """
        select a.id, a.document_id, a.direction_id, a.parent_id, a.forwarded_from_id, a.role, a.unit_id, a.person_id, a.state, a.due_on, a.due_at, a.term, a.counted_from, a.paused_on, a.read_at,
               a.assigned_by, a.version, coalesce(a.unit_id, p.unit_id) as works_in,
               case when f.id is not null then f.person_id when a.parent_id is null then n.author_id end as decided_by,
               case when f.id is not null then f.unit_id else u.unit_id end as decided_by_unit
        from assignment a
        join direction n on n.id = a.direction_id
        left join assignment u on u.id = a.parent_id
        left join assignment f on f.id = a.forwarded_from_id
        left join person p on p.id = a.person_id
        """;

    /// <summary>Moves a line; the table of moves is asked first, and the database asks its own.</summary>
    public static async Task<Problem?> Move(OfficeTransaction tx, RoutedLine line, AssignmentState to, LineEnd? end, DateTimeOffset at, CancellationToken ct)
    {
        if (!AssignmentMoves.Allows(line.State, to))
            return RoutingProblems.MoveRefused;
        await tx.Connection.ExecuteAsync(new CommandDefinition("""
            update assignment
            set state = @to,
                ended_at = case when @Ends then @at end, ended_by = case when @Ends then @PersonId end, ended_because = @Because,
                result = @Result, result_note = @Note, answer_document_id = @AnswerDocumentId, answer_symbol = @AnswerSymbol,
                version = version + 1
            where id = @Id
            """, new
        {
            line.Id,
            to,
            at,
            tx.Caller.PersonId,
            Ends = to is AssignmentState.Forwarded or AssignmentState.Returned or AssignmentState.Done or AssignmentState.Withdrawn,
            end?.Because,
            end?.Result,
            end?.Note,
            end?.AnswerDocumentId,
            end?.AnswerSymbol,
        }, cancellationToken: ct));
        return null;
    }

    /// <summary>The first act of who has a line accepts it, and work on the document begins.</summary>
    public static async Task Begin(OfficeTransaction tx, RoutedDocument document, RoutedLine line, DateTimeOffset at, CancellationToken ct)
    {
        if (line.State != AssignmentState.Pending)
            return;
        await tx.Connection.ExecuteAsync(new CommandDefinition("""
            update assignment
            set state = 'active', accepted_at = @at, accepted_by = @PersonId, read_at = coalesce(read_at, @at), read_by = coalesce(read_by, @PersonId), version = version + 1
            where id = @Id;
            update incoming set state = 'inProgress' where document_id = @DocumentId and state = 'assigned';
            update document set version = version + 1 where id = @DocumentId;
            """, new { line.Id, DocumentId = document.Id, at, tx.Caller.PersonId }, cancellationToken: ct));
    }

    /// <summary>Writes a new line, gives its grants, and answers its id. The caller has checked everything; the database still refuses a second lead.</summary>
    public static async Task<Id<Assignment>> Insert(OfficeTransaction tx, RoutedDocument document, NewLine line, DateTimeOffset at, CancellationToken ct)
    {
        var id = Id<Assignment>.New();
        await tx.Connection.ExecuteAsync(new CommandDefinition("""
            insert into assignment (id, document_id, direction_id, parent_id, forwarded_from_id, role, unit_id, person_id, state, due_on, due_at, term, counted_from, instruction,
                urgency_rank, directed_by, assigned_by, acting_for, assigned_at, original_due_on)
            select @id, @DocumentId, n.id, @ParentId, @ForwardedFromId, @Role, @UnitId, @PersonId, 'pending', @DueOn, @DueAt, @Term, @CountedFrom, @Instruction,
                @UrgencyRank, case when @ParentId::uuid is null then n.author_id end, @AssignedBy, @ActingFor, @at,
                (select f.original_due_on from assignment f where f.id = @ForwardedFromId and @DueOn::date is not null)
            from direction n
            where n.id = @DirectionId
            """, new
        {
            id,
            DocumentId = document.Id,
            line.DirectionId,
            line.ParentId,
            line.ForwardedFromId,
            line.Role,
            line.To.UnitId,
            line.To.PersonId,
            DueOn = line.Due.On,
            DueAt = line.Due.At,
            line.Due.Term,
            line.Due.CountedFrom,
            line.Instruction,
            document.UrgencyRank,
            AssignedBy = tx.Caller.PersonId,
            tx.Caller.ActingFor,
            at,
        }, cancellationToken: ct));
        await GrantStore.Give(tx, document.Id, [line.To.Principal], GrantReason.Assignment, id.Value, ct);
        if (line.To.MainUnitId is { } unit && !document.Restricted)
            await GrantStore.Give(tx, document.Id, [unit], GrantReason.UnitMember, id.Value, ct);
        return id;
    }

    /// <summary>Counts a change of the document's routing, for <c>If-Match</c>.</summary>
    public static Task Touch(OfficeTransaction tx, RoutedDocument document, CancellationToken ct) =>
        tx.Connection.ExecuteAsync(new CommandDefinition("update document set version = version + 1 where id = @Id", new { document.Id }, cancellationToken: ct));

    /// <summary>Where the document is now.</summary>
    public static Task SetState(OfficeTransaction tx, RoutedDocument document, IncomingStatus state, DateTimeOffset at, CancellationToken ct) =>
        tx.Connection.ExecuteAsync(new CommandDefinition("""
            update incoming set state = @state, completed_at = case when @state = 'completed' then @at end where document_id = @Id;
            update document set version = version + 1 where id = @Id;
            """, new { document.Id, state, at }, cancellationToken: ct));
}

/// <summary>A document as routing sees it, locked.</summary>
internal sealed record RoutedDocument(
    Id<Document> Id, int Version, IncomingStatus State, int UrgencyRank, bool Restricted, int ArrivalNumber, DateOnly ArrivedOn, string Subject, string Issuer,
    Guid[] GrantedTo, Guid? SubmissionId, Guid? WaitsAt, Guid? SubmittedBy, Guid? DirectionId, Guid? DirectedBy, Guid? TypedBy)
{
    /// <summary>The facts for the policy; acts on a line add the line's.</summary>
    public Matter Matter => new() { GrantedTo = GrantedTo, Restricted = Restricted, WaitsAt = WaitsAt, DirectedBy = DirectedBy, TypedBy = TypedBy };

    /// <summary>What a notice about it says.</summary>
    public string About => $"{ArrivalNumber} – {Subject}";
}

/// <summary>A line as routing sees it, locked.</summary>
internal sealed record RoutedLine(
    Id<Assignment> Id, Id<Document> DocumentId, Guid DirectionId, Guid? ParentId, Guid? ForwardedFromId, AssignmentRole Role, Guid? UnitId, Guid? PersonId,
    AssignmentState State, DateOnly? DueOn, DateTimeOffset? DueAt, string? Term, DateTimeOffset? CountedFrom, DateOnly? PausedOn, DateTimeOffset? ReadAt, Guid AssignedBy, int Version, Guid? WorksIn, Guid? DecidedBy, Guid? DecidedByUnit)
{
    /// <summary>The facts for the policy.</summary>
    public Matter In(RoutedDocument document) => document.Matter with
    {
        Person = PersonId,
        Unit = UnitId,
        DecidedBy = DecidedBy,
        DecidedByUnit = DecidedByUnit,
    };

    public LineDue Due => new(DueOn, DueAt, Term, CountedFrom);

    public bool IsOpen => AssignmentMoves.IsOpen(State);
}

/// <summary>How a line ends.</summary>
internal sealed record LineEnd(string? Because, HandlingResult? Result = null, string? Note = null, Guid? AnswerDocumentId = null, string? AnswerSymbol = null);

/// <summary>A line to be written.</summary>
internal sealed record NewLine(Guid DirectionId, AssignmentRole Role, Assignee To, LineDue Due, string? Instruction)
{
    public Guid? ParentId { get; init; }
    public Guid? ForwardedFromId { get; init; }
}
