// Thông báo: what a person is told in the system. Told in the transaction of what happened, once per person, kind and object, so that a
// sweep may run as often as it likes. The words of a kind stand with the desk; here stands what it is about.
using Dispatch.Platform;

namespace Dispatch.Notices;

/// <summary>A notice. The type marks its ids: <c>Id&lt;Notice&gt;</c>.</summary>
public sealed class Notice
{
    private Notice() { }
}

/// <summary>What is told.</summary>
public enum NoticeKind
{
    /// <summary>An urgent received item is past its minutes and not in the book.</summary>
    UrgentWaiting,
}

/// <summary>A notice, as its person sees it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Kind">What is told.</param>
/// <param name="ObjectType">What it is about: <c>receivedItem</c>.</param>
/// <param name="ObjectId">The id of that.</param>
/// <param name="About">That in its own words, for example who a letter is from.</param>
/// <param name="At">When it was told.</param>
/// <param name="ReadAt">When the person marked it read; null while unread.</param>
public sealed record NoticeView(Id<Notice> Id, NoticeKind Kind, string ObjectType, Guid ObjectId, string About, DateTimeOffset At, DateTimeOffset? ReadAt);
