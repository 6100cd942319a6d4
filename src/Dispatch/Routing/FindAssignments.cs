using Dapper;
using Dispatch.Access;
using Dispatch.Calendar;
using Dispatch.Documents;
using Dispatch.Platform;

namespace Dispatch.Routing;

/// <summary>Which of one's lines to list. Everything given must hold.</summary>
public sealed record AssignmentFilter
{
    /// <summary>One of the lists of one's work; all of one's lines when missing.</summary>
    public Box? Box { get; init; }

    /// <summary>Only lines in this state.</summary>
    public AssignmentState? State { get; init; }

    /// <summary>Only lines of this role.</summary>
    public AssignmentRole? Role { get; init; }

    /// <summary><c>overdue</c>, <c>soon</c>, or <c>none</c> for lines without a deadline.</summary>
    public DueSelection? Due { get; init; }

    /// <summary>Only what has still to be done by this day.</summary>
    public DateOnly? DueOn { get; init; }

    /// <summary>Only urgent ones.</summary>
    public bool Urgent { get; init; }
}

/// <summary>Which deadlines.</summary>
public enum DueSelection { Overdue, Soon, None }

/// <summary>A line of the inbox; <c>dueAt</c> is the instant of a deadline in minutes.</summary>
public sealed record AssignmentLine(
    Id<Assignment> Id, Id<Document> DocumentId, string Register, int Year, int ArrivalNumber, string? Symbol, string Issuer, string Subject, Urgency Urgency,
    AssignmentRole Role, AssignmentState State, DateOnly? DueOn, DateTimeOffset? DueAt, DateOnly? PausedOn, string? Unit, string Holder, string Instruction, string AssignedBy, DateTimeOffset AssignedAt,
    DateTimeOffset? ReadAt, DateTimeOffset? EndedAt, HandlingResult? Result, int Version);

/// <summary>How many lines each list of one's work has.</summary>
/// <param name="WaitingDirection">Chờ cho ý kiến.</param>
/// <param name="ToAssign">Chờ phân công.</param>
/// <param name="ToHandle">Chờ xử lý.</param>
/// <param name="DueSoon">Sắp đến hạn.</param>
/// <param name="Overdue">Quá hạn.</param>
/// <param name="Support">Phối hợp.</param>
/// <param name="Inform">Nhận để biết.</param>
/// <param name="Returns">Đề nghị trả lại.</param>
/// <param name="Extensions">Xin gia hạn.</param>
/// <param name="UnitInProgress">Đang xử lý trong đơn vị.</param>
/// <param name="Directed">Theo dõi chỉ đạo.</param>
/// <param name="Opinions">Chờ cho ý kiến phối hợp: questions asked of one.</param>
public sealed record BoxCounts(
    long WaitingDirection, long ToAssign, long ToHandle, long DueSoon, long Overdue, long Support, long Inform, long Returns, long Extensions, long UnitInProgress, long Directed, long Opinions)
{
    /// <summary>The count of a list; null for the list of done work, which is not counted.</summary>
    public long? Of(Box box) => box switch
    {
        Box.ToAssign => ToAssign,
        Box.ToHandle => ToHandle,
        Box.DueSoon => DueSoon,
        Box.Overdue => Overdue,
        Box.Support => Support,
        Box.Inform => Inform,
        Box.Returns => Returns,
        Box.Extensions => Extensions,
        Box.UnitInProgress => UnitInProgress,
        Box.Directed => Directed,
        _ => null,
    };
}

/// <summary>Queries: one's lines, the nearest deadline first (done work: newest first), and how many each list has.</summary>
public sealed class FindAssignments(Database database, OfficeClock clock, DueDates dues)
{
    public async Task<Result<Page<AssignmentLine>>> Execute(AssignmentFilter filter, Paging paging, Caller caller, CancellationToken ct)
    {
        Key? after = null;
        if (paging.Cursor is not null && !Cursor.TryRead(paging.Cursor, out after))
            return PlatformProblems.InvalidCursor;
        var where = (filter.Box is { } box ? Boxes.Condition(box) : Boxes.Mine)
            + (filter.State is null ? "" : " and a.state = @State")
            + (filter.Role is null ? "" : " and a.role = @Role")
            + (filter.Urgent ? " and a.urgency_rank > 0" : "")
            + (filter.DueOn is null ? "" : $" and {Boxes.ToDo} and {Boxes.DueDay} = @DueOn")
            + filter.Due switch
            {
                DueSelection.Overdue => $" and {DueDates.Overdue("a")} and a.state in ('pending', 'active')",
                DueSelection.Soon => $" and {DueDates.Soon("a")} and a.state in ('pending', 'active')",
                DueSelection.None => " and a.due_on is null",
                _ => "",
            }
            + " and " + GrantStore.Reaches("a.document_id");
        var done = filter.Box == Box.Done;
        var (order, beyond) = done
            ? ("a.ended_at desc, a.id desc", "(a.ended_at, a.id) < (@EndedAt, @Id)")
            : ($"{Boxes.DueDay}, -a.urgency_rank, a.id", $"({Boxes.DueDay}, -a.urgency_rank, a.id) > (@Due, @Rank, @Id)");
        var parameters = new DynamicParameters(Boxes.Parameters(caller, clock, await dues.SoonThrough(ct)));
        parameters.AddDynamicParams(new { filter.State, filter.Role, filter.DueOn, after?.EndedAt, after?.Due, Rank = -after?.Rank, after?.Id, Take = paging.Limit + 1 });
        // Each holder's part of the list is walked along its index, and no further than this page asks.
        string Lines(string and) => $"select a.* from {Boxes.From} where {and}{where}{(after is null ? "" : " and " + beyond)} order by {order} limit @Take";
        var lines = Boxes.Walk(filter.Box) is { } walk
            ? $"(select a.* from unnest({walk.Whose}) whose (id) cross join lateral ({Lines($"a.{walk.Column} = whose.id and ")}) a)"
            : $"({Lines("")})";
        await using var connection = await database.Open(ct);
        var rows = (await connection.QueryAsync<Row>(new CommandDefinition($"""
            select a.id, a.document_id, r.code as register, i.year, i.arrival_number, d.symbol, d.issuer_name as issuer, d.subject, d.urgency, a.urgency_rank,
                   a.role, a.state, a.due_on, a.due_at, a.paused_on, uu.code as unit, coalesce(uu.name, pp.full_name) as holder, coalesce(a.instruction, n.instruction) as instruction,
                   b.full_name as assigned_by, a.assigned_at, a.read_at, a.ended_at, a.result, a.version
            from {lines} a
            join direction n on n.id = a.direction_id
            join incoming i on i.document_id = a.document_id
            join document d on d.id = a.document_id
            join register r on r.id = i.register_id
            join person b on b.id = a.assigned_by
            left join unit uu on uu.id = a.unit_id
            left join person pp on pp.id = a.person_id
            order by {order}
            limit @Take
            """, parameters, cancellationToken: ct))).ToList();
        long? count = paging.Count
            ? await connection.ExecuteScalarAsync<long>(new CommandDefinition($"select count(*) from {Boxes.From} where {where}", parameters, cancellationToken: ct))
            : null;
        return Page.Of(rows, paging, row => new Key(row.DueOn ?? new DateOnly(9999, 12, 31), row.UrgencyRank, row.EndedAt, row.Id.Value), count)
            .Select(row => new AssignmentLine(row.Id, row.DocumentId, row.Register, row.Year, row.ArrivalNumber, row.Symbol, row.Issuer, row.Subject, row.Urgency, row.Role, row.State,
                row.DueOn, row.DueAt, row.PausedOn, row.Unit, row.Holder, row.Instruction, row.AssignedBy, row.AssignedAt, row.ReadAt, row.EndedAt, row.Result, row.Version));
    }

    public async Task<BoxCounts> Counts(Caller caller, CancellationToken ct)
    {
        var parameters = Boxes.Parameters(caller, clock, await dues.SoonThrough(ct));
        await using var connection = await database.Open(ct);
        return await connection.QuerySingleAsync<BoxCounts>(new CommandDefinition($"""
            select (select count(*) from submission s where s.state = 'waiting' and s.to_person_id = any(@Desks)) as waiting_direction,
                   {Of(Box.ToAssign)} as to_assign, {Of(Box.ToHandle)} as to_handle, {Of(Box.DueSoon)} as due_soon, {Of(Box.Overdue)} as overdue,
                   {Of(Box.Support)} as support, {Of(Box.Inform)} as inform, {Of(Box.Returns)} as returns, {Of(Box.Extensions)} as extensions, {Of(Box.UnitInProgress)} as unit_in_progress,
                   {Of(Box.Directed)} as directed,
                   (select count(*) from opinion o where o.state = 'asked' and (o.person_id = any(@Desks) or o.unit_id = any(@UnitsLed))
                    and {GrantStore.Reaches("o.document_id")}) as opinions
            """, parameters, cancellationToken: ct));
    }

    private static string Of(Box box) => $"(select count(*) from {Boxes.From} where {Boxes.Condition(box)} and {GrantStore.Reaches("a.document_id")})";

    private sealed record Key(DateOnly Due, int Rank, DateTimeOffset? EndedAt, Guid Id);

    private sealed record Row(
        Id<Assignment> Id, Id<Document> DocumentId, string Register, int Year, int ArrivalNumber, string? Symbol, string Issuer, string Subject, Urgency Urgency, int UrgencyRank,
        AssignmentRole Role, AssignmentState State, DateOnly? DueOn, DateTimeOffset? DueAt, DateOnly? PausedOn, string? Unit, string Holder, string Instruction, string AssignedBy, DateTimeOffset AssignedAt,
        DateTimeOffset? ReadAt, DateTimeOffset? EndedAt, HandlingResult? Result, int Version);
}
