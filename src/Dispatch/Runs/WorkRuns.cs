using Dispatch.Journal;
using Dispatch.People;
using Dispatch.Platform;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Dispatch.Runs;

/// <summary>
/// A sweep: works the runs, a batch of each in turn, until none is left. Any number of workers may do so at once. A batch that fails is tried
/// again, later each time; the run fails when it has not got on for a quarter of an hour.
/// </summary>
internal sealed class WorkRuns(
    IServiceScopeFactory scopes, Database database, OfficeClock clock, JournalWriter journal, IEnumerable<KnownRunKind> kinds, ILogger<WorkRuns> log)
{
    /// <summary>A queue of its own: a long run must not keep the minute's sweeps waiting.</summary>
    public const string Queue = "runs";

    private static readonly TimeSpan[] Waits =
        [TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(8)];

    private readonly string[] known = [.. kinds.Select(kind => kind.Name)];

    public async Task Run(CancellationToken ct)
    {
        while (await WorkNext(ct))
            ct.ThrowIfCancellationRequested();
    }

    /// <summary>Works one batch of the run that waits longest; false when there is none for this worker.</summary>
    internal async Task<bool> WorkNext(CancellationToken ct)
    {
        List<DueRun> due;
        await using (var connection = await database.Open(ct))
            due = [.. await RunStore.Due(connection, known, clock.Now, ct)];
        foreach (var run in due)
        {
            if (await Work(run, ct))
                return true;
        }
        return false;
    }

    private async Task<bool> Work(DueRun run, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var kind = scope.ServiceProvider.GetRequiredKeyedService<RunKind>(run.Kind);
        var caller = await JobCaller.Of(database, run.StartedBy, ct);
        try
        {
            await using var tx = await database.Begin(caller, ct);
            if (await RunStore.Claim(tx, run.Id, ct) is not { } claimed)
                return false;
            if (claimed.CancellationAsked)
            {
                await RunStore.End(tx, run.Id, RunState.Cancelled, null, clock.Now, ct);
                await journal.Write(tx, "run.cancelled", "run", run.Id.Value, null, ct);
            }
            else
            {
                var batch = new RunBatch(tx, claimed);
                var step = await kind.Step(batch, ct);
                await RunStore.Progress(tx, batch, StateAfter(step), clock.Now, ct);
                if (step != RunStep.More)
                    await journal.Write(tx, step == RunStep.Finished ? "run.done" : "run.failed", "run", run.Id.Value,
                        new Changes().New("done", batch.Done).New("failed", batch.Failed).New("skipped", batch.Skipped), ct);
            }
            await tx.Commit(ct);
        }
        catch (Exception e) when (!ct.IsCancellationRequested)
        {
            log.LogError(e, "A batch of run {Run} ({Kind}) failed", run.Id, run.Kind);
            await TryLater(run, caller, ct);
        }
        return true;
    }

    private async Task TryLater(DueRun run, Caller caller, CancellationToken ct)
    {
        await using var tx = await database.Begin(caller, ct);
        if (await RunStore.Claim(tx, run.Id, ct) is not { } claimed)
            return;
        if (claimed.Attempts < Waits.Length)
        {
            await RunStore.TryLater(tx, run.Id, new("Gặp lỗi kỹ thuật; sẽ tự thử lại", "A technical failure; it is tried again by itself"), clock.Now + Waits[claimed.Attempts], ct);
        }
        else
        {
            await RunStore.End(tx, run.Id, RunState.Failed, new("Dừng vì lỗi kỹ thuật lặp lại. Báo quản trị hệ thống", "Stopped: a technical failure kept coming back. Tell the administrator"), clock.Now, ct);
            await journal.Write(tx, "run.failed", "run", run.Id.Value, new Changes().New("attempts", claimed.Attempts + 1), ct);
        }
        await tx.Commit(ct);
    }

    private static RunState StateAfter(RunStep step) => step switch
    {
        RunStep.More => RunState.Running,
        RunStep.Finished => RunState.Done,
        _ => RunState.Failed,
    };
}
