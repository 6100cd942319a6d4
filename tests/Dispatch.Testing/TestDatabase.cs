using Dispatch.Platform;
using Npgsql;

namespace Dispatch.Testing;

/// <summary>A database of one fixture's own: a clone of the migrated template, dropped when disposed.</summary>
public sealed class TestDatabase : IAsyncDisposable
{
    private static int last;

    private readonly LocalPostgres cluster;

    private TestDatabase(LocalPostgres cluster, string name)
    {
        (this.cluster, Name) = (cluster, name);
        ConnectionString = Pooled(LocalPostgres.AppRole);
        OwnerConnectionString = Pooled(LocalPostgres.Owner);
        Source = NpgsqlDataSource.Create(ConnectionString);
        Database = new Database(Source);
    }

    /// <summary>Name of the database in the cluster.</summary>
    public string Name { get; }

    /// <summary>As the office connects.</summary>
    public string ConnectionString { get; }

    /// <summary>As migrations connect: may do anything.</summary>
    public string OwnerConnectionString { get; }

    /// <summary>Connections as the office.</summary>
    public NpgsqlDataSource Source { get; }

    /// <summary>What use cases and stores take.</summary>
    public Database Database { get; }

    /// <summary>A clone of the migrated template.</summary>
    public static Task<TestDatabase> Create() => Create($"template {TestCluster.Template} strategy file_copy");

    /// <summary>A database without any table.</summary>
    public static Task<TestDatabase> CreateEmpty() => Create("");

    private static async Task<TestDatabase> Create(string how)
    {
        var cluster = await TestCluster.Get();
        var name = $"test_{Interlocked.Increment(ref last)}";
        await Administer(cluster, $"create database {name} {how}");
        return new(cluster, name);
    }

    /// <summary>An open connection as the owner; dispose it.</summary>
    public async Task<NpgsqlConnection> OpenAsOwner()
    {
        var connection = new NpgsqlConnection(OwnerConnectionString);
        await connection.OpenAsync();
        return connection;
    }

    public async ValueTask DisposeAsync()
    {
        await Source.DisposeAsync();
        await using (var pool = new NpgsqlConnection(OwnerConnectionString))
            NpgsqlConnection.ClearPool(pool);
        await Administer(cluster, $"drop database if exists {Name} with (force)");
    }

    private string Pooled(string role) => cluster.For(Name, role) + ";Maximum Pool Size=10";

    private static async Task Administer(LocalPostgres cluster, string sql)
    {
        await using var connection = new NpgsqlConnection(cluster.For("postgres", LocalPostgres.Owner) + ";Maximum Pool Size=4");
        await connection.OpenAsync();
        await connection.Run(sql);
    }
}
