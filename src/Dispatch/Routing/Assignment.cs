// Phân công: one line per unit or person, with its own deadline and its own state (records-work §1.2 step 3, §6.3). A direction has exactly one
// lead. Easy to get wrong: a unit's line stays active while a person of the unit has a line below it; passing a line on whole is another thing
// (forwarded), and a line is returned only when who gave it accepts.
namespace Dispatch.Routing;

/// <summary>A line of a direction. The type marks its ids: <c>Id&lt;Assignment&gt;</c>.</summary>
public sealed class Assignment
{
    private Assignment() { }
}

/// <summary>Chủ trì, phối hợp, nhận để biết.</summary>
public enum AssignmentRole { Lead, Support, Inform }

/// <summary>Where a line is.</summary>
public enum AssignmentState
{
    /// <summary>Chờ tiếp nhận.</summary>
    Pending,

    /// <summary>Đang xử lý.</summary>
    Active,

    /// <summary>Đã chuyển tiếp: somebody else has it now, whole.</summary>
    Forwarded,

    /// <summary>Đề nghị trả lại.</summary>
    ReturnProposed,

    /// <summary>Đã trả lại.</summary>
    Returned,

    /// <summary>Hoàn thành.</summary>
    Done,

    /// <summary>Đã thu hồi.</summary>
    Withdrawn,
}

/// <summary>Kết quả giải quyết.</summary>
public enum HandlingResult
{
    /// <summary>Trả lời bằng văn bản số …</summary>
    Answered,

    /// <summary>Báo cáo.</summary>
    Reported,

    /// <summary>Để biết.</summary>
    Noted,

    /// <summary>Lưu.</summary>
    Filed,

    /// <summary>Không phải xử lý.</summary>
    NoAction,

    /// <summary>Khác, with the reason.</summary>
    Other,
}

/// <summary>The table of a line's moves. <c>assignment_move</c> holds the same, and the database refuses all others, too.</summary>
internal static class AssignmentMoves
{
    public static readonly IReadOnlySet<(AssignmentState From, AssignmentState To)> Table = new HashSet<(AssignmentState, AssignmentState)>
    {
        (AssignmentState.Pending, AssignmentState.Active),
        (AssignmentState.Pending, AssignmentState.Forwarded),
        (AssignmentState.Pending, AssignmentState.ReturnProposed),
        (AssignmentState.Pending, AssignmentState.Done),
        (AssignmentState.Pending, AssignmentState.Withdrawn),
        (AssignmentState.Active, AssignmentState.Forwarded),
        (AssignmentState.Active, AssignmentState.ReturnProposed),
        (AssignmentState.Active, AssignmentState.Done),
        (AssignmentState.Active, AssignmentState.Withdrawn),
        (AssignmentState.ReturnProposed, AssignmentState.Returned),
        (AssignmentState.ReturnProposed, AssignmentState.Active),
        (AssignmentState.ReturnProposed, AssignmentState.Withdrawn),
        (AssignmentState.ReturnProposed, AssignmentState.Done),
        (AssignmentState.Forwarded, AssignmentState.Active),
        (AssignmentState.Done, AssignmentState.Active),
    };

    public static bool Allows(AssignmentState from, AssignmentState to) => Table.Contains((from, to));

    /// <summary>Still somebody's work.</summary>
    public static bool IsOpen(AssignmentState state) => state is AssignmentState.Pending or AssignmentState.Active or AssignmentState.ReturnProposed;
}
