using System.Security.Cryptography;
using System.Text;
using Dapper;
using Npgsql;

namespace Dispatch.Platform;

/// <summary>
/// Brings a database to this program's schema: numbered SQL files embedded in the assembly, each in its own transaction, with checksums,
/// under an advisory lock. See <c>migrations/README.md</c>.
/// </summary>
public sealed class Migrator(string connectionString)
{
    private const long LockKey = 0x4469737061746368; // "Dispatch"
    private const string NoTransaction = "-- no transaction";

    /// <summary>Applies what is missing, in order, and prepares Hangfire's schema.</summary>
    /// <param name="appRole">The role the office runs as, if it is not the owner: it gets exactly the rights of <see cref="AppRights"/>.</param>
    /// <returns>The names applied now.</returns>
    /// <exception cref="MigrationException">A file changed after it was applied, or the database is newer than the program.</exception>
    public async Task<IReadOnlyList<string>> Migrate(string? appRole, CancellationToken ct)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(ct);
        await connection.ExecuteAsync("select pg_advisory_lock(@LockKey)", new { LockKey });
        var applied = new List<string>();
        try
        {
            await connection.ExecuteAsync("""
                create table if not exists schema_migration (
                    name       text        not null constraint schema_migration_pk primary key,
                    checksum   text        not null,
                    applied_at timestamptz not null default clock_timestamp()
                )
                """);
            var known = (await connection.QueryAsync<AppliedMigration>("select name, checksum from schema_migration order by name")).ToList();
            foreach (var script in Pending(known))
            {
                await Apply(connection, script, ct);
                applied.Add(script.Name);
            }
            await InstallHangfire(connection);
            if (appRole is not null)
                await AppRights.Grant(connection, appRole);
        }
        finally
        {
            await connection.ExecuteAsync("select pg_advisory_unlock(@LockKey)", new { LockKey });
        }
        return applied;
    }

    /// <summary>True when nothing is missing; throws as <see cref="Migrate"/> does when the database is newer or a file changed.</summary>
    public async Task<bool> UpToDate(CancellationToken ct)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(ct);
        if (!await connection.ExecuteScalarAsync<bool>("select to_regclass('schema_migration') is not null"))
            return false;
        var known = (await connection.QueryAsync<AppliedMigration>("select name, checksum from schema_migration order by name")).ToList();
        return !Pending(known).Any();
    }

    private static IEnumerable<MigrationScript> Pending(List<AppliedMigration> known)
    {
        var scripts = MigrationScript.All;
        var byName = scripts.ToDictionary(s => s.Name);
        foreach (var row in known)
        {
            if (!byName.TryGetValue(row.Name, out var script))
                throw new MigrationException(new(
                    $"Cơ sở dữ liệu mới hơn chương trình này (đã có {row.Name}): hãy chạy bản chương trình mới hơn.",
                    $"The database is newer than this program: it has {row.Name}. Start the newer program."));
            if (script.Checksum != row.Checksum)
                throw new MigrationException(new(
                    $"{row.Name} đã bị sửa sau khi áp dụng vào cơ sở dữ liệu này: trả lại tệp cũ và viết tệp mới.",
                    $"{row.Name} was changed after it was applied to this database. Put the file back and write a new one."));
        }
        var done = known.Select(k => k.Name).ToHashSet();
        return scripts.Where(s => !done.Contains(s.Name));
    }

    private static async Task Apply(NpgsqlConnection connection, MigrationScript script, CancellationToken ct)
    {
        var alone = script.Sql.StartsWith(NoTransaction, StringComparison.Ordinal);
        await using var transaction = alone ? null : await connection.BeginTransactionAsync(ct);
        try
        {
            // Raw, without parameters: a migration may hold anything, colons and question marks included.
            await using var command = new NpgsqlCommand(script.Sql, connection) { CommandTimeout = 0 };
            await command.ExecuteNonQueryAsync(ct);
            await connection.ExecuteAsync("insert into schema_migration (name, checksum) values (@Name, @Checksum)", new { script.Name, script.Checksum });
        }
        catch (PostgresException e)
        {
            var why = $"{script.Name}: {e.MessageText}{(e.Position > 0 ? $" (character {e.Position})" : "")}";
            throw new MigrationException(new(why, why), e);
        }
        if (transaction is not null)
            await transaction.CommitAsync(ct);
    }

    private static async Task InstallHangfire(NpgsqlConnection connection)
    {
        if (!await connection.ExecuteScalarAsync<bool>("select to_regclass('hangfire.job') is not null"))
            Hangfire.PostgreSql.PostgreSqlObjectsInstaller.Install(connection, Jobs.Schema);
    }
}

/// <summary>One file of <c>migrations/</c>.</summary>
/// <param name="Name">File name, <c>NNNN_subject.sql</c>.</param>
/// <param name="Sql">The text.</param>
/// <param name="Checksum">SHA-256 of the text, line ends as LF, hexadecimal.</param>
public sealed record MigrationScript(string Name, string Sql, string Checksum)
{
    /// <summary>All files, in order.</summary>
    public static IReadOnlyList<MigrationScript> All { get; } = ReadAll();

    private static List<MigrationScript> ReadAll()
    {
        const string folder = "migrations/";
        var assembly = typeof(MigrationScript).Assembly;
        return [.. assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(folder, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(name =>
            {
                using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
                var sql = reader.ReadToEnd().ReplaceLineEndings("\n");
                return new MigrationScript(name[folder.Length..], sql, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(sql))));
            })];
    }
}

internal sealed record AppliedMigration(string Name, string Checksum);

/// <summary>The schema cannot be brought up to date; the text says why in one line.</summary>
public sealed class MigrationException(TwoLanguages text, Exception? inner = null) : Exception(text.English, inner)
{
    /// <summary>One line for a person.</summary>
    public TwoLanguages Text => text;
}
