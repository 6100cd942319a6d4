using Dapper;
using Dispatch.Platform;

namespace Dispatch.People;

/// <summary>The nightly tidy-up: sessions that ended by themselves, and links that set a password once. The journal says that they were.</summary>
public sealed class ForgetSessions(Database database, OfficeClock clock)
{
    public async Task<int> Run(CancellationToken ct)
    {
        await using var connection = await database.Open(ct);
        return await connection.ExecuteAsync(new CommandDefinition("""
            delete from session where expires_at <= @Now;
            delete from one_time_link where expires_at <= @Now;
            """, new { clock.Now }, cancellationToken: ct));
    }
}
