using Dapper;
using Dispatch.Platform;
using Npgsql;

namespace Dispatch.Agencies;

/// <summary>
/// A query: the directory, for autocomplete best first. <c>snv</c> finds Sở Nội vụ by its initials, <c>so noi</c> by its words, <c>SXD</c> by the
/// abbreviation of symbols, <c>000.00.00.G22</c> by code, <c>Văn phòng CP</c> through a spelling.
/// </summary>
public sealed class FindAgencies(Database database)
{
    /// <summary>One page.</summary>
    /// <param name="q">What was typed; null or blank lists all, by name.</param>
    /// <param name="symbol">Instead of <paramref name="q"/>: a document's symbol, answered with the agencies its abbreviation may stand for.</param>
    /// <param name="paging">How much, from where.</param>
    /// <param name="ct">Cancellation.</param>
    public async Task<Result<Page<AgencyView>>> Execute(string? q, string? symbol, Paging paging, CancellationToken ct)
    {
        AgencyCursor? after = null;
        if (paging.Cursor is { } cursor && !Cursor.TryRead(cursor, out after))
            return PlatformProblems.InvalidCursor;
        var errors = new FieldErrors();
        var written = errors.OptionalLine("q", q, Agency.LongestName) ?? "";
        var ofSymbol = errors.OptionalLine("symbol", symbol, Agency.LongestName);
        if (!errors.None)
            return errors.ToProblem();
        var typed = Agency.Key(written);
        if (typed.Length == 0 && written.Length > 0)
            return new Page<AgencyView>([], null);

        await using var connection = await database.Open(ct);
        var ids = ofSymbol is null ? null : (await RecognizeIssuer.BySymbol(connection, ofSymbol, ct)).Select(id => id.Value).ToArray();

        // Rank 1 is the thing itself, 2 its initials (Sở Ngoại vụ is snv too, but SNV stands for Sở Nội vụ), 3 the beginning of either, 4 a name that
        // begins so, 5 all words somewhere in a name. The directory has a few thousand rows: one pass over it is the plan.
        var rows = (await connection.QueryAsync<AgencyRow>(new CommandDefinition("""
            with ranked as (
                select a.id, a.name, a.abbreviation, a.code, a.valid_from, a.valid_to, a.source, a.version, a.merged_into,
                       array(select v.name from agency_variant v where v.agency_id = a.id order by v.name collate "vi-x-icu") as variants,
                       a.valid_to is not null as ended,
                       case
                           when @typed = '' then 1
                           when @typed = a.name_folded or @typed = any(spelling.keys) or lower(@written) = lower(a.abbreviation) or @code = a.code then 1
                           when @typed = a.initials then 2
                           when starts_with(a.initials, @typed) or starts_with(lower(a.abbreviation), lower(@written)) or starts_with(a.code, @code) then 3
                           when starts_with(a.name_folded, @typed) then 4
                           when not exists (select from unnest(@words) as word where spelling.text not like '% ' || word || '%') then 5
                       end as rank
                from agency a
                cross join lateral (
                    select coalesce(array_agg(v.name_folded), '{}') as keys,
                           ' ' || a.name_folded || coalesce(' ' || string_agg(v.name_folded, ' '), '') as text
                    from agency_variant v
                    where v.agency_id = a.id) as spelling
                where @ids::uuid[] is null or a.id = any(@ids))
            select r.id, r.name, r.abbreviation, r.code, r.valid_from, r.valid_to, r.source, r.version, r.merged_into, r.variants, r.ended, r.rank
            from ranked r
            where r.rank is not null
              and (@AfterName::text is null
                   or (r.rank, r.ended, r.name collate "vi-x-icu", r.id) > (@AfterRank, @AfterEnded, @AfterName collate "vi-x-icu", @AfterId))
            order by r.rank, r.ended, r.name collate "vi-x-icu", r.id
            limit @Rows
            """, new
        {
            typed,
            written,
            code = AgencyCode.TryParse(written, out var code) ? code : written.ToUpperInvariant(),
            words = typed.Split(' ', StringSplitOptions.RemoveEmptyEntries),
            ids,
            AfterRank = after?.Rank ?? 0,
            AfterEnded = after?.Ended ?? false,
            AfterName = after?.Name,
            AfterId = after?.Id ?? Guid.Empty,
            Rows = paging.Limit + 1,
        }, cancellationToken: ct))).ToList();

        return Page.Of(rows, paging, row => new AgencyCursor(row.Rank, row.Ended, row.Name, row.Id.Value)).Select(row => row.View);
    }

    /// <summary>One agency; null when there is none.</summary>
    internal static async Task<AgencyView?> Read(NpgsqlConnection connection, Id<Agency> id, CancellationToken ct) =>
        (await connection.QuerySingleOrDefaultAsync<AgencyRow>(new CommandDefinition("""
            select a.id, a.name, a.abbreviation, a.code, a.valid_from, a.valid_to, a.source, a.version, a.merged_into,
                   array(select v.name from agency_variant v where v.agency_id = a.id order by v.name collate "vi-x-icu") as variants,
                   a.valid_to is not null as ended, 1 as rank
            from agency a
            where a.id = @id
            """, new { id }, cancellationToken: ct)))?.View;

    // Npgsql announces an array column as System.Array, and Dapper compares constructors by that.
    private sealed record AgencyRow(
        Id<Agency> Id, string Name, string? Abbreviation, string? Code, DateOnly ValidFrom, DateOnly? ValidTo, string Source, int Version, Id<Agency>? MergedInto,
        Array Variants, bool Ended, int Rank)
    {
        public AgencyView View => new(Id, Name, Abbreviation, Code, ValidFrom, ValidTo, Source, (string[])Variants, Version, MergedInto);
    }

    private sealed record AgencyCursor(int Rank, bool Ended, string Name, Guid Id);
}
