using Dapper;
using Dispatch.Journal;
using Dispatch.Platform;

namespace Dispatch.Views;

/// <summary>Use case: drop a view one has saved. Somebody else's, or everybody's, does not exist for this.</summary>
public sealed class DropView(Database database, JournalWriter journal)
{
    public async Task<Result<Id<SavedView>>> Execute(Id<SavedView> id, Caller caller, CancellationToken ct)
    {
        await using var tx = await database.Begin(caller, ct);
        var name = await tx.Connection.QuerySingleOrDefaultAsync<string>(new CommandDefinition(
            "delete from saved_view where id = @id and owner_id = @PersonId returning name", new { id, caller.PersonId }, cancellationToken: ct));
        if (name is null)
            return ViewProblems.NotFound;
        await journal.Write(tx, "view.dropped", "view", id.Value, new Changes().Change("name", name, null), ct);
        await tx.Commit(id, ct);
        return id;
    }
}
