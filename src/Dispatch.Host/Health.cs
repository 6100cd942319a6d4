using Dapper;
using Dispatch.Platform;
using Dispatch.Platform.Http;
using Npgsql;

namespace Dispatch.Host;

/// <summary>
/// Whether the process lives, and whether registering a document would succeed now. A missing worker is said but refuses nothing:
/// numbers are taken without one.
/// </summary>
internal static class Health
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan WorkerSilence = TimeSpan.FromMinutes(2);

    public static void MapHealth(this IEndpointRouteBuilder routes, string connectionString)
    {
        routes.MapGet("/health/live", () => TypedResults.Json(new { status = "live" })).OpenToAnyone();
        routes.MapGet("/health/ready", async (NpgsqlDataSource source, DataFolder folder, TimeProvider time, CancellationToken ct) =>
        {
            var report = await Look(source, connectionString, folder, time, ct);
            return TypedResults.Json(report, statusCode: report.Status == HealthReport.Unavailable ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status200OK);
        }).OpenToAnyone();
    }

    private static async Task<HealthReport> Look(NpgsqlDataSource source, string connectionString, DataFolder folder, TimeProvider time, CancellationToken ct)
    {
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limited.CancelAfter(Patience);
        var database = await Try(async () => await source.CreateCommand("select 1").ExecuteScalarAsync(limited.Token) is 1);
        var schema = database == HealthReport.Ok ? await Try(() => new Migrator(connectionString).UpToDate(limited.Token)) : HealthReport.Unknown;
        var files = await Try(() =>
        {
            folder.ProveWritable();
            return Task.FromResult(true);
        });
        var worker = schema == HealthReport.Ok ? await Try(() => HasWorker(source, time, limited.Token)) : HealthReport.Unknown;
        var jobs = worker == HealthReport.Ok ? await Try(() => RanInTheirInterval(source, time, limited.Token)) : HealthReport.Unknown;
        var able = (database, schema, files) is (HealthReport.Ok, HealthReport.Ok, HealthReport.Ok);
        return new(
            !able ? HealthReport.Unavailable : worker == HealthReport.Ok && jobs == HealthReport.Ok ? HealthReport.Ready : HealthReport.Degraded,
            new(database, schema, files, worker, jobs));
    }

    private static async Task<bool> HasWorker(NpgsqlDataSource source, TimeProvider time, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        return await connection.ExecuteScalarAsync<bool>(new CommandDefinition($"""
            select exists (select from {Jobs.Schema}.server where lastheartbeat > @Since)
            """, new { Since = (time.GetUtcNow() - WorkerSilence).UtcDateTime }, cancellationToken: ct));
    }

    // Of what runs every minute the last run has begun in time, or is at it still; what never ran yet is not late.
    private static async Task<bool> RanInTheirInterval(NpgsqlDataSource source, TimeProvider time, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        return await connection.ExecuteScalarAsync<bool>(new CommandDefinition("""
            select not exists (
                select from unnest(@Names) as n (name)
                cross join lateral (select r.started_at, r.outcome from job_run r where r.name = n.name order by r.started_at desc limit 1) r
                where r.outcome <> 'running' and r.started_at < @Since)
            """, new { Names = DispatchModule.Schedule.Where(job => job.EveryMinute).Select(job => job.Name).ToArray(), Since = time.GetUtcNow() - ScheduledJob.LateAfter }, cancellationToken: ct));
    }

    private static async Task<string> Try(Func<Task<bool>> check)
    {
        try
        {
            return await check() ? HealthReport.Ok : HealthReport.Missing;
        }
        catch (Exception e) when (e is NpgsqlException or IOException or UnauthorizedAccessException or OperationCanceledException or MigrationException or TimeoutException)
        {
            return HealthReport.Failed;
        }
    }
}

/// <summary>What <c>/health/ready</c> answers.</summary>
/// <param name="Status"><c>ready</c>, <c>degraded</c> (200: registering works) or <c>unavailable</c> (503).</param>
internal sealed record HealthReport(string Status, HealthChecks Checks)
{
    public const string Ready = "ready", Degraded = "degraded", Unavailable = "unavailable";
    public const string Ok = "ok", Missing = "missing", Failed = "failed", Unknown = "unknown";
}

/// <summary>Each <c>ok</c>, <c>missing</c>, <c>failed</c> or <c>unknown</c>.</summary>
internal sealed record HealthChecks(string Database, string Schema, string Files, string Worker, string Jobs);
