using System.Text.Json;
using System.Text.Json.Nodes;
using Dapper;
using Dispatch.Journal;
using Dispatch.Platform;

namespace Dispatch.Registers;

/// <summary>A query: the certificate a closed year was closed with, as the journal has kept it.</summary>
public sealed class ReadClosure(Database database)
{
    public async Task<Result<ClosingCertificate>> Execute(string code, int year, CancellationToken ct)
    {
        await using var connection = await database.Open(ct);
        if (await RegisterStore.Find(connection, code, ct) is not { } register)
            return RegisterProblems.NotFound;
        var state = await connection.QueryFirstOrDefaultAsync<State>(new CommandDefinition("""
            select y.closed_at is not null as closed
            from series_year y
            join series s on s.id = y.series_id
            where s.register_id = @Id and y.year = @year
            """, new { register.Id, year }, cancellationToken: ct));
        if (state is null)
            return RegisterProblems.YearNotFound;
        if (!state.Closed)
            return RegisterProblems.NotClosed;
        var entries = await connection.QueryAsync<string>(new CommandDefinition("""
            select convert_from(canonical, 'UTF8')
            from journal_entry
            where object_id = @Id and action = 'register.yearClosed'
            order by id desc
            """, new { register.Id }, cancellationToken: ct));
        return entries.Select(Certificate).First(certificate => certificate.Year == year);
    }

    private static ClosingCertificate Certificate(string canonical)
    {
        var values = new JsonObject(JsonElement.Parse(canonical).GetProperty("changes").EnumerateObject()
            .Select(change => KeyValuePair.Create(change.Name, JsonSerializer.SerializeToNode(change.Value[1]))));
        return values.Deserialize<ClosingCertificate>(JournalJson.Values)!;
    }

    private sealed record State(bool Closed);
}
