using Dapper;
using Dispatch.Journal;
using Dispatch.Platform;

namespace Dispatch.Incoming;

/// <summary>A sweep: documents whose reply date (hạn trả lời) has passed are marked.</summary>
public sealed class MarkPassedReplyDates(Database database, OfficeClock clock, JournalWriter journal)
{
    private const int Batch = 500;

    public async Task Run(CancellationToken ct)
    {
        while (await Mark(ct) == Batch)
            ct.ThrowIfCancellationRequested();
    }

    private async Task<int> Mark(CancellationToken ct)
    {
        await using var tx = await database.Begin(Caller.System("job"), ct);
        var marked = (await tx.Connection.QueryAsync<PassedReply>(new CommandDefinition($"""
            update incoming
            set reply_overdue_at = @Now
            where document_id in (select document_id
                                  from incoming
                                  where reply_overdue_at is null and {IncomingStore.Open} and reply_due_on < @Today
                                  order by reply_due_on
                                  limit @Batch
                                  for update skip locked)
            returning document_id, reply_due_on
            """, new { clock.Now, clock.Today, Batch }, cancellationToken: ct))).ToList();
        foreach (var row in marked)
            await journal.Write(tx, "incoming.replyOverdue", "document", row.DocumentId, new Changes().New("replyDueOn", row.ReplyDueOn), ct);
        await tx.Commit(ct);
        return marked.Count;
    }

    private sealed record PassedReply(Guid DocumentId, DateOnly ReplyDueOn);
}
