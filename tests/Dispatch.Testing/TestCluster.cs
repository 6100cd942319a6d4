using Dispatch.Platform;
using Npgsql;

namespace Dispatch.Testing;

/// <summary>
/// The throw-away PostgreSQL of this test run: one per process, with one migrated template that <see cref="TestDatabase"/> clones.
/// </summary>
public static class TestCluster
{
    /// <summary>Name of the migrated template.</summary>
    public const string Template = "dispatch_template";

    private static readonly Lazy<Task<LocalPostgres>> Running = new(Start);

    /// <summary>The cluster, started at first use.</summary>
    public static Task<LocalPostgres> Get() => Running.Value;

    private static async Task<LocalPostgres> Start()
    {
        // Never stopped: it goes with the run's folder.
        var cluster = await LocalPostgres.Start(new(RunFolder.New("pg")) { Durable = false }, CancellationToken.None);
        await using var connection = new NpgsqlConnection(cluster.For("postgres", LocalPostgres.Owner) + ";Pooling=false");
        await connection.OpenAsync();
        await connection.Run($"create database {Template}");
        await new Migrator(cluster.For(Template, LocalPostgres.Owner) + ";Pooling=false").Migrate(LocalPostgres.AppRole, CancellationToken.None);
        await connection.Run($"alter database {Template} with is_template true allow_connections false");
        return cluster;
    }

    /// <summary>Runs one statement without parameters.</summary>
    internal static async Task Run(this NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
