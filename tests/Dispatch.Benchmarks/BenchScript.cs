using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Dispatch.Benchmarks;

/// <summary>PostgreSQL's statement log of one registration, made into a pgbench script.</summary>
/// <param name="Statements">How many statements there were.</param>
/// <param name="Text">The script; the book's series is still to be filled in.</param>
internal sealed partial record BenchScript(int Statements, string Text)
{
    private const string Series = "{series}";

    /// <summary>Reads "execute name: sql" and "parameters: $1 = '…'" of the office's connections.</summary>
    public static BenchScript Of(string log)
    {
        var script = new StringBuilder();
        script.AppendLine(@"\set r random(1, 2000000000)").AppendLine(@"\set s random(1, 2000000000)");
        var (count, seriesId, documentId, number, key, symbol) = (0, "", "", "", "", "");
        foreach (Match entry in Entry().Matches(log))
        {
            var sql = entry.Groups["sql"].Value.Replace("\t", " ", StringComparison.Ordinal).Trim();
            if (!entry.Groups["app"].Value.StartsWith("dispatch-jobs", StringComparison.Ordinal) && sql.Length > 0 && !sql.Contains("journal.read", StringComparison.Ordinal))
            {
                var values = Parameter().Matches(entry.Groups["parameters"].Value).ToDictionary(p => p.Groups[1].Value, p => p.Groups[2].Success ? p.Groups[2].Value.Replace("''", "'", StringComparison.Ordinal) : null);
                if (sql.StartsWith("update series_year", StringComparison.Ordinal))
                    seriesId = values.Values.First(v => Guid.TryParse(v, out _))!;
                if (sql.StartsWith("insert into document ", StringComparison.Ordinal) || sql.StartsWith("insert into document(", StringComparison.Ordinal))
                {
                    documentId = values["1"]!;
                    symbol = values.Values.First(v => v?.EndsWith("/SXD-QLĐT", StringComparison.Ordinal) == true)!;
                }
                if (sql.StartsWith("insert into incoming ", StringComparison.Ordinal))
                    number = values["5"]!;
                if (sql.StartsWith("insert into idempotency_key", StringComparison.Ordinal))
                    key = values["2"]!;
                count++;
            }
        }
        var folded = "";
        foreach (Match entry in Entry().Matches(log))
        {
            var sql = entry.Groups["sql"].Value.Replace("\t", " ", StringComparison.Ordinal).Trim();
            if (entry.Groups["app"].Value.StartsWith("dispatch-jobs", StringComparison.Ordinal) || sql.Length == 0)
                continue;
            var values = Parameter().Matches(entry.Groups["parameters"].Value);
            foreach (var value in values.Reverse())
            {
                var text = value.Groups[2].Success ? value.Groups[2].Value : null;
                var plain = text?.Replace("''", "'", StringComparison.Ordinal);
                if (folded.Length == 0 && plain?.EndsWith("/sxdqldt", StringComparison.Ordinal) == true)
                    folded = plain;
                var literal = plain switch
                {
                    null => "null",
                    _ when plain == documentId => ":id",
                    _ when plain == seriesId => $"'{Series}'",
                    _ when plain == number && sql.Contains("number", StringComparison.Ordinal) => ":number",
                    _ when plain == key => "(:r || '-' || :s)",
                    _ when plain == symbol => "(:r || '/SXD-QLĐT')",
                    _ when plain == folded && folded.Length > 0 => "(:r || '/sxdqldt')",
                    // A colon before a word is a variable to pgbench, also inside quotes.
                    _ when text!.Contains(':', StringComparison.Ordinal) =>
                        "E'" + text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace(":", "\\072", StringComparison.Ordinal) + "'",
                    _ => $"'{text}'",
                };
                sql = Regex.Replace(sql, $@"\${value.Groups[1].Value}(?!\d)", _ => literal);
            }
            sql = sql.Replace("coalesce(null, null)", "null", StringComparison.Ordinal); // parameters had types, literals have none
            if (sql.StartsWith("update series_year", StringComparison.Ordinal))
                sql = Regex.Replace(sql, "returning last_number", "returning last_number as number, gen_random_uuid() as id");
            script.Append(sql.ReplaceLineEndings(" ").TrimEnd(';'));
            script.AppendLine(sql.StartsWith("update series_year", StringComparison.Ordinal) ? @" \gset" : ";");
        }
        return new(count, script.ToString());
    }

    /// <summary>The script over one series, or one of several at random.</summary>
    public string For(IReadOnlyList<Guid> series)
    {
        if (series.Count == 1)
            return Text.Replace($"'{Series}'", $"'{series[0]}'", StringComparison.Ordinal);
        var choice = new StringBuilder();
        choice.Append(CultureInfo.InvariantCulture, $@"\set b random(1, {series.Count})").AppendLine();
        var pick = "(array[" + string.Join(',', series.Select(s => $"'{s}'")) + "]::uuid[])[:b]";
        return choice + Text.Replace($"'{Series}'", pick, StringComparison.Ordinal);
    }

    [GeneratedRegex(@"~\d+\|(?<app>[^|]*)\|LOG:\s+(?:execute [^:]+|statement): (?<sql>[\s\S]*?)\n(?:~\d+\|[^|]*\|DETAIL:\s+[Pp]arameters: (?<parameters>.*)\n)?(?=~|\z)")]
    private static partial Regex Entry();

    [GeneratedRegex(@"\$(\d+) = (?:'((?:[^']|'')*)'|NULL)")]
    private static partial Regex Parameter();
}
