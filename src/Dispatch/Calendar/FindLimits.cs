using Dapper;
using Dispatch.Platform;

namespace Dispatch.Calendar;

/// <summary>A time limit from a day on.</summary>
/// <param name="Code">Which: <c>T-IN-REG</c> (register by), <c>T-IN-REG-URGENT</c> (the same, urgent) …</param>
/// <param name="Term">The limit, as <see cref="Calendar.Term"/> is written; <c>0 workingDays</c> is the same day.</param>
/// <param name="ValidFrom">The first day it holds on; it ends where the next row of its code begins.</param>
/// <param name="Source">The document that decided it.</param>
/// <param name="Doubt"><c>unconfirmed</c> or <c>conflict</c> while the texts leave it open; null otherwise.</param>
/// <param name="InForce">True for the row that holds today.</param>
public sealed record LimitView(string Code, string Term, DateOnly ValidFrom, string Source, string? Doubt, bool InForce);

/// <summary>A query: every time limit with its history, newest first for each code.</summary>
public sealed class FindLimits(Database database, OfficeClock clock)
{
    public async Task<IReadOnlyList<LimitView>> Execute(CancellationToken ct)
    {
        await using var connection = await database.Open(ct);
        return [.. await connection.QueryAsync<LimitView>(new CommandDefinition("""
            select l.code, l.term, l.valid_from, l.source, l.doubt,
                   l.valid_from = (select max(o.valid_from) from legal_limit o where o.code = l.code and o.valid_from <= @Today) as in_force
            from legal_limit l
            -- as a document goes: in, out, into its file, into the archive
            order by array_position(array['T-IN', 'T-OUT', 'T-FILE', 'T-ARCH'], substring(l.code from '^T-[A-Z]+')), l.code, l.valid_from desc
            """, new { clock.Today }, cancellationToken: ct))];
    }
}
