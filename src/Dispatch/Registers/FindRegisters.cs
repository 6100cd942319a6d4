using Dapper;
using Dispatch.Platform;

namespace Dispatch.Registers;

/// <summary>A book with its years.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Code">Short code, as in addresses.</param>
/// <param name="Kind">Incoming or outgoing.</param>
/// <param name="Name">Name on the cover.</param>
/// <param name="IssuingBody">The body whose book it is.</param>
/// <param name="SeriesRule">One counter or one per type.</param>
/// <param name="YearSpan">Years one book spans.</param>
/// <param name="Years">Opened years, newest first; of a book with a counter per type, the sum over its counters.</param>
public sealed record RegisterView(
    Id<Register> Id, string Code, RegisterKind Kind, string Name, string IssuingBody, SeriesRule SeriesRule, int YearSpan, IReadOnlyList<YearView> Years);

/// <summary>One year of a book.</summary>
/// <param name="Year">The (first) year.</param>
/// <param name="FirstNumber">Where it was opened.</param>
/// <param name="LastNumber">The last number given; one less than the first when none was.</param>
/// <param name="OpenedBecause">Why it was opened there.</param>
/// <param name="ClosedAt">When it was closed (khóa sổ); null while open.</param>
public sealed record YearView(int Year, int FirstNumber, int LastNumber, string OpenedBecause, DateTimeOffset? ClosedAt)
{
    /// <summary>Who asked for a reopening first; null while nobody did.</summary>
    public string? ReopeningAskedBy { get; init; }
}

/// <summary>A query: all books.</summary>
public sealed class FindRegisters(Database database)
{
    public async Task<Page<RegisterView>> Execute(CancellationToken ct)
    {
        await using var connection = await database.Open(ct);
        var registers = await connection.QueryAsync<RegisterRow>(new CommandDefinition("""
            select id, code, kind, name, issuing_body, series_rule, year_span
            from register
            order by kind, code collate "vi-x-icu"
            """, cancellationToken: ct));
        var years = (await connection.QueryAsync<YearRow>(new CommandDefinition("""
            select s.register_id, y.year, min(y.first_number) as first, max(y.last_number) as last, min(y.opened_because) as because, max(y.closed_at) as closed_at,
                   max(p.full_name) as asked_by
            from series_year y
            join series s on s.id = y.series_id
            left join person p on p.id = y.reopening_asked_by
            group by s.register_id, y.year
            order by y.year desc
            """, cancellationToken: ct))).ToLookup(y => y.RegisterId);
        return new([.. registers.Select(r => new RegisterView(r.Id, r.Code, r.Kind, r.Name, r.IssuingBody, r.SeriesRule, r.YearSpan,
            [.. years[r.Id].Select(y => new YearView(y.Year, y.First, y.Last, y.Because, y.ClosedAt) { ReopeningAskedBy = y.AskedBy })]))], null);
    }

    private sealed record YearRow(Id<Register> RegisterId, int Year, int First, int Last, string Because, DateTimeOffset? ClosedAt, string? AskedBy);
}
