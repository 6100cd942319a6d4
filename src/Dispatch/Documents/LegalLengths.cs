using System.Globalization;
using Dapper;
using Dispatch.Platform;
using Npgsql;

namespace Dispatch.Documents;

/// <summary>Lengths the decree gives for input fields (PL VI, part II): longer values are kept, with a warning. The lengths are rows.</summary>
public sealed class LegalLengths
{
    private readonly Remembered<Dictionary<string, int>> lengths;

    public LegalLengths(Database database, OfficeClock clock) => lengths = new(database, clock, async (connection, ct) =>
        (await connection.QueryAsync<(string Field, int Length)>(new CommandDefinition("""
            select distinct on (field) field, length
            from legal_length
            where valid_from <= @Today
            order by field, valid_from desc
            """, new { clock.Today }, cancellationToken: ct))).ToDictionary(r => r.Field, r => r.Length));

    /// <summary>A warning for each value over its legal length.</summary>
    internal async Task<IReadOnlyList<Warning>> Over(
        NpgsqlConnection connection, Language language, IEnumerable<(string Field, string? Value)> values, CancellationToken ct)
    {
        var longest = await lengths.Get(connection, ct);
        var warnings = new List<Warning>();
        foreach (var (field, value) in values)
        {
            if (value is null || !longest.TryGetValue(field, out var legal) || value.Length <= legal)
                continue;
            var length = new StringInfo(value).LengthInTextElements;
            if (length > legal)
                warnings.Add(new(field, "overLegalLength", new TwoLanguages(
                    $"{length} ký tự, Phụ lục VI Nghị định 30/2020 quy định {legal}",
                    $"{length} characters, Decree 30/2020 Appendix VI sets {legal}").In(language)));
        }
        return warnings;
    }
}
