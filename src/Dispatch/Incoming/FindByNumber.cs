using Dapper;
using Dispatch.Access;
using Dispatch.Documents;
using Dispatch.Platform;

namespace Dispatch.Incoming;

/// <summary>A query: the document under a number of a book's year.</summary>
public sealed class FindByNumber(Database database)
{
    public async Task<Result<Id<Document>>> Execute(string register, int year, int number, Caller caller, CancellationToken ct)
    {
        await using var connection = await database.Open(ct);
        var id = await connection.QuerySingleOrDefaultAsync<Guid?>(new CommandDefinition($"""
            select i.document_id
            from incoming i
            join register r on r.id = i.register_id
            where r.code = @register and i.year = @year and i.arrival_number = @number and {GrantStore.Reaches("i.document_id")}
            """, new { register, year, number, caller.Principals }, cancellationToken: ct));
        return id is { } found ? new Id<Document>(found) : IncomingProblems.NotFound;
    }
}
