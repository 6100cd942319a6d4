using System.Threading.Channels;
using Dapper;
using Dispatch.Platform;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Dispatch.Journal;

/// <summary>
/// Journals reads (who opened what) outside the request's critical path: a bounded queue, written in batches. When the queue is full the
/// reader waits: an opened document without its line in the journal would be worse than a slow page.
/// </summary>
public sealed class ReadJournal(Database database, OfficeClock clock, ILogger<ReadJournal> log) : BackgroundService
{
    private const int BatchSize = 500;

    private readonly Channel<JournalRow> queue = Channel.CreateBounded<JournalRow>(10_000);

    /// <summary>Notes that the caller read an object.</summary>
    public ValueTask Note(Caller caller, string action, string objectType, Guid objectId, CancellationToken ct) =>
        queue.Writer.WriteAsync(JournalRow.Of(clock.Now, caller, action, objectType, objectId, null), ct);

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        queue.Writer.TryComplete();
        if (ExecuteTask is { } running)
            await running.WaitAsync(cancellationToken);
        await base.StopAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Runs until the queue is completed and empty: stopping must not lose what was read.
        while (await queue.Reader.WaitToReadAsync(CancellationToken.None))
        {
            var batch = new List<JournalRow>(BatchSize);
            while (batch.Count < BatchSize && queue.Reader.TryRead(out var row))
                batch.Add(row);
            await WriteAll(batch, stoppingToken);
        }
    }

    private async Task WriteAll(List<JournalRow> batch, CancellationToken stopping)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await using var connection = await database.Open(CancellationToken.None);
                await using var transaction = await connection.BeginTransactionAsync(CancellationToken.None);
                await connection.ExecuteAsync(JournalWriter.Insert, batch);
                await transaction.CommitAsync(CancellationToken.None);
                return;
            }
            catch (Exception e) when (e is NpgsqlException or TimeoutException)
            {
                if (stopping.IsCancellationRequested && attempt > 3)
                {
                    log.LogError(e, "{Count} reads could not be journaled before the stop", batch.Count);
                    return;
                }
                await Task.Delay(TimeSpan.FromSeconds(Math.Min(attempt, 5)), clock.Time, CancellationToken.None);
            }
        }
    }
}
