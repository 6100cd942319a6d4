// Vắng mặt: from one day to another somebody stands in (ủy quyền xử lý), the chief's own desk too. The substitute gets the desk and the units led, not
// roles and books (People/Standing.cs reads it with every request). Easy to get wrong: nothing is passed on twice; a substitute of a substitute sees nothing.
using Dapper;
using Dispatch.Documents;
using Dispatch.Journal;
using Dispatch.Notices;
using Dispatch.People;
using Dispatch.Platform;
using Microsoft.AspNetCore.Http;
using Npgsql;

namespace Dispatch.Routing;

/// <summary>Sets a substitute.</summary>
public sealed record AddAbsenceRequest
{
    /// <summary>User name or id of who stands in. Required.</summary>
    public string? Substitute { get; init; }

    /// <summary>First day; today when missing.</summary>
    public DateOnly? From { get; init; }

    /// <summary>Last day. Required.</summary>
    public DateOnly? To { get; init; }

    /// <summary>Why: leave, mission. Required.</summary>
    public string? Because { get; init; }
}

/// <summary>An absence.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Person">Who is away.</param>
/// <param name="Substitute">Who stands in.</param>
/// <param name="From">First day.</param>
/// <param name="To">Last day.</param>
/// <param name="Because">Why.</param>
/// <param name="EndedAt">When it was ended before its last day; null otherwise.</param>
/// <param name="Warnings">What to look at; only in the answer to setting it.</param>
public sealed record AbsenceView(
    Guid Id, string Person, string Substitute, DateOnly From, DateOnly To, string Because, DateTimeOffset? EndedAt, IReadOnlyList<Warning> Warnings);

/// <summary>Use cases of absences: of oneself, or of others by who manages people and by the office chief.</summary>
public sealed class Absences(Database database, OfficeClock clock, JournalWriter journal)
{
    private static readonly Problem NotFound = new("absence-not-found", StatusCodes.Status404NotFound, new("Không tìm thấy lần vắng mặt", "There is no such absence"));

    private static readonly Problem Overlaps = new("absence-overlaps", StatusCodes.Status409Conflict,
        new("Những ngày này đã có người xử lý thay: kết thúc lần ủy quyền đó trước", "Somebody already stands in on these days: end that first"));

    /// <summary>A person's absences, newest first.</summary>
    public async Task<Result<IReadOnlyList<AbsenceView>>> Of(Id<Person> person, Caller caller, CancellationToken ct)
    {
        if (!MayFor(person, caller))
            return PlatformProblems.NotPermitted;
        await using var connection = await database.Open(ct);
        return (await Read(connection, "a.person_id = @Key", person.Value, ct)).ToList();
    }

    /// <summary>Whom the caller stands in for today, and who stands in for them: what the desk says on top.</summary>
    public async Task<(IReadOnlyList<AbsenceView> StandsIn, AbsenceView? Away)> Today(Caller caller, CancellationToken ct)
    {
        await using var connection = await database.Open(ct);
        var all = await Read(connection, "(a.person_id = @Key or a.substitute_id = @Key) and a.ended_at is null and @Today between a.from_on and a.to_on", caller.PersonId.Value, ct);
        return ([.. all.Where(one => one.Substitute == caller.FullName && one.Person != caller.FullName)], all.FirstOrDefault(one => one.Person == caller.FullName));
    }

    public async Task<Result<AbsenceView>> Add(Id<Person> person, AddAbsenceRequest request, Caller caller, CancellationToken ct)
    {
        if (!MayFor(person, caller))
            return PlatformProblems.NotPermitted;
        await using var tx = await database.Begin(caller, ct);
        var errors = new FieldErrors();
        var because = errors.Line("because", request.Because, 500);
        var from = request.From ?? clock.Today;
        if (request.To is null)
            errors.Add("to", "Nhập ngày cuối", "Give the last day");
        else if (request.To < from)
            errors.Add("to", "Ngày cuối không được trước ngày đầu", "The last day cannot be before the first");
        else if (request.To < clock.Today)
            errors.Add("to", "Ngày cuối không được trước hôm nay", "The last day cannot be before today");
        var substitute = await Assignee.FindPerson(tx.Connection, errors, "substitute", request.Substitute, ct);
        if (substitute?.PersonId == person.Value)
            errors.Add("substitute", "Chọn người khác xử lý thay", "Choose somebody else");
        if (!errors.None)
            return errors.ToProblem();
        // One after the other for the same person: the row of the person is the lock.
        if (await tx.Connection.ExecuteScalarAsync<string?>(new CommandDefinition("select full_name from person where id = @person for update", new { person }, cancellationToken: ct)) is not { } name)
            return PeopleProblems.PersonNotFound;
        if (await tx.Connection.ExecuteScalarAsync<bool>(new CommandDefinition(
            "select exists (select from absence where person_id = @person and ended_at is null and from_on <= @To and to_on >= @from)", new { person, request.To, from }, cancellationToken: ct)))
            return Overlaps;
        var warnings = new List<Warning>();
        if (await tx.Connection.ExecuteScalarAsync<bool>(new CommandDefinition(
            "select exists (select from absence where person_id = @Substitute and ended_at is null and from_on <= @To and to_on >= @from)",
            new { Substitute = substitute!.PersonId, request.To, from }, cancellationToken: ct)))
            warnings.Add(new("substitute", "absent-too", new TwoLanguages($"{substitute.Name} cũng vắng mặt trong những ngày này", $"{substitute.Name} is away on these days, too").In(caller.Language)));
        var id = Guid.CreateVersion7();
        await tx.Connection.ExecuteAsync(new CommandDefinition("""
            insert into absence (id, person_id, substitute_id, from_on, to_on, because, entered_at, entered_by)
            values (@id, @person, @Substitute, @from, @To, @because, @Now, @PersonId)
            """, new { id, person, Substitute = substitute.PersonId, from, request.To, because, clock.Now, caller.PersonId }, cancellationToken: ct));
        await NoticeStore.Tell(tx, [new(substitute.PersonId!.Value)], NoticeKind.StandsIn, "absence", id, $"{name}, {from:dd/MM/yyyy} – {request.To:dd/MM/yyyy}", clock.Now, ct);
        await journal.Write(tx, "absence.added", "person", person.Value, new Changes().New("substitute", substitute.Name).New("from", from).New("to", request.To).New("because", because), ct);
        var view = (await Read(tx.Connection, "a.id = @Key", id, ct)).Single() with { Warnings = warnings };
        await tx.Commit(view, ct);
        return view;
    }

    public async Task<Result<AbsenceView>> End(Id<Person> person, Guid id, Caller caller, CancellationToken ct)
    {
        if (!MayFor(person, caller))
            return PlatformProblems.NotPermitted;
        await using var tx = await database.Begin(caller, ct);
        var ended = await tx.Connection.ExecuteAsync(new CommandDefinition("""
            update absence set ended_at = @Now, ended_by = @PersonId
            where id = @id and person_id = @person and ended_at is null and to_on >= @Today
            """, new { id, person, clock.Now, clock.Today, caller.PersonId }, cancellationToken: ct));
        if (ended == 0)
            return NotFound;
        await journal.Write(tx, "absence.ended", "person", person.Value, null, ct);
        var view = (await Read(tx.Connection, "a.id = @Key", id, ct)).Single();
        await tx.Commit(view, ct);
        return view;
    }

    private static bool MayFor(Id<Person> person, Caller caller) => person == caller.PersonId || caller.May(Permission.ManagePeople) || caller.May(Permission.ManageRouting);

    private async Task<List<AbsenceView>> Read(NpgsqlConnection connection, string which, Guid key, CancellationToken ct) =>
        [.. (await connection.QueryAsync<Row>(new CommandDefinition($"""
            select a.id, p.full_name as person, s.full_name as substitute, a.from_on as "from", a.to_on as "to", a.because, a.ended_at
            from absence a
            join person p on p.id = a.person_id
            join person s on s.id = a.substitute_id
            where {which}
            order by a.from_on desc, a.id desc
            """, new { Key = key, clock.Today }, cancellationToken: ct))).Select(row => new AbsenceView(row.Id, row.Person, row.Substitute, row.From, row.To, row.Because, row.EndedAt, []))];

    private sealed record Row(Guid Id, string Person, string Substitute, DateOnly From, DateOnly To, string Because, DateTimeOffset? EndedAt);
}
