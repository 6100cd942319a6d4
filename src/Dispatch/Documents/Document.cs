// The trunk: what any official document bears, incoming or outgoing (Nghị định 30/2020, PL VI, part II). Text is kept as people wrote it
// (NFC), matched and searched by folded columns. Urgency and secrecy are two facts, though the decree has one field: secret documents are
// never here at all (Luật 117/2025/QH15, Đ5), access levels are something else.

namespace Dispatch.Documents;

/// <summary>A document. The type marks its ids: <c>Id&lt;Document&gt;</c>.</summary>
public sealed class Document
{
    private Document() { }
}

/// <summary>Mức độ khẩn, ascending (Nghị định 30/2020, PL I).</summary>
public enum Urgency { Normal, Urgent, VeryUrgent, Express }

/// <summary>Access inside the office: công khai, nội bộ, hạn chế. Not secrecy.</summary>
public enum AccessLevel { Public, Internal, Restricted }

/// <summary>Vật mang tin.</summary>
public enum Medium { Paper, Electronic, Both }

/// <summary>Who signed (PL VI II.14).</summary>
/// <param name="Position">Chức vụ.</param>
/// <param name="FullName">Họ và tên.</param>
public sealed record Signer(string? Position, string? FullName);

/// <summary>Mã hồ sơ (PL VI II.1–2), its parts apart, as far as known.</summary>
/// <param name="AgencyCode">Mã định danh cơ quan lập danh mục hồ sơ.</param>
/// <param name="Year">Năm hình thành hồ sơ.</param>
/// <param name="Notation">Số và ký hiệu hồ sơ.</param>
/// <param name="Ordinal">Số thứ tự văn bản trong hồ sơ.</param>
public sealed record DossierCode(string? AgencyCode, int? Year, string? Notation, int? Ordinal);

/// <summary>Something to look at that stops nothing.</summary>
/// <param name="Field">The field, as on the wire.</param>
/// <param name="Code">What kind: <c>overLegalLength</c>, <c>symbolUnparsed</c>, <c>calendarMissing</c>, <c>fileUnreadable</c>.</param>
/// <param name="Message">One sentence in the caller's language.</param>
public sealed record Warning(string Field, string Code, string Message);

/// <summary>An agency of the directory that a written name leads to.</summary>
public sealed record AgencyRef(Guid Id, string Name, string? Code);

/// <summary>A person named in a view.</summary>
public sealed record PersonRef(Guid Id, string Name);
