using Dispatch.Notices;

namespace Dispatch.Mail;

/// <summary>How a person gets a kind of notice by mail; in the system they always get it.</summary>
public enum MailChannel
{
    /// <summary>Thư ngay.</summary>
    Immediate,

    /// <summary>In the digest of the next working morning; of an express document at once all the same.</summary>
    Digest,

    /// <summary>Tắt.</summary>
    Off,
}

/// <summary>The channel of a kind for who chose none.</summary>
internal static class UsualChannel
{
    public static MailChannel Of(NoticeKind kind) => kind switch
    {
        NoticeKind.UrgentWaiting or NoticeKind.UrgentNotSubmitted or NoticeKind.DueToday => MailChannel.Immediate,
        NoticeKind.Followed => MailChannel.Off,
        _ => MailChannel.Digest,
    };
}
