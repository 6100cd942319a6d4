using Dispatch.Documents;
using Dispatch.Platform;

namespace Dispatch.Sample;

/// <summary>A letter for a newcomer to register: it looks like what comes in, and stands in no book yet.</summary>
public static class PracticeLetter
{
    /// <summary>The name it is offered under.</summary>
    public const string FileName = "1287-SXD-QLĐT.pdf";

    /// <summary>The letter as PDF, dated a few days before <paramref name="today"/>.</summary>
    public static byte[] Pdf(DateOnly today)
    {
        var (issuedOn, replyOn) = (today.AddDays(-3), today.AddDays(11));
        return SampleLetterPdf.Of(new(
            "Ủy ban nhân dân tỉnh Gia Lai",
            "Sở Xây dựng",
            "1287/SXD-QLĐT",
            "CV",
            null,
            "Gia Lai",
            issuedOn,
            "V/v thẩm định hồ sơ điều chỉnh cục bộ quy hoạch chung đô thị Pleiku",
            "Ủy ban nhân dân tỉnh Gia Lai",
            [
                "Sở Xây dựng nhận được hồ sơ đề nghị điều chỉnh cục bộ quy hoạch chung đô thị Pleiku do Ủy ban nhân dân phường Pleiku lập. Qua rà soát, hồ sơ đã đủ thành phần theo quy định; nội dung điều chỉnh không làm thay đổi tính chất và phạm vi của quy hoạch đã được phê duyệt.",
                $"Sở Xây dựng kính đề nghị Ủy ban nhân dân tỉnh xem xét, cho ý kiến trước {VietnameseText.DateInWords(replyOn)} để hoàn thiện hồ sơ trình phê duyệt./.",
            ],
            ["KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"],
            "Phó Giám đốc",
            "Trần Đình Khải",
            Urgency.Normal,
            []));
    }
}
