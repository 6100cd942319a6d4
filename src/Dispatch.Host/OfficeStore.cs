using Dispatch.Platform;
using Npgsql;

namespace Dispatch.Host;

/// <summary>The database this process works on: the private cluster it starts and stops itself, or a server of the office's own.</summary>
internal sealed class OfficeStore : IAsyncDisposable
{
    // More connections only queue inside PostgreSQL; statements that repeat are prepared.
    private const string Pool = ";Maximum Pool Size=16;Max Auto Prepare=100;Auto Prepare Min Usages=2";

    private readonly LocalPostgres? cluster;
    private readonly string owner;
    private readonly string? appRole;

    private OfficeStore(LocalPostgres cluster)
    {
        this.cluster = cluster;
        ConnectionString = cluster.ConnectionString + Pool;
        owner = cluster.OwnerConnectionString + ";Pooling=false";
        appRole = LocalPostgres.AppRole;
    }

    private OfficeStore(string connectionString, string? ownerConnectionString)
    {
        ConnectionString = connectionString;
        owner = ownerConnectionString ?? connectionString;
        appRole = ownerConnectionString is null ? null : new NpgsqlConnectionStringBuilder(connectionString).Username;
    }

    /// <summary>How the office connects.</summary>
    public string ConnectionString { get; }

    /// <summary>Called when the private cluster came back after it died: pooled connections are dead.</summary>
    public void WhenRecovered(Action act)
    {
        if (cluster is not null)
            cluster.Recovered += act;
    }

    /// <summary>Reaches the server, or starts the private cluster; <paramref name="check"/> runs once we know that nobody else uses the folder.</summary>
    public static async Task<OfficeStore> Open(OfficeSettings settings, DataFolder folder, Action check, CancellationToken stop)
    {
        if (settings.ConnectionString is { } connectionString)
        {
            check();
            return new(connectionString, settings.OwnerConnectionString);
        }
        LocalPostgres.RequireFree(folder.Postgres);
        check();
        if (settings.MayBeSample && folder.IsNew)
            folder.MarkAsSample();
        if (folder.IsSample && !settings.MayBeSample)
        {
            throw new CommandFailure(CommandFailure.DataFolder,
                $"{folder.Path} là dữ liệu mẫu, mật khẩu ai cũng biết, chỉ chạy trên máy này (Development, 127.0.0.1): chọn thư mục khác bằng --data.");
        }
        return new(await LocalPostgres.Start(new(folder.Postgres) { Say = text => CommandLine.Say(text.Vietnamese) }, stop));
    }

    /// <summary>As <see cref="Open"/>, but beside an office that runs on the folder now: for a small change by hand.</summary>
    public static async Task<OfficeStore> OpenBesideRunning(OfficeSettings settings, DataFolder folder, CancellationToken stop) =>
        settings.ConnectionString is null && LocalPostgres.RunningConnectionString(folder.Postgres) is { } running
            ? new(running, null)
            : await Open(settings, folder, () => { }, stop);

    /// <summary>Brings the schema up to date.</summary>
    /// <returns>The names of the files applied now.</returns>
    public async Task<IReadOnlyList<string>> Migrate(CancellationToken stop)
    {
        var migrator = new Migrator(owner);
        // The office's own role may not create tables: with nothing to do it need not.
        if (appRole is null && await migrator.UpToDate(stop))
            return [];
        var applied = await migrator.Migrate(appRole, stop);
        if (applied.Count > 0)
            CommandLine.Say($"Nâng cấp lược đồ: {applied.Count} tệp, tới {applied[^1]}.");
        return applied;
    }

    /// <summary>Drops everything in the private cluster's database.</summary>
    public Task Empty(CancellationToken stop) =>
        cluster?.Recreate(stop) ?? throw new InvalidOperationException("Only a private cluster is emptied.");

    public ValueTask DisposeAsync() => cluster?.DisposeAsync() ?? ValueTask.CompletedTask;
}
