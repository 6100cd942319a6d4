using Dapper;
using Dispatch.Access;
using Dispatch.Documents;
using Dispatch.Journal;
using Dispatch.People;
using Dispatch.Platform;
using Dispatch.Registers;
using Npgsql;

namespace Dispatch.Incoming;

/// <summary>Every SQL statement that writes an incoming document.</summary>
internal static class IncomingStore
{
    /// <summary>Neither completed nor annulled; an index over open rows may repeat it.</summary>
    public const string Open = "state not in ('completed', 'annulled')";

    /// <summary>Who has a document first: the registry.</summary>
    private const string BeginCustody = "insert into custody (document_id, position, because, from_at) select document_id, 1, 'registered', registered_at from incoming where document_id = any(@Documents);";

    /// <summary>Serialises registrations of one symbol to the commit, so that two clerks with the same letter see each other's.</summary>
    public static async Task<IReadOnlyList<ExistingDocument>> LockAndFindDuplicates(
        NpgsqlConnection connection, IncomingDraft draft, Guid? issuerId, CancellationToken ct)
    {
        // Two statements: the second must see what committed while the first waited.
        await using var reader = await connection.QueryMultipleAsync(new CommandDefinition("""
            select pg_advisory_xact_lock(hashtextextended(@Folded, 0))::text;
            select d.id, i.arrival_number, i.year, d.symbol, d.subject, i.arrived_on, p.full_name as registered_by, i.medium
            from document d
            join incoming i on i.document_id = d.id
            join person p on p.id = i.registered_by
            where d.symbol_folded = @Folded
              and i.state <> 'annulled'
              and (d.issuer_id = @issuerId or d.issuer_folded = @IssuerFolded)
              and (d.issued_on is null or @IssuedOn::date is null or extract(year from d.issued_on) = extract(year from @IssuedOn::date))
            order by d.id
            limit 5
            """, new { draft.Symbol!.Folded, issuerId, draft.IssuerFolded, draft.IssuedOn }, cancellationToken: ct));
        await reader.ReadAsync<string>();
        return [.. await reader.ReadAsync<ExistingDocument>()];
    }

    /// <summary>Writes document, facet, line of the book, files and journal in one batch, and reads the view back in the same round trip.</summary>
    public static async Task<IncomingView> Insert(OfficeTransaction tx, NewIncoming incoming, JournalRow journal, CancellationToken ct)
    {
        var parameters = Columns(incoming.Draft, incoming.IssuerId, incoming.SenderId);
        parameters.AddDynamicParams(new
        {
            incoming.Id,
            DocumentId = incoming.Id,
            PagesOfMainFile = incoming.PagesOfMainFile,
            incoming.RegisterId,
            incoming.Book.SeriesId,
            incoming.Book.Year,
            incoming.Number,
            incoming.RegisteredAt,
            incoming.RegisteredBy,
            incoming.RegisterBy,
            RegisteredLate = Late(incoming.RegisteredAt, incoming.RegisterBy),
            incoming.DuplicateBecause,
            EnteredOn = incoming.Draft.ArrivedOn,
            EnteredBy = incoming.RegisteredBy,
            PersonId = incoming.RegisteredBy,
            incoming.FileIds,
            Documents = new[] { incoming.Id.Value },
            Circle.Oversight,
            Circle.Office,
        });
        parameters.AddDynamicParams(journal);
        var reader = await tx.Connection.QueryMultipleAsync(new CommandDefinition($"""
            insert into document (id, kind, issuer_id, issuer_name, issuer_folded, code_number, code_notation, symbol, symbol_folded, symbol_parsed,
                issued_on, document_type, subject, search_words, language, page_count, copy_count, signer_position, signer_name, urgency, access_level,
                notes, dossier_agency, dossier_year, dossier_notation, dossier_ordinal, created_at)
            values (@Id, 'incoming', @IssuerId, @Issuer, @IssuerFolded, @CodeNumber, @CodeNotation, @Symbol, @SymbolFolded, @SymbolParsed,
                @IssuedOn, @DocumentType, @Subject, @SearchWords, @Language, coalesce(@PageCount, @PagesOfMainFile), @CopyCount, @SignerPosition, @SignerName, @Urgency, @AccessLevel,
                @Notes, @DossierAgency, @DossierYear, @DossierNotation, @DossierOrdinal, @RegisteredAt);
            insert into incoming (document_id, register_id, series_id, year, arrival_number, arrived_on, received_at, registered_at, registered_by,
                sender_id, sender_name, received_via, medium, urgency_rank, reply_due_on, due_on, register_by, registered_late, to_places, distribution,
                duplicate_because, state)
            values (@Id, @RegisterId, @SeriesId, @Year, @Number, @ArrivedOn, @ReceivedAt, @RegisteredAt, @RegisteredBy,
                @SenderId, @Sender, @ReceivedVia, @Medium, @UrgencyRank, @ReplyDueOn, @DueOn, @RegisterBy, @RegisteredLate, @ToPlaces, @Distribution,
                @DuplicateBecause, 'registered');
            {RegisterStore.InsertEntry}
            {(incoming.FileIds.Length == 0 ? "" : AddFiles)}
            {GrantStore.Beginnings}
            {BeginCustody}
            {JournalWriter.Insert}
            {ReadIncoming.ViewSql};
            {ReadIncoming.FilesSql};
            {ReadIncoming.TransfersSql};
            """, parameters, cancellationToken: ct));
        return (await ReadIncoming.View(reader))!;
    }

    /// <summary>
    /// Writes many documents without files at once, the lines of the book and the journal apart. They count as registered in time: the book they
    /// come from had them on that day.
    /// </summary>
    public static async Task InsertAll(OfficeTransaction tx, IReadOnlyList<NewIncoming> documents, DateTimeOffset at, CancellationToken ct)
    {
        await using (var copy = await CopyIn.Into(tx, """
            document (id, kind, issuer_id, issuer_name, issuer_folded, code_number, code_notation, symbol, symbol_folded, symbol_parsed,
                issued_on, document_type, subject, search_words, language, page_count, copy_count, urgency, access_level, notes, created_at)
            """, ct))
        {
            foreach (var incoming in documents)
            {
                var draft = incoming.Draft;
                copy.Row().Value(incoming.Id.Value).Value("incoming").Value(incoming.IssuerId).Value(draft.Issuer).Value(draft.IssuerFolded)
                    .Value(draft.Symbol?.Number).Value(draft.Symbol?.Notation).Value(draft.Symbol?.AsWritten).Value(draft.Symbol?.Folded)
                    .Value(draft.Symbol?.Parsed ?? true).Value(draft.IssuedOn).Value(draft.DocumentType).Value(draft.Subject).Value(draft.SearchWords)
                    .Value(draft.Language).Value(draft.PageCount).Value(draft.CopyCount).Value(EnumText.Of(draft.Urgency))
                    .Value(EnumText.Of(draft.AccessLevel)).Value(draft.Notes).Value(at);
            }
            await copy.Complete(ct);
        }
        await using (var copy = await CopyIn.Into(tx, """
            incoming (document_id, register_id, series_id, year, arrival_number, arrived_on, received_at, registered_at, registered_by, sender_id,
                sender_name, received_via, medium, urgency_rank, register_by, registered_late, to_places, state)
            """, ct))
        {
            foreach (var incoming in documents)
            {
                var draft = incoming.Draft;
                copy.Row().Value(incoming.Id.Value).Value(incoming.RegisterId.Value).Value(incoming.Book.SeriesId.Value).Value(incoming.Book.Year)
                    .Value(incoming.Number).Value(draft.ArrivedOn).Value(draft.ReceivedAt).Value(incoming.RegisteredAt).Value(incoming.RegisteredBy.Value)
                    .Value(incoming.SenderId).Value(draft.Sender ?? draft.Issuer).Value(EnumText.Of(draft.ReceivedVia)).Value(EnumText.Of(draft.Medium))
                    .Value((int)draft.Urgency).Value(incoming.RegisterBy).Value(false).Value(draft.ToPlaces).Value("registered");
            }
            await copy.Complete(ct);
        }
        var ids = documents.Select(document => document.Id.Value).ToArray();
        await GrantStore.Begin(tx, ids, ct);
        await tx.Connection.ExecuteAsync(new CommandDefinition(BeginCustody, new { Documents = ids }, cancellationToken: ct));
    }

    /// <summary>Writes the corrected fields.</summary>
    public static Task Update(
        OfficeTransaction tx, Id<Document> id, IncomingDraft draft, Guid? issuerId, Guid? senderId, DateTimeOffset? registerBy, DateTimeOffset registeredAt,
        CancellationToken ct)
    {
        var parameters = Columns(draft, issuerId, senderId);
        parameters.AddDynamicParams(new { Id = id, RegisterBy = registerBy, RegisteredLate = Late(registeredAt, registerBy) });
        return tx.Connection.ExecuteAsync(new CommandDefinition("""
            update document
            set issuer_id = @IssuerId, issuer_name = @Issuer, issuer_folded = @IssuerFolded, code_number = @CodeNumber, code_notation = @CodeNotation,
                symbol = @Symbol, symbol_folded = @SymbolFolded, symbol_parsed = @SymbolParsed, issued_on = @IssuedOn, document_type = @DocumentType,
                subject = @Subject, search_words = @SearchWords, language = @Language, page_count = @PageCount, copy_count = @CopyCount,
                signer_position = @SignerPosition, signer_name = @SignerName, urgency = @Urgency, access_level = @AccessLevel, notes = @Notes,
                dossier_agency = @DossierAgency, dossier_year = @DossierYear, dossier_notation = @DossierNotation, dossier_ordinal = @DossierOrdinal,
                version = version + 1
            where id = @Id;
            update incoming
            set arrived_on = @ArrivedOn, received_at = @ReceivedAt, sender_id = @SenderId, sender_name = @Sender, received_via = @ReceivedVia,
                medium = @Medium, urgency_rank = @UrgencyRank, reply_due_on = @ReplyDueOn,
                reply_overdue_at = case when reply_due_on is not distinct from @ReplyDueOn then reply_overdue_at end,
                due_on = @DueOn, register_by = @RegisterBy, registered_late = @RegisteredLate, to_places = @ToPlaces, distribution = @Distribution
            where document_id = @Id;
            """, parameters, cancellationToken: ct));
    }

    private static DynamicParameters Columns(IncomingDraft draft, Guid? issuerId, Guid? senderId) => new(new
    {
        IssuerId = issuerId,
        draft.Issuer,
        draft.IssuerFolded,
        CodeNumber = draft.Symbol?.Number,
        CodeNotation = draft.Symbol?.Notation,
        Symbol = draft.Symbol?.AsWritten,
        SymbolFolded = draft.Symbol?.Folded,
        SymbolParsed = draft.Symbol?.Parsed ?? true,
        draft.IssuedOn,
        draft.DocumentType,
        draft.Subject,
        draft.SearchWords,
        draft.Language,
        draft.PageCount,
        draft.CopyCount,
        SignerPosition = draft.Signer?.Position,
        SignerName = draft.Signer?.FullName,
        draft.Urgency,
        draft.AccessLevel,
        draft.Notes,
        DossierAgency = draft.Dossier?.AgencyCode,
        DossierYear = draft.Dossier?.Year,
        DossierNotation = draft.Dossier?.Notation,
        DossierOrdinal = draft.Dossier?.Ordinal,
        draft.ArrivedOn,
        draft.ReceivedAt,
        SenderId = senderId,
        Sender = draft.Sender ?? draft.Issuer,
        draft.ReceivedVia,
        draft.Medium,
        UrgencyRank = (int)draft.Urgency,
        draft.ReplyDueOn,
        draft.DueOn,
        draft.ToPlaces,
        draft.Distribution,
    });

    private static bool? Late(DateTimeOffset registeredAt, DateTimeOffset? registerBy) => registerBy is { } limit ? registeredAt > limit : null;

    /// <summary>Gives files to a document, in order, after those it has.</summary>
    public const string AddFiles = """
        insert into document_file (document_id, file_id, position, attached_at, attached_by)
        select @Id, f.id, f.position + (select coalesce(max(position), 0) from document_file where document_id = @Id), @At, @PersonId
        from unnest(@FileIds) with ordinality as f (id, position);
        update stored_file set attached_at = @At where id = any(@FileIds) and attached_at is null;
        """;

    /// <summary>Which of these files the caller may attach: own uploads no document has yet, or files of the received item.</summary>
    public static async Task<IReadOnlyList<AttachableFile>> Attachable(
        NpgsqlConnection connection, Guid[] fileIds, Caller caller, Guid? receivedItem, CancellationToken ct) =>
        fileIds.Length == 0
            ? []
            : [.. await connection.QueryAsync<AttachableFile>(new CommandDefinition("""
                select f.id, f.pages
                from stored_file f
                where f.id = any(@fileIds) and f.withdrawn_at is null
                  and not exists (select from document_file df where df.file_id = f.id)
                  and (f.attached_at is null and f.uploaded_by = @PersonId
                       or exists (select from received_item_file rf where rf.file_id = f.id and rf.received_item_id = @receivedItem))
                for update of f
                """, new { fileIds, caller.PersonId, receivedItem }, cancellationToken: ct))];

    /// <summary>Locks the document's rows before deciding about them; null when there is none, or the caller does not see it.</summary>
    public static Task<LockedIncoming?> Lock(OfficeTransaction tx, Id<Document> id, CancellationToken ct) =>
        tx.Connection.QuerySingleOrDefaultAsync<LockedIncoming?>(new CommandDefinition($"""
            select d.version, i.state, i.medium, i.arrived_on, i.year, y.closed_at is not null as book_closed
            from document d
            join incoming i on i.document_id = d.id
            join series_year y on y.series_id = i.series_id and y.year = i.year
            where d.id = @id and {GrantStore.Reaches("d.id")}
            for update of d, i
            for key share of y
            """, new { id, tx.Caller.Principals }, cancellationToken: ct));

    /// <summary>Counts a change of the document: its version, for <c>If-Match</c>.</summary>
    public const string Touch = "update document set version = version + 1 where id = @Id;";
}

/// <summary>What a new registration writes.</summary>
internal sealed record NewIncoming
{
    public required Id<Document> Id { get; init; }
    public required IncomingDraft Draft { get; init; }
    public required Guid? IssuerId { get; init; }
    public required Guid? SenderId { get; init; }
    public required Id<Register> RegisterId { get; init; }
    public required BookYear Book { get; init; }
    public required int Number { get; init; }
    public required DateTimeOffset RegisteredAt { get; init; }
    public required Id<Person> RegisteredBy { get; init; }
    public required DateTimeOffset? RegisterBy { get; init; }
    public required string? DuplicateBecause { get; init; }
    public required Guid[] FileIds { get; init; }
    public required int? PagesOfMainFile { get; init; }
}

internal sealed record AttachableFile(Guid Id, int? Pages);

internal sealed record LockedIncoming(int Version, IncomingStatus State, Medium Medium, DateOnly ArrivedOn, int Year, bool BookClosed);

/// <summary>A registered document that a new one looks like.</summary>
/// <param name="Id">Its id.</param>
/// <param name="ArrivalNumber">Số đến.</param>
/// <param name="Year">Year of the book.</param>
/// <param name="Symbol">Số, ký hiệu as written.</param>
/// <param name="Subject">Trích yếu.</param>
/// <param name="ArrivedOn">Ngày đến.</param>
/// <param name="RegisteredBy">Name of who registered it.</param>
/// <param name="Medium">Vật mang tin: an electronic one can take the paper as its copy.</param>
public sealed record ExistingDocument(
    Id<Document> Id, int ArrivalNumber, int Year, string Symbol, string Subject, DateOnly ArrivedOn, string RegisteredBy, Medium Medium);
