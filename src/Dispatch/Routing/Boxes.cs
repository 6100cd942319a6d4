using Dispatch.Calendar;
using Dispatch.Platform;

namespace Dispatch.Routing;

/// <summary>The lists of a person's work (records-work §4.4). Each is one condition, which the list, its count and its tile all use.</summary>
public enum Box
{
    /// <summary>Chờ phân công: a unit's line that nobody of the unit has yet.</summary>
    ToAssign,

    /// <summary>Chờ xử lý: lines one leads.</summary>
    ToHandle,

    /// <summary>Sắp đến hạn.</summary>
    DueSoon,

    /// <summary>Quá hạn.</summary>
    Overdue,

    /// <summary>Phối hợp.</summary>
    Support,

    /// <summary>Nhận để biết, unread.</summary>
    Inform,

    /// <summary>Đề nghị trả lại, which one decides.</summary>
    Returns,

    /// <summary>Xin gia hạn, which one decides.</summary>
    Extensions,

    /// <summary>Đang xử lý trong đơn vị.</summary>
    UnitInProgress,

    /// <summary>Theo dõi chỉ đạo: open lines of one's own directions.</summary>
    Directed,

    /// <summary>Đã xử lý, newest first.</summary>
    Done,
}

/// <summary>The conditions, over <c>assignment a</c>, <c>direction n</c>, the unit's line above <c>u</c> and the line it was passed on from <c>f</c>.</summary>
internal static class Boxes
{
    /// <summary>One's own lines and those of the units one leads.</summary>
    public const string Mine = "a.holder_id = any(@Holders)";

    /// <summary>What has still to be done: what a calendar of deadlines counts.</summary>
    public const string ToDo = "a.state in ('pending', 'active', 'returnProposed') and a.role <> 'inform'";

    /// <summary>The day, as the index of a holder's lines has it.</summary>
    public const string DueDay = "coalesce(a.due_on, date '9999-12-31')";

    private const string AtWork = "a.state in ('pending', 'active')";
    private const string GivenBelow = "exists (select from assignment c where c.parent_id = a.id and c.state not in ('returned', 'withdrawn'))";

    public static string Condition(Box box) => box switch
    {
        Box.ToAssign => $"a.holder_id = any(@UnitsLed) and {AtWork} and a.role <> 'inform' and not {GivenBelow}",
        Box.ToHandle => $"a.holder_id = any(@Desks) and {AtWork} and a.role = 'lead'",
        Box.DueSoon => $"{Mine} and {AtWork} and a.role <> 'inform' and {DueDates.Soon("a")}",
        Box.Overdue => $"{Mine} and {AtWork} and a.role <> 'inform' and {DueDates.Overdue("a")}",
        Box.Support => $"a.holder_id = any(@Desks) and {AtWork} and a.role = 'support'",
        Box.Inform => $"{Mine} and a.state = 'pending' and a.role = 'inform'",
        Box.Returns => """
            a.state = 'returnProposed' and case
                when f.id is not null then f.holder_id = any(@Holders)
                when a.parent_id is null then a.directed_by = any(@Desks)
                else u.holder_id = any(@UnitsLed) end
            """,
        Box.Extensions => $"{AtWork} and exists (select from extension_request e where e.assignment_id = a.id and e.state = 'waiting' and e.decider_id = any(@Holders))",
        Box.UnitInProgress => $"a.holder_id = any(@UnitsLed) and {AtWork} and a.role <> 'inform' and {GivenBelow}",
        Box.Directed => "a.directed_by = any(@Desks) and a.state in ('pending', 'active', 'returnProposed') and a.role <> 'inform' and n.state = 'given'",
        _ => $"{Mine} and a.state in ('done', 'forwarded')",
    };

    /// <summary>The column by whose values an index keeps a list in its order, and the principals to walk it for; null of the lists that are never long.</summary>
    public static (string Column, string Whose)? Walk(Box? box) => box switch
    {
        Box.Returns or Box.Extensions => null,
        Box.Directed => ("directed_by", "@Desks"),
        Box.ToAssign or Box.UnitInProgress => ("holder_id", "@UnitsLed"),
        Box.ToHandle or Box.Support => ("holder_id", "@Desks"),
        _ => ("holder_id", "@Holders"),
    };

    /// <summary>The tables the conditions speak of.</summary>
    public const string From = """
        assignment a
        join direction n on n.id = a.direction_id
        left join assignment u on u.id = a.parent_id
        left join assignment f on f.id = a.forwarded_from_id
        """;

    /// <summary>What the conditions ask of the caller and the day.</summary>
    public static object Parameters(Caller caller, OfficeClock clock, DateOnly soonThrough) => new
    {
        caller.Desks,
        caller.UnitsLed,
        Holders = caller.Desks.Union(caller.UnitsLed).ToArray(),
        caller.Principals,
        clock.Today,
        clock.Now,
        SoonThrough = soonThrough,
    };
}
