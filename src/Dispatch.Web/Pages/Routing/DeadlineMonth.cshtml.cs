using Dispatch.People;
using Dispatch.Platform.Http;
using Dispatch.Routing;
using Dispatch.Web.Desk;
using Microsoft.AspNetCore.Mvc;

namespace Dispatch.Web.Pages.Routing;

/// <summary>Lịch hạn: a month of one's open deadlines, holidays and swapped days by name; as a table of weeks, and as a list with the same.</summary>
[Needs(Permission.HandleIncoming)]
public sealed class DeadlineMonthModel(DeadlineCalendar calendar) : DeskPage
{
    public DeadlineMonth? Month { get; private set; }

    /// <summary>Weeks from Monday; null outside the month.</summary>
    public IEnumerable<DeadlineDay?[]> Weeks
    {
        get
        {
            var before = ((int)Month!.Days[0].Date.DayOfWeek + 6) % 7;
            var cells = Enumerable.Repeat<DeadlineDay?>(null, before).Concat(Month.Days).ToList();
            return cells.Chunk(7).Select(week => week.Length == 7 ? week : [.. week, .. Enumerable.Repeat<DeadlineDay?>(null, 7 - week.Length)]);
        }
    }

    public DateOnly First => Month!.Days[0].Date;

    public async Task<IActionResult> OnGet([FromQuery(Name = "nam")] int? year, [FromQuery(Name = "thang")] int? month, CancellationToken ct)
    {
        if ((await calendar.Execute(year, month, Caller, ct)).Ok(out var made, out var problem))
            Month = made;
        else
            Refuse(problem);
        return Page();
    }

    public static string AddressOf(DateOnly month) => $"/lich-han?nam={month.Year}&thang={month.Month}";
}
