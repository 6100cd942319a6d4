using Dapper;
using Dispatch.Journal;
using Dispatch.Platform;

namespace Dispatch.People;

/// <summary>A unit of the office to be added.</summary>
/// <param name="Code">Short code, for example <c>KGVX</c>: letters, digits and hyphens, at most 20.</param>
/// <param name="Name">Full name.</param>
/// <param name="Position">Place in lists.</param>
public sealed record AddUnitRequest(string Code, string Name, int Position);

/// <summary>Use case: add a unit.</summary>
public sealed class AddUnit(Database database, JournalWriter journal)
{
    public async Task<Result<Id<Unit>>> Execute(AddUnitRequest request, Caller caller, CancellationToken ct)
    {
        var errors = new FieldErrors();
        var (code, name) = Check(errors, request.Code, request.Name);
        if (!errors.None)
            return errors.ToProblem();
        await using var tx = await database.Begin(caller, ct);
        var id = Id<Unit>.New();
        var added = await tx.Connection.ExecuteAsync(new CommandDefinition("""
            insert into unit (id, code, name, position) values (@id, @code, @name, @Position)
            on conflict on constraint unit_code_unique do nothing
            """, new { id, code, name, request.Position }, cancellationToken: ct));
        if (added == 0)
            return PeopleProblems.UnitCodeTaken;
        await journal.Write(tx, "unit.added", "unit", id.Value, new Changes().New("code", code).New("name", name).New("position", request.Position), ct);
        await tx.Commit(id, ct);
        return id;
    }

    internal static (string? Code, string? Name) Check(FieldErrors errors, string? code, string? name)
    {
        var shortCode = errors.Line("code", code, 20);
        if (shortCode is not null && !shortCode.All(c => char.IsLetterOrDigit(c) || c == '-'))
            errors.Add("code", "Chỉ dùng chữ, số và gạch nối", "Letters, digits and hyphens only");
        return (shortCode, errors.Line("name", name, 200));
    }
}
