using System.Text.Json;
using Dapper;
using Dispatch.Journal;
using Dispatch.Platform;
using Dispatch.Platform.Http;
using Npgsql;

namespace Dispatch.People;

/// <summary>An edit of a unit (JSON Merge Patch): what is left out stays.</summary>
public sealed record EditUnitRequest
{
    /// <summary>Short code.</summary>
    public string? Code { get; init; }

    /// <summary>Full name.</summary>
    public string? Name { get; init; }

    /// <summary>Place in lists.</summary>
    public int Position { get; init; }

    /// <summary>The first day it no longer works; null opens it again.</summary>
    public DateOnly? ClosedOn { get; init; }
}

/// <summary>Use case: rename, reorder or close a unit. One that people still belong to is not closed: they are moved first.</summary>
public sealed class EditUnit(Database database, JournalWriter journal)
{
    public async Task<Result<UnitDetail>> Execute(Id<Unit> id, JsonElement patch, IfMatch ifMatch, Caller caller, CancellationToken ct)
    {
        await using var tx = await database.Begin(caller, ct);
        if (await FindUnits.Lock(tx.Connection, id, ct) is not { } before)
            return PeopleProblems.UnitNotFound;
        if (ifMatch.Refuses(before.Version) is { } refused)
            return refused;
        var request = MergePatch.Apply(new EditUnitRequest { Code = before.Code, Name = before.Name, Position = before.Position, ClosedOn = before.ClosedOn }, patch, JournalJson.Values);
        var errors = new FieldErrors();
        var (code, name) = AddUnit.Check(errors, request.Code, request.Name);
        if (!errors.None)
            return errors.ToProblem();
        if (request.ClosedOn is { } closed && closed != before.ClosedOn && await StillThere(tx.Connection, id, closed, ct) is { Length: > 0 } people)
            return PeopleProblems.UnitHasPeople.Saying($"Chuyển trước: {string.Join(", ", people)}", $"Move first: {string.Join(", ", people)}");
        var after = before with { Code = code!, Name = name!, Position = request.Position, ClosedOn = request.ClosedOn, Version = before.Version + 1 };
        var changes = Changes.Between(before, after with { Version = before.Version });
        if (changes.None)
            return before;
        try
        {
            await tx.Connection.ExecuteAsync(new CommandDefinition("""
                update unit set code = @Code, name = @Name, position = @Position, closed_on = @ClosedOn, version = version + 1 where id = @Id
                """, new { after.Code, after.Name, after.Position, after.ClosedOn, after.Id }, cancellationToken: ct));
        }
        catch (PostgresException e) when (e.ConstraintName == "unit_code_unique")
        {
            return PeopleProblems.UnitCodeTaken;
        }
        await journal.Write(tx, "unit.changed", "unit", id.Value, changes, ct);
        await tx.Commit(after, ct);
        return after;
    }

    private static async Task<string[]> StillThere(NpgsqlConnection connection, Id<Unit> id, DateOnly closed, CancellationToken ct) =>
        [.. await connection.QueryAsync<string>(new CommandDefinition("""
            select p.full_name
            from post t
            join person p on p.id = t.person_id and p.disabled_at is null
            where t.unit_id = @id and (t.valid_to is null or t.valid_to >= @closed)
            group by p.id, p.full_name, p.sort_name
            order by p.sort_name collate "vi-x-icu"
            limit 20
            """, new { id, closed }, cancellationToken: ct))];
}
