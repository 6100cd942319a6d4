// Undo within a minute (Hoàn tác), where nothing legal has happened: a correction, a hand-over, replaced scans. Easy to get wrong: it is a new act
// that restores, journaled like any other, never an erased line; it takes back the very last act on the document and only its own author's, so
// that nothing somebody did since is lost; and a number given is never undone, its way out is the annulment with a reason.
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Dapper;
using Dispatch.Documents;
using Dispatch.Journal;
using Dispatch.Platform;
using Dispatch.Registers;

namespace Dispatch.Incoming;

/// <summary>Takes back what was done last.</summary>
public sealed record UndoIncomingRequest
{
    /// <summary>Number of the act in the document's history; it must be the last one, the caller's own, at most 60 seconds old.</summary>
    public long Entry { get; init; }
}

/// <summary>Use case: undo one's own last act on a document within 60 seconds.</summary>
public sealed class UndoIncoming(Database database, OfficeClock clock, JournalWriter journal, CorrectIncoming correct, ReadIncoming read)
{
    /// <summary>How long an act can be undone.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromSeconds(60);

    /// <summary>True for acts that can be undone.</summary>
    public static bool Takes(string action) => action is "incoming.corrected" or "incoming.transferred" or "incoming.filesReplaced";

    public async Task<Result<IncomingView>> Execute(Id<Document> id, UndoIncomingRequest request, Caller caller, CancellationToken ct)
    {
        await using var tx = await database.Begin(caller, ct);
        if (await IncomingStore.Lock(tx, id, ct) is not { } now)
            return IncomingProblems.NotFound;
        var acts = await LastActs(tx, id, request.Entry, ct);
        if (acts.FirstOrDefault(act => act.Id == request.Entry) is not { } undone)
            return IncomingProblems.NothingToUndo;
        if (!Takes(undone.Action))
            return IncomingProblems.NotUndone;
        if (acts[^1] is var last && last.Id != undone.Id)
            return IncomingProblems.ChangedSince.Saying($"{last.FullName} vừa ghi thêm vào văn bản này", $"{last.FullName} has changed this document since");
        if (undone.ActorId != caller.PersonId.Value)
            return IncomingProblems.NotYoursToUndo;
        if (clock.Now - undone.At > Window)
            return IncomingProblems.TooLateToUndo;
        if (now.State == IncomingStatus.Annulled)
            return IncomingProblems.AnnulledAlready;
        if (now.BookClosed)
            return RegisterProblems.Closed;

        var changes = JsonElement.Parse(undone.Canonical).GetProperty("changes");
        var problem = undone.Action switch
        {
            "incoming.corrected" => await Restore(tx, now, id, changes, ct),
            "incoming.transferred" => await Withdraw(tx, id, changes, ct),
            _ => await PutBack(tx, id, changes, ct),
        };
        if (problem is not null)
            return problem;
        var view = await read.After(tx, id, ct);
        await tx.Commit(view, ct);
        return view;
    }

    // Reads are no acts; a file stored is the file's own history.
    private static async Task<IReadOnlyList<Act>> LastActs(OfficeTransaction tx, Id<Document> id, long from, CancellationToken ct) =>
        [.. await tx.Connection.QueryAsync<Act>(new CommandDefinition("""
            select j.id, j.at, j.actor_id, p.full_name, j.action, convert_from(j.canonical, 'UTF8') as canonical
            from journal_entry j
            join person p on p.id = j.actor_id
            where j.object_id = @id and j.id >= @from and j.action <> 'incoming.read'
            order by j.id
            limit 100
            """, new { id, from }, cancellationToken: ct))];

    private async Task<Problem?> Restore(OfficeTransaction tx, LockedIncoming now, Id<Document> id, JsonElement changes, CancellationToken ct)
    {
        var old = new JsonObject();
        foreach (var change in changes.EnumerateObject().Where(change => change.Name != "because"))
            old[change.Name] = change.Value[0].ValueKind == JsonValueKind.Null ? null : JsonNode.Parse(change.Value[0].GetRawText());
        return await correct.PutBack(tx, now, id, JsonSerializer.SerializeToElement(old), ct);
    }

    private async Task<Problem?> Withdraw(OfficeTransaction tx, Id<Document> id, JsonElement changes, CancellationToken ct)
    {
        // Nobody has signed or printed within the minute: the line goes, the journal keeps that it was there.
        var on = DateOnly.Parse(changes.GetProperty("transferredOn")[1].GetString()!, CultureInfo.InvariantCulture);
        var to = changes.GetProperty("to")[1].GetString()!;
        var signedBy = changes.TryGetProperty("receiptSignedBy", out var signed) ? signed[1].GetString() : null;
        await tx.Connection.ExecuteAsync(new CommandDefinition($"""
            delete from incoming_transfer
            where id = (select t.id from incoming_transfer t where t.document_id = @Id and t.transferred_on = @on and t.transferred_to = @to order by t.id desc limit 1);
            {IncomingStore.Touch}
            """, new { Id = id, on, to }, cancellationToken: ct));
        await journal.Write(tx, "incoming.transferWithdrawn", "document", id.Value,
            new Changes().Change("transferredOn", on, null).Change("to", to, null).Change("receiptSignedBy", signedBy, null), ct);
        return null;
    }

    private async Task<Problem?> PutBack(OfficeTransaction tx, Id<Document> id, JsonElement changes, CancellationToken ct)
    {
        var (old, replaced) = (Ids(changes.GetProperty("fileIds")[0]), Ids(changes.GetProperty("fileIds")[1]));
        await tx.Connection.ExecuteAsync(new CommandDefinition($"""
            update document_file set replaced_at = @Now where document_id = @Id and replaced_at is null and not file_id = any(@old);
            update document_file df
            set replaced_at = null, position = o.position
            from unnest(@old) with ordinality as o (id, position)
            where df.document_id = @Id and df.file_id = o.id;
            {IncomingStore.Touch}
            """, new { Id = id, old, clock.Now }, cancellationToken: ct));
        await journal.Write(tx, "incoming.filesPutBack", "document", id.Value, new Changes().Change("fileIds", replaced, old), ct);
        return null;
    }

    private static Guid[] Ids(JsonElement ids) => ids.ValueKind == JsonValueKind.Array ? [.. ids.EnumerateArray().Select(id => id.GetGuid())] : [];

    private sealed record Act(long Id, DateTimeOffset At, Guid ActorId, string FullName, string Action, string Canonical);
}
