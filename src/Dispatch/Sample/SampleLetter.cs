using Dispatch.Documents;

namespace Dispatch.Sample;

/// <summary>A made-up official letter: everything that stands on its paper.</summary>
/// <param name="ParentBody">The body above the issuer, in the heading; null when there is none.</param>
/// <param name="Issuer">Who issues it, as written.</param>
/// <param name="Symbol">Number and notation.</param>
/// <param name="DocumentType">Code of its type.</param>
/// <param name="TypeName">The type's name in the title; null for công văn, which have none.</param>
/// <param name="Place">Where it was issued.</param>
/// <param name="IssuedOn">When.</param>
/// <param name="Subject">Trích yếu.</param>
/// <param name="AddressedTo">Kính gửi.</param>
/// <param name="Paragraphs">The text.</param>
/// <param name="SignatureLines">Above the name: <c>KT. GIÁM ĐỐC</c>, <c>PHÓ GIÁM ĐỐC</c>.</param>
/// <param name="SignerPosition">Chức vụ.</param>
/// <param name="SignerName">Họ và tên.</param>
/// <param name="Urgency">Mức độ khẩn.</param>
/// <param name="Annex">Lines of an annex, on pages of their own; empty for none.</param>
internal sealed record SampleLetter(
    string? ParentBody,
    string Issuer,
    string Symbol,
    string DocumentType,
    string? TypeName,
    string Place,
    DateOnly IssuedOn,
    string Subject,
    string AddressedTo,
    IReadOnlyList<string> Paragraphs,
    IReadOnlyList<string> SignatureLines,
    string SignerPosition,
    string SignerName,
    Urgency Urgency,
    IReadOnlyList<string> Annex)
{
    /// <summary>The name its file has: <c>1287-SXD-QLĐT.pdf</c>.</summary>
    public string FileName => Symbol.Replace('/', '-') + ".pdf";
}
