using Dapper;
using Dispatch.Journal;
using Dispatch.Platform;
using Npgsql;
using NpgsqlTypes;

namespace Dispatch.Agencies;

/// <summary>What an import of the directory did, or would do.</summary>
/// <param name="Rows">Rows of the file, without its heading.</param>
/// <param name="Fresh">Rows that name an agency the directory does not have, without a problem.</param>
/// <param name="Known">Rows whose name leads to an agency already; they are left alone.</param>
/// <param name="Bad">Rows with a problem.</param>
/// <param name="Added">Agencies added; 0 for a check.</param>
/// <param name="Problems">The problems, by line, at most 1,000.</param>
public sealed record AgenciesImport(int Rows, int Fresh, int Known, int Bad, int Added, IReadOnlyList<RowProblem> Problems);

/// <summary>
/// Use case: take in a directory of many thousand rows. The file is read as a stream into a table of the transaction, judged there in a few
/// statements, and written in one: memory and the number of statements do not grow with the file.
/// </summary>
public sealed class ImportAgencies(Database database, OfficeClock clock, JournalWriter journal)
{
    /// <summary>The most rows at once.</summary>
    public const int MostRows = 200_000;

    private const int MostProblems = 1_000;

    public async Task<Result<AgenciesImport>> Execute(Stream content, ImportMode mode, Caller caller, CancellationToken ct)
    {
        await using var tx = await database.Begin(caller, ct);
        await AgencyStore.LockNames(tx, ct);
        await tx.Connection.ExecuteAsync(new CommandDefinition("""
            create temporary table taken (
                line integer not null, id uuid not null, name text not null, name_folded text not null, initials text not null, abbreviation text, code text,
                valid_from date not null, valid_to date, source text not null) on commit drop;
            create temporary table taken_variant (line integer not null, name_folded text not null, name text not null) on commit drop;
            create temporary table taken_problem (line integer not null, field text not null, vietnamese text not null, english text not null) on commit drop;
            """, cancellationToken: ct));
        int rows;
        try
        {
            rows = await Take(tx.Connection, content, ct);
        }
        catch (InvalidDataException)
        {
            return AgencyProblems.FileUnreadable;
        }
        if (rows is 0 or > MostRows)
            return AgencyProblems.FileUnreadable.Saying($"Cần 1 đến {MostRows} dòng dưới dòng tiêu đề", $"Between 1 and {MostRows} rows below the heading are needed");

        var found = await Judge(tx.Connection, caller.Language, ct);
        var view = new AgenciesImport(rows, found.Fresh, found.Known, found.Bad, 0, found.Problems);
        if (mode == ImportMode.All && view.Bad > 0)
            return AgencyProblems.RowsRefused.With("import", view);
        if (mode == ImportMode.Check)
            return view;
        await tx.Connection.ExecuteAsync(new CommandDefinition("""
            insert into agency (id, name, name_folded, initials, code, abbreviation, valid_from, valid_to, source)
            select id, name, name_folded, initials, code, abbreviation, valid_from, valid_to, source
            from taken;
            insert into agency_variant (name_folded, agency_id, name)
            select v.name_folded, t.id, v.name
            from taken_variant v
            join taken t on t.line = v.line;
            """, cancellationToken: ct));
        view = view with { Added = found.Fresh };
        await journal.Write(tx, "agency.imported", "import", Id<AgenciesImport>.New().Value,
            new Changes().New("rows", rows).New("added", view.Added).New("known", view.Known).New("bad", view.Bad), ct);
        await tx.Commit(view, ct);
        return view;
    }

    // Three streams of one connection cannot be written side by side: rows go in portions.
    private async Task<int> Take(NpgsqlConnection connection, Stream content, CancellationToken ct)
    {
        const int Portion = 5_000;
        var (count, part) = (0, new List<Row>(Portion));
        await foreach (var row in TableRows.Read(content, ct).Skip(1))
        {
            if (++count > MostRows)
                return count;
            part.Add(Read(row));
            if (part.Count < Portion)
                continue;
            await Write(connection, part, ct);
            part.Clear();
        }
        await Write(connection, part, ct);
        return count;
    }

    private Row Read(TableRow row)
    {
        var errors = new FieldErrors();
        var name = errors.Line("name", row[0], Agency.LongestName);
        var abbreviation = errors.OptionalLine("abbreviation", row[1], 30);
        var code = errors.AgencyCodeOf("code", row[2]);
        var (from, to) = (errors.DayOf("validFrom", row[4]), errors.DayOf("validTo", row[5]));
        var source = errors.Line("source", row[6], 500);
        var day = from ?? clock.Today;
        if (to < day)
            errors.Add("validTo", "Không trước ngày bắt đầu", "Not before the first day");
        var variants = (row[3] ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(variant => errors.Line("variants", variant, Agency.LongestName)).OfType<string>()
            .DistinctBy(Agency.Key).Where(variant => name is null || Agency.Key(variant) != Agency.Key(name)).ToList();
        return new(row.Line, name, abbreviation, code, day, to, source, variants, errors.None ? null : errors.ToProblem());
    }

    private static async Task Write(NpgsqlConnection connection, List<Row> rows, CancellationToken ct)
    {
        await using (var copy = await connection.BeginBinaryImportAsync(
            "copy taken (line, id, name, name_folded, initials, abbreviation, code, valid_from, valid_to, source) from stdin (format binary)", ct))
        {
            foreach (var row in rows.Where(row => row.Problem is null))
            {
                await copy.StartRowAsync(ct);
                await copy.WriteAsync(row.Line, NpgsqlDbType.Integer, ct);
                await copy.WriteAsync(Id<Agency>.New().Value, NpgsqlDbType.Uuid, ct);
                await copy.WriteAsync(row.Name!, NpgsqlDbType.Text, ct);
                await copy.WriteAsync(Agency.Key(row.Name!), NpgsqlDbType.Text, ct);
                await copy.WriteAsync(VietnameseText.Initials(row.Name!), NpgsqlDbType.Text, ct);
                await Optional(copy, row.Abbreviation, ct);
                await Optional(copy, row.Code, ct);
                await copy.WriteAsync(row.From, NpgsqlDbType.Date, ct);
                if (row.To is { } to)
                    await copy.WriteAsync(to, NpgsqlDbType.Date, ct);
                else
                    await copy.WriteNullAsync(ct);
                await copy.WriteAsync(row.Source!, NpgsqlDbType.Text, ct);
            }
            await copy.CompleteAsync(ct);
        }
        await using (var copy = await connection.BeginBinaryImportAsync("copy taken_variant (line, name_folded, name) from stdin (format binary)", ct))
        {
            foreach (var (line, variant) in rows.Where(row => row.Problem is null).SelectMany(row => row.Variants.Select(variant => (row.Line, variant))))
            {
                await copy.StartRowAsync(ct);
                await copy.WriteAsync(line, NpgsqlDbType.Integer, ct);
                await copy.WriteAsync(Agency.Key(variant), NpgsqlDbType.Text, ct);
                await copy.WriteAsync(variant, NpgsqlDbType.Text, ct);
            }
            await copy.CompleteAsync(ct);
        }
        await using (var copy = await connection.BeginBinaryImportAsync("copy taken_problem (line, field, vietnamese, english) from stdin (format binary)", ct))
        {
            foreach (var row in rows)
            {
                foreach (var (field, texts) in row.Problem?.Errors ?? new Dictionary<string, TwoLanguages[]>())
                {
                    foreach (var text in texts)
                    {
                        await copy.StartRowAsync(ct);
                        await copy.WriteAsync(row.Line, NpgsqlDbType.Integer, ct);
                        await copy.WriteAsync(field, NpgsqlDbType.Text, ct);
                        await copy.WriteAsync(text.Vietnamese, NpgsqlDbType.Text, ct);
                        await copy.WriteAsync(text.English, NpgsqlDbType.Text, ct);
                    }
                }
            }
            await copy.CompleteAsync(ct);
        }
    }

    private static Task Optional(NpgsqlBinaryImporter copy, string? text, CancellationToken ct) =>
        text is null ? copy.WriteNullAsync(ct) : copy.WriteAsync(text, NpgsqlDbType.Text, ct);

    // What is left in `taken` afterwards is what would be added.
    private static async Task<(int Fresh, int Known, int Bad, IReadOnlyList<RowProblem> Problems)> Judge(NpgsqlConnection connection, Language language, CancellationToken ct)
    {
        await connection.ExecuteAsync(new CommandDefinition("analyze taken; analyze taken_variant;", cancellationToken: ct));
        var known = await connection.ExecuteAsync(new CommandDefinition("""
            delete from taken t
            where (t.valid_to is null and exists (select from agency a where a.name_folded = t.name_folded and a.valid_to is null))
               or exists (select from agency_variant v where v.name_folded = t.name_folded)
               or (t.valid_to is not null and exists (select from agency a where a.name_folded = t.name_folded and a.valid_to is not distinct from t.valid_to))
            """, cancellationToken: ct));
        await connection.ExecuteAsync(new CommandDefinition("""
            insert into taken_problem (line, field, vietnamese, english)
            select t.line, 'name', 'Trùng tên với dòng ' || t.first, 'The same name as line ' || t.first
            from (select line, min(line) over (partition by name_folded, valid_to) as first from taken) t
            where t.line > t.first
            union all
            select t.line, 'code', 'Mã ' || t.code || ' là của “' || a.name || '”', 'Code ' || t.code || ' belongs to “' || a.name || '”'
            from taken t
            join agency a on a.code = t.code and a.valid_to is null
            where t.valid_to is null
            union all
            select t.line, 'code', 'Trùng mã với dòng ' || t.first, 'The same code as line ' || t.first
            from (select line, min(line) over (partition by code) as first from taken where code is not null and valid_to is null) t
            where t.line > t.first
            union all
            select v.line, 'variants', 'Cách viết “' || v.name || '” là của “' || a.name || '”', 'The spelling “' || v.name || '” belongs to “' || a.name || '”'
            from taken_variant v
            join taken t on t.line = v.line
            join lateral (
                select o.name from agency o where o.name_folded = v.name_folded and o.valid_to is null
                union all
                select o.name from agency_variant w join agency o on o.id = w.agency_id where w.name_folded = v.name_folded
                limit 1) a on true
            union all
            select t.line, 'variants', 'Cách viết “' || t.name || '” đã có ở dòng ' || t.first, 'The spelling “' || t.name || '” stands in line ' || t.first
            from (select v.line, v.name, min(v.line) over (partition by v.name_folded) as first from taken_variant v join taken t on t.line = v.line) t
            where t.line > t.first
            union all
            select v.line, 'variants', 'Cách viết “' || v.name || '” là tên ở dòng ' || t.line, 'The spelling “' || v.name || '” is the name in line ' || t.line
            from taken_variant v
            join taken o on o.line = v.line
            join taken t on t.name_folded = v.name_folded and t.line <> v.line and t.valid_to is null;
            delete from taken where line in (select line from taken_problem);
            """, cancellationToken: ct));
        await using var answers = await connection.QueryMultipleAsync(new CommandDefinition("""
            select count(*)::integer from taken;
            select count(distinct line)::integer from taken_problem;
            select line, field, case when @english then english else vietnamese end as message from taken_problem order by line, field limit @MostProblems;
            """, new { english = language == Language.English, MostProblems }, cancellationToken: ct));
        return (await answers.ReadSingleAsync<int>(), known, await answers.ReadSingleAsync<int>(), [.. await answers.ReadAsync<RowProblem>()]);
    }

    private sealed record Row(
        int Line, string? Name, string? Abbreviation, string? Code, DateOnly From, DateOnly? To, string? Source, IReadOnlyList<string> Variants, Problem? Problem);
}
