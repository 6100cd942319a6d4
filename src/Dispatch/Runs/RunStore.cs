using System.Text.Json;
using Dapper;
using Dispatch.Platform;
using Npgsql;

namespace Dispatch.Runs;

/// <summary>Every SQL statement that writes a run.</summary>
internal static class RunStore
{
    public static Task Insert(OfficeTransaction tx, Id<Run> id, NewRun run, DateTimeOffset at, CancellationToken ct) =>
        tx.Connection.ExecuteAsync(new CommandDefinition("""
            insert into run (id, kind, title_vi, title_en, state, total, arguments, started_by, queued_at)
            values (@id, @Kind, @TitleVi, @TitleEn, 'queued', @Total, @Arguments, @PersonId, @at)
            """, new
        {
            id,
            run.Kind,
            TitleVi = run.Title.Vietnamese,
            TitleEn = run.Title.English,
            run.Total,
            Arguments = JsonSerializer.SerializeToElement(run.Arguments, JsonSerializerOptions.Web),
            tx.Caller.PersonId,
            at,
        }, cancellationToken: ct));

    /// <summary>Runs of these kinds that may be worked now; who waits longest comes first, so that a long run does not hold up a short one.</summary>
    public static Task<IEnumerable<DueRun>> Due(NpgsqlConnection connection, string[] kinds, DateTimeOffset now, CancellationToken ct) =>
        connection.QueryAsync<DueRun>(new CommandDefinition("""
            select id, kind, started_by
            from run
            where state in ('queued', 'running') and kind = any(@kinds) and (next_attempt_at is null or next_attempt_at <= @now)
            order by worked_at nulls first, queued_at
            limit 20
            """, new { kinds, now }, cancellationToken: ct));

    /// <summary>Claims a run for one batch: its row stays locked to the end of the transaction. Null when it has ended, or is another worker's.</summary>
    public static Task<ClaimedRun?> Claim(OfficeTransaction tx, Id<Run> id, CancellationToken ct) =>
        tx.Connection.QuerySingleOrDefaultAsync<ClaimedRun?>(new CommandDefinition("""
            select r.id, r.kind, r.arguments, r.last_item, r.total, r.done, r.failed, r.skipped, r.attempts,
                   exists (select from run_cancellation c where c.run_id = r.id) as cancellation_asked
            from run r
            where r.id = @id and r.state in ('queued', 'running')
            for no key update of r skip locked
            """, new { id }, cancellationToken: ct));

    /// <summary>Writes what a batch did.</summary>
    public static async Task Progress(OfficeTransaction tx, RunBatch batch, RunState state, DateTimeOffset at, CancellationToken ct)
    {
        await tx.Connection.ExecuteAsync(new CommandDefinition("""
            update run
            set state = @state, total = @Total, done = @Done, failed = @Failed, skipped = @Skipped, last_item = @LastItem,
                message_vi = coalesce(@MessageVi, message_vi), message_en = coalesce(@MessageEn, message_en),
                result_file_id = coalesce(@ResultFileId, result_file_id), started_at = coalesce(started_at, @at), worked_at = @at,
                ended_at = case when @state in ('done', 'failed', 'cancelled') then @at end,
                attempts = 0, next_attempt_at = null, version = version + 1
            where id = @RunId
            """, new
        {
            state,
            batch.Total,
            batch.Done,
            batch.Failed,
            batch.Skipped,
            batch.LastItem,
            MessageVi = batch.Message?.Vietnamese,
            MessageEn = batch.Message?.English,
            batch.ResultFileId,
            at,
            batch.RunId,
        }, cancellationToken: ct));
        if (batch.Faults.Count == 0)
            return;
        await tx.Connection.ExecuteAsync(new CommandDefinition("""
            insert into run_fault (run_id, item, name, message_vi, message_en)
            select @RunId, f.item, f.name, f.vietnamese, f.english
            from unnest(@Items, @Names, @Vietnamese, @English) as f (item, name, vietnamese, english)
            """, new
        {
            batch.RunId,
            Items = batch.Faults.Select(fault => fault.Item).ToArray(),
            Names = batch.Faults.Select(fault => fault.Name).ToArray(),
            Vietnamese = batch.Faults.Select(fault => fault.Message.Vietnamese).ToArray(),
            English = batch.Faults.Select(fault => fault.Message.English).ToArray(),
        }, cancellationToken: ct));
    }

    /// <summary>Ends a run outside a batch of its kind.</summary>
    public static Task End(OfficeTransaction tx, Id<Run> id, RunState state, TwoLanguages? message, DateTimeOffset at, CancellationToken ct) =>
        tx.Connection.ExecuteAsync(new CommandDefinition("""
            update run
            set state = @state, ended_at = @at, message_vi = coalesce(@MessageVi, message_vi), message_en = coalesce(@MessageEn, message_en), version = version + 1
            where id = @id
            """, new { id, state, at, MessageVi = message?.Vietnamese, MessageEn = message?.English }, cancellationToken: ct));

    /// <summary>Notes that a batch failed; it is tried again at <paramref name="next"/>.</summary>
    public static Task TryLater(OfficeTransaction tx, Id<Run> id, TwoLanguages message, DateTimeOffset next, CancellationToken ct) =>
        tx.Connection.ExecuteAsync(new CommandDefinition("""
            update run
            set attempts = attempts + 1, next_attempt_at = @next, message_vi = @Vietnamese, message_en = @English, version = version + 1
            where id = @id
            """, new { id, next, message.Vietnamese, message.English }, cancellationToken: ct));
}

/// <summary>A run that may be worked.</summary>
internal sealed record DueRun(Id<Run> Id, string Kind, Id<Person> StartedBy);
