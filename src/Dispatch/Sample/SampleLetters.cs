using System.Globalization;
using Dispatch.Documents;
using Dispatch.Platform;

namespace Dispatch.Sample;

/// <summary>Writes made-up letters, one after the other; numbers of an issuer go up, and no symbol comes twice.</summary>
internal sealed class SampleLetters(Random random)
{
    private const string Addressee = "Ủy ban nhân dân tỉnh Gia Lai";
    private static readonly CultureInfo Vietnamese = CultureInfo.GetCultureInfo("vi-VN");
    private static readonly int AllWeights = SampleTopics.Issuers.Sum(issuer => issuer.Weight);

    private static readonly Dictionary<string, string> TypeNames = new()
    {
        ["TB"] = "Thông báo",
        ["GM"] = "Giấy mời",
        ["CĐ"] = "Công điện",
        ["QĐ"] = "Quyết định",
        ["CT"] = "Chỉ thị",
        ["NQ"] = "Nghị quyết",
        ["HD"] = "Hướng dẫn",
        ["TT"] = "Thông tư",
        ["TTr"] = "Tờ trình",
        ["BC"] = "Báo cáo",
        ["KH"] = "Kế hoạch",
    };

    private readonly Dictionary<string, int> numbers = [];
    private readonly Dictionary<SampleTopic, int> used = [];

    /// <summary>A letter of any issuer, the frequent ones more often.</summary>
    public Written Next(DateOnly issuedOn, int year)
    {
        var at = random.Next(AllWeights);
        var issuer = SampleTopics.Issuers.First(candidate => (at -= candidate.Weight) < 0);
        // The least used topic first: few subjects come twice.
        var topic = issuer.Topics.OrderBy(t => used.GetValueOrDefault(t)).ThenBy(_ => random.Next()).First();
        var urgency = topic.Type == "CĐ" ? Urgency.Express : random.Next(100) switch { < 3 => Urgency.Express, < 7 => Urgency.VeryUrgent, < 17 => Urgency.Urgent, _ => Urgency.Normal };
        return Write(issuer, topic, issuedOn, year, urgency);
    }

    /// <summary>A letter of one issuer, its first topic.</summary>
    public SampleLetter About(string issuerName, DateOnly issuedOn, int year, Urgency urgency)
    {
        var issuer = SampleTopics.Issuers.First(candidate => candidate.Name == issuerName);
        return Write(issuer, issuer.Topics[0], issuedOn, year, urgency).Letter;
    }

    private Written Write(SampleIssuer issuer, SampleTopic topic, DateOnly issuedOn, int year, Urgency urgency)
    {
        var round = used[topic] = used.GetValueOrDefault(topic) + 1;
        if (issuedOn.Year < year)
            issuedOn = new(year, 1, 1);
        // A letter speaks of the month and the quarter behind it.
        var month = Math.Max(1, issuedOn.Month - 1);
        var subject = topic.Subject
            .Replace("{xã}", SampleTopics.Communes[random.Next(SampleTopics.Communes.Count)], StringComparison.Ordinal)
            .Replace("{quý}", $"quý {Roman((month + 2) / 3)} năm {year}", StringComparison.Ordinal)
            .Replace("{tháng}", $"tháng {month} năm {year}", StringComparison.Ordinal)
            .Replace("{đợt}", $"đợt {round} năm {year}", StringComparison.Ordinal)
            .Replace("{năm sau}", $"năm {year + 1}", StringComparison.Ordinal);
        var replyOn = topic.ReplyWithin is { } within ? issuedOn.AddDays(within) : (DateOnly?)null;
        return new(new(
            issuer.Parent,
            issuer.Name,
            Symbol(issuer, topic, year),
            topic.Type,
            TypeNames.GetValueOrDefault(topic.Type),
            issuer.Place,
            issuedOn,
            subject,
            Addressee,
            Paragraphs(issuer, topic, subject, replyOn, year),
            issuer.SignatureLines,
            issuer.SignerPosition,
            SampleTopics.Signers[random.Next(SampleTopics.Signers.Count)],
            urgency,
            random.Next(5) == 0 ? Annex(subject) : []), topic.Unit, topic.ReplyWithin);
    }

    private string Symbol(SampleIssuer issuer, SampleTopic topic, int year)
    {
        // Types with a counter of their own stand lower than the official letters.
        var series = topic.Type == "CV" ? issuer.Name : issuer.Name + topic.Type;
        var start = topic.Type == "CV" || issuer.Topics.All(t => t.Type != "CV") ? issuer.Number : issuer.Number / 8;
        if (topic.Type == "CĐ")
            start /= 10;
        var number = numbers[series] = numbers.GetValueOrDefault(series, start) + random.Next(1, 12);
        return issuer.Abbreviation == "TU" ? $"{number}-{topic.Type}/TU"
            : topic.Type == "CV" ? $"{number}/{issuer.Abbreviation}-{topic.Field}"
            : topic.Type == "TT" ? $"{number}/{year}/TT-{issuer.Abbreviation}"
            : $"{number:00}/{topic.Type}-{issuer.Abbreviation}";
    }

    private string[] Paragraphs(SampleIssuer issuer, SampleTopic topic, string subject, DateOnly? replyOn, int year)
    {
        var matter = subject.StartsWith("V/v ", StringComparison.Ordinal) ? subject["V/v ".Length..]
            : subject.StartsWith("Về việc ", StringComparison.Ordinal) ? subject["Về việc ".Length..]
            : char.ToLower(subject[0], Vietnamese) + subject[1..];
        var basis = random.Next(4) switch
        {
            0 => $"Thực hiện chương trình công tác năm {year}",
            1 => "Căn cứ chức năng, nhiệm vụ được giao và qua theo dõi tình hình thực tế",
            2 => "Tiếp theo các văn bản đã ban hành về cùng nội dung",
            _ => "Trên cơ sở đề nghị của các cơ quan, đơn vị liên quan",
        };
        var fromBelow = issuer.Parent == Addressee || issuer.Name.StartsWith("Ủy ban nhân dân xã", StringComparison.Ordinal) || issuer.Name.StartsWith("Ủy ban nhân dân phường", StringComparison.Ordinal);
        var opening = fromBelow
            ? $"{basis}, {issuer.Name} kính báo cáo Ủy ban nhân dân tỉnh về {matter}."
            : $"{basis}, {issuer.Name} đề nghị Ủy ban nhân dân tỉnh quan tâm chỉ đạo {matter}.";
        var middle = random.Next(3) switch
        {
            0 => "Nội dung đã được rà soát, đối chiếu với quy định hiện hành; các số liệu được tổng hợp từ báo cáo của các địa phương, đơn vị đến cuối tháng trước.",
            1 => "Trong quá trình thực hiện còn một số khó khăn về nguồn lực, nhân sự và phối hợp giữa các cơ quan, cần được tháo gỡ sớm để bảo đảm tiến độ chung.",
            _ => "Các cơ quan được giao nhiệm vụ chủ động phối hợp, cập nhật tiến độ trên hệ thống và kịp thời phản ánh những vướng mắc vượt thẩm quyền.",
        };
        var closing = replyOn is { } date
            ? $"Kính đề nghị cho ý kiến hoặc báo cáo kết quả về {issuer.Name} trước {VietnameseText.DateInWords(date)} để tổng hợp./."
            : topic.Type is "BC" or "TTr" ? $"{issuer.Name} kính báo cáo Ủy ban nhân dân tỉnh xem xét, chỉ đạo./." : "Đề nghị các cơ quan, đơn vị, địa phương nghiêm túc triển khai thực hiện./.";
        return [opening, middle, closing];
    }

    private string[] Annex(string subject)
    {
        var rows = random.Next(4, 9);
        return [.. Enumerable.Range(1, rows).Select(row =>
            $"{row}. {SampleTopics.Communes[random.Next(SampleTopics.Communes.Count)]}: {random.Next(2, 60)} nội dung, đã hoàn thành {random.Next(20, 100)}%."), $"(Nguồn: tổng hợp theo chuyên đề “{subject}”.)"];
    }

    private static string Roman(int quarter) => quarter switch { 1 => "I", 2 => "II", 3 => "III", _ => "IV" };

    /// <summary>A letter with what the plan needs to know of it.</summary>
    public sealed record Written(SampleLetter Letter, string Unit, int? ReplyWithin);
}
