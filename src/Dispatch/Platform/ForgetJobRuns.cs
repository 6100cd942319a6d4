using Dapper;

namespace Dispatch.Platform;

/// <summary>The sweep of what ran: kept for 90 days.</summary>
public sealed class ForgetJobRuns(Database database, OfficeClock clock)
{
    private static readonly TimeSpan KeptFor = TimeSpan.FromDays(90);

    public async Task<int> Run(CancellationToken ct)
    {
        await using var connection = await database.Open(ct);
        return await connection.ExecuteAsync(new CommandDefinition(
            "delete from job_run where started_at < @Before", new { Before = clock.Now - KeptFor }, cancellationToken: ct));
    }
}
