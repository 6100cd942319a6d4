using Dapper;
using Dispatch.People;
using Dispatch.Platform;
using Npgsql;

namespace Dispatch.Runs;

/// <summary>A query: one's own runs, newest first; everybody's for who manages jobs.</summary>
public sealed class FindRuns(Database database)
{
    // Asking for the end counts as a change: the view says so.
    private const string Columns = """
        r.id, r.kind, r.title_vi, r.title_en, r.state, r.total, r.done, r.failed, r.skipped, r.message_vi, r.message_en,
        c.run_id is not null as cancellation_asked, f.name as result_file, p.full_name as started_by,
        r.queued_at, r.started_at, r.worked_at, r.ended_at, r.version + (c.run_id is not null)::integer as version
        """;

    private const string Tables = """
        run r
        join person p on p.id = r.started_by
        left join run_cancellation c on c.run_id = r.id
        left join stored_file f on f.id = r.result_file_id
        """;

    public async Task<Result<Page<RunView>>> Execute(Paging paging, Caller caller, CancellationToken ct)
    {
        Guid? before = null;
        if (paging.Cursor is { } cursor && !Cursor.TryRead(cursor, out before))
            return PlatformProblems.InvalidCursor;
        await using var connection = await database.Open(ct);
        var rows = (await connection.QueryAsync<Row>(new CommandDefinition($"""
            select {Columns}
            from {Tables}
            where (@All or r.started_by = @PersonId) and (@before::uuid is null or r.id < @before)
            order by r.id desc
            limit @Take
            """, new { All = caller.May(Permission.ManageJobs), caller.PersonId, before, Take = paging.Limit + 1 }, cancellationToken: ct))).ToList();
        return Page.Of(rows, paging, row => row.Id.Value).Select(row => row.View(caller.Language));
    }

    /// <summary>One run, for who may see it; null otherwise.</summary>
    internal static async Task<RunView?> One(NpgsqlConnection connection, Id<Run> id, Caller caller, CancellationToken ct) =>
        (await connection.QuerySingleOrDefaultAsync<Row>(new CommandDefinition($"""
            select {Columns}
            from {Tables}
            where r.id = @id and (@All or r.started_by = @PersonId)
            """, new { id, All = caller.May(Permission.ManageJobs), caller.PersonId }, cancellationToken: ct)))?.View(caller.Language);

    private sealed record Row(
        Id<Run> Id, string Kind, string TitleVi, string TitleEn, RunState State, int? Total, int Done, int Failed, int Skipped, string? MessageVi,
        string? MessageEn, bool CancellationAsked, string? ResultFile, string StartedBy, DateTimeOffset QueuedAt, DateTimeOffset? StartedAt,
        DateTimeOffset? WorkedAt, DateTimeOffset? EndedAt, int Version)
    {
        public RunView View(Language language) => new(
            Id, Kind, new TwoLanguages(TitleVi, TitleEn).In(language), State, Total, Done, Failed, Skipped,
            MessageVi is null ? null : new TwoLanguages(MessageVi, MessageEn!).In(language), CancellationAsked, ResultFile, StartedBy,
            QueuedAt, StartedAt, WorkedAt, EndedAt, Version);
    }
}
