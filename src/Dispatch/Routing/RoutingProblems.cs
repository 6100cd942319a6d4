using Dispatch.Incoming;
using Dispatch.Platform;
using Microsoft.AspNetCore.Http;

namespace Dispatch.Routing;

/// <summary>What can go wrong when documents are routed.</summary>
internal static class RoutingProblems
{
    public static readonly Problem AssignmentNotFound = new("assignment-not-found", StatusCodes.Status404NotFound,
        new("Không tìm thấy việc được giao", "There is no such assignment"));

    /// <summary>The state does not allow the act.</summary>
    public static readonly Problem MoveRefused = new("assignment-move-refused", StatusCodes.Status409Conflict,
        new("Trạng thái hiện tại của việc này không cho phép thao tác đó", "The assignment's present state does not allow this"));

    public static readonly Problem Annulled = new("document-annulled", StatusCodes.Status409Conflict,
        new("Số đến của văn bản đã hủy", "The document's number was annulled"));

    public static readonly Problem CompletedAlready = new("document-completed", StatusCodes.Status409Conflict,
        new("Văn bản đã hoàn thành", "The document is completed"));

    public static readonly Problem SubmittedAlready = new("submitted-already", StatusCodes.Status409Conflict,
        new("Văn bản đang chờ cho ý kiến", "The document already waits for a direction"));

    public static readonly Problem NotSubmitted = new("not-submitted", StatusCodes.Status409Conflict,
        new("Văn bản không ở trạng thái chờ cho ý kiến", "The document does not wait for a direction"));

    public static readonly Problem DirectedAlready = new("directed-already", StatusCodes.Status409Conflict,
        new("Văn bản đã có ý kiến chỉ đạo: sửa hoặc thu hồi ý kiến đó trước", "The document has a direction: change or recall that first"));

    public static readonly Problem DirectionNotFound = new("direction-not-found", StatusCodes.Status404NotFound,
        new("Không tìm thấy ý kiến chỉ đạo", "There is no such direction"));

    public static readonly Problem DirectionEnded = new("direction-ended", StatusCodes.Status409Conflict,
        new("Ý kiến chỉ đạo này không còn hiệu lực", "This direction no longer counts"));

    /// <summary>Somebody has read a line of it: it is recalled, with a trace, no longer changed.</summary>
    public static readonly Problem DirectionRead = new("direction-read", StatusCodes.Status409Conflict,
        new("Đã có người xem ý kiến chỉ đạo: chỉ thu hồi được, kèm lý do", "Somebody has read the direction: it can only be recalled, with a reason"));

    public static readonly Problem NoProposal = new("no-proposal", StatusCodes.Status409Conflict,
        new("Không có đề xuất của Văn phòng để duyệt", "There is no proposal to confirm"));

    /// <summary>The line, or the unit's line above it, waits for a decision already.</summary>
    public static readonly Problem ExtensionWaiting = new("extension-waiting", StatusCodes.Status409Conflict,
        new("Đang có đề nghị gia hạn chờ quyết định", "A request for more time waits for its decision"));

    public static readonly Problem OverdueNotPaused = new("overdue-not-paused", StatusCodes.Status409Conflict,
        new("Đã quá hạn thì không tạm dừng được: xin gia hạn", "What is overdue is not paused: ask for more time"));

    public static readonly Problem MinutesNotPaused = new("minutes-not-paused", StatusCodes.Status409Conflict,
        new("Hạn tính theo phút không tạm dừng được: xin gia hạn", "A deadline in minutes is not paused: ask for more time"));

    public static readonly Problem ExtensionNotFound = new("extension-not-found", StatusCodes.Status404NotFound,
        new("Không tìm thấy đề nghị gia hạn", "There is no such request for more time"));

    public static readonly Problem OpinionNotFound = new("opinion-not-found", StatusCodes.Status404NotFound,
        new("Không tìm thấy yêu cầu cho ý kiến", "There is no such question"));

    public static readonly Problem OpinionEnded = new("opinion-ended", StatusCodes.Status409Conflict,
        new("Yêu cầu cho ý kiến này đã được trả lời hoặc đã rút", "This question was answered or taken back"));

    /// <summary>Others still work on it: the request must say what becomes of their lines. <c>lines</c> lists them.</summary>
    public static readonly Problem OpenLines = new("open-lines", StatusCodes.Status409Conflict,
        new("Còn đơn vị, cá nhân chưa xong phần việc: chọn kết thúc luôn hoặc chờ", "Others have not finished their part: choose to close it or to wait"));

    /// <summary>Persons of the unit still have lines below it.</summary>
    public static readonly Problem LinesBelow = new("lines-below", StatusCodes.Status409Conflict,
        new("Việc này đã giao cho người trong đơn vị: thu hồi phần đó trước", "Persons of the unit have a part of it: withdraw that first"));

    /// <summary>The lead of a direction is not withdrawn alone.</summary>
    public static readonly Problem LeadStays = new("lead-stays", StatusCodes.Status409Conflict,
        new("Không thu hồi riêng đơn vị chủ trì: sửa hoặc thu hồi ý kiến chỉ đạo", "The lead is not withdrawn alone: change or recall the direction"));

    public static readonly Problem ShareNotFound = new("share-not-found", StatusCodes.Status404NotFound,
        new("Không tìm thấy lần chia sẻ", "There is no such share"));

    public static readonly Problem NoPaper = new("no-paper", StatusCodes.Status409Conflict,
        new("Văn bản này không có bản giấy", "This document has no paper"));

    /// <summary>Why a document in this state is neither submitted nor directed.</summary>
    public static Problem Because(IncomingStatus state) => state switch
    {
        IncomingStatus.Annulled => Annulled,
        IncomingStatus.Completed => CompletedAlready,
        _ => DirectedAlready,
    };

    public static readonly Problem SecondLead = new("second-lead", StatusCodes.Status409Conflict,
        new("Ý kiến chỉ đạo đã có đơn vị chủ trì", "The direction has a lead already"));
}
