using Dapper;
using Dispatch.Platform;
using Npgsql;

namespace Dispatch.Agencies;

/// <summary>
/// Leads what stands on a paper to an agency of the directory: a written name through names and spellings, a symbol through its abbreviation.
/// </summary>
internal static class RecognizeIssuer
{
    /// <summary>
    /// SQL for the agency's id, null when nobody knows the name; takes <c>@IssuerFolded</c> (<see cref="Agency.Key"/>). Working agencies come before
    /// spellings, spellings before agencies that have ended: "Bộ Giao thông vận tải" of an old paper is itself, not its successor.
    /// </summary>
    public const string IdOfIssuerFolded = """
        (select known.id
         from (select a.id, case when a.valid_to is null then 1 else 3 end as rank, a.valid_from from agency a where a.name_folded = @IssuerFolded
               union all
               select v.agency_id, 2, null from agency_variant v where v.name_folded = @IssuerFolded) as known
         order by known.rank, known.valid_from desc
         limit 1)
        """;

    /// <summary>The agency of a name as written; null when the directory does not know it.</summary>
    public static Task<Id<Agency>?> Named(NpgsqlConnection connection, string writtenName, CancellationToken ct) =>
        connection.ExecuteScalarAsync<Id<Agency>?>(new CommandDefinition(
            "select " + IdOfIssuerFolded, new { IssuerFolded = Agency.Key(writtenName) }, cancellationToken: ct));

    /// <summary>As <see cref="Named"/>, for many names at once: folded name (<see cref="Agency.Key"/>) → agency, known ones only.</summary>
    public static async Task<IReadOnlyDictionary<string, Id<Agency>>> All(NpgsqlConnection connection, string[] folded, CancellationToken ct) =>
        (await connection.QueryAsync<(string Key, Id<Agency>? Id)>(new CommandDefinition($"""
            select k.key, {IdOfIssuerFolded.Replace("@IssuerFolded", "k.key", StringComparison.Ordinal)} as id
            from unnest(@folded) as k (key)
            """, new { folded }, cancellationToken: ct)))
        .Where(row => row.Id is not null).ToDictionary(row => row.Key, row => row.Id!.Value);

    /// <summary>
    /// The agencies whose abbreviation stands in a symbol: of 1287/SXD-QLĐT the SXD, of 05/BC-SXD too, since BC is a document type.
    /// Several for UBND; none for a symbol that names nobody known.
    /// </summary>
    public static async Task<IReadOnlyList<Id<Agency>>> BySymbol(NpgsqlConnection connection, string symbol, CancellationToken ct)
    {
        var parts = NotationParts(symbol);
        if (parts.Length == 0)
            return [];
        return [.. await connection.QueryAsync<Id<Agency>>(new CommandDefinition("""
            select a.id
            from agency a
            where a.valid_to is null
              and a.abbreviation = (select part.text
                                    from unnest(@parts) with ordinality as part (text, position)
                                    where not exists (select from document_type t where t.abbreviation = part.text)
                                    order by part.position
                                    limit 1)
            order by a.name collate "vi-x-icu", a.id
            """, new { parts }, cancellationToken: ct))];
    }

    /// <summary>The groups of the notation, case and marks kept; years and the term after QH and UBTVQH dropped.</summary>
    internal static string[] NotationParts(string symbol)
    {
        if (!VietnameseText.TryCleanLine(symbol, out var clean))
            return [];
        var slash = clean.IndexOf('/', StringComparison.Ordinal);
        var notation = slash >= 0 ? clean[(slash + 1)..] : clean;
        return [.. notation
            .Split(['/', '-', '‐', '‑', '–', '—', ' ', ',', '.', '&'], StringSplitOptions.RemoveEmptyEntries)
            .Select(part => part.TrimEnd('0', '1', '2', '3', '4', '5', '6', '7', '8', '9'))
            .Where(part => part.Length > 0)];
    }
}
