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

    public static readonly Problem SecondLead = new("second-lead", StatusCodes.Status409Conflict,
        new("Ý kiến chỉ đạo đã có đơn vị chủ trì", "The direction has a lead already"));
}
