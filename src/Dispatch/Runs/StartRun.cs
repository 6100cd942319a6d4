using Dispatch.Journal;
using Dispatch.Platform;
using Hangfire;
using Microsoft.Extensions.Logging;

namespace Dispatch.Runs;

/// <summary>A run to be started.</summary>
/// <param name="Kind">Its kind, as registered.</param>
/// <param name="Title">What it does, in words.</param>
/// <param name="Arguments">What the kind needs to know: ids and choices, no content of documents.</param>
/// <param name="Total">Items in all, where that is known.</param>
internal sealed record NewRun(string Kind, TwoLanguages Title, object Arguments, int? Total = null);

/// <summary>Starts long runs: <see cref="In"/> writes the row in the use case's transaction, <see cref="Nudge"/> after the commit has it worked at once.</summary>
public sealed class StartRun(OfficeClock clock, JournalWriter journal, IBackgroundJobClient jobs, ILogger<StartRun> log)
{
    internal async Task<RunView> In(OfficeTransaction tx, NewRun run, CancellationToken ct)
    {
        var id = Id<Run>.New();
        await RunStore.Insert(tx, id, run, clock.Now, ct);
        await journal.Write(tx, "run.started", "run", id.Value, new Changes().New("kind", run.Kind).New("title", run.Title.Vietnamese).New("arguments", run.Arguments), ct);
        return (await FindRuns.One(tx.Connection, id, tx.Caller, ct))!;
    }

    /// <summary>Has the runs worked now instead of within a minute. Losing it loses nothing, so that it can fail nobody.</summary>
    public void Nudge()
    {
        try
        {
            jobs.Enqueue<WorkRuns>(WorkRuns.Queue, work => work.Run(CancellationToken.None));
        }
        catch (Exception e) when (e is BackgroundJobClientException or Npgsql.NpgsqlException)
        {
            log.LogWarning(e, "The runs could not be nudged; the sweep finds them within a minute");
        }
    }
}
