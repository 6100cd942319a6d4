using Dispatch.People;
using Dispatch.Platform;
using Dispatch.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Dispatch.Calendar;

/// <summary>Routes of the calendar.</summary>
internal static class CalendarApi
{
    internal static void Map(IEndpointRouteBuilder api)
    {
        var calendar = api.MapGroup("/calendar").WithTags("Calendar");

        calendar.MapPost("/working-days", async (CountWorkingDaysRequest request, CountWorkingDays count, CancellationToken ct) =>
                (await count.Execute(request, ct)).Ok())
            .Needs(Permission.SignedIn).WithName("countWorkingDays").WithSummary("Count working days from a date, with the reason of each day")
            .Produces<Deadline>().WithExample(new { from = "2026-08-20", days = 3 });

        calendar.MapGet("/{year:int}", async (int year, ReadCalendar read, CancellationToken ct) =>
                (await read.Execute(year, ct)).Ok(view => view.Version))
            .Needs(Permission.SignedIn).WithName("readCalendar").WithSummary("The calendar of a year; declared or not")
            .Produces<CalendarYearView>();

        calendar.MapPut("/{year:int}", async (int year, ChangeCalendarRequest request, ChangeCalendar change, IfMatch ifMatch, Caller caller, CancellationToken ct) =>
                (await change.Execute(year, request, ifMatch, caller, ct)).Ok(view => view.Version))
            .Needs(Permission.ManageCalendar).WithName("changeCalendar").WithSummary("Replace the calendar of a year and declare it")
            .Produces<CalendarYearView>();
    }
}
