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
        var draft = Draft(errors, request.TransferredOn, request.To, request.ReceiptSignedBy, clock);
        if (!errors.None)
            return errors.ToProblem();

        await using var tx = await database.Begin(caller, ct);
        if (await IncomingStore.Lock(tx, id, ct) is not { } now)
            return IncomingProblems.NotFound;
        if (ifMatch.RefusesIfGiven(now.Version) is { } stale)
            return stale;
        if (await Note(tx, id, now, draft, clock, journal, ct) is { } refused)
            return refused;
        var view = await read.After(tx, id, ct);
        await tx.Commit(view, ct);
        return view;
    }

    /// <summary>Checks what was asked; errors stand in <paramref name="errors"/>.</summary>
    internal static TransferDraft Draft(FieldErrors errors, DateOnly? transferredOn, string? receiver, string? receiptSignedBy, OfficeClock clock)
    {
        var to = errors.Line("to", receiver, 1000);
        var signedBy = errors.OptionalLine("receiptSignedBy", receiptSignedBy, 200);
        var on = transferredOn ?? clock.Today;
        if (on > clock.Today)
            errors.Add("transferredOn", "Ngày chuyển không được sau hôm nay", "The date cannot be after today");
        return new(on, to ?? "", signedBy);
    }

    /// <summary>Notes the hand-over of a locked document; the problem when it cannot be handed over.</summary>
    internal static async Task<Problem?> Note(
        OfficeTransaction tx, Id<Document> id, LockedIncoming now, TransferDraft draft, OfficeClock clock, JournalWriter journal, CancellationToken ct)
    {
        if (now.State == IncomingStatus.Annulled)
            return IncomingProblems.AnnulledAlready;
        if (now.BookClosed)
            return RegisterProblems.Closed;
        if (draft.On < now.ArrivedOn)
        {
            var errors = new FieldErrors();
            errors.Add("transferredOn", $"Không trước ngày đến ({now.ArrivedOn:dd/MM/yyyy})", $"Not before the arrival ({now.ArrivedOn:yyyy-MM-dd})");
            return errors.ToProblem();
        }
        await tx.Connection.ExecuteAsync(new CommandDefinition("""
            insert into incoming_transfer (id, document_id, transferred_on, transferred_to, receipt_signed_by, entered_at, entered_by)
            values (@TransferId, @Id, @On, @To, @SignedBy, @Now, @PersonId);
            """ + IncomingStore.Touch,
            new { TransferId = Guid.CreateVersion7(), Id = id, draft.On, draft.To, draft.SignedBy, clock.Now, tx.Caller.PersonId }, cancellationToken: ct));
        await journal.Write(tx, "incoming.transferred", "document", id.Value,
            new Changes().New("transferredOn", draft.On).New("to", draft.To).New("receiptSignedBy", draft.SignedBy), ct);
        return null;
    }

    internal static Task<int> NumberOf(OfficeTransaction tx, Id<Document> id, CancellationToken ct) =>
        tx.Connection.ExecuteScalarAsync<int>(new CommandDefinition("select arrival_number from incoming where document_id = @id", new { id }, cancellationToken: ct));
}

/// <summary>A hand-over that was checked.</summary>
internal sealed record TransferDraft(DateOnly On, string To, string? SignedBy);
