using System.Globalization;
using System.Text;
using Dispatch.Notices;
using Dispatch.Platform;

namespace Dispatch.Mail;

/// <summary>A notice as a mail tells it; <c>DueAt</c> is the instant of a deadline in minutes.</summary>
internal sealed record MailLine(Guid Id, NoticeKind Kind, string ObjectType, Guid ObjectId, string About, DateTimeOffset At, DateOnly? DueOn, DateTimeOffset? DueAt, int UrgencyRank);

/// <summary>The words of mails: number, subject, deadline, link; never a file.</summary>
internal static class MailWords
{
    private const int LongestSubject = 150;
    private const int MostLines = 60;

    private static readonly TwoLanguages
        Digest = new("Bản tin ngày {0}: {1} thông báo", "Digest of {0}: {1} notices"),
        Week = new("Việc trong tuần từ {0}: {1} việc đến hạn, quá hạn", "The week from {0}: {1} due or overdue"),
        Several = new("{0} thông báo mới", "{0} new notices"),
        Due = new("Hạn: {0}", "Due: {0}"),
        More = new("Và {0} thông báo khác trong hệ thống.", "And {0} more notices in the system."),
        Settings = new("Đổi cách nhận thư: {0}", "Change how you get mail: {0}"),
        NoLink = new("Mở hệ thống để xem.", "Open the system to see them.");

    private static readonly Dictionary<NoticeKind, TwoLanguages> Kinds = new()
    {
        [NoticeKind.Overdue] = new("Quá hạn", "Overdue"),
        [NoticeKind.Escalated] = new("Cấp dưới quá hạn", "Overdue below you"),
        [NoticeKind.DueToday] = new("Đến hạn", "Due"),
        [NoticeKind.DueSoon] = new("Sắp đến hạn", "Due soon"),
        [NoticeKind.UrgentWaiting] = new("Văn bản khẩn chưa vào sổ, đã quá giờ", "Urgent document not registered in time"),
        [NoticeKind.UrgentNotSubmitted] = new("Văn bản khẩn chưa trình, đã quá giờ", "Urgent document not submitted in time"),
        [NoticeKind.Submitted] = new("Trình cho ý kiến", "Submitted to you"),
        [NoticeKind.SentBack] = new("Trả lại văn bản trình", "Submission sent back"),
        [NoticeKind.Assigned] = new("Giao việc", "Assigned to you"),
        [NoticeKind.ReturnProposed] = new("Đề nghị trả lại", "Return proposed"),
        [NoticeKind.ReturnDecided] = new("Đã quyết định về việc trả lại", "Return decided"),
        [NoticeKind.ExtensionRequested] = new("Xin gia hạn", "More time asked for"),
        [NoticeKind.ExtensionDecided] = new("Đã quyết định về việc gia hạn", "More time decided about"),
        [NoticeKind.DeadlinePaused] = new("Tạm dừng thời hạn", "Term paused"),
        [NoticeKind.DeadlineResumed] = new("Tiếp tục tính hạn", "Term goes on"),
        [NoticeKind.DeadlineMoved] = new("Hạn thay đổi theo lịch nghỉ", "Deadline moved with the calendar"),
        [NoticeKind.Withdrawn] = new("Đã thu hồi", "Withdrawn"),
        [NoticeKind.Reopened] = new("Mở lại", "Reopened"),
        [NoticeKind.OpinionAsked] = new("Xin ý kiến", "Your opinion is asked"),
        [NoticeKind.OpinionAnswered] = new("Đã có ý kiến", "Opinion given"),
        [NoticeKind.Completed] = new("Đã hoàn thành", "Completed"),
        [NoticeKind.Shared] = new("Được chia sẻ", "Shared with you"),
        [NoticeKind.HandedOver] = new("Nhận bàn giao", "Handed over to you"),
        [NoticeKind.StandsIn] = new("Được giao làm thay", "You stand in"),
        [NoticeKind.Followed] = new("Văn bản theo dõi có thay đổi", "News of a document you follow"),
    };

    // What burns first; then as told.
    private static readonly NoticeKind[] First = [NoticeKind.UrgentWaiting, NoticeKind.UrgentNotSubmitted, NoticeKind.Overdue, NoticeKind.Escalated, NoticeKind.DueToday, NoticeKind.DueSoon];

    public static string Of(NoticeKind kind, Language language) => Kinds[kind].In(language);

    /// <summary>Subject and body.</summary>
    /// <param name="lines">The notices.</param>
    /// <param name="kind">What mail it is.</param>
    /// <param name="on">The day of a digest, or on which a week begins; null for a mail sent at once.</param>
    /// <param name="address">Where people open the system; null for no links.</param>
    /// <param name="clock">The office's, whose time of day a deadline in minutes has.</param>
    /// <param name="language">The receiver's.</param>
    public static (string Subject, string Body) Write(IReadOnlyList<MailLine> lines, MailKind kind, DateOnly? on, Uri? address, OfficeClock clock, Language language)
    {
        var subject = on is { } day ? Fill(kind == MailKind.Weekly ? Week : Digest, language, Written(day), lines.Count)
            : lines is [var only] ? $"{Of(only.Kind, language)}: {only.About}"
            : Fill(Several, language, lines.Count);
        var body = new StringBuilder();
        var ordered = lines.OrderBy(line => Array.IndexOf(First, line.Kind) is >= 0 and var place ? place : First.Length).ThenBy(line => line.DueOn ?? DateOnly.MaxValue).ThenBy(line => line.At).ToList();
        foreach (var line in ordered.Take(MostLines))
        {
            body.Append(Of(line.Kind, language)).Append(": ").Append(line.About).Append('\n');
            if (line.DueOn is { } due)
                body.Append("  ").Append(Fill(Due, language, line.DueAt is { } at ? clock.InOffice(at).ToString("HH:mm dd/MM/yyyy", CultureInfo.InvariantCulture) : Written(due))).Append('\n');
            if (address is not null)
                body.Append("  ").Append(new Uri(address, PathOf(line))).Append('\n');
            body.Append('\n');
        }
        if (ordered.Count > MostLines)
            body.Append(Fill(More, language, ordered.Count - MostLines)).Append("\n\n");
        body.Append("-- \n").Append(address is null ? NoLink.In(language) : Fill(Settings, language, new Uri(address, "tai-khoan#thu"))).Append('\n');
        return (subject.Length > LongestSubject ? subject[..(LongestSubject - 1)] + '…' : subject, body.ToString());
    }

    private static string PathOf(MailLine line) => line.ObjectType switch
    {
        "assignment" => $"viec/{line.ObjectId}",
        "document" when line.Kind == NoticeKind.Submitted => $"cho-y-kien/{line.ObjectId}",
        "document" => $"van-ban-den/{line.ObjectId}",
        "opinion" when line.Kind == NoticeKind.OpinionAsked => $"viec/y-kien/{line.ObjectId}",
        "receivedItem" => $"cho-vao-so/{line.ObjectId}",
        _ => "thong-bao",
    };

    private static string Fill(TwoLanguages text, Language language, params object[] values) => string.Format(CultureInfo.InvariantCulture, text.In(language), values);

    private static string Written(DateOnly day) => day.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture);
}
