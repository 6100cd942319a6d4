using System.Reflection;
using Dapper;
using Hangfire;
using Microsoft.Extensions.DependencyInjection;

namespace Dispatch.Platform;

/// <summary>What a job of the schedule may answer: how many things it dealt with, and a line about it.</summary>
/// <param name="Count">Null when it does not count.</param>
/// <param name="Note">Null when the count says it all.</param>
public sealed record JobResult(int? Count, TwoLanguages? Note = null);

/// <summary>A job that did not do its work, for a reason a person can act on.</summary>
#pragma warning disable CA1032 // The text is the point.
public sealed class JobFailedException(TwoLanguages text, Exception? inner = null) : Exception(text.English, inner)
#pragma warning restore CA1032
{
    /// <summary>The reason.</summary>
    public TwoLanguages Text => text;
}

/// <summary>How far the job of this scope has come, for the status page to show while it runs. Outside a line of the schedule it goes nowhere.</summary>
public sealed class RunProgress(Database database)
{
    internal Guid? Run { get; set; }

    /// <summary>So many things were dealt with up to now.</summary>
    public async Task Report(int counted, CancellationToken ct)
    {
        if (Run is not { } run)
            return;
        await using var connection = await database.Open(ct);
        await connection.ExecuteAsync(new CommandDefinition("update job_run set counted = @counted where id = @run and outcome = 'running'", new { run, counted }, cancellationToken: ct));
    }
}

/// <summary>
/// What Hangfire runs for each line of the schedule: the job itself, with a row that says when it ran and how it ended. Hangfire's own history is
/// a day long and in a programmer's words.
/// </summary>
public sealed class ScheduledRun(IServiceScopeFactory scopes, Database database, OfficeClock clock)
{
    private const int LongestMessage = 500;

    /// <param name="name">The line of the schedule.</param>
    /// <param name="askedBy">Who pressed "run now"; null for the clock.</param>
    /// <param name="ct">Cancellation.</param>
    [JobDisplayName("{0}")]
    public async Task Run(string name, Guid? askedBy, CancellationToken ct)
    {
        // A line that a newer release took out, still queued.
        if (DispatchModule.Schedule.FirstOrDefault(job => job.Name == name) is not { } scheduled)
            return;
        var id = Guid.CreateVersion7();
        await Start(id, name, askedBy, ct);
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<RunProgress>().Run = id;
            var result = await Invoke(scope.ServiceProvider.GetRequiredService(scheduled.Job), ct);
            await End(id, "done", result?.Count, result?.Note);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            await End(id, "interrupted", null, null);
            throw;
        }
        catch (Exception e)
        {
            await End(id, "failed", null, e is JobFailedException failed ? failed.Text : new($"{e.GetType().Name}: {e.Message}", $"{e.GetType().Name}: {e.Message}"));
            throw;
        }
    }

    private static async Task<JobResult?> Invoke(object job, CancellationToken ct)
    {
        var run = job.GetType().GetMethod("Run", [typeof(CancellationToken)])!;
        var task = (Task)run.Invoke(job, BindingFlags.DoNotWrapExceptions, null, [ct], null)!;
        await task;
        return task switch
        {
            Task<JobResult> told => await told,
            Task<int> counted => new(await counted),
            _ => null,
        };
    }

    private async Task Start(Guid id, string name, Guid? askedBy, CancellationToken ct)
    {
        await using var connection = await database.Open(ct);
        // What still says it runs was killed; should it live after all, its own end writes over this.
        await connection.ExecuteAsync(new CommandDefinition("""
            update job_run set outcome = 'interrupted', ended_at = @Now where name = @name and outcome = 'running';
            insert into job_run (id, name, started_at, outcome, asked_by) values (@id, @name, @Now, 'running', @askedBy);
            """, new { id, name, askedBy, clock.Now }, cancellationToken: ct));
    }

    private async Task End(Guid id, string outcome, int? counted, TwoLanguages? message)
    {
        await using var connection = await database.Open(CancellationToken.None);
        await connection.ExecuteAsync("""
            update job_run set ended_at = @Now, outcome = @outcome, counted = @counted, message_vi = @Vi, message_en = @En where id = @id
            """, new { id, outcome, counted, clock.Now, Vi = Short(message?.Vietnamese), En = Short(message?.English) });
    }

    private static string? Short(string? text) => text is { Length: > LongestMessage } ? text[..LongestMessage] : text;
}
