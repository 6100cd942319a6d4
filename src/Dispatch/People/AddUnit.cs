using System.Text;
using Dapper;
using Dispatch.Platform;

namespace Dispatch.People;

/// <summary>A unit of the office to be added.</summary>
/// <param name="Code">Short code, for example <c>KGVX</c>.</param>
/// <param name="Name">Full name.</param>
/// <param name="Position">Place in lists.</param>
public sealed record AddUnitRequest(string Code, string Name, int Position);

/// <summary>Adds a unit (seeds).</summary>
public sealed class AddUnit(Database database)
{
    public async Task<Result<Id<Unit>>> Execute(AddUnitRequest request, Caller caller, CancellationToken ct)
    {
        await using var tx = await database.Begin(caller, ct);
        var id = Id<Unit>.New();
        var added = await tx.Connection.ExecuteAsync(new CommandDefinition("""
            insert into unit (id, code, name, position) values (@Id, @Code, @Name, @Position)
            on conflict on constraint unit_code_unique do nothing
            """, new { Id = id, request.Code, Name = request.Name.Normalize(NormalizationForm.FormC), request.Position }, cancellationToken: ct));
        if (added == 0)
            return PeopleProblems.UnitCodeTaken;
        await tx.Commit(id, ct);
        return id;
    }
}
