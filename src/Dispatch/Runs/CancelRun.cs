using Dapper;
using Dispatch.Journal;
using Dispatch.Platform;

namespace Dispatch.Runs;

/// <summary>Use case: ask for the end of a run. What its batches have committed stays; one that waits ends at once, one at work after the batch in hand.</summary>
public sealed class CancelRun(Database database, OfficeClock clock, JournalWriter journal)
{
    public async Task<Result<RunView>> Execute(Id<Run> id, Caller caller, CancellationToken ct)
    {
        await using var tx = await database.Begin(caller, ct);
        if (await FindRuns.One(tx.Connection, id, caller, ct) is not { } run)
            return RunProblems.NotFound;
        if (run.EndedAt is not null)
            return RunProblems.EndedAlready;
        var asked = await tx.Connection.ExecuteAsync(new CommandDefinition("""
            insert into run_cancellation (run_id, asked_by, asked_at)
            values (@id, @PersonId, @Now)
            on conflict on constraint run_cancellation_pk do nothing
            """, new { id, caller.PersonId, clock.Now }, cancellationToken: ct));
        if (asked == 1)
            await journal.Write(tx, "run.cancellationAsked", "run", id.Value, null, ct);
        if (await RunStore.Claim(tx, id, ct) is not null)
        {
            await RunStore.End(tx, id, RunState.Cancelled, null, clock.Now, ct);
            await journal.Write(tx, "run.cancelled", "run", id.Value, null, ct);
        }
        var view = (await FindRuns.One(tx.Connection, id, caller, ct))!;
        await tx.Commit(view, ct);
        return view;
    }
}
