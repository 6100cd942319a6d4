using System.Diagnostics;
using Dispatch.Platform;
using Npgsql;

namespace Dispatch.Testing;

/// <summary>
/// The throw-away PostgreSQL of this test run: one per process, in memory where the machine allows, with one migrated template that
/// <see cref="TestDatabase"/> clones. It goes when the process ends, also when the process is killed.
/// </summary>
public static class TestCluster
{
    private const string Prefix = "dispatch-test-";

    private static readonly Lazy<Task<LocalPostgres>> Running = new(Start);

    /// <summary>The cluster, started at first use.</summary>
    public static Task<LocalPostgres> Get() => Running.Value;

    /// <summary>Name of the migrated template.</summary>
    public const string Template = "dispatch_template";

    private static async Task<LocalPostgres> Start()
    {
        SweepLeftovers();
        var folder = Directory.CreateDirectory(Path.Combine(Root(), Prefix + Path.GetRandomFileName())).FullName;
        DeleteWhenWeEnd(folder);
        var cluster = await LocalPostgres.Start(new(Path.Combine(folder, "pg")) { Durable = false }, CancellationToken.None);
        AppDomain.CurrentDomain.ProcessExit += (_, _) =>
        {
            cluster.DisposeAsync().AsTask().GetAwaiter().GetResult();
            Directory.Delete(folder, recursive: true);
            cleaner?.Dispose();
        };
        await MakeTemplate(cluster);
        return cluster;
    }

    private static async Task MakeTemplate(LocalPostgres cluster)
    {
        await using var connection = new NpgsqlConnection(cluster.For("postgres", LocalPostgres.Owner) + ";Pooling=false");
        await connection.OpenAsync();
        await connection.Run($"create database {Template}");
        await new Migrator(cluster.For(Template, LocalPostgres.Owner) + ";Pooling=false").Migrate(LocalPostgres.AppRole, CancellationToken.None);
        await connection.Run($"alter database {Template} with is_template true allow_connections false");
    }

    private static string Root()
    {
        const string memory = "/dev/shm";
        return Directory.Exists(memory) && new DriveInfo(memory) is { DriveFormat: "tmpfs", AvailableFreeSpace: > 1L << 30 }
            ? memory
            : Path.GetTempPath();
    }

    // What a killed run left: its lock is free. A run that lives holds it.
    private static void SweepLeftovers()
    {
        foreach (var folder in new[] { Root(), Path.GetTempPath() }.Distinct().SelectMany(root => Directory.GetDirectories(root, Prefix + "*")))
        {
            try
            {
                var ownerLock = Path.Combine(folder, "pg", "owner.lock");
                if (!File.Exists(ownerLock))
                    continue;
                using var owned = new FileStream(ownerLock, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
                if (Postmaster.Of(Path.Combine(folder, "pg", "pgdata")) is { } left && left.Alive())
                    Process.Start("kill", ["-QUIT", left.Pid.ToString(System.Globalization.CultureInfo.InvariantCulture)]).WaitForExit();
                Directory.Delete(folder, recursive: true);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // In use, or another user's.
            }
        }
    }

    // A shell that waits for the end of its input, which is the end of this process, whatever ends it. Kept, or collecting it would be that end.
    private static Process? cleaner;

    private static void DeleteWhenWeEnd(string folder)
    {
        var start = new ProcessStartInfo("setsid", ["sh", "-c", """
            exec >/dev/null 2>&1
            cat
            pid=$(head -n 1 "$1/pg/pgdata/postmaster.pid") && kill -QUIT "$pid" && sleep 1
            rm -rf "$1"
            """, "sh", folder])
        { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        cleaner = Process.Start(start);
    }

    /// <summary>Runs one statement without parameters.</summary>
    internal static async Task Run(this NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
