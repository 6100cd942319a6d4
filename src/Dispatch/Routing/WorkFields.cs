using Dapper;
using Dispatch.Journal;
using Dispatch.Platform;
using Dispatch.Platform.Http;
using Microsoft.AspNetCore.Http;

namespace Dispatch.Routing;

/// <summary>A field of work (lĩnh vực), as it is kept.</summary>
/// <param name="Code">Short code.</param>
/// <param name="Name">Its name.</param>
/// <param name="Receiver">User name of who gets its letters first; null for nobody in particular.</param>
/// <param name="ReceiverName">Their name.</param>
/// <param name="LeadUnit">Code of the unit that usually leads; null for none.</param>
/// <param name="LeadUnitName">Its name.</param>
/// <param name="ValidFrom">First day.</param>
/// <param name="ValidTo">Last day; null while it lasts.</param>
/// <param name="Source">The rule that says so.</param>
/// <param name="Version">For <c>If-Match</c>.</param>
public sealed record WorkField(
    string Code, string Name, string? Receiver, string? ReceiverName, string? LeadUnit, string? LeadUnitName, DateOnly ValidFrom, DateOnly? ValidTo, string Source, int Version);

/// <summary>Adds or changes a field of work.</summary>
public sealed record KeepFieldRequest
{
    /// <summary>Short code, 2 to 20 characters. Required when adding; never changes.</summary>
    public string? Code { get; init; }

    /// <summary>Its name. Required.</summary>
    public string? Name { get; init; }

    /// <summary>User name or id of who gets its letters first.</summary>
    public string? Receiver { get; init; }

    /// <summary>Code of the unit that usually leads.</summary>
    public string? LeadUnit { get; init; }

    /// <summary>Last day; null while it lasts.</summary>
    public DateOnly? ValidTo { get; init; }

    /// <summary>The rule that says so (quy chế làm việc, phân công). Required.</summary>
    public string? Source { get; init; }
}

/// <summary>A query: the fields of work, those in force first.</summary>
public sealed class FindFields(Database database, OfficeClock clock)
{
    private const string Sql = """
        select f.code, f.name, p.user_name as receiver, p.full_name as receiver_name, u.code as lead_unit, u.name as lead_unit_name, f.valid_from, f.valid_to, f.source, f.version
        from work_field f
        left join person p on p.id = f.first_receiver_id
        left join unit u on u.id = f.lead_unit_id
        """;

    public async Task<IReadOnlyList<WorkField>> Execute(CancellationToken ct)
    {
        await using var connection = await database.Open(ct);
        return [.. await connection.QueryAsync<WorkField>(new CommandDefinition(
            $"{Sql} order by f.valid_to is not null and f.valid_to < @Today, f.position, f.name collate \"vi-x-icu\"", new { clock.Today }, cancellationToken: ct))];
    }

    internal static Task<WorkField> One(Npgsql.NpgsqlConnection connection, string code, CancellationToken ct) =>
        connection.QuerySingleAsync<WorkField>(new CommandDefinition($"{Sql} where f.code = @code", new { code }, cancellationToken: ct));
}

/// <summary>Use case: keep a field of work.</summary>
public sealed class KeepField(Database database, OfficeClock clock, JournalWriter journal)
{
    private static readonly Problem CodeTaken = new("field-exists", StatusCodes.Status409Conflict, new("Đã có lĩnh vực mang mã này", "A field with this code exists"));
    private static readonly Problem NotFound = new("field-not-found", StatusCodes.Status404NotFound, new("Không tìm thấy lĩnh vực", "There is no such field"));

    public Task<Result<WorkField>> Add(KeepFieldRequest request, Caller caller, CancellationToken ct) => Execute(null, request, null, caller, ct);

    public Task<Result<WorkField>> Change(string code, KeepFieldRequest request, IfMatch ifMatch, Caller caller, CancellationToken ct) =>
        Execute(code, request, ifMatch, caller, ct);

    private async Task<Result<WorkField>> Execute(string? code, KeepFieldRequest request, IfMatch? ifMatch, Caller caller, CancellationToken ct)
    {
        await using var tx = await database.Begin(caller, ct);
        var errors = new FieldErrors();
        var name = errors.Line("name", request.Name, 200);
        var source = errors.Line("source", request.Source, 500);
        var key = code ?? errors.Line("code", request.Code, 20);
        var receiver = string.IsNullOrWhiteSpace(request.Receiver) ? null : await Assignee.FindPerson(tx.Connection, errors, "receiver", request.Receiver, ct);
        var unit = string.IsNullOrWhiteSpace(request.LeadUnit) ? null : await Assignee.Find(tx.Connection, errors, "leadUnit", request.LeadUnit, null, clock.Today, ct);
        if (!errors.None)
            return errors.ToProblem();
        var version = await tx.Connection.ExecuteScalarAsync<int?>(new CommandDefinition("select version from work_field where code = @key for update", new { key }, cancellationToken: ct));
        if (code is null && version is not null)
            return CodeTaken;
        if (code is not null && version is null)
            return NotFound;
        if (ifMatch is not null && ifMatch.Refuses(version!.Value) is { } refused)
            return refused;
        var before = code is null ? null : await FindFields.One(tx.Connection, key!, ct);
        await tx.Connection.ExecuteAsync(new CommandDefinition("""
            insert into work_field (id, code, name, first_receiver_id, lead_unit_id, position, valid_from, valid_to, source)
            values (@Id, @key, @name, @Receiver, @Unit, (select coalesce(max(position), 0) + 1 from work_field), @Today, @ValidTo, @source)
            on conflict on constraint work_field_code_unique do update
            set name = excluded.name, first_receiver_id = excluded.first_receiver_id, lead_unit_id = excluded.lead_unit_id, valid_to = excluded.valid_to,
                source = excluded.source, version = work_field.version + 1
            """, new { Id = Guid.CreateVersion7(), key, name, Receiver = receiver?.PersonId, Unit = unit?.UnitId, clock.Today, request.ValidTo, source }, cancellationToken: ct));
        var view = await FindFields.One(tx.Connection, key!, ct);
        var id = await tx.Connection.ExecuteScalarAsync<Guid>(new CommandDefinition("select id from work_field where code = @key", new { key }, cancellationToken: ct));
        await journal.Write(tx, before is null ? "field.added" : "field.changed", "field", id, new Changes().Change("name", before?.Name, view.Name)
            .Change("receiver", before?.ReceiverName, view.ReceiverName).Change("leadUnit", before?.LeadUnitName, view.LeadUnitName).Change("validTo", before?.ValidTo, view.ValidTo), ct);
        await tx.Commit(view, ct);
        return view;
    }
}
