using Dispatch.Documents;

namespace Dispatch.Incoming;

/// <summary>How it came in (Phương thức nhận).</summary>
public enum ReceivedVia { Axis, Post, Hand, Fax, Email }

/// <summary>State of a registered incoming document (records-work §6.3); after registering, Routing moves it.</summary>
public enum IncomingStatus
{
    /// <summary>Đã vào sổ.</summary>
    Registered,

    /// <summary>Chờ cho ý kiến.</summary>
    Submitted,

    /// <summary>Đã phân công: nobody has accepted yet.</summary>
    Assigned,

    /// <summary>Đang xử lý.</summary>
    InProgress,

    /// <summary>Đã hoàn thành.</summary>
    Completed,

    /// <summary>Hủy số.</summary>
    Annulled,
}

/// <summary>
/// What a clerk writes about an incoming document: the input fields of Phụ lục VI, part II, section II (Nghị định 30/2020), and what the
/// office needs besides. Longer values than the decree's are kept with a warning.
/// </summary>
public record IncomingFields
{
    /// <summary>Ngày đến: the legal date of arrival; today when missing. Not after today, in an open book.</summary>
    public DateOnly? ArrivedOn { get; init; }

    /// <summary>The instant it reached the office; now when missing. The limit to register counts from here.</summary>
    public DateTimeOffset? ReceivedAt { get; init; }

    /// <summary>Who sent it, when that is not the issuer.</summary>
    public string? Sender { get; init; }

    /// <summary>Cơ quan ban hành (Tác giả), as written. Required.</summary>
    public string? Issuer { get; init; }

    /// <summary>Số, ký hiệu in one text, <c>1287/SXD-QLĐT</c>; in place of number and notation.</summary>
    public string? Symbol { get; init; }

    /// <summary>Số của văn bản.</summary>
    public string? Number { get; init; }

    /// <summary>Ký hiệu của văn bản.</summary>
    public string? Notation { get; init; }

    /// <summary>True for a paper that bears no number; symbol, number and notation are then left out.</summary>
    public bool? Unnumbered { get; init; }

    /// <summary>Ngày, tháng, năm văn bản; not after the arrival date.</summary>
    public DateOnly? IssuedOn { get; init; }

    /// <summary>Code of the document type (<c>/document-types</c>); taken from the notation when missing, otherwise <c>CV</c>.</summary>
    public string? DocumentType { get; init; }

    /// <summary>Trích yếu nội dung. Required.</summary>
    public string? Subject { get; init; }

    /// <summary>Mức độ khẩn; <c>normal</c> when missing.</summary>
    public Urgency? Urgency { get; init; }

    /// <summary>Vật mang tin; <c>paper</c> when missing.</summary>
    public Medium? Medium { get; init; }

    /// <summary>Phương thức nhận; <c>post</c> when missing.</summary>
    public ReceivedVia? ReceivedVia { get; init; }

    /// <summary>Ngôn ngữ; <c>Tiếng Việt</c> when missing.</summary>
    public string? Language { get; init; }

    /// <summary>Số trang; of the main file when missing.</summary>
    public int? PageCount { get; init; }

    /// <summary>Số bản.</summary>
    public int? CopyCount { get; init; }

    /// <summary>Người ký.</summary>
    public Signer? Signer { get; init; }

    /// <summary>Hạn trả lời the letter itself sets.</summary>
    public DateOnly? ReplyDueOn { get; init; }

    /// <summary>Thời hạn giải quyết; the reply date when missing.</summary>
    public DateOnly? DueOn { get; init; }

    /// <summary>Access inside the office; <c>internal</c> when missing.</summary>
    public AccessLevel? AccessLevel { get; init; }

    /// <summary>Đơn vị hoặc người nhận (column 7).</summary>
    public string? ToPlaces { get; init; }

    /// <summary>Ý kiến phân phối, chỉ đạo, trạng thái xử lý, as written on the paper.</summary>
    public string? Distribution { get; init; }

    /// <summary>Ghi chú.</summary>
    public string? Notes { get; init; }

    /// <summary>Mã hồ sơ and ordinal, as far as known.</summary>
    public DossierCode? Dossier { get; init; }
}
