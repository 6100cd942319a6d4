using Dapper;

namespace Dispatch.Platform;

/// <summary>
/// The sweep of what ran: kept for 90 days, and for two where nothing was done and nothing is told: four jobs run each minute. The last run of a
/// job stays, however long ago it was.
/// </summary>
public sealed class ForgetJobRuns(Database database, OfficeClock clock)
{
    private static readonly TimeSpan KeptFor = TimeSpan.FromDays(90), UneventfulFor = TimeSpan.FromDays(2);

    public async Task<int> Run(CancellationToken ct)
    {
        await using var connection = await database.Open(ct);
        return await connection.ExecuteAsync(new CommandDefinition("""
            delete from job_run r
            where (r.started_at < @Before
                   or (r.started_at < @UneventfulBefore and r.outcome = 'done' and coalesce(r.counted, 0) = 0 and r.message_vi is null and r.asked_by is null))
              and exists (select from job_run later where later.name = r.name and later.started_at > r.started_at)
            """, new { Before = clock.Now - KeptFor, UneventfulBefore = clock.Now - UneventfulFor }, commandTimeout: 0, cancellationToken: ct));
    }
}
