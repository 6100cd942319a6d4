using Dapper;
using Dispatch.Documents;
using Dispatch.Journal;
using Dispatch.Platform;
using Dispatch.Platform.Http;
using Dispatch.Registers;

namespace Dispatch.Incoming;

/// <summary>The files a document has from now on, in order.</summary>
public sealed record ReplaceFilesRequest
{
    /// <summary>Present and newly uploaded files; the first is the main one. Present ones left out stay readable as replaced.</summary>
    public IReadOnlyList<Guid>? FileIds { get; init; }

    /// <summary>Why; required when a file is left out.</summary>
    public string? Reason { get; init; }
}

/// <summary>Use case: replace or reorder scans. Nothing is taken away: a replaced scan stays readable, marked with the time.</summary>
public sealed class ReplaceFiles(Database database, OfficeClock clock, JournalWriter journal, ReadIncoming read)
{
    public async Task<Result<IncomingView>> Execute(Id<Document> id, ReplaceFilesRequest request, IfMatch ifMatch, Caller caller, CancellationToken ct)
    {
        var wanted = (request.FileIds ?? []).ToArray();
        var errors = new FieldErrors();
        if (wanted.Distinct().Count() != wanted.Length)
            errors.Add("fileIds", "Có tệp lặp lại", "A file stands twice");
        if (!errors.None)
            return errors.ToProblem();

        await using var tx = await database.Begin(caller, ct);
        if (await IncomingStore.Lock(tx, id, ct) is not { } now)
            return IncomingProblems.NotFound;
        if (ifMatch.Refuses(now.Version) is { } refused)
            return refused;
        if (now.State == IncomingStatus.Annulled)
            return IncomingProblems.AnnulledAlready;
        if (now.BookClosed)
            return RegisterProblems.Closed;
        var present = (await tx.Connection.QueryAsync<Guid>(new CommandDefinition(
            "select file_id from document_file where document_id = @id and replaced_at is null order by position", new { id }, cancellationToken: ct))).ToArray();
        var added = wanted.Except(present).ToArray();
        var left = present.Except(wanted).ToArray();
        string? reason = null;
        if (left.Length > 0 && (reason = errors.Reason("reason", request.Reason)) is null)
            return errors.ToProblem();
        if ((await IncomingStore.Attachable(tx.Connection, added, caller, null, ct)).Count != added.Length)
            return IncomingProblems.UnknownFile;
        await tx.Connection.ExecuteAsync(new CommandDefinition($"""
            update document_file set replaced_at = @At where document_id = @Id and file_id = any(@left);
            {(added.Length == 0 ? "" : IncomingStore.AddFiles)}
            update document_file df
            set position = w.position
            from unnest(@wanted) with ordinality as w (id, position)
            where df.document_id = @Id and df.file_id = w.id;
            {IncomingStore.Touch}
            """, new { Id = id, left, FileIds = added, wanted, At = clock.Now, caller.PersonId }, cancellationToken: ct));
        await journal.Write(tx, "incoming.filesReplaced", "document", id.Value, new Changes().Change("fileIds", present, wanted).New("reason", reason), ct);
        var view = await read.After(tx, id, ct);
        await tx.Commit(view, ct);
        return view;
    }
}
