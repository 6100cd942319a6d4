using Dispatch.Platform;
using Microsoft.AspNetCore.Http;

namespace Dispatch.Calendar;

/// <summary>What can go wrong with the calendar.</summary>
internal static class CalendarProblems
{
    /// <summary>The count needs a year that no administrator has declared.</summary>
    public static Problem Missing(int year) =>
        new Problem("calendar-missing", StatusCodes.Status409Conflict,
                new("Chưa khai báo lịch nghỉ", "The calendar is not declared"))
            .Saying($"Chưa khai báo lịch nghỉ năm {year}. Quản trị cần nhập ngày nghỉ của năm đó và xác nhận.",
                $"The days off of {year} are not declared. An administrator enters and confirms them.")
            .With("year", year);

    /// <summary>What was pasted or sent is no table of days.</summary>
    public static readonly Problem SheetUnreadable = new("calendar-sheet-unreadable", StatusCodes.Status422UnprocessableEntity,
        new("Không đọc được bảng. Bốn cột: ngày, loại, lý do, văn bản quyết định", "The table cannot be read. Four columns: date, kind, reason, deciding document"));

    /// <summary>A limit begins on a day once.</summary>
    public static readonly Problem LimitKnown = new("limit-known", StatusCodes.Status409Conflict,
        new("Thời hạn này đã có mức áp dụng từ ngày đó", "This limit has a row from that day already"));

    /// <summary>The table of limits has no row for a code on that date.</summary>
    public static Problem LimitMissing(string code) =>
        new Problem("limit-missing", StatusCodes.Status409Conflict,
                new("Chưa có thời hạn này trong danh mục", "This time limit is not in the table"))
            .With("code", code);

    /// <summary>The table has no rule of counting for a code on that date.</summary>
    public static Problem RuleMissing(string code) =>
        new Problem("counting-rule-missing", StatusCodes.Status409Conflict,
                new("Chưa có quy tắc tính hạn này trong danh mục", "This rule of counting is not in the table"))
            .With("code", code);

    /// <summary>A rule of counting begins on a day once.</summary>
    public static readonly Problem RuleKnown = new("counting-rule-known", StatusCodes.Status409Conflict,
        new("Quy tắc này đã có mức áp dụng từ ngày đó", "This rule has a row from that day already"));
}
