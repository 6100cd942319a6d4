using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using Dapper;
using Dispatch.Files;
using Dispatch.Journal;
using Dispatch.Platform;

namespace Dispatch.Runs;

/// <summary>A query: one run, what it says as it goes, what went wrong in it, and the file it made. Another's run does not exist for the caller.</summary>
public sealed class ReadRun(Database database, FileStorage storage, ReadJournal reads)
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(500);

    public async Task<Result<RunView>> Execute(Id<Run> id, Caller caller, CancellationToken ct)
    {
        await using var connection = await database.Open(ct);
        return await FindRuns.One(connection, id, caller, ct) is { } run ? run : RunProblems.NotFound;
    }

    /// <summary>The run as it is, then at every change, until it has ended.</summary>
    public async IAsyncEnumerable<SseItem<RunView>> Watch(RunView run, Caller caller, [EnumeratorCancellation] CancellationToken ct)
    {
        yield return Event(run);
        for (var seen = run; seen.EndedAt is null;)
        {
            await Task.Delay(BetweenLooks, ct);
            if (!(await Execute(run.Id, caller, ct)).Ok(out var now, out _))
                yield break;
            if (now.Version != seen.Version)
                yield return Event(now);
            seen = now;
        }
    }

    /// <summary>What went wrong, item by item, in the items' order.</summary>
    public async Task<Result<Page<RunFaultView>>> Faults(Id<Run> id, Paging paging, Caller caller, CancellationToken ct)
    {
        var after = int.MinValue;
        if (paging.Cursor is { } cursor && !Cursor.TryRead(cursor, out after))
            return PlatformProblems.InvalidCursor;
        await using var connection = await database.Open(ct);
        if (await FindRuns.One(connection, id, caller, ct) is null)
            return RunProblems.NotFound;
        var rows = (await connection.QueryAsync<FaultRow>(new CommandDefinition("""
            select item, name, message_vi, message_en
            from run_fault
            where run_id = @id and item > @after
            order by item
            limit @Take
            """, new { id, after, Take = paging.Limit + 1 }, cancellationToken: ct))).ToList();
        return Page.Of(rows, paging, row => row.Item)
            .Select(row => new RunFaultView(row.Item, row.Name, new TwoLanguages(row.MessageVi, row.MessageEn).In(caller.Language)));
    }

    /// <summary>The file it made.</summary>
    public async Task<Result<OpenedFile>> Result(Id<Run> id, Caller caller, CancellationToken ct)
    {
        await using var connection = await database.Open(ct);
        if (await FindRuns.One(connection, id, caller, ct) is not { } run)
            return RunProblems.NotFound;
        if (run.ResultFile is null)
            return RunProblems.NoResult;
        var fileId = await connection.ExecuteScalarAsync<Id<StoredFile>>(new CommandDefinition(
            "select result_file_id from run where id = @id", new { id }, cancellationToken: ct));
        var file = (await FileStore.Find(connection, fileId, ct))!;
        if (storage.Open(file.Digest) is not { } content)
            return FileProblems.ContentMissing;
        await reads.Note(caller, "file.read", "file", file.Id.Value, ct);
        return new OpenedFile(file, content);
    }

    private static SseItem<RunView> Event(RunView run) => new(run, "run") { EventId = run.Version.ToString(System.Globalization.CultureInfo.InvariantCulture) };

    private sealed record FaultRow(int Item, string? Name, string MessageVi, string MessageEn);
}
