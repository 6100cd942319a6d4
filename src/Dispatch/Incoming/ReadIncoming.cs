using Dapper;
using Dispatch.Access;
using Dispatch.Documents;
using Dispatch.Journal;
using Dispatch.Platform;

namespace Dispatch.Incoming;

/// <summary>A query: one incoming document, whole. Opening it is journaled, outside the request's critical path.</summary>
public sealed class ReadIncoming(Database database, IncomingWarnings warnings, ReadJournal reads)
{
    internal const string ViewSql = """
        select d.id, r.code as register, i.year, i.arrival_number, i.arrived_on, i.received_at, i.registered_at, i.registered_by, p.full_name as registered_by_name,
               i.state, d.symbol, d.code_number, d.code_notation, d.symbol_parsed, d.issuer_name, d.issuer_id, a.name as agency_name, a.code as agency_code,
               i.sender_name, d.issued_on, d.document_type, t.name as type_name, d.subject, d.urgency, i.medium, i.received_via, d.language,
               d.page_count, d.copy_count, d.signer_position, d.signer_name, i.reply_due_on, i.reply_overdue_at is not null as reply_overdue,
               i.due_on, i.completed_at, i.register_by, i.registered_late, d.access_level, i.to_places, i.distribution, d.notes, d.dossier_agency, d.dossier_year,
               d.dossier_notation, d.dossier_ordinal, i.duplicate_because, i.annulled_because, d.version
        from document d
        join incoming i on i.document_id = d.id
        join register r on r.id = i.register_id
        join person p on p.id = i.registered_by
        join document_type t on t.code = d.document_type
        left join agency a on a.id = d.issuer_id
        where d.id = @Id
        """;

    internal const string FilesSql = """
        select f.id, f.name, f.media_type, f.size, encode(f.sha256, 'hex') as sha256, f.pages, f.condition, df.replaced_at
        from document_file df
        join stored_file f on f.id = df.file_id
        where df.document_id = @Id
        order by df.replaced_at nulls first, df.position
        """;

    internal const string TransfersSql = """
        select transferred_on, transferred_to as "to", receipt_signed_by
        from incoming_transfer
        where document_id = @Id
        order by transferred_on, id
        """;

    public async Task<Result<IncomingView>> Execute(Id<Document> id, Caller caller, CancellationToken ct)
    {
        await using var connection = await database.Open(ct);
        var reader = await connection.QueryMultipleAsync(new CommandDefinition(
            $"{ViewSql} and {GrantStore.Reaches("d.id")}; {FilesSql}; {TransfersSql}", new { Id = id, caller.Principals }, cancellationToken: ct));
        if (await View(reader) is not { } view)
            return IncomingProblems.NotFound;
        await reads.Note(caller, "incoming.read", "document", id.Value, ct);
        return await warnings.On(connection, view, caller.Language, ct);
    }

    /// <summary>The view at the end of a change, inside its transaction.</summary>
    internal async Task<IncomingView> After(OfficeTransaction tx, Id<Document> id, CancellationToken ct)
    {
        var reader = await tx.Connection.QueryMultipleAsync(new CommandDefinition($"{ViewSql}; {FilesSql}; {TransfersSql}", new { Id = id }, cancellationToken: ct));
        return await warnings.On(tx.Connection, (await View(reader))!, tx.Caller.Language, ct);
    }

    /// <summary>The view from the three result sets of <see cref="ViewSql"/>, <see cref="FilesSql"/> and <see cref="TransfersSql"/>.</summary>
    internal static async Task<IncomingView?> View(SqlMapper.GridReader reader)
    {
        var row = await reader.ReadSingleOrDefaultAsync<Row>();
        var files = (await reader.ReadAsync<DocumentFile>()).ToList();
        var transfers = (await reader.ReadAsync<Transfer>()).ToList();
        return row is null ? null : new()
        {
            Id = row.Id,
            Register = row.Register,
            Year = row.Year,
            ArrivalNumber = row.ArrivalNumber,
            ArrivedOn = row.ArrivedOn,
            ReceivedAt = row.ReceivedAt,
            RegisteredAt = row.RegisteredAt,
            RegisteredBy = new(row.RegisteredBy, row.RegisteredByName),
            Status = row.State,
            Symbol = row.Symbol,
            Number = row.CodeNumber,
            Notation = row.CodeNotation,
            SymbolParsed = row.SymbolParsed,
            Issuer = row.IssuerName,
            IssuerAgency = row.IssuerId is { } agency ? new(agency, row.AgencyName!, row.AgencyCode) : null,
            Sender = row.SenderName,
            IssuedOn = row.IssuedOn,
            DocumentType = row.DocumentType,
            DocumentTypeName = row.TypeName,
            Subject = row.Subject,
            Urgency = row.Urgency,
            Medium = row.Medium,
            ReceivedVia = row.ReceivedVia,
            Language = row.Language,
            PageCount = row.PageCount,
            CopyCount = row.CopyCount,
            Signer = row.SignerPosition is null && row.SignerName is null ? null : new(row.SignerPosition, row.SignerName),
            ReplyDueOn = row.ReplyDueOn,
            ReplyOverdue = row.ReplyOverdue,
            DueOn = row.DueOn,
            CompletedAt = row.CompletedAt,
            RegisterBy = row.RegisterBy,
            RegisteredLate = row.RegisteredLate,
            AccessLevel = row.AccessLevel,
            ToPlaces = row.ToPlaces,
            Distribution = row.Distribution,
            Notes = row.Notes,
            Dossier = row.DossierAgency is null && row.DossierYear is null && row.DossierNotation is null && row.DossierOrdinal is null
                ? null
                : new(row.DossierAgency, row.DossierYear, row.DossierNotation, row.DossierOrdinal),
            DuplicateBecause = row.DuplicateBecause,
            AnnulledBecause = row.AnnulledBecause,
            Files = files,
            Transfers = transfers,
            Version = row.Version,
        };
    }

    private sealed record Row(
        Id<Document> Id, string Register, int Year, int ArrivalNumber, DateOnly ArrivedOn, DateTimeOffset ReceivedAt, DateTimeOffset RegisteredAt,
        Guid RegisteredBy, string RegisteredByName, IncomingStatus State, string? Symbol, string? CodeNumber, string? CodeNotation, bool SymbolParsed,
        string IssuerName, Guid? IssuerId, string? AgencyName, string? AgencyCode, string SenderName, DateOnly? IssuedOn, string DocumentType, string TypeName,
        string Subject, Urgency Urgency, Medium Medium, ReceivedVia ReceivedVia, string Language, int? PageCount, int? CopyCount, string? SignerPosition,
        string? SignerName, DateOnly? ReplyDueOn, bool ReplyOverdue, DateOnly? DueOn, DateTimeOffset? CompletedAt, DateTimeOffset? RegisterBy, bool? RegisteredLate, AccessLevel AccessLevel,
        string? ToPlaces, string? Distribution, string? Notes, string? DossierAgency, int? DossierYear, string? DossierNotation, int? DossierOrdinal,
        string? DuplicateBecause, string? AnnulledBecause, int Version);
}
