using Dapper;
using Dispatch.Access;
using Dispatch.Documents;
using Dispatch.Journal;
using Dispatch.Notices;
using Dispatch.Platform;
using Npgsql;

namespace Dispatch.Routing;

/// <summary>Asks another unit or person for an opinion.</summary>
public sealed record AskOpinionRequest
{
    /// <summary>Code of the unit; or leave it out and name a person.</summary>
    public string? Unit { get; init; }

    /// <summary>User name or id of the person.</summary>
    public string? Person { get; init; }

    /// <summary>What is asked. Required.</summary>
    public string? Question { get; init; }

    /// <summary>By when; not before today.</summary>
    public DateOnly? DueOn { get; init; }
}

/// <summary>Answers a question.</summary>
public sealed record AnswerOpinionRequest
{
    /// <summary>The opinion. Required.</summary>
    public string? Answer { get; init; }
}

/// <summary>Where a question is.</summary>
public enum OpinionState { Asked, Answered, Withdrawn }

/// <summary>A question to others and their answer.</summary>
/// <param name="Id">Its id.</param>
/// <param name="DocumentId">The document.</param>
/// <param name="AssignmentId">The line it was asked at.</param>
/// <param name="Unit">Code of the unit asked; null for a person.</param>
/// <param name="Person">User name of the person asked; null for a unit.</param>
/// <param name="Asked">Name of either.</param>
/// <param name="Question">What is asked.</param>
/// <param name="DueOn">By when.</param>
/// <param name="AskedBy">Who asked.</param>
/// <param name="AskedAt">When.</param>
/// <param name="State">Where it is.</param>
/// <param name="Answer">The opinion; null until it is there.</param>
/// <param name="AnsweredBy">Whose it is.</param>
/// <param name="AnsweredAt">When.</param>
public sealed record OpinionView(
    Guid Id, Id<Document> DocumentId, Id<Assignment> AssignmentId, string? Unit, string? Person, string Asked, string Question, DateOnly? DueOn, string AskedBy,
    DateTimeOffset AskedAt, OpinionState State, string? Answer, string? AnsweredBy, DateTimeOffset? AnsweredAt)
{
    internal const string Sql = """
        select o.id, o.document_id, o.assignment_id, u.code as unit, p.user_name as person, coalesce(u.name, p.full_name) as asked, o.question, o.due_on,
               b.full_name as asked_by, o.asked_at, o.state, o.answer, a.full_name as answered_by, o.answered_at
        from opinion o
        join person b on b.id = o.asked_by
        left join unit u on u.id = o.unit_id
        left join person p on p.id = o.person_id
        left join person a on a.id = o.answered_by
        """;

    internal static async Task<IReadOnlyList<OpinionView>> Of(NpgsqlConnection connection, Id<Document> document, CancellationToken ct) =>
        [.. await connection.QueryAsync<OpinionView>(new CommandDefinition($"{Sql} where o.document_id = @document order by o.asked_at, o.id", new { document }, cancellationToken: ct))];
}

/// <summary>Use cases: ask for an opinion (xin ý kiến), answer, take the question back.</summary>
public sealed class Opinions(Database database, OfficeClock clock, JournalWriter journal)
{
    public async Task<Result<OpinionView>> Ask(Id<Assignment> id, AskOpinionRequest request, Caller caller, CancellationToken ct)
    {
        await using var tx = await database.Begin(caller, ct);
        if (await RoutingStore.LockLine(tx, id, ct) is not { } found)
            return RoutingProblems.AssignmentNotFound;
        var (document, line) = found;
        if (DocumentPolicy.Office.Refuses(Subject.Of(caller), DocumentAction.AskOpinion, line.In(document), RoutingProblems.AssignmentNotFound) is { } refused)
            return refused;
        if (!line.IsOpen)
            return RoutingProblems.MoveRefused;
        var errors = new FieldErrors();
        var question = errors.OptionalLines("question", request.Question, 4000);
        if (question is null && !errors.Has("question"))
            errors.Add("question", "Nhập nội dung xin ý kiến", "Write what you ask");
        if (request.DueOn < clock.Today)
            errors.Add("dueOn", "Hạn không được trước hôm nay", "The deadline cannot be before today");
        var to = await Assignee.Find(tx.Connection, errors, request.Person is null ? "unit" : "person", request.Unit, request.Person, clock.Today, ct);
        if (!errors.None)
            return errors.ToProblem();
        tx.ActFor(line.PersonId is { } person && caller.Desks.Contains(person) ? person : null);
        var opinion = Guid.CreateVersion7();
        await tx.Connection.ExecuteAsync(new CommandDefinition("""
            insert into opinion (id, document_id, assignment_id, unit_id, person_id, question, due_on, asked_by, asked_at, state)
            values (@opinion, @DocumentId, @id, @UnitId, @PersonId, @question, @DueOn, @AskedBy, @Now, 'asked')
            """, new { opinion, DocumentId = document.Id, id, to!.UnitId, to.PersonId, question, request.DueOn, AskedBy = caller.PersonId, clock.Now }, cancellationToken: ct));
        await GrantStore.Give(tx, document.Id, [to.Principal], GrantReason.Opinion, opinion, ct);
        await RoutingStore.Begin(tx, document, line, clock.Now, ct);
        await Told.Desk(tx, to.PersonId, to.UnitId, NoticeKind.OpinionAsked, "opinion", opinion, document.About, clock, ct);
        await journal.Write(tx, "opinion.asked", "document", document.Id.Value, new Changes().New("to", to.Name).New("question", question).New("dueOn", request.DueOn), ct);
        return await Answered(tx, document, opinion, ct);
    }

    public async Task<Result<OpinionView>> Answer(Guid id, AnswerOpinionRequest request, Caller caller, CancellationToken ct)
    {
        await using var tx = await database.Begin(caller, ct);
        if (!(await Lock(tx, id, ct)).Ok(out var found, out var problem))
            return problem;
        var (document, row) = found;
        if (DocumentPolicy.Office.Refuses(Subject.Of(caller), DocumentAction.GiveOpinion, document.Matter with { Person = row.PersonId, Unit = row.UnitId }, RoutingProblems.OpinionNotFound) is { } refused)
            return refused;
        if (row.State != OpinionState.Asked)
            return RoutingProblems.OpinionEnded;
        var errors = new FieldErrors();
        var answer = errors.OptionalLines("answer", request.Answer, 10_000);
        if (answer is null && !errors.Has("answer"))
            errors.Add("answer", "Nhập ý kiến", "Write the opinion");
        if (!errors.None)
            return errors.ToProblem();
        tx.ActFor(row.PersonId);
        await tx.Connection.ExecuteAsync(new CommandDefinition("""
            update opinion
            set state = 'answered', answer = @answer, answered_by = @PersonId, answered_at = @Now, version = version + 1
            where id = @id
            """, new { id, answer, caller.PersonId, clock.Now }, cancellationToken: ct));
        await Told.Desk(tx, row.AskedBy, null, NoticeKind.OpinionAnswered, "opinion", id, document.About, clock, ct);
        await journal.Write(tx, "opinion.answered", "document", document.Id.Value, new Changes().New("answer", answer), ct);
        return await Answered(tx, document, id, ct);
    }

    public async Task<Result<OpinionView>> Withdraw(Guid id, Caller caller, CancellationToken ct)
    {
        await using var tx = await database.Begin(caller, ct);
        if (!(await Lock(tx, id, ct)).Ok(out var found, out var problem))
            return problem;
        var (document, row) = found;
        if (!caller.Desks.Contains(row.AskedBy))
            return PlatformProblems.NotPermitted;
        if (row.State != OpinionState.Asked)
            return RoutingProblems.OpinionEnded;
        await tx.Connection.ExecuteAsync(new CommandDefinition("update opinion set state = 'withdrawn', version = version + 1 where id = @id", new { id }, cancellationToken: ct));
        await GrantStore.TakeBack(tx, document.Id, [id], ct);
        await journal.Write(tx, "opinion.withdrawn", "document", document.Id.Value, null, ct);
        return await Answered(tx, document, id, ct);
    }

    private static async Task<Result<(RoutedDocument Document, Row Row)>> Lock(OfficeTransaction tx, Guid id, CancellationToken ct)
    {
        var row = await tx.Connection.QuerySingleOrDefaultAsync<Row>(new CommandDefinition(
            "select document_id, unit_id, person_id, asked_by, state from opinion where id = @id", new { id }, cancellationToken: ct));
        if (row is null || await RoutingStore.Lock(tx, new(row.DocumentId), ct) is not { } document)
            return RoutingProblems.OpinionNotFound;
        row = await tx.Connection.QuerySingleAsync<Row>(new CommandDefinition(
            "select document_id, unit_id, person_id, asked_by, state from opinion where id = @id for update", new { id }, cancellationToken: ct));
        return (document, row);
    }

    private static async Task<Result<OpinionView>> Answered(OfficeTransaction tx, RoutedDocument document, Guid id, CancellationToken ct)
    {
        var view = (await OpinionView.Of(tx.Connection, document.Id, ct)).Single(opinion => opinion.Id == id);
        await tx.Commit(view, ct);
        return view;
    }

    private sealed record Row(Guid DocumentId, Guid? UnitId, Guid? PersonId, Guid AskedBy, OpinionState State);
}
