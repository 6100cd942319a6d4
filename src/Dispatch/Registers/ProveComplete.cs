using Dapper;
using Dispatch.Platform;
using Npgsql;

namespace Dispatch.Registers;

/// <summary>The proof that every number of a book's year is accounted for.</summary>
/// <param name="First">The number the year was opened at.</param>
/// <param name="Last">The last number given.</param>
/// <param name="Missing">Numbers without a line; empty in a sound book.</param>
/// <param name="Duplicates">Numbers with more than one line; empty in a sound book.</param>
/// <param name="Annulled">Annulled numbers with their reason; they keep their lines.</param>
public sealed record Completeness(int First, int Last, IReadOnlyList<int> Missing, IReadOnlyList<int> Duplicates, IReadOnlyList<AnnulledNumber> Annulled);

/// <summary>An annulled number (Hủy số).</summary>
public sealed record AnnulledNumber(int Number, string Reason);

/// <summary>A query: is the book of a year complete?</summary>
public sealed class ProveComplete(Database database)
{
    public async Task<Result<Completeness>> Execute(string code, int year, string? documentType, CancellationToken ct)
    {
        await using var connection = await database.Open(ct);
        if (await RegisterStore.Find(connection, code, ct) is not { } register)
            return RegisterProblems.NotFound;
        if (register.SeriesRule == SeriesRule.PerType && documentType is null)
            documentType = "CV";
        return await Of(connection, await RegisterStore.SeriesOf(connection, register, documentType, ct), year, ct) is { } proof
            ? proof
            : RegisterProblems.YearNotFound;
    }

    internal static async Task<Completeness?> Of(NpgsqlConnection connection, Id<Series> series, int year, CancellationToken ct)
    {
        // One statement, one snapshot: a number taken while we look is either counted with its line or not at all.
        var rows = (await connection.QueryAsync<Row>(new CommandDefinition("""
            select 'range' as what, y.first_number as number, y.last_number as other, null as reason
            from series_year y
            where y.series_id = @series and y.year = @year
            union all
            select 'missing', n, null, null
            from series_year y
            cross join lateral generate_series(y.first_number, y.last_number) n
            where y.series_id = @series and y.year = @year
              and not exists (select from register_entry e where e.series_id = y.series_id and e.year = y.year and e.number = n)
            union all
            select 'duplicate', e.number, null, null
            from register_entry e
            where e.series_id = @series and e.year = @year and e.suffix = ''
            group by e.number
            having count(*) > 1
            union all
            select 'annulled', e.number, null, e.reason
            from register_entry e
            where e.series_id = @series and e.year = @year and e.state = 'annulled'
            order by 1, 2
            """, new { series, year }, commandTimeout: 120, cancellationToken: ct))).ToLookup(r => r.What);
        if (rows["range"].SingleOrDefault() is not { } range)
            return null;
        return new(range.Number, range.Other!.Value,
            [.. rows["missing"].Select(r => r.Number)],
            [.. rows["duplicate"].Select(r => r.Number)],
            [.. rows["annulled"].Select(r => new AnnulledNumber(r.Number, r.Reason!))]);
    }

    private sealed record Row(string What, int Number, int? Other, string? Reason);
}
