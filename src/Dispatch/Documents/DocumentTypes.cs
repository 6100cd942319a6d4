using Dapper;
using Dispatch.Platform;
using Npgsql;

namespace Dispatch.Documents;

/// <summary>
/// The document types in force (Nghị định 30/2020, Đ7, PL III, and what incoming books meet besides). Abbreviations are written exactly:
/// ĐA (đề án) is not DA (dự án), QĐ is not QyĐ.
/// </summary>
public sealed class DocumentTypes
{
    /// <summary>Công văn has no abbreviation: a notation that names no type is one.</summary>
    public const string OfficialLetter = "CV";

    private readonly Dictionary<string, string> nameByCode;
    private readonly Dictionary<string, string> codeByAbbreviation;
    private readonly Dictionary<string, string> codeByName;

    private DocumentTypes(List<Row> rows)
    {
        nameByCode = rows.ToDictionary(r => r.Code, r => r.Name);
        codeByAbbreviation = rows.Where(r => r.Abbreviation is not null).GroupBy(r => r.Abbreviation!).ToDictionary(g => g.Key, g => g.First().Code);
        codeByName = rows.GroupBy(r => VietnameseText.Words(r.Name)).ToDictionary(g => g.Key, g => g.First().Code);
    }

    /// <summary>The types in force, remembered for a minute.</summary>
    public static Remembered<DocumentTypes> Remember(Database database, OfficeClock clock) => new(database, clock, (connection, ct) => Read(connection, clock.Today, ct));

    private static async Task<DocumentTypes> Read(NpgsqlConnection connection, DateOnly today, CancellationToken ct) =>
        new([.. await connection.QueryAsync<Row>(new CommandDefinition("""
            select code, name, abbreviation
            from document_type
            where valid_from <= @today and (valid_to is null or valid_to >= @today)
            order by position
            """, new { today }, cancellationToken: ct))]);

    internal bool Has(string code) => nameByCode.ContainsKey(code);

    /// <summary>A type as people write it, its abbreviation or its name; null when there is no such type.</summary>
    internal string? OfWritten(string text) =>
        codeByAbbreviation.TryGetValue(text, out var code) || nameByCode.ContainsKey(code = text) || codeByName.TryGetValue(VietnameseText.Words(text), out code) ? code : null;

    /// <summary><c>QĐ-UBND</c> → QĐ, <c>2026/NĐ-CP</c> → NĐ, <c>SXD-QLĐT</c> → CV.</summary>
    internal string OfNotation(string? notation)
    {
        foreach (var part in (notation ?? "").Replace('Ð', 'Đ').Split(['/', '-', '‑', '–', ' '], StringSplitOptions.RemoveEmptyEntries))
        {
            if (codeByAbbreviation.TryGetValue(part, out var code))
                return code;
            if (!part.All(char.IsAsciiDigit))
                break;
        }
        return OfficialLetter;
    }

    private sealed record Row(string Code, string Name, string? Abbreviation);
}
