using Dispatch.Calendar;

namespace Dispatch.Tests.Calendar;

/// <summary>Counting as a clerk does it with a wall calendar and a pencil, from the text of the law; shares no line with the program.</summary>
internal static class SlowCount
{
    /// <summary>The due date, or the undeclared year that stopped the count; and the marks made on the way.</summary>
    public static (DateOnly? Due, int? MissingYear, List<(DateOnly Day, bool Marked)> Marks) From(
        DateOnly start, int term, IReadOnlyList<WeeklyRest> rests, IReadOnlyList<CalendarDay> table, IReadOnlyCollection<int> declared)
    {
        var marks = new List<(DateOnly, bool)>();
        var today = start;
        while (marks.Count(mark => mark.Item2) < term)
        {
            today = DateOnly.FromDayNumber(today.DayNumber + 1);
            if (!declared.Any(year => year == today.Year))
                return (null, today.Year, marks);
            marks.Add((today, Works(today, rests, table)));
        }
        return (today, null, marks);
    }

    /// <summary>Whether a day is worked.</summary>
    public static bool Works(DateOnly day, IReadOnlyList<WeeklyRest> rests, IReadOnlyList<CalendarDay> table)
    {
        foreach (var entry in table)
        {
            if (entry.Date == day)
                return entry.Kind.ToString() == "SwapWork";
        }
        var ruleOfThatDay = (WeeklyRest?)null;
        foreach (var rule in rests)
        {
            if (rule.ValidFrom <= day && (ruleOfThatDay is null || rule.ValidFrom > ruleOfThatDay.ValidFrom))
                ruleOfThatDay = rule;
        }
        return ruleOfThatDay is null || !ruleOfThatDay.Days.Contains(day.DayOfWeek);
    }
}
