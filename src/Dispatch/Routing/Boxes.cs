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
    private const string Mine = "(a.person_id = any(@Desks) or a.unit_id = any(@UnitsLed))";
    private const string AtWork = "a.state in ('pending', 'active')";
    private const string GivenBelow = "exists (select from assignment c where c.parent_id = a.id and c.state not in ('returned', 'withdrawn'))";

    /// <summary>How near a deadline must be to be soon: working days ahead.</summary>
    private const int SoonWorkingDays = 2;

    public static string Condition(Box box) => box switch
    {
        Box.ToAssign => $"a.unit_id = any(@UnitsLed) and {AtWork} and a.role <> 'inform' and not {GivenBelow}",
        Box.ToHandle => $"a.person_id = any(@Desks) and {AtWork} and a.role = 'lead'",
        Box.DueSoon => $"{Mine} and {AtWork} and a.role <> 'inform' and a.due_on between @Today and @SoonThrough",
        Box.Overdue => $"{Mine} and {AtWork} and a.role <> 'inform' and a.due_on < @Today",
        Box.Support => $"a.person_id = any(@Desks) and {AtWork} and a.role = 'support'",
        Box.Inform => $"{Mine} and a.state = 'pending' and a.role = 'inform'",
        Box.Returns => """
            a.state = 'returnProposed' and case
                when f.id is not null then f.person_id = any(@Desks) or f.unit_id = any(@UnitsLed)
                when a.parent_id is null then n.author_id = any(@Desks)
                else u.unit_id = any(@UnitsLed) end
            """,
        Box.UnitInProgress => $"a.unit_id = any(@UnitsLed) and {AtWork} and a.role <> 'inform' and {GivenBelow}",
        Box.Directed => "n.author_id = any(@Desks) and n.state = 'given' and a.parent_id is null and a.state in ('pending', 'active', 'returnProposed') and a.role <> 'inform'",
        _ => $"{Mine} and a.state in ('done', 'forwarded')",
    };

    /// <summary>The tables the conditions speak of.</summary>
    public const string From = """
        assignment a
        join direction n on n.id = a.direction_id
        left join assignment u on u.id = a.parent_id
        left join assignment f on f.id = a.forwarded_from_id
        """;

    /// <summary>The last day that is soon: two working days ahead, or the last day the declared calendar knows.</summary>
    public static DateOnly SoonThrough(WorkingCalendar calendar, DateOnly today)
    {
        var day = today;
        for (var left = SoonWorkingDays; left > 0;)
        {
            if (!calendar.IsWorkingDay(day.AddDays(1)).Ok(out var working, out _))
                return day;
            day = day.AddDays(1);
            if (working)
                left--;
        }
        return day;
    }

    /// <summary>What the conditions ask of the caller and the day.</summary>
    public static object Parameters(Caller caller, OfficeClock clock, WorkingCalendar calendar) => new
    {
        caller.Desks,
        caller.UnitsLed,
        caller.Principals,
        clock.Today,
        SoonThrough = SoonThrough(calendar, clock.Today),
    };
}
