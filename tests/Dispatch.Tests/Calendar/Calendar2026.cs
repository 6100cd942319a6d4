using Dispatch.Calendar;
using Dispatch.Platform;

namespace Dispatch.Tests.Calendar;

/// <summary>The days off of 2026, written from the official notices for tests of counting.</summary>
internal static class Calendar2026
{
    public static readonly OfficeClock Clock = new(TimeProvider.System, TimeZoneInfo.FindSystemTimeZoneById(OfficeClock.DefaultZone));

    public static readonly WeeklyRest[] SaturdayAndSunday =
        [new(new(1999, 10, 2), new HashSet<DayOfWeek> { DayOfWeek.Saturday, DayOfWeek.Sunday }, "188/1999/QĐ-TTg")];

    public static readonly LegalLimit[] Limits =
    [
        new(WorkingCalendar.RegistrationLimit, Term.WorkingDays(1), new(2020, 3, 5), "NĐ 30/2020"),
        new(WorkingCalendar.UrgentRegistrationLimit, new Term(TermKind.Minutes, 30), new(2020, 3, 5), "NĐ 30/2020"),
    ];

    public static readonly CalendarDay[] Days =
    [
        Off(1, 1, "Tết Dương lịch"),
        Off(2, 16, "Tết Nguyên đán"), Off(2, 17, "Tết Nguyên đán"), Off(2, 18, "Tết Nguyên đán"), Off(2, 19, "Tết Nguyên đán"), Off(2, 20, "Tết Nguyên đán"),
        new(new(2026, 4, 27), CalendarDayKind.CompensatingOff, "Nghỉ bù Giỗ Tổ", "Bộ luật Lao động"),
        Off(4, 30, "Ngày Chiến thắng"), Off(5, 1, "Quốc tế lao động"),
        new(new(2026, 8, 22), CalendarDayKind.SwapWork, "Làm bù", "9441/TB-BNV"),
        new(new(2026, 8, 31), CalendarDayKind.SwapOff, "Hoán đổi", "9441/TB-BNV"),
        Off(9, 1, "Quốc khánh"), Off(9, 2, "Quốc khánh"),
        Off(11, 24, "Ngày Văn hóa Việt Nam"),
    ];

    public static readonly CountingRule[] Rules =
    [
        new("before", CountingChoice.PreviousWorkingDay, new(2020, 3, 5), "cơ quan", null),
        new("restDay", CountingChoice.NextWorkingDay, new(2020, 3, 5), "Bộ luật Dân sự", null),
    ];

    public static WorkingCalendar With(IEnumerable<CalendarDay> days, params int[] declaredYears) => new(SaturdayAndSunday, days, declaredYears, Limits, Rules, Clock);

    public static readonly WorkingCalendar Alone = With(Days, 2026);

    private static CalendarDay Off(int month, int day, string reason) => new(new(2026, month, day), CalendarDayKind.Holiday, reason, "Bộ luật Lao động");
}
