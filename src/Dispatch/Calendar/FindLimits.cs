using Dapper;
using Dispatch.Platform;

namespace Dispatch.Calendar;

/// <summary>A time limit from a day on.</summary>
/// <param name="Code">Which: <c>T-IN-REG</c> (register by), <c>T-IN-REG-URGENT</c> (the same, urgent).</param>
/// <param name="WorkingDays">The limit in working days; null when it is in minutes.</param>
/// <param name="Minutes">The limit in minutes; null when it is in working days.</param>
/// <param name="ValidFrom">The first day it holds on; it ends where the next row of its code begins.</param>
/// <param name="Source">The document that decided it.</param>
/// <param name="InForce">True for the row that holds today.</param>
public sealed record LimitView(string Code, int? WorkingDays, int? Minutes, DateOnly ValidFrom, string Source, bool InForce);

/// <summary>A query: every time limit with its history, newest first for each code.</summary>
public sealed class FindLimits(Database database, OfficeClock clock)
{
    public async Task<IReadOnlyList<LimitView>> Execute(CancellationToken ct)
    {
        await using var connection = await database.Open(ct);
        return [.. await connection.QueryAsync<LimitView>(new CommandDefinition("""
            select l.code, l.working_days, l.minutes, l.valid_from, l.source,
                   l.valid_from = (select max(o.valid_from) from legal_limit o where o.code = l.code and o.valid_from <= @Today) as in_force
            from legal_limit l
            order by l.code, l.valid_from desc
            """, new { clock.Today }, cancellationToken: ct))];
    }
}
