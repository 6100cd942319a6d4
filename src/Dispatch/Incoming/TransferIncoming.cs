using Dapper;
using Dispatch.Documents;
using Dispatch.Journal;
using Dispatch.Platform;
using Dispatch.Platform.Http;
using Dispatch.Registers;

namespace Dispatch.Incoming;

/// <summary>Hands the paper over (columns 7 to 9 of the book).</summary>
public sealed record TransferIncomingRequest
{
    /// <summary>Ngày chuyển; today when missing. Not before the arrival, not after today.</summary>
    public DateOnly? TransferredOn { get; init; }

    /// <summary>Đơn vị hoặc người nhận. Required.</summary>
    public string? To { get; init; }

    /// <summary>Who signed for it; may be added by a later transfer line.</summary>
    public string? ReceiptSignedBy { get; init; }
}

/// <summary>Use case: note a hand-over.</summary>
public sealed class TransferIncoming(Database database, OfficeClock clock, JournalWriter journal, ReadIncoming read)
{
    public async Task<Result<IncomingView>> Execute(Id<Document> id, TransferIncomingRequest request, IfMatch ifMatch, Caller caller, CancellationToken ct)
    {
        var errors = new FieldErrors();
        var to = errors.Line("to", request.To, 1000);
        var signedBy = errors.OptionalLine("receiptSignedBy", request.ReceiptSignedBy, 200);
        var on = request.TransferredOn ?? clock.Today;
        if (on > clock.Today)
            errors.Add("transferredOn", "Ngày chuyển không được sau hôm nay", "The date cannot be after today");
        if (!errors.None)
            return errors.ToProblem();

        await using var tx = await database.Begin(caller, ct);
        if (await IncomingStore.Lock(tx, id, ct) is not { } now)
            return IncomingProblems.NotFound;
        if (ifMatch.RefusesIfGiven(now.Version) is { } stale)
            return stale;
        if (now.State == IncomingStatus.Annulled)
            return IncomingProblems.AnnulledAlready;
        if (now.BookClosed)
            return RegisterProblems.Closed;
        if (on < now.ArrivedOn)
        {
            errors.Add("transferredOn", $"Không trước ngày đến ({now.ArrivedOn:dd/MM/yyyy})", $"Not before the arrival ({now.ArrivedOn:yyyy-MM-dd})");
            return errors.ToProblem();
        }
        await tx.Connection.ExecuteAsync(new CommandDefinition("""
            insert into incoming_transfer (id, document_id, transferred_on, transferred_to, receipt_signed_by, entered_at, entered_by)
            values (@TransferId, @Id, @on, @to, @signedBy, @Now, @PersonId);
            """ + IncomingStore.Touch,
            new { TransferId = Guid.CreateVersion7(), Id = id, on, to, signedBy, clock.Now, caller.PersonId }, cancellationToken: ct));
        await journal.Write(tx, "incoming.transferred", "document", id.Value,
            new Changes().New("transferredOn", on).New("to", to).New("receiptSignedBy", signedBy), ct);
        var view = await read.After(tx, id, ct);
        await tx.Commit(view, ct);
        return view;
    }
}
