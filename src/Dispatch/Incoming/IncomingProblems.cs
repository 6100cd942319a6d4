using Dispatch.Platform;
using Microsoft.AspNetCore.Http;

namespace Dispatch.Incoming;

internal static class IncomingProblems
{
    public static readonly Problem NotFound = new("document-not-found", StatusCodes.Status404NotFound,
        new("Không tìm thấy văn bản", "There is no such document"));

    public static readonly Problem LikelyDuplicate = new("likely-duplicate", StatusCodes.Status409Conflict,
        new("Có thể trùng với văn bản đã vào sổ", "Likely a duplicate of a registered document"))
    {
        Detail = new("Gắn làm bản giấy của văn bản đã có, hoặc nêu lý do vào sổ ở acceptDuplicateBecause",
            "Attach it as the paper copy of the existing one, or give a reason in acceptDuplicateBecause"),
    };

    /// <summary>A number is annulled only while nobody works on its document.</summary>
    public static readonly Problem RoutedAlready = new("routed-already", StatusCodes.Status409Conflict,
        new("Văn bản đã trình hoặc đã phân công: thu hồi trước khi hủy số", "The document was submitted or assigned: take that back before annulling its number"));

    public static readonly Problem AnnulledAlready = new("annulled-already", StatusCodes.Status409Conflict,
        new("Số này đã hủy", "This number is annulled already"));

    public static readonly Problem HasPaperAlready = new("has-paper-already", StatusCodes.Status409Conflict,
        new("Văn bản này đã có bản giấy", "This document has its paper already"));

    public static readonly Problem NothingToUndo = new("nothing-to-undo", StatusCodes.Status404NotFound,
        new("Không có việc ấy trong quá trình của văn bản", "There is no such act in the history of this document"));

    public static readonly Problem NotUndone = new("not-undone", StatusCodes.Status409Conflict,
        new("Việc này không hoàn tác được", "This cannot be undone"))
    {
        Detail = new("Số đã cấp thì Hủy số và nêu lý do", "A number that was given is annulled, with a reason"),
    };

    public static readonly Problem ChangedSince = new("changed-since", StatusCodes.Status409Conflict,
        new("Không hoàn tác được nữa: văn bản đã thay đổi sau đó", "Too late to undo: the document has changed since"));

    public static readonly Problem NotYoursToUndo = new("not-yours-to-undo", StatusCodes.Status409Conflict,
        new("Chỉ người vừa làm mới hoàn tác được", "Only the person who did it can undo it"));

    public static readonly Problem TooLateToUndo = new("too-late-to-undo", StatusCodes.Status409Conflict,
        new("Không hoàn tác được nữa: đã quá 60 giây", "Too late to undo: more than 60 seconds have passed"))
    {
        Detail = new("Hãy sửa lại văn bản: dòng cũ vẫn đọc được", "Correct the document instead: the old line stays readable"),
    };

    public static readonly Problem UnknownFile = PlatformProblems.InvalidFields with
    {
        Errors = new Dictionary<string, TwoLanguages[]>
        {
            ["fileIds"] = [new("Có tệp không tìm thấy hoặc đã thuộc văn bản khác", "A file is not there, or belongs to another document")],
        },
    };

    public static readonly Problem ItemNotFound = new("received-item-not-found", StatusCodes.Status404NotFound,
        new("Không tìm thấy mục chờ vào sổ", "There is no such received item"));

    public static readonly Problem ItemClosed = new("received-item-closed", StatusCodes.Status409Conflict,
        new("Mục này đã được xử lý", "This item was dealt with already"));

    public static readonly Problem ItemWaits = new("received-item-waiting", StatusCodes.Status409Conflict,
        new("Mục này đang chờ vào sổ", "This item is waiting in the queue"));

    public static readonly Problem ItemRegistered = new("received-item-registered", StatusCodes.Status409Conflict,
        new("Mục này đã vào sổ: số đã cấp không hoàn tác được", "This item is registered: a given number cannot be undone"))
    {
        Detail = new("Nếu vào sổ nhầm, hủy số kèm lý do", "If it was a mistake, annul the number with a reason"),
    };

    public static readonly Problem UndoTooLate = new("undo-too-late", StatusCodes.Status409Conflict,
        new("Không hoàn tác được nữa", "Too late to undo"))
    {
        Detail = new("Chỉ người vừa làm hoàn tác được, trong 60 giây. Ghi nhận lại thành mục mới nếu cần",
            "Only who did it can undo it, within 60 seconds. Note it again as a new item if need be"),
    };
}
