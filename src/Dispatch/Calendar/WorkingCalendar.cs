using Dispatch.Platform;

namespace Dispatch.Calendar;

/// <summary>
/// Ngày làm việc, as of one moment: weekly rest, holidays, compensating and swapped days, and the years an administrator declared.
/// The day of the event is not counted (Bộ luật Dân sự 2015, Điều 147); a term ends with its last day (Điều 148).
/// Easy to get wrong: a Saturday may be worked (làm bù), lunar dates and swaps are never computed, and a year that has rows but was not declared
/// is unknown: counting through it is a problem, never a guess (Bộ luật Lao động 2019, Điều 111, 112).
/// </summary>
internal sealed class WorkingCalendar
{
    /// <summary>From received to registered: the same day, at the latest the next working day (NĐ 30/2020, Điều 4 k2c).</summary>
    public const string RegistrationLimit = "T-IN-REG";

    /// <summary>As <see cref="RegistrationLimit"/> for urgent documents: at once, which the office puts in minutes.</summary>
    public const string UrgentRegistrationLimit = "T-IN-REG-URGENT";

    /// <summary>From received to submitted: the same day, at the latest the next working day (NĐ 30/2020, Điều 23 k1).</summary>
    public const string SubmissionLimit = "T-IN-SUBMIT";

    /// <summary>As <see cref="SubmissionLimit"/> for urgent documents: at once, which the office puts in minutes.</summary>
    public const string UrgentSubmissionLimit = "T-IN-SUBMIT-URGENT";

    /// <summary>The reason of an ordinary working day.</summary>
    public const string WorkingDay = "Ngày làm việc";

    private readonly WeeklyRest[] weeklyRests;
    private readonly Guid? unit;
    private readonly Dictionary<DateOnly, CalendarDay> days;
    private readonly HashSet<int> declaredYears;
    private readonly LegalLimit[] limits;
    private readonly CountingRule[] rules;
    private readonly OfficeClock clock;

    /// <summary>A calendar of these rows; the clock gives the office's zone only.</summary>
    public WorkingCalendar(
        IEnumerable<WeeklyRest> weeklyRests, IEnumerable<CalendarDay> days, IEnumerable<int> declaredYears, IEnumerable<LegalLimit> limits, IEnumerable<CountingRule> rules,
        OfficeClock clock)
    {
        this.weeklyRests = [.. weeklyRests.OrderByDescending(rest => rest.ValidFrom)];
        this.days = days.ToDictionary(day => day.Date);
        this.declaredYears = [.. declaredYears];
        this.limits = [.. limits.OrderByDescending(limit => limit.ValidFrom)];
        this.rules = [.. rules.OrderByDescending(rule => rule.ValidFrom)];
        this.clock = clock;
    }

    private WorkingCalendar(WorkingCalendar office, Guid unit) => (weeklyRests, days, declaredYears, limits, rules, clock, this.unit) =
        (office.weeklyRests, office.days, office.declaredYears, office.limits, office.rules, office.clock, unit);

    /// <summary>The calendar of a unit: its own weekly rest where it has one, the office's days off always.</summary>
    public WorkingCalendar For(Guid? unit) => unit is { } one && weeklyRests.Any(rest => rest.UnitId == one) ? new(this, one) : this;

    public bool IsDeclared(int year) => declaredYears.Contains(year);

    /// <summary>Whether the office works on <paramref name="date"/>, or the problem that its year is not declared.</summary>
    public Result<bool> IsWorkingDay(DateOnly date) =>
        IsDeclared(date.Year) ? Count(date).Counted : CalendarProblems.Missing(date.Year);

    /// <summary>
    /// The <paramref name="term"/>-th working day after <paramref name="from"/>. A year the count touches and nobody declared is a problem;
    /// a term of 0 is <paramref name="from"/> itself.
    /// </summary>
    public Result<Deadline> AddWorkingDays(DateOnly from, int term)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(term);
        var why = new List<DayCounted>();
        var date = from;
        for (var left = term; left > 0;)
        {
            if (date == DateOnly.MaxValue)
                return CalendarProblems.Missing(date.Year + 1);
            date = date.AddDays(1);
            if (!IsDeclared(date.Year))
                return CalendarProblems.Missing(date.Year);
            var day = Count(date);
            why.Add(day);
            if (day.Counted)
                left--;
        }
        return new Deadline(date, why);
    }

    /// <summary>Each day after <paramref name="from"/> up to <paramref name="through"/>, counted or skipped; a problem where a year of them is not declared.</summary>
    public Result<IReadOnlyList<DayCounted>> Days(DateOnly from, DateOnly through)
    {
        var days = new List<DayCounted>();
        for (var date = from; date < through;)
        {
            date = date.AddDays(1);
            if (!IsDeclared(date.Year))
                return CalendarProblems.Missing(date.Year);
            days.Add(Count(date));
        }
        return days;
    }

    /// <summary>How many working days lie after <paramref name="from"/> up to <paramref name="through"/>, that one with them.</summary>
    public Result<int> WorkingDaysBetween(DateOnly from, DateOnly through) =>
        Days(from, through).Ok(out var days, out var problem) ? days.Count(day => day.Counted) : problem;

    /// <summary>
    /// The last day of a term that was given at <paramref name="from"/>, and the instant of one in minutes. The day it was given is not counted; a last
    /// day that is a rest day, and "before", follow the rule of the day it was given on (<see cref="RuleOf"/>). A year it touches and nobody declared is
    /// a problem.
    /// </summary>
    public Result<Due> DueOf(Term term, DateTimeOffset from)
    {
        var day = clock.DateOf(from);
        switch (term.Kind)
        {
            case TermKind.Minutes:
                var at = from.ToUniversalTime().AddMinutes(term.Length);
                return new Due(clock.DateOf(at), at);
            case TermKind.Days:
                return Worked(day.AddDays(term.Length), day);
            case TermKind.Months:
                // The same day of the month, or its last: what AddMonths does.
                return Worked(day.AddMonths(term.Length), day);
            case TermKind.Before:
                return Before(term.Day!.Value, day);
            default:
                return AddWorkingDays(day, term.Length).Ok(out var deadline, out var problem) ? new Due(deadline.Date) : problem;
        }
    }

    /// <summary>How a term that was given on <paramref name="day"/> is counted where the texts leave it open; null where no rule held then.</summary>
    public CountingRule? RuleOf(string code, DateOnly day) => rules.FirstOrDefault(rule => rule.Code == code && rule.ValidFrom <= day);

    private Result<Due> Worked(DateOnly last, DateOnly given)
    {
        if (RuleOf(CountingRule.RestDay, given) is not { } rule)
            return CalendarProblems.RuleMissing(CountingRule.RestDay);
        for (; rule.Choice == CountingChoice.NextWorkingDay; last = last.AddDays(1))
        {
            if (!IsWorkingDay(last).Ok(out var works, out var problem))
                return problem;
            if (works)
                break;
        }
        return new Due(last);
    }

    private Result<Due> Before(DateOnly named, DateOnly given)
    {
        if (RuleOf(CountingRule.Before, given) is not { } rule)
            return CalendarProblems.RuleMissing(CountingRule.Before);
        var last = rule.Choice == CountingChoice.SameDay ? named : named.AddDays(-1);
        for (; rule.Choice == CountingChoice.PreviousWorkingDay; last = last.AddDays(-1))
        {
            if (!IsWorkingDay(last).Ok(out var works, out var problem))
                return problem;
            if (works)
                break;
        }
        return new Due(last);
    }

    /// <summary>
    /// The latest instant to register what was received at <paramref name="receivedAt"/>: the end of the next working day, or some minutes when
    /// <paramref name="urgent"/>. Null when it cannot be known; registering goes on without.
    /// </summary>
    public DateTimeOffset? RegisterBy(DateTimeOffset receivedAt, bool urgent) => RegisterBy(receivedAt, urgent, out _);

    /// <summary>As <see cref="RegisterBy(DateTimeOffset, bool)"/>; <paramref name="because"/> says why it is not known.</summary>
    public DateTimeOffset? RegisterBy(DateTimeOffset receivedAt, bool urgent, out Problem? because) =>
        By(urgent ? UrgentRegistrationLimit : RegistrationLimit, receivedAt, out because);

    /// <summary>As <see cref="RegisterBy(DateTimeOffset, bool)"/>, to submit it to who directs.</summary>
    public DateTimeOffset? SubmitBy(DateTimeOffset receivedAt, bool urgent) => By(urgent ? UrgentSubmissionLimit : SubmissionLimit, receivedAt, out _);

    private DateTimeOffset? By(string code, DateTimeOffset from, out Problem? because)
    {
        var day = clock.DateOf(from);
        if (limits.FirstOrDefault(limit => limit.Code == code && limit.ValidFrom <= day) is not { } limit)
        {
            because = CalendarProblems.LimitMissing(code);
            return null;
        }
        return DueOf(limit.Term, from).Ok(out var due, out because) ? due.At ?? clock.EndOf(due.On) : null;
    }

    private DayCounted Count(DateOnly date)
    {
        if (days.TryGetValue(date, out var day))
            return new(date, day.Kind == CalendarDayKind.SwapWork, day.Reason, day.Source);
        var rest = (unit is null ? null : weeklyRests.FirstOrDefault(rest => rest.UnitId == unit && rest.ValidFrom <= date))
            ?? weeklyRests.FirstOrDefault(rest => rest.UnitId is null && rest.ValidFrom <= date);
        return rest is not null && rest.Days.Contains(date.DayOfWeek)
            ? new(date, false, $"Nghỉ hằng tuần ({NameOf(date.DayOfWeek)})", rest.Source)
            : new(date, true, WorkingDay, rest?.Source);
    }

    private static string NameOf(DayOfWeek day) => day switch
    {
        DayOfWeek.Monday => "thứ Hai",
        DayOfWeek.Tuesday => "thứ Ba",
        DayOfWeek.Wednesday => "thứ Tư",
        DayOfWeek.Thursday => "thứ Năm",
        DayOfWeek.Friday => "thứ Sáu",
        DayOfWeek.Saturday => "thứ Bảy",
        _ => "Chủ nhật",
    };
}
