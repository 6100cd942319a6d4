using Dispatch.Platform.Http;
using Hangfire;
using Hangfire.Common;
using Hangfire.PostgreSql;
using Hangfire.Storage;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;

namespace Dispatch.Platform;

/// <summary>One line of the schedule.</summary>
/// <param name="Name">Its name in the dashboard and on the status page.</param>
/// <param name="Cron">When, in the office's zone.</param>
/// <param name="Job">The class with <c>Run(CancellationToken)</c>.</param>
/// <param name="Queue">The queue it waits in; what takes long has one of its own.</param>
/// <param name="AtStart">True to run it also when a worker starts: what a killed one left goes on at once.</param>
public sealed record ScheduledJob(string Name, string Cron, Type Job, string Queue = "default", bool AtStart = false)
{
    /// <summary>A run that should have begun is late after this.</summary>
    public static readonly TimeSpan LateAfter = TimeSpan.FromMinutes(5);

    /// <summary>True for what runs every minute.</summary>
    public bool EveryMinute => Cron == "* * * * *";
}

/// <summary>
/// Hangfire gives the clock, the workers, the dashboard and the history; what is due stands in our rows. Its settings are fixed here and
/// asserted by a test: the defaults poll every 15 s, run a 30-minute job twice and start without a storage.
/// </summary>
public static class Jobs
{
    /// <summary>Hangfire's own schema in our database.</summary>
    public const string Schema = "hangfire";

    /// <summary>Storage options.</summary>
    public static PostgreSqlStorageOptions StorageOptions => new()
    {
        SchemaName = Schema,
        PrepareSchemaIfNecessary = false, // `migrate` does it
        QueuePollInterval = TimeSpan.FromSeconds(1),
        UseSlidingInvisibilityTimeout = true,
        InvisibilityTimeout = TimeSpan.FromSeconds(60),
        AllowDegradedModeWithoutStorage = false,
    };

    /// <summary>Server options.</summary>
    public static BackgroundJobServerOptions ServerOptions => new()
    {
        WorkerCount = 2,
        Queues = ["default"],
        SchedulePollingInterval = TimeSpan.FromSeconds(1),
        ShutdownTimeout = TimeSpan.FromSeconds(5),
    };

    /// <summary>As <see cref="ServerOptions"/>, for one queue of long jobs: they keep nothing else waiting.</summary>
    public static BackgroundJobServerOptions LongServerOptions
    {
        get
        {
            var options = ServerOptions;
            options.Queues = ["runs"];
            return options;
        }
    }

    /// <summary>The storage over our own server, for clients, dashboard and workers.</summary>
    public static IServiceCollection AddJobs(this IServiceCollection services, string connectionString)
    {
        services.AddHangfire(configuration => configuration
            .SetDataCompatibilityLevel(CompatibilityLevel.Version_180)
            .UseSimpleAssemblyNameTypeSerializer()
            .UseRecommendedSerializerSettings()
            .UseFilter(new AutomaticRetryAttribute { Attempts = 0 }) // the next tick is the retry
            .UsePostgreSqlStorage(storage => storage.UseNpgsqlConnection(JobsConnection(connectionString)), StorageOptions));
        return services;
    }

    /// <summary>Workers, and the schedule put in place when they start.</summary>
    public static IServiceCollection AddJobWorker(this IServiceCollection services)
    {
        services.AddHostedService<JobSchedule>();
        services.AddHangfireServer(options => Apply(ServerOptions, options));
        services.AddHangfireServer(options => Apply(LongServerOptions, options));
        return services;

        static void Apply(BackgroundJobServerOptions ours, BackgroundJobServerOptions options) =>
            (options.WorkerCount, options.Queues, options.SchedulePollingInterval, options.ShutdownTimeout) =
                (ours.WorkerCount, ours.Queues, ours.SchedulePollingInterval, ours.ShutdownTimeout);
    }

    /// <summary>
    /// Hangfire's dashboard at <c>/jobs</c>. The route's own permission decides, not Hangfire's filter: that one lets in every local address,
    /// which behind a proxy on the same host is everybody.
    /// </summary>
    public static void MapJobDashboard(this IEndpointRouteBuilder routes) =>
        routes.MapHangfireDashboard("/jobs", new DashboardOptions
        {
            Authorization = [],
            DisplayStorageConnectionString = false,
            DashboardTitle = "Dispatch",
            AppPath = "/",
        }).Needs("jobs.manage");

    /// <summary>Puts the schedule into the storage and takes out recurring jobs that are no longer in it.</summary>
    public static void Schedule(JobStorage storage, IEnumerable<ScheduledJob> schedule, TimeZoneInfo zone)
    {
        var manager = new RecurringJobManager(storage);
        var wanted = schedule.ToList();
        foreach (var job in wanted)
        {
            manager.AddOrUpdate(job.Name, Run(job, null), job.Cron,
                new RecurringJobOptions { TimeZone = zone, MisfireHandling = MisfireHandlingMode.Relaxed });
        }
        using var connection = storage.GetConnection();
        foreach (var stale in connection.GetRecurringJobs().Where(known => wanted.All(job => job.Name != known.Id)))
            manager.RemoveIfExists(stale.Id);
    }

    /// <summary>One run of a line of the schedule, as Hangfire keeps it.</summary>
    internal static Job Run(ScheduledJob job, Guid? askedBy) =>
        Job.FromExpression<ScheduledRun>(run => run.Run(job.Name, askedBy, CancellationToken.None), job.Queue);

    // A pool of its own: workers waiting for a connection must not starve requests.
    private static string JobsConnection(string connectionString) =>
        new NpgsqlConnectionStringBuilder(connectionString) { MaxPoolSize = 10, ApplicationName = "dispatch-jobs", Enlist = false }.ConnectionString;
}

/// <summary>Puts <see cref="DispatchModule.Schedule"/> into Hangfire's storage when a worker starts.</summary>
internal sealed class JobSchedule(JobStorage storage, OfficeClock clock) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        Jobs.Schedule(storage, DispatchModule.Schedule, clock.Zone);
        foreach (var job in DispatchModule.Schedule.Where(job => job.AtStart))
            new RecurringJobManager(storage).Trigger(job.Name);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
