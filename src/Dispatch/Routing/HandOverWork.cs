// Bàn giao: all open work of somebody who leaves or moves goes to named persons, with minutes; before that the account is not closed (records-work §1.13,
// AC-25). Easy to get wrong: the old person's name stays on what they did; only what is open changes hands.
using Dapper;
using Dispatch.Access;
using Dispatch.Documents;
using Dispatch.Journal;
using Dispatch.Notices;
using Dispatch.People;
using Dispatch.Platform;
using Microsoft.AspNetCore.Http;
using Npgsql;

namespace Dispatch.Routing;

/// <summary>What kind of work changes hands.</summary>
public enum WorkKind { Assignment, Submission, Opinion }

/// <summary>A piece of open work.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Id">Its id.</param>
/// <param name="DocumentId">The document.</param>
/// <param name="ArrivalNumber">Số đến.</param>
/// <param name="Year">Year of the book.</param>
/// <param name="Symbol">Số, ký hiệu; null where the reader does not see the document.</param>
/// <param name="Subject">Trích yếu; null where the reader does not see the document.</param>
/// <param name="Role">Role of a line.</param>
/// <param name="DueOn">Its deadline.</param>
/// <param name="To">Who has it now; null while it is open.</param>
public sealed record OpenWork(
    WorkKind Kind, Guid Id, Guid DocumentId, int ArrivalNumber, int Year, string? Symbol, string? Subject, AssignmentRole? Role, DateOnly? DueOn, string? To = null);

/// <summary>A person's open work.</summary>
/// <param name="Person">Whose.</param>
/// <param name="Items">All of it.</param>
public sealed record HandoverDue(string Person, IReadOnlyList<OpenWork> Items);

/// <summary>Hands work over.</summary>
public sealed record HandOverWorkRequest
{
    /// <summary>Grounds: the decision to move or retire. Required.</summary>
    public string? Because { get; init; }

    /// <summary>User name or id of who gets everything that is not named in <c>items</c>.</summary>
    public string? To { get; init; }

    /// <summary>Who gets what.</summary>
    public IReadOnlyList<HandOverItem>? Items { get; init; }
}

/// <summary>Who gets one piece of work.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Id">Its id.</param>
/// <param name="To">User name or id.</param>
public sealed record HandOverItem(WorkKind Kind, Guid Id, string To);

/// <summary>A hand-over, for its minutes (Biên bản bàn giao).</summary>
/// <param name="Id">Its id.</param>
/// <param name="Person">Who handed over.</param>
/// <param name="Title">Their position.</param>
/// <param name="Because">The grounds.</param>
/// <param name="MadeAt">When.</param>
/// <param name="MadeBy">Through whom.</param>
/// <param name="Items">What changed hands, and to whom.</param>
/// <param name="Left">How many pieces are still open.</param>
public sealed record HandoverView(Guid Id, string Person, string Title, string Because, DateTimeOffset MadeAt, string MadeBy, IReadOnlyList<OpenWork> Items, int Left);

/// <summary>Use case: hand over the open work of a person, all of it or piece by piece.</summary>
public sealed class HandOverWork(Database database, OfficeClock clock, JournalWriter journal)
{
    private static readonly Problem NotFound = new("handover-not-found", StatusCodes.Status404NotFound, new("Không tìm thấy lần bàn giao", "There is no such hand-over"));

    private static readonly Problem Nothing = new("nothing-open", StatusCodes.Status409Conflict, new("Không có việc đang mở để bàn giao", "There is no open work to hand over"));

    // Number and year are no content: an administrator hands over what they do not see.
    private const string OpenSql = $"""
        select w.kind, w.id, w.document_id, i.arrival_number, i.year, case when g.seen then d.symbol end as symbol, case when g.seen then d.subject end as subject, w.role, w.due_on
        from (
            select 'assignment' as kind, a.id, a.document_id, a.role, a.due_on from assignment a where a.holder_id = @person and a.state in ('pending', 'active', 'returnProposed')
            union all
            select 'submission', s.id, s.document_id, null, null from submission s where s.to_person_id = @person and s.state = 'waiting'
            union all
            select 'opinion', o.id, o.document_id, null, o.due_on from opinion o where o.person_id = @person and o.state = 'asked') w
        join incoming i on i.document_id = w.document_id
        join document d on d.id = w.document_id
        cross join lateral (select exists (select from document_grant dg where dg.document_id = w.document_id and dg.principal_id = any(@Principals)) as seen) g
        order by i.year, i.arrival_number, w.kind, w.id
        """;

    /// <summary>What is open with a person.</summary>
    public async Task<Result<HandoverDue>> Due(Id<Person> person, Caller caller, CancellationToken ct)
    {
        if (!MayFor(person, caller))
            return PlatformProblems.NotPermitted;
        await using var connection = await database.Open(ct);
        return await NameOf(connection, person, ct) is { } name ? new HandoverDue(name, await Open(connection, person, caller, ct)) : PeopleProblems.PersonNotFound;
    }

    public async Task<Result<HandoverView>> Execute(Id<Person> person, HandOverWorkRequest request, Caller caller, CancellationToken ct)
    {
        if (!MayFor(person, caller))
            return PlatformProblems.NotPermitted;
        await using var tx = await database.Begin(caller, ct);
        if (await NameOf(tx.Connection, person, ct) is null)
            return PeopleProblems.PersonNotFound;
        // Documents are locked before what hangs on them, in one order.
        await tx.Connection.ExecuteAsync(new CommandDefinition("""
            select 1
            from document d
            where d.id in (select a.document_id from assignment a where a.holder_id = @person and a.state in ('pending', 'active', 'returnProposed')
                           union select s.document_id from submission s where s.to_person_id = @person and s.state = 'waiting'
                           union select o.document_id from opinion o where o.person_id = @person and o.state = 'asked')
            order by d.id
            for update
            """, new { person }, cancellationToken: ct));
        var open = await Open(tx.Connection, person, caller, ct);
        if (open.Count == 0)
            return Nothing;
        var errors = new FieldErrors();
        var because = errors.Line("because", request.Because, 500);
        var common = string.IsNullOrWhiteSpace(request.To) ? null : await Receiver(tx, errors, "to", request.To, person, ct);
        var named = new Dictionary<(WorkKind, Guid), Assignee>();
        for (var i = 0; i < (request.Items?.Count ?? 0); i++)
        {
            var item = request.Items![i];
            if (open.All(one => (one.Kind, one.Id) != (item.Kind, item.Id)))
                errors.Add($"items[{i}].id", "Không còn là việc đang mở của người này", "It is no open work of this person any more");
            else if (await Receiver(tx, errors, $"items[{i}].to", item.To, person, ct) is { } to)
                named[(item.Kind, item.Id)] = to;
        }
        if (common is null && named.Count == 0 && errors.None)
            errors.Add("to", "Chọn người nhận", "Choose who gets it");
        if (!errors.None)
            return errors.ToProblem();

        var handover = Guid.CreateVersion7();
        await tx.Connection.ExecuteAsync(new CommandDefinition(
            "insert into work_handover (id, person_id, because, made_at, made_by) values (@handover, @person, @because, @Now, @PersonId)",
            new { handover, person, because, clock.Now, caller.PersonId }, cancellationToken: ct));
        var position = 0;
        foreach (var work in open)
        {
            if ((named.GetValueOrDefault((work.Kind, work.Id)) ?? common) is { } to)
                await Move(tx, handover, ++position, person.Value, work, to, ct);
        }
        await journal.Write(tx, "work.handedOver", "person", person.Value, new Changes().New("because", because).New("count", position), ct);
        var view = (await Read(tx.Connection, handover, caller, ct))!;
        await tx.Commit(view, ct);
        return view;
    }

    /// <summary>A hand-over that was made.</summary>
    public async Task<Result<HandoverView>> Made(Guid id, Caller caller, CancellationToken ct)
    {
        await using var connection = await database.Open(ct);
        return await Read(connection, id, caller, ct) is { } view ? view : NotFound;
    }

    private async Task Move(OfficeTransaction tx, Guid handover, int position, Guid from, OpenWork work, Assignee to, CancellationToken ct)
    {
        var statement = work.Kind switch
        {
            // Who has a line beside or above it already keeps theirs; the line still changes hands only where nobody has it twice.
            WorkKind.Assignment => "update assignment set person_id = @To, version = version + 1 where id = @Id",
            WorkKind.Submission => "update submission set to_person_id = @To, version = version + 1 where id = @Id",
            _ => "update opinion set person_id = @To, version = version + 1 where id = @Id",
        };
        await tx.Connection.ExecuteAsync(new CommandDefinition($"""
            {statement};
            insert into work_handover_line (handover_id, position, document_id, kind, source_id, to_person_id)
            values (@handover, @position, @DocumentId, @Kind, @Id, @To);
            delete from document_grant where document_id = @DocumentId and principal_id = @from and source_id = @Id;
            update document set version = version + 1 where id = @DocumentId;
            """, new { work.Id, work.DocumentId, work.Kind, handover, position, from, To = to.PersonId }, cancellationToken: ct));
        var document = new Id<Document>(work.DocumentId);
        await GrantStore.Give(tx, document, [to.PersonId!.Value], GrantReason.HandOver, work.Id, ct);
        var had = await tx.Connection.ExecuteScalarAsync<bool>(new CommandDefinition(
            "select exists (select from custody where document_id = @DocumentId and to_at is null and person_id = @from)", new { work.DocumentId, from }, cancellationToken: ct));
        if (had && work.Kind != WorkKind.Opinion)
            await Custody.Move(tx, document, to.PersonId, null, CustodyReason.HandedOver, clock.Now, ct);
        var about = await tx.Connection.ExecuteScalarAsync<string>(new CommandDefinition("""
            select i.arrival_number::text || ' – ' || d.subject from incoming i join document d on d.id = i.document_id where i.document_id = @DocumentId
            """, new { work.DocumentId }, cancellationToken: ct));
        var (type, target) = work.Kind switch
        {
            WorkKind.Assignment => ("assignment", work.Id),
            WorkKind.Opinion => ("opinion", work.Id),
            _ => ("document", work.DocumentId),
        };
        await NoticeStore.Tell(tx, [new(to.PersonId.Value)], NoticeKind.HandedOver, type, target, about!, clock.Now, ct);
        await journal.Write(tx, "assignment.handedOver", "document", work.DocumentId, new Changes().New("to", to.Name), ct);
    }

    private static async Task<Assignee?> Receiver(OfficeTransaction tx, FieldErrors errors, string field, string? to, Id<Person> from, CancellationToken ct)
    {
        var receiver = await Assignee.FindPerson(tx.Connection, errors, field, to, ct);
        if (receiver?.PersonId == from.Value)
            errors.Add(field, "Chọn người khác", "Choose somebody else");
        return receiver;
    }

    private static async Task<List<OpenWork>> Open(NpgsqlConnection connection, Id<Person> person, Caller caller, CancellationToken ct) =>
        [.. (await connection.QueryAsync<Row>(new CommandDefinition(OpenSql, new { person, caller.Principals }, cancellationToken: ct)))
            .Select(row => new OpenWork(row.Kind, row.Id, row.DocumentId, row.ArrivalNumber, row.Year, row.Symbol, row.Subject, row.Role, row.DueOn))];

    private static Task<string?> NameOf(NpgsqlConnection connection, Id<Person> person, CancellationToken ct) =>
        connection.ExecuteScalarAsync<string?>(new CommandDefinition("select full_name from person where id = @person", new { person }, cancellationToken: ct));

    private static async Task<HandoverView?> Read(NpgsqlConnection connection, Guid id, Caller caller, CancellationToken ct)
    {
        await using var reader = await connection.QueryMultipleAsync(new CommandDefinition("""
            select h.id, h.person_id, p.full_name as person, p.title, h.because, h.made_at, b.full_name as made_by,
                   (select count(*) from assignment a where a.holder_id = h.person_id and a.state in ('pending', 'active', 'returnProposed'))
                   + (select count(*) from submission s where s.to_person_id = h.person_id and s.state = 'waiting')
                   + (select count(*) from opinion o where o.person_id = h.person_id and o.state = 'asked') as remaining
            from work_handover h
            join person p on p.id = h.person_id
            join person b on b.id = h.made_by
            where h.id = @id;
            select l.kind, l.source_id as id, l.document_id, i.arrival_number, i.year, case when g.seen then d.symbol end as symbol, case when g.seen then d.subject end as subject,
                   a.role, a.due_on, t.full_name as receiver
            from work_handover_line l
            join incoming i on i.document_id = l.document_id
            join document d on d.id = l.document_id
            join person t on t.id = l.to_person_id
            left join assignment a on a.id = l.source_id
            cross join lateral (select exists (select from document_grant dg where dg.document_id = l.document_id and dg.principal_id = any(@Principals)) as seen) g
            where l.handover_id = @id
            order by l.position;
            """, new { id, caller.Principals }, cancellationToken: ct));
        var head = await reader.ReadSingleOrDefaultAsync<Head>();
        var lines = (await reader.ReadAsync<MadeRow>()).ToList();
        if (head is null || !MayFor(new(head.PersonId), caller))
            return null;
        return new HandoverView(head.Id, head.Person, head.Title, head.Because, head.MadeAt, head.MadeBy,
            [.. lines.Select(row => new OpenWork(row.Kind, row.Id, row.DocumentId, row.ArrivalNumber, row.Year, row.Symbol, row.Subject, row.Role, row.DueOn, row.Receiver))], (int)head.Remaining);
    }

    private static bool MayFor(Id<Person> person, Caller caller) => person == caller.PersonId || caller.May(Permission.ManagePeople) || caller.May(Permission.ManageRouting);

    private sealed record Row(WorkKind Kind, Guid Id, Guid DocumentId, int ArrivalNumber, int Year, string? Symbol, string? Subject, AssignmentRole? Role, DateOnly? DueOn);

    private sealed record MadeRow(WorkKind Kind, Guid Id, Guid DocumentId, int ArrivalNumber, int Year, string? Symbol, string? Subject, AssignmentRole? Role, DateOnly? DueOn, string Receiver);

    private sealed record Head(Guid Id, Guid PersonId, string Person, string Title, string Because, DateTimeOffset MadeAt, string MadeBy, long Remaining);
}
