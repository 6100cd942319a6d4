using Dapper;
using Dispatch.Platform;

namespace Dispatch.Views;

/// <summary>Use case: remember which columns a person wants in a list, and say which. No journal: it changes nothing but a screen.</summary>
public sealed class ChooseColumns(Database database)
{
    private const int Most = 40;

    /// <summary>Remembers them; none means the list as it comes.</summary>
    public async Task Execute(string list, IReadOnlyList<string> columns, Caller caller, CancellationToken ct)
    {
        await using var tx = await database.Begin(caller, ct);
        await tx.Connection.ExecuteAsync(new CommandDefinition("""
            insert into list_columns (person_id, list, columns)
            values (@PersonId, @list, @Columns)
            on conflict on constraint list_columns_pk do update set columns = excluded.columns
            """, new { caller.PersonId, list, Columns = columns.Take(Most).ToArray() }, cancellationToken: ct));
        await tx.Commit(ct);
    }

    /// <summary>The remembered ones; none while nothing was chosen.</summary>
    public async Task<IReadOnlyList<string>> Chosen(string list, Caller caller, CancellationToken ct)
    {
        await using var connection = await database.Open(ct);
        return await connection.QuerySingleOrDefaultAsync<string[]>(new CommandDefinition(
            "select columns from list_columns where person_id = @PersonId and list = @list", new { caller.PersonId, list }, cancellationToken: ct)) ?? [];
    }
}
