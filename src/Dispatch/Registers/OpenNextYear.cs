using Dapper;
using Dispatch.Journal;
using Dispatch.Platform;

namespace Dispatch.Registers;

/// <summary>A job of 1 December: next year's books are opened at number 1, where this year's are open.</summary>
public sealed class OpenNextYear(Database database, OfficeClock clock, JournalWriter journal)
{
    public async Task<int> Run(CancellationToken ct)
    {
        if (clock.Today.Month < 12)
            return 0;
        await using var tx = await database.Begin(Caller.System("job"), ct);
        var next = clock.Today.Year + 1;
        var opened = (await tx.Connection.QueryAsync<Guid>(new CommandDefinition("""
            with opened as (
                insert into series_year (series_id, year, first_number, last_number, opened_because, opened_at, opened_by)
                select s.id, @next, 1, 0, 'Mở sổ năm mới', @Now, @SystemId
                from series s
                join register r on r.id = s.register_id
                where exists (select from series_year y where y.series_id = s.id and y.year + r.year_span = @next)
                on conflict on constraint series_year_pk do nothing
                returning series_id
            )
            select distinct s.register_id from opened o join series s on s.id = o.series_id
            """, new { next, clock.Now, Caller.SystemId }, cancellationToken: ct))).ToList();
        foreach (var register in opened)
            await journal.Write(tx, "register.yearOpened", "register", register, new Changes().New("year", next).New("firstNumber", 1), ct);
        await tx.Commit(ct);
        return opened.Count;
    }
}
