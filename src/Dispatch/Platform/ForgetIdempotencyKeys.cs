using Dapper;

namespace Dispatch.Platform;

/// <summary>A sweep: idempotency keys are forgotten after seven days.</summary>
public sealed class ForgetIdempotencyKeys(Database database, OfficeClock clock)
{
    private const int Batch = 5_000;
    private static readonly TimeSpan KeptFor = TimeSpan.FromDays(7);

    public async Task<int> Run(CancellationToken ct)
    {
        int forgotten, all = 0;
        do
        {
            ct.ThrowIfCancellationRequested();
            await using var connection = await database.Open(ct);
            forgotten = await connection.ExecuteAsync(new CommandDefinition("""
                delete from idempotency_key
                where (person_id, key) in (select person_id, key
                                           from idempotency_key
                                           where created_at < @Before
                                           limit @Batch
                                           for update skip locked)
                """, new { Before = clock.Now - KeptFor, Batch }, cancellationToken: ct));
            all += forgotten;
        }
        while (forgotten == Batch);
        return all;
    }
}
