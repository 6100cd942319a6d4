using Dapper;
using Dispatch.Files;
using Dispatch.Platform;
using Npgsql;

namespace Dispatch.Operations;

/// <summary>Whether a row is about a backup or the proof of one.</summary>
public enum BackupKind { Backup, Verify }

/// <summary>How it went.</summary>
public enum BackupState { Running, Good, Damaged, Failed, Interrupted }

/// <summary>One backup, or one proof of a backup.</summary>
/// <param name="Kind">backup | verify.</param>
/// <param name="Via"><c>job</c> or <c>command</c>.</param>
/// <param name="Folder">Full path of the backup.</param>
/// <param name="EndedAt">Null while it runs.</param>
/// <param name="State">good; damaged (whole, but files of the office are broken or missing); failed; interrupted (killed).</param>
/// <param name="DatabaseBytes">Size of the dump.</param>
/// <param name="Files">How many files.</param>
/// <param name="FilesBytes">Their size.</param>
/// <param name="MessageVi">What went wrong, in Vietnamese.</param>
/// <param name="MessageEn">What went wrong, in English.</param>
/// <param name="RemovedAt">When the keeping rule cleared the folder away.</param>
public sealed record BackupRunView(
    Guid Id, BackupKind Kind, string Via, string Folder, DateTimeOffset StartedAt, DateTimeOffset? EndedAt, BackupState State,
    long? DatabaseBytes, long? Files, long? FilesBytes, string? MessageVi, string? MessageEn, DateTimeOffset? RemovedAt);

/// <summary>The rows about backups, and what a database holds, counted.</summary>
internal static class BackupStore
{
    // Commands come here without ever making a Database.
    static BackupStore() => ColumnTypes.Register();

    // One backup at a time, whoever asks.
    private const long LockKey = 0x44697370_4261636B; // "DispBack"

    private const string Columns = """
        id, kind, via, folder, started_at, ended_at, state, database_bytes, files, files_bytes, message_vi, message_en, removed_at
        """;

    public static Task<bool> TryLock(NpgsqlConnection connection) =>
        connection.ExecuteScalarAsync<bool>("select pg_try_advisory_lock(@LockKey)", new { LockKey });

    public static Task Unlock(NpgsqlConnection connection) =>
        connection.ExecuteAsync("select pg_advisory_unlock(@LockKey)", new { LockKey });

    /// <summary>False on a database of a release before backups were recorded: it can still be backed up.</summary>
    public static Task<bool> Recorded(NpgsqlConnection connection) =>
        connection.ExecuteScalarAsync<bool>("select to_regclass('backup_run') is not null");

    /// <summary>Notes the start; what still says it runs was killed.</summary>
    public static Task Start(NpgsqlConnection connection, Guid id, BackupKind kind, string via, string folder, DateTimeOffset now) =>
        connection.ExecuteAsync("""
            update backup_run set state = 'interrupted', ended_at = @now where kind = @kind and state = 'running';
            insert into backup_run (id, kind, via, folder, started_at, state) values (@id, @kind, @via, @folder, @now, 'running');
            """, new { id, kind = EnumText.Of(kind), via, folder, now });

    public static Task End(NpgsqlConnection connection, Guid id, BackupState state, DateTimeOffset now, BackupManifest? manifest, TwoLanguages? message) =>
        connection.ExecuteAsync("""
            update backup_run
            set state = @state, ended_at = @now, database_bytes = @DatabaseBytes, files = @Files, files_bytes = @FilesBytes, message_vi = @Vi, message_en = @En
            where id = @id
            """, new
        {
            id,
            state = EnumText.Of(state),
            now,
            DatabaseBytes = manifest?.Dump.Size,
            Files = (long?)manifest?.Files.Count,
            manifest?.FilesBytes,
            Vi = message?.Vietnamese,
            En = message?.English,
        });

    /// <summary>Backups of the schedule whose folders were not cleared away, newest first.</summary>
    public static async Task<List<BackupRunView>> Kept(NpgsqlConnection connection, CancellationToken ct) =>
        (await connection.QueryAsync<BackupRunView>(new CommandDefinition($"""
            select {Columns} from backup_run
            where kind = 'backup' and via = 'job' and removed_at is null
            order by started_at desc
            """, cancellationToken: ct))).AsList();

    /// <summary>The newest of a kind; only those that went well, if asked.</summary>
    public static Task<BackupRunView?> Last(NpgsqlConnection connection, BackupKind kind, bool good, CancellationToken ct) =>
        connection.QueryFirstOrDefaultAsync<BackupRunView>(new CommandDefinition($"""
            select {Columns} from backup_run
            where kind = @kind and (not @good or state = 'good')
            order by started_at desc
            limit 1
            """, new { kind = EnumText.Of(kind), good }, cancellationToken: ct));

    public static Task Removed(NpgsqlConnection connection, Guid id, DateTimeOffset now) =>
        connection.ExecuteAsync("update backup_run set removed_at = @now where id = @id", new { id, now });

    /// <summary>Rows in each table of the office. Hangfire's own are not counted: they are not the office's.</summary>
    public static async Task<SortedDictionary<string, long>> CountTables(NpgsqlConnection connection, CancellationToken ct)
    {
        var tables = (await connection.QueryAsync<string>(new CommandDefinition(
            "select tablename from pg_tables where schemaname = 'public' order by tablename", cancellationToken: ct))).AsList();
        var counts = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var table in tables)
            counts[table] = await connection.ExecuteScalarAsync<long>(new CommandDefinition($"select count(*) from public.\"{table}\"", commandTimeout: 0, cancellationToken: ct));
        return counts;
    }

    public static async Task<List<BackupBook>> Books(NpgsqlConnection connection, CancellationToken ct) =>
        (await connection.QueryAsync<BackupBook>(new CommandDefinition("""
            select r.code as register, s.document_type_code as document_type, y.year, y.last_number, y.closed_at is null as open
            from series_year y
            join series s on s.id = y.series_id
            join register r on r.id = s.register_id
            order by r.code, s.document_type_code, y.year
            """, cancellationToken: ct))).AsList();

    /// <summary>The content of every received file, once.</summary>
    public static async Task<HashSet<Sha256>> NamedFiles(NpgsqlConnection connection, CancellationToken ct)
    {
        var named = new HashSet<Sha256>();
        await foreach (var digest in connection.QueryUnbufferedAsync<byte[]>("select distinct sha256 from stored_file where withdrawn_at is null", commandTimeout: 0).WithCancellation(ct))
            named.Add(Sha256.Of(digest));
        return named;
    }
}
