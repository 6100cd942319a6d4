using Dapper;
using Dispatch.Calendar;
using Dispatch.Documents;
using Dispatch.Files;
using Dispatch.Journal;
using Dispatch.Platform;

namespace Dispatch.Incoming;

/// <summary>Notes that something has arrived.</summary>
public sealed record ReceiveItemRequest
{
    /// <summary>The instant of receipt; now when missing.</summary>
    public DateTimeOffset? ReceivedAt { get; init; }

    /// <summary>As marked outside; <c>normal</c> when missing.</summary>
    public Urgency? Urgency { get; init; }

    /// <summary><c>none</c>; anything else is refused and nothing is kept.</summary>
    public string? Secrecy { get; init; }

    /// <summary>Who it is from, as far as the envelope says.</summary>
    public string? Issuer { get; init; }

    /// <summary>Scans, if any.</summary>
    public IReadOnlyList<Guid>? FileIds { get; init; }

    /// <summary>The person or organisation it names.</summary>
    public string? AddressedTo { get; init; }
}

/// <summary>Use case: put something into the queue Chờ vào sổ.</summary>
public sealed class ReceiveItem(Database database, OfficeClock clock, JournalWriter journal, WorkingCalendars calendars)
{
    public Task<Result<ReceivedItemView>> Execute(ReceiveItemRequest request, Caller caller, CancellationToken ct) => Execute(request, null, caller, ct);

    /// <summary>Also from the scan station's folder: then the item and the mark that its file was taken commit together.</summary>
    internal async Task<Result<ReceivedItemView>> Execute(ReceiveItemRequest request, IntakeFile? scan, Caller caller, CancellationToken ct)
    {
        if (SecrecyMark.IsSecretLevel(request.Secrecy))
            return FileProblems.SecretDocument;
        var errors = new FieldErrors();
        var issuer = errors.OptionalLine("issuer", request.Issuer, 1000);
        var addressedTo = errors.OptionalLine("addressedTo", request.AddressedTo, 1000);
        var fileIds = (request.FileIds ?? []).Distinct().ToArray();
        var receivedAt = request.ReceivedAt ?? clock.Now;
        if (receivedAt > clock.Now)
            errors.Add("receivedAt", "Lúc nhận không được sau bây giờ", "The time of receipt cannot be in the future");
        if (issuer is null && addressedTo is null && fileIds.Length == 0)
            errors.Add("issuer", "Ghi nơi gửi, nơi nhận hoặc kèm bản quét", "Give the sender, the addressee or a scan");
        if (!errors.None)
            return errors.ToProblem();

        var urgency = request.Urgency ?? Urgency.Normal;
        var source = scan is not null ? ReceivedSource.Scan : fileIds.Length > 0 ? ReceivedSource.Upload : ReceivedSource.Typed;
        var id = Id<ReceivedItem>.New();
        await using var tx = await database.Begin(caller, ct);
        if (scan is not null && !await scan.Claim(tx, id, clock.Now, ct))
            return IntakeProblems.TakenAlready;
        if ((await IncomingStore.Attachable(tx.Connection, fileIds, caller, null, ct)).Count != fileIds.Length)
            return IncomingProblems.UnknownFile;
        await tx.Connection.ExecuteAsync(new CommandDefinition("""
            insert into received_item (id, received_at, received_by, source, urgency, urgency_rank, issuer_name, addressed_to, register_by, state)
            values (@id, @receivedAt, @PersonId, @source, @urgency, @Rank, @issuer, @addressedTo, @RegisterBy, 'received');
            insert into received_item_file (received_item_id, file_id, position)
            select @id, f.id, f.position from unnest(@fileIds) with ordinality as f (id, position);
            update stored_file set attached_at = @Now where id = any(@fileIds);
            """, new
        {
            id,
            receivedAt,
            caller.PersonId,
            source,
            urgency,
            Rank = (int)urgency,
            issuer,
            addressedTo,
            RegisterBy = (await calendars.Current(tx.Connection, ct)).RegisterBy(receivedAt, urgency != Urgency.Normal),
            fileIds,
            clock.Now,
        }, cancellationToken: ct));
        await journal.Write(tx, "received.received", "receivedItem", id.Value,
            new Changes().New("receivedAt", receivedAt).New("source", source).New("urgency", urgency).New("issuer", issuer).New("addressedTo", addressedTo)
                .New("fileIds", fileIds.Length == 0 ? null : fileIds), ct);
        var view = (await ReceivedItemStore.View(tx.Connection, id, ct))!;
        await tx.Commit(view, ct);
        return view;
    }
}
