using Dapper;
using Dispatch.Platform;

namespace Dispatch.Incoming;

/// <summary>A query: the id under a number, for who explains access without seeing documents. Nothing of the document is said.</summary>
public sealed class LocateDocument(Database database)
{
    public async Task<Guid?> Execute(string register, int year, int number, CancellationToken ct)
    {
        await using var connection = await database.Open(ct);
        return await connection.ExecuteScalarAsync<Guid?>(new CommandDefinition("""
            select i.document_id
            from incoming i
            join register r on r.id = i.register_id
            where r.code = @register and i.year = @year and i.arrival_number = @number
            """, new { register, year, number }, cancellationToken: ct));
    }
}
