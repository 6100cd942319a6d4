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

    /// <summary>An urgent document is in the book, past its minutes and not submitted to anybody.</summary>
    UrgentNotSubmitted,

    /// <summary>A document was submitted to one (Chờ cho ý kiến).</summary>
    Submitted,

    /// <summary>What one submitted was sent back, or set aside.</summary>
    SentBack,

    /// <summary>One has a new line: one's own, or of the unit one leads.</summary>
    Assigned,

    /// <summary>A line one gave shall be returned: one decides.</summary>
    ReturnProposed,

    /// <summary>The return one proposed was decided.</summary>
    ReturnDecided,

    /// <summary>More time is asked for a line one gave: one decides.</summary>
    ExtensionRequested,

    /// <summary>The time one asked for was decided about.</summary>
    ExtensionDecided,

    /// <summary>The term of a line one has stands still.</summary>
    DeadlinePaused,

    /// <summary>It goes on, with another deadline.</summary>
    DeadlineResumed,

    /// <summary>The calendar changed, and with it the deadline of a line one has.</summary>
    DeadlineMoved,

    /// <summary>A line one had was withdrawn, or its direction recalled.</summary>
    Withdrawn,

    /// <summary>A finished line is open again.</summary>
    Reopened,

    /// <summary>One is asked for an opinion.</summary>
    OpinionAsked,

    /// <summary>The opinion one asked for is there.</summary>
    OpinionAnswered,

    /// <summary>What one directed, assigned or follows is completed.</summary>
    Completed,

    /// <summary>Somebody shared a document with one.</summary>
    Shared,

    /// <summary>Work of somebody else was handed over to one.</summary>
    HandedOver,

    /// <summary>One stands in for somebody who is absent.</summary>
    StandsIn,

    /// <summary>Something happened to a document one follows.</summary>
    Followed,

    /// <summary>Some working days are left of a line one has.</summary>
    DueSoon,

    /// <summary>A line one has is due today.</summary>
    DueToday,

    /// <summary>A line one has is past its deadline; told again each working day.</summary>
    Overdue,

    /// <summary>A line of somebody one leads is past its deadline.</summary>
    Escalated,
}

/// <summary>A notice, as its person sees it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Kind">What is told.</param>
/// <param name="ObjectType">What it is about: <c>receivedItem</c>, <c>document</c>, <c>assignment</c>, <c>opinion</c>, <c>absence</c>.</param>
/// <param name="ObjectId">The id of that.</param>
/// <param name="About">That in its own words, for example who a letter is from.</param>
/// <param name="At">When it was told.</param>
/// <param name="ReadAt">When the person marked it read; null while unread.</param>
public sealed record NoticeView(Id<Notice> Id, NoticeKind Kind, string ObjectType, Guid ObjectId, string About, DateTimeOffset At, DateTimeOffset? ReadAt);
