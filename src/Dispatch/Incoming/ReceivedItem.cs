// Chờ vào sổ: what has arrived but stands in no book yet. The legal limit to register counts from the receipt (Nghị định 30/2020, Đ4 k2c).
// Letters addressed by name to a person or a mass organisation are handed over unopened (Đ21); a refusal uses no number.
using Dapper;
using Dispatch.Documents;
using Dispatch.Journal;
using Dispatch.Platform;
using Npgsql;

namespace Dispatch.Incoming;

/// <summary>Something received. The type marks its ids: <c>Id&lt;ReceivedItem&gt;</c>.</summary>
public sealed class ReceivedItem
{
    private ReceivedItem() { }
}

/// <summary>State of a received item.</summary>
public enum ReceivedItemStatus { Received, Registered, Refused, HandedOver }

/// <summary>Where a received item came from: the scan station's folder, files sent up, noted by hand.</summary>
public enum ReceivedSource { Scan, Upload, Typed }

/// <summary>A received item.</summary>
/// <param name="Id">Its id.</param>
/// <param name="ReceivedAt">The instant of receipt.</param>
/// <param name="ReceivedBy">Who received it.</param>
/// <param name="Source">Where it came from.</param>
/// <param name="Urgency">As marked outside.</param>
/// <param name="Issuer">Who it is from, as written; null when not known.</param>
/// <param name="AddressedTo">The person or organisation it names; null for the office.</param>
/// <param name="RegisterBy">The legal limit to register; null when the calendar is not declared.</param>
/// <param name="Overdue">True once the limit passed while it waited.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="DocumentId">The registered document.</param>
/// <param name="ClosedBecause">Reason of a refusal, or who took it over.</param>
/// <param name="ClosedAt">When it left the queue; null while it waits.</param>
/// <param name="ClosedBy">Who took it off the queue.</param>
/// <param name="EnvelopeOf">The item that came in the same envelope and was registered first; null for one alone.</param>
/// <param name="Files">Its files.</param>
/// <param name="Version">For <c>If-Match</c>.</param>
public sealed record ReceivedItemView(
    Id<ReceivedItem> Id, DateTimeOffset ReceivedAt, PersonRef ReceivedBy, ReceivedSource Source, Urgency Urgency, string? Issuer, string? AddressedTo,
    DateTimeOffset? RegisterBy, bool Overdue, ReceivedItemStatus Status, Id<Document>? DocumentId, string? ClosedBecause, DateTimeOffset? ClosedAt,
    PersonRef? ClosedBy, Id<ReceivedItem>? EnvelopeOf, IReadOnlyList<DocumentFile> Files, int Version);

/// <summary>Every statement that writes a received item, and the one that reads it.</summary>
internal static class ReceivedItemStore
{
    public const string ViewColumns = """
        r.id, r.received_at, r.received_by, p.full_name as received_by_name, r.source, r.urgency, r.urgency_rank, r.issuer_name, r.addressed_to, r.register_by,
        r.overdue_at is not null as overdue, r.state, r.document_id, r.closed_because, r.closed_at, r.closed_by, c.full_name as closed_by_name, r.envelope_of,
        r.version
        """;

    public const string ViewTables = """
        received_item r
        join person p on p.id = r.received_by
        left join person c on c.id = r.closed_by
        """;

    /// <summary>The views of <paramref name="rows"/>, their files read in one statement.</summary>
    public static async Task<List<ReceivedItemView>> Views(NpgsqlConnection connection, IReadOnlyList<ReceivedItemRow> rows, CancellationToken ct)
    {
        var files = rows.Count == 0 ? [] : (await connection.QueryAsync<FileRow>(new CommandDefinition("""
            select rf.received_item_id, f.id, f.name, f.media_type, f.size, encode(f.sha256, 'hex') as sha256, f.pages, f.condition
            from received_item_file rf
            join stored_file f on f.id = rf.file_id
            where rf.received_item_id = any(@Ids)
            order by rf.position
            """, new { Ids = rows.Select(r => r.Id.Value).ToArray() }, cancellationToken: ct))).ToList();
        var byItem = files.ToLookup(f => f.ReceivedItemId, f => new DocumentFile(f.Id, f.Name, f.MediaType, f.Size, f.Sha256, f.Pages, f.Condition, null));
        return [.. rows.Select(r => new ReceivedItemView(r.Id, r.ReceivedAt, new(r.ReceivedBy, r.ReceivedByName), r.Source, r.Urgency, r.IssuerName, r.AddressedTo,
            r.RegisterBy, r.Overdue, r.State, r.DocumentId, r.ClosedBecause, r.ClosedAt, r.ClosedBy is { } by ? new(by, r.ClosedByName!) : null, r.EnvelopeOf,
            [.. byItem[r.Id.Value]], r.Version))];
    }

    public static async Task<ReceivedItemView?> View(NpgsqlConnection connection, Id<ReceivedItem> id, CancellationToken ct) =>
        await connection.QuerySingleOrDefaultAsync<ReceivedItemRow>(new CommandDefinition($"""
            select {ViewColumns}
            from {ViewTables}
            where r.id = @id
            """, new { id }, cancellationToken: ct)) is { } row
            ? (await Views(connection, [row], ct))[0]
            : null;

    public static Task<LockedItem?> Lock(OfficeTransaction tx, Id<ReceivedItem> id, CancellationToken ct) =>
        tx.Connection.QuerySingleOrDefaultAsync<LockedItem?>(new CommandDefinition(
            "select state, received_at, version from received_item where id = @id for update", new { id }, cancellationToken: ct));

    /// <summary>Takes an item off the queue; false when somebody else did.</summary>
    public static async Task<bool> Close(
        OfficeTransaction tx, Id<ReceivedItem> id, ReceivedItemStatus state, Id<Document>? document, string? because, DateTimeOffset at, CancellationToken ct) =>
        await tx.Connection.ExecuteAsync(new CommandDefinition("""
            update received_item
            set state = @state, document_id = @document, closed_at = @at, closed_by = @PersonId, closed_because = @because, version = version + 1
            where id = @id and state = 'received'
            """, new { id, state, document, because, at, tx.Caller.PersonId }, cancellationToken: ct)) == 1;

    private sealed record FileRow(Guid ReceivedItemId, Guid Id, string Name, string MediaType, long Size, string Sha256, int? Pages, string Condition);
}

internal sealed record ReceivedItemRow(
    Id<ReceivedItem> Id, DateTimeOffset ReceivedAt, Guid ReceivedBy, string ReceivedByName, ReceivedSource Source, Urgency Urgency, int UrgencyRank,
    string? IssuerName, string? AddressedTo, DateTimeOffset? RegisterBy, bool Overdue, ReceivedItemStatus State, Id<Document>? DocumentId, string? ClosedBecause,
    DateTimeOffset? ClosedAt, Guid? ClosedBy, string? ClosedByName, Id<ReceivedItem>? EnvelopeOf, int Version);

internal sealed record LockedItem(ReceivedItemStatus State, DateTimeOffset ReceivedAt, int Version);

/// <summary>A received item on its way into the book: closed in the same transaction that gives the number.</summary>
/// <param name="Id">The item.</param>
/// <param name="Took">The files the registration takes.</param>
/// <param name="MoreInEnvelope">True to leave a sibling in the queue for what else came in the envelope.</param>
internal sealed record ReceivedForRegistration(Id<ReceivedItem> Id, Guid[] Took, bool MoreInEnvelope, OfficeClock Clock, JournalWriter Journal)
{
    public Guid ItemId => Id.Value;

    /// <summary>False when somebody else dealt with it meanwhile: the registration is then undone, and its number with it.</summary>
    public async Task<bool> Close(OfficeTransaction tx, Id<Document> document, CancellationToken ct)
    {
        if (!await ReceivedItemStore.Close(tx, Id, ReceivedItemStatus.Registered, document, null, Clock.Now, ct))
            return false;
        await Journal.Write(tx, "received.registered", "receivedItem", Id.Value, new Changes().New("documentId", document), ct);
        if (MoreInEnvelope)
            await LeaveSibling(tx, ct);
        return true;
    }

    private async Task LeaveSibling(OfficeTransaction tx, CancellationToken ct)
    {
        var sibling = Id<ReceivedItem>.New();
        await tx.Connection.ExecuteAsync(new CommandDefinition("""
            insert into received_item (id, received_at, received_by, source, urgency, urgency_rank, issuer_name, addressed_to, register_by, envelope_of, state)
            select @sibling, received_at, received_by, source, urgency, urgency_rank, issuer_name, addressed_to, register_by, id, 'received'
            from received_item
            where id = @Id;
            update received_item_file set received_item_id = @sibling where received_item_id = @Id and not file_id = any(@Took);
            """, new { sibling, Id, Took }, cancellationToken: ct));
        await Journal.Write(tx, "received.leftInEnvelope", "receivedItem", sibling.Value, new Changes().New("envelopeOf", Id), ct);
    }
}
