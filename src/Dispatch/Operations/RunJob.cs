using System.Security.Cryptography;
using System.Text;
using Dispatch.Journal;
using Dispatch.Platform;
using Hangfire;
using Hangfire.States;

namespace Dispatch.Operations;

/// <summary>A run that was asked for.</summary>
/// <param name="Job">The line of the schedule.</param>
/// <param name="AskedAt">When.</param>
public sealed record AskedRun(string Job, DateTimeOffset AskedAt);

/// <summary>Runs a line of the schedule now: queued for the next free worker, once the journal says who asked.</summary>
public sealed class RunJob(Database database, IBackgroundJobClient hangfire, OfficeClock clock, JournalWriter journal)
{
    public async Task<Result<AskedRun>> Execute(string name, Caller caller, CancellationToken ct)
    {
        if (DispatchModule.Schedule.FirstOrDefault(job => job.Name == name) is not { } scheduled)
            return OperationProblems.NoSuchJob;
        var asked = new AskedRun(name, clock.Now);
        await using (var tx = await database.Begin(caller, ct))
        {
            await journal.Write(tx, "job.asked", "job", IdOf(name), new Changes().New("name", name), ct);
            await tx.Commit(asked, ct);
        }
        // After the commit: lost by a crash just now it is asked for again, and the clock runs it in any case.
        hangfire.Create(Jobs.Run(scheduled, caller.PersonId.Value), new EnqueuedState(scheduled.Queue));
        return asked;
    }

    // Jobs have names, the journal wants an id: the same one for the same name.
    private static Guid IdOf(string name) => new(SHA256.HashData(Encoding.UTF8.GetBytes(name)).AsSpan(0, 16));
}
