using Dapper;
using Dispatch.Journal;
using Dispatch.People;
using Dispatch.Platform;
using Microsoft.AspNetCore.Http;

namespace Dispatch.Routing;

/// <summary>A list of units and persons with roles, to be picked at once.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="Own">True for one's own, false for the office's.</param>
/// <param name="Lines">Its lines.</param>
public sealed record ListTemplate(Guid Id, string Name, bool Own, IReadOnlyList<ProposedLine> Lines);

/// <summary>Adds a list template.</summary>
public sealed record AddTemplateRequest
{
    /// <summary>Its name. Required.</summary>
    public string? Name { get; init; }

    /// <summary>True for oneself only; false for the whole office, which takes the right to keep routing data.</summary>
    public bool Own { get; init; } = true;

    /// <summary>Its lines; terms in working days, no dates.</summary>
    public IReadOnlyList<RequestedLine>? Assignments { get; init; }
}

/// <summary>A query: the list templates the caller may pick, the office's first.</summary>
public sealed class FindTemplates(Database database)
{
    public async Task<IReadOnlyList<ListTemplate>> Execute(Caller caller, CancellationToken ct)
    {
        await using var connection = await database.Open(ct);
        var rows = (await connection.QueryAsync<Row>(new CommandDefinition("""
            select t.id, t.name, t.owner_id is not null as own, l.role, u.code as unit, p.user_name as person, coalesce(u.name, p.full_name) as holder, l.term
            from list_template t
            join list_template_line l on l.template_id = t.id
            left join unit u on u.id = l.unit_id
            left join person p on p.id = l.person_id
            where t.owner_id is null or t.owner_id = @PersonId
            order by t.owner_id is not null, t.name collate "vi-x-icu", t.id, l.position
            """, new { caller.PersonId }, cancellationToken: ct))).ToList();
        return [.. rows.GroupBy(row => (row.Id, row.Name, row.Own)).Select(group => new ListTemplate(group.Key.Id, group.Key.Name, group.Key.Own,
            [.. group.Select(row => new ProposedLine(row.Role, row.Unit, row.Person, row.Holder, null, row.Term))]))];
    }

    private sealed record Row(Guid Id, string Name, bool Own, AssignmentRole Role, string? Unit, string? Person, string Holder, string? Term);
}

/// <summary>Use cases: keep list templates (danh sách mẫu), one's own or the office's.</summary>
public sealed class KeepTemplates(Database database, OfficeClock clock, JournalWriter journal, FindTemplates find)
{
    private static readonly Problem NotFound = new("template-not-found", StatusCodes.Status404NotFound, new("Không tìm thấy danh sách mẫu", "There is no such list template"));

    public async Task<Result<ListTemplate>> Add(AddTemplateRequest request, Caller caller, CancellationToken ct)
    {
        if (!request.Own && !caller.May(Permission.ManageRouting))
            return PlatformProblems.NotPermitted;
        Guid added;
        await using (var tx = await database.Begin(caller with { Key = null }, ct))
        {
            var errors = new FieldErrors();
            var name = errors.Line("name", request.Name, 200);
            var lines = await CheckedLine.Read(tx.Connection, errors, request.Assignments, oneLead: false, clock.Today, ct);
            if (lines.Count == 0 && errors.None)
                errors.Add("assignments", "Chọn ít nhất một đơn vị, cá nhân", "Choose at least one unit or person");
            if (lines.Any(line => line.DueOn is not null || line.Term?.Day is not null))
                errors.Add("assignments", "Danh sách mẫu không ghi ngày cụ thể", "A list template names no day");
            if (!errors.None)
                return errors.ToProblem();
            var id = Guid.CreateVersion7();
            await tx.Connection.ExecuteAsync(new CommandDefinition("insert into list_template (id, owner_id, name, created_at) values (@id, @Owner, @name, @Now)",
                new { id, Owner = request.Own ? caller.PersonId.Value : (Guid?)null, name, clock.Now }, cancellationToken: ct));
            for (var i = 0; i < lines.Count; i++)
            {
                await tx.Connection.ExecuteAsync(new CommandDefinition("""
                    insert into list_template_line (template_id, position, role, unit_id, person_id, term)
                    values (@id, @Position, @Role, @UnitId, @PersonId, @Term)
                    """, new { id, Position = i + 1, lines[i].Role, lines[i].To.UnitId, lines[i].To.PersonId, Term = lines[i].Term?.ToString() }, cancellationToken: ct));
            }
            if (!request.Own)
                await journal.Write(tx, "template.added", "template", id, new Changes().New("name", name), ct);
            await tx.Commit(ct);
            added = id;
        }
        return (await find.Execute(caller, ct)).Single(one => one.Id == added);
    }

    public async Task<Result<ListTemplate>> Remove(Guid id, Caller caller, CancellationToken ct)
    {
        var template = (await find.Execute(caller, ct)).FirstOrDefault(one => one.Id == id);
        if (template is null || (!template.Own && !caller.May(Permission.ManageRouting)))
            return NotFound;
        await using var tx = await database.Begin(caller, ct);
        await tx.Connection.ExecuteAsync(new CommandDefinition("delete from list_template where id = @id", new { id }, cancellationToken: ct));
        if (!template.Own)
            await journal.Write(tx, "template.removed", "template", id, new Changes().Change("name", template.Name, null), ct);
        await tx.Commit(template, ct);
        return template;
    }
}
