using Dispatch.Documents;
using Dispatch.Platform;

namespace Dispatch.Incoming;

/// <summary>A registered incoming document, whole.</summary>
public sealed record IncomingView
{
    /// <summary>Its id.</summary>
    public required Id<Document> Id { get; init; }

    /// <summary>Code of the book.</summary>
    public required string Register { get; init; }

    /// <summary>Year of the book.</summary>
    public required int Year { get; init; }

    /// <summary>Số đến.</summary>
    public required int ArrivalNumber { get; init; }

    /// <summary>Ngày đến.</summary>
    public required DateOnly ArrivedOn { get; init; }

    /// <summary>The instant of receipt.</summary>
    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>The instant it was entered in the book.</summary>
    public required DateTimeOffset RegisteredAt { get; init; }

    /// <summary>Who entered it.</summary>
    public required PersonRef RegisteredBy { get; init; }

    /// <summary><c>registered</c> or <c>annulled</c>.</summary>
    public required IncomingStatus Status { get; init; }

    /// <summary>Always <c>none</c>: secret documents never enter this system.</summary>
    public string Secrecy { get; init; } = "none";

    /// <summary>Số, ký hiệu as written; null for an unnumbered paper.</summary>
    public required string? Symbol { get; init; }

    /// <summary>Số; null when the symbol could not be parted.</summary>
    public required string? Number { get; init; }

    /// <summary>Ký hiệu; null when the symbol could not be parted, or has none.</summary>
    public required string? Notation { get; init; }

    /// <summary>False when the symbol could not be parted into number and notation: somebody should look.</summary>
    public required bool SymbolParsed { get; init; }

    /// <summary>True for a paper that bears no number.</summary>
    public bool Unnumbered => Symbol is null;

    /// <summary>Cơ quan ban hành as written.</summary>
    public required string Issuer { get; init; }

    /// <summary>The agency of the directory that the name leads to; null when it is not there.</summary>
    public required AgencyRef? IssuerAgency { get; init; }

    /// <summary>Who sent it.</summary>
    public required string Sender { get; init; }

    /// <summary>Ngày văn bản.</summary>
    public required DateOnly? IssuedOn { get; init; }

    /// <summary>Code of the document type.</summary>
    public required string DocumentType { get; init; }

    /// <summary>Tên loại văn bản.</summary>
    public required string DocumentTypeName { get; init; }

    /// <summary>Trích yếu.</summary>
    public required string Subject { get; init; }

    /// <summary>Mức độ khẩn.</summary>
    public required Urgency Urgency { get; init; }

    /// <summary>Vật mang tin.</summary>
    public required Medium Medium { get; init; }

    /// <summary>Phương thức nhận.</summary>
    public required ReceivedVia ReceivedVia { get; init; }

    /// <summary>Ngôn ngữ.</summary>
    public required string Language { get; init; }

    /// <summary>Số trang.</summary>
    public required int? PageCount { get; init; }

    /// <summary>Số bản.</summary>
    public required int? CopyCount { get; init; }

    /// <summary>Người ký.</summary>
    public required Signer? Signer { get; init; }

    /// <summary>Hạn trả lời.</summary>
    public required DateOnly? ReplyDueOn { get; init; }

    /// <summary>True once the reply date has passed.</summary>
    public required bool ReplyOverdue { get; init; }

    /// <summary>Thời hạn giải quyết.</summary>
    public required DateOnly? DueOn { get; init; }

    /// <summary>The instant its handling was completed; null until then.</summary>
    public required DateTimeOffset? CompletedAt { get; init; }

    /// <summary>The legal limit to register (T-IN-REG); null when the calendar of a year it needs is not declared.</summary>
    public required DateTimeOffset? RegisterBy { get; init; }

    /// <summary>True when it was entered after the limit; null while that is not known.</summary>
    public required bool? RegisteredLate { get; init; }

    /// <summary>Access inside the office.</summary>
    public required AccessLevel AccessLevel { get; init; }

    /// <summary>Đơn vị hoặc người nhận.</summary>
    public required string? ToPlaces { get; init; }

    /// <summary>Ý kiến phân phối, chỉ đạo as written on the paper.</summary>
    public required string? Distribution { get; init; }

    /// <summary>Ghi chú.</summary>
    public required string? Notes { get; init; }

    /// <summary>Mã hồ sơ.</summary>
    public required DossierCode? Dossier { get; init; }

    /// <summary>Why a likely duplicate was registered all the same.</summary>
    public required string? DuplicateBecause { get; init; }

    /// <summary>Why the number was annulled.</summary>
    public required string? AnnulledBecause { get; init; }

    /// <summary>Its files in order, the first is the main one; replaced ones come last, with the time.</summary>
    public required IReadOnlyList<DocumentFile> Files { get; init; }

    /// <summary>Ngày chuyển, ký nhận (columns 7 to 9).</summary>
    public required IReadOnlyList<Transfer> Transfers { get; init; }

    /// <summary>For <c>If-Match</c>; also the <c>ETag</c>.</summary>
    public required int Version { get; init; }

    /// <summary>What to look at; stops nothing.</summary>
    public IReadOnlyList<Warning> Warnings { get; init; } = [];
}

/// <summary>A file of a document.</summary>
/// <param name="Id">For <c>/files/{id}/content</c>.</param>
/// <param name="Name">As received.</param>
/// <param name="MediaType">As sniffed.</param>
/// <param name="Size">Bytes.</param>
/// <param name="Sha256">Digest, hexadecimal.</param>
/// <param name="Pages">Pages, where they can be counted.</param>
/// <param name="Condition"><c>readable</c>, <c>locked</c> or <c>broken</c>.</param>
/// <param name="ReplacedAt">When a better scan took its place; null for a present file.</param>
public sealed record DocumentFile(
    Guid Id, string Name, string MediaType, long Size, string Sha256, int? Pages, string Condition, DateTimeOffset? ReplacedAt);

/// <summary>One hand-over of the paper (Sổ chuyển giao).</summary>
/// <param name="TransferredOn">Ngày chuyển.</param>
/// <param name="To">Đơn vị hoặc người nhận.</param>
/// <param name="ReceiptSignedBy">Ký nhận; null while not signed.</param>
public sealed record Transfer(DateOnly TransferredOn, string To, string? ReceiptSignedBy);
