using Dapper;
using Dispatch.Platform;
using Npgsql;

namespace Dispatch.Operations;

/// <summary>Puts a dump into an empty database and holds the result against the manifest.</summary>
internal static class RestoredOffice
{
    /// <summary>One transaction: the database holds all of it or nothing.</summary>
    /// <returns>The problem; null when it went well.</returns>
    public static async Task<Problem?> Fill(BackupFolder folder, BackupManifest manifest, string ownerConnectionString, CancellationToken ct)
    {
        if (PostgresTools.Find(manifest.Postgres) is not { } tools)
            return BackupProblems.ToolsMissing.Saying($"apt install postgresql-client-{manifest.Postgres}", $"apt install postgresql-client-{manifest.Postgres}");
        // Who owns what and who may what is not the dump's to say: `migrate` does, for the roles of this server.
        var failure = await tools.Run("pg_restore", ownerConnectionString,
            ["--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction", "--no-password", "--dbname=" + new NpgsqlConnectionStringBuilder(ownerConnectionString).Database, folder.Dump], ct);
        return failure is null ? null : BackupProblems.DoesNotRestore.Saying(failure, failure);
    }

    /// <summary>The problem when tables, numbers or files are not those of the manifest; null when all are.</summary>
    public static async Task<Problem?> Differs(BackupManifest manifest, string ownerConnectionString, CancellationToken ct)
    {
        await using var connection = new NpgsqlConnection(ownerConnectionString);
        await connection.OpenAsync(ct);
        var found = new List<TwoLanguages>();
        var counts = await BackupStore.CountTables(connection, ct);
        foreach (var table in manifest.Tables.Keys.Union(counts.Keys))
        {
            var (wanted, there) = (manifest.Tables.GetValueOrDefault(table, -1), counts.GetValueOrDefault(table, -1));
            if (wanted != there)
                found.Add(new($"bảng {table}: {wanted} dòng trong bản kê, {there} dòng phục hồi được", $"table {table}: {wanted} rows in the manifest, {there} restored"));
        }
        var books = await BackupStore.Books(connection, ct);
        foreach (var book in manifest.Books.Except(books).Concat(books.Except(manifest.Books)))
            found.Add(new($"sổ {book.Register} {book.DocumentType} {book.Year}: số cuối không khớp", $"book {book.Register} {book.DocumentType} {book.Year}: the last number differs"));
        var kept = manifest.Files.Select(file => file.Sha256).Concat(manifest.Missing).ToHashSet();
        foreach (var named in (await BackupStore.NamedFiles(connection, ct)).Where(named => !kept.Contains(named.Hex)))
            found.Add(new($"mất tệp {named.Hex}", $"missing file {named.Hex}"));
        return found.Count == 0 ? null : BackupProblems.DoesNotRestore.Listing(found);
    }

    /// <summary>True when a database holds nothing of anybody.</summary>
    public static async Task<bool> IsEmpty(string connectionString, CancellationToken ct)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(ct);
        return await connection.ExecuteScalarAsync<bool>(new CommandDefinition(
            "select not exists (select from pg_tables where schemaname not in ('pg_catalog', 'information_schema'))", cancellationToken: ct));
    }
}
