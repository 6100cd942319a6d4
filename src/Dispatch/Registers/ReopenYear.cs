using Dapper;
using Dispatch.Journal;
using Dispatch.Platform;

namespace Dispatch.Registers;

/// <summary>Use case: reopen a closed year. Two different persons must ask for it; the first is noted, the second opens.</summary>
public sealed class ReopenYear(Database database, JournalWriter journal)
{
    public async Task<Result<bool>> Execute(string code, int year, Caller caller, CancellationToken ct)
    {
        await using var tx = await database.Begin(caller, ct);
        if (await RegisterStore.Find(tx.Connection, code, ct) is not { } register)
            return RegisterProblems.NotFound;
        var rows = (await tx.Connection.QueryAsync<ClosedRow>(new CommandDefinition("""
            select y.closed_at is not null as closed, y.reopening_asked_by
            from series_year y
            join series s on s.id = y.series_id
            where s.register_id = @Id and y.year = @year
            order by y.series_id
            for update of y
            """, new { register.Id, year }, cancellationToken: ct))).ToList();
        if (rows.Count == 0)
            return RegisterProblems.YearNotFound;
        if (!rows[0].Closed)
            return RegisterProblems.NotClosed;

        var second = rows[0].ReopeningAskedBy is { } first && first != caller.PersonId;
        await tx.Connection.ExecuteAsync(new CommandDefinition(second
            ? """
              update series_year y set closed_at = null, closed_by = null, reopening_asked_by = null
              from series s where s.id = y.series_id and s.register_id = @Id and y.year = @year
              """
            : """
              update series_year y set reopening_asked_by = @PersonId
              from series s where s.id = y.series_id and s.register_id = @Id and y.year = @year
              """, new { register.Id, year, caller.PersonId }, cancellationToken: ct));
        await journal.Write(tx, second ? "register.yearReopened" : "register.reopeningAsked", "register", register.Id.Value, new Changes().New("year", year), ct);
        await tx.Commit(second, ct);
        return second ? true : RegisterProblems.SecondPersonNeeded;
    }

    private sealed record ClosedRow(bool Closed, Id<Person>? ReopeningAskedBy);
}
