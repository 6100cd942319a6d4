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
    private static readonly string[] RestDays = ["sunday"];

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

        calendar.MapPost("/{year:int}/preview", async (int year, ChangeCalendarRequest request, ChangeCalendar change, IfMatch ifMatch, Caller caller, CancellationToken ct) =>
                (await change.Preview(year, request, ifMatch, caller, ct)).Ok())
            .Needs(Permission.ManageCalendar).WithName("previewCalendar").WithSummary("The open deadlines a change of the calendar would move; nothing is written")
            .Produces<CalendarPreview>();

        calendar.MapPost("/checks", async (HttpContext http, Caller caller, CancellationToken ct) =>
                (await CalendarSheet.Read(http.Request.Body, caller.Language, ct)).Ok())
            .Needs(Permission.ManageCalendar).WithName("checkCalendarSheet").WithSummary("Read a year's table (CSV or XLSX) without writing it")
            .WithDescription("Columns: ngày, loại, lý do, văn bản quyết định. The rows go into PUT /calendar/{year} when they are right.")
            .Produces<CalendarSheetCheck>();

        calendar.MapGet("/{year:int}/sheet", async (int year, ReadCalendar read, CancellationToken ct) =>
                (await read.Execute(year, ct)).Ok(out var view, out var problem)
                    ? Results.File(CalendarSheet.Write(view), ListAnswer.Csv + "; charset=utf-8", $"lich-nghi-{year}.csv")
                    : new ProblemResult(problem))
            .Needs(Permission.SignedIn).WithName("calendarSheet").WithSummary("A year's table as CSV").Produces(200, contentType: ListAnswer.Csv);

        MapRules(api);

        var limits = api.MapGroup("/limits").WithTags("Calendar");

        limits.MapGet("", async (FindLimits find, HttpContext http, CancellationToken ct) =>
            {
                var page = new Page<LimitView>(await find.Execute(ct), null);
                return await ListAnswer.Of(http, new(), _ => Task.FromResult<Result<Page<LimitView>>>(page), Row);
            })
            .Needs(Permission.SignedIn).WithName("findLimits").WithSummary("Time limits with their history, newest first").Produces<Page<LimitView>>();

        limits.MapPost("", async (AddLimitRequest request, AddLimit add, Idempotency idempotency, Caller caller, CancellationToken ct) =>
                (await idempotency.Once(caller, () => add.Execute(request, caller, ct), ct)).Created(_ => "/api/v1/limits"))
            .Needs(Permission.ManageCalendar).WithName("addLimit").WithSummary("A new limit from a day on; the old one stays readable").Produces<LimitView>(201)
            .WithExample(new { code = "T-IN-REG-URGENT", term = "20 minutes", validFrom = "2027-01-01", source = "Quyết định 12/QĐ-VP ngày 20/12/2026" });
    }

    private static void MapRules(IEndpointRouteBuilder api)
    {
        var rules = api.MapGroup("/counting-rules").WithTags("Calendar");

        rules.MapGet("", async (FindCountingRules find, CancellationToken ct) => Results.Ok(await find.Execute(ct)))
            .Needs(Permission.SignedIn).WithName("findCountingRules").WithSummary("How terms are counted where the texts leave it open, newest first").Produces<IReadOnlyList<CountingRule>>();

        rules.MapPost("", async (AddCountingRuleRequest request, AddCountingRule add, Idempotency idempotency, Caller caller, CancellationToken ct) =>
                (await idempotency.Once(caller, () => add.Execute(request, caller, ct), ct)).Created(_ => "/api/v1/counting-rules"))
            .Needs(Permission.ManageCalendar).WithName("addCountingRule").WithSummary("A rule of counting from a day on; terms given before keep theirs").Produces<CountingRule>(201)
            .WithExample(new { code = "before", choice = "previousDay", validFrom = "2027-01-01", source = "Quy chế làm việc, Điều 15" });

        var rests = api.MapGroup("/weekly-rests").WithTags("Calendar");

        rests.MapGet("", async (FindWeeklyRests find, CancellationToken ct) => Results.Ok(await find.Execute(ct)))
            .Needs(Permission.SignedIn).WithName("findWeeklyRests").WithSummary("The weekly rest of the office and of units that have their own, newest first").Produces<IReadOnlyList<WeeklyRestView>>();

        rests.MapPost("", async (AddWeeklyRestRequest request, AddWeeklyRest add, Idempotency idempotency, Caller caller, CancellationToken ct) =>
                (await idempotency.Once(caller, () => add.Execute(request, caller, ct), ct)).Created(_ => "/api/v1/weekly-rests"))
            .Needs(Permission.ManageCalendar).WithName("addWeeklyRest").WithSummary("Another weekly rest from a day on; open terms are counted anew").Produces<WeeklyRestView>(201)
            .WithExample(new { unit = "HCC", days = RestDays, validFrom = "2027-01-01", source = "Quyết định 30/QĐ-UBND" });

        rests.MapPost("/preview", async (AddWeeklyRestRequest request, AddWeeklyRest add, Caller caller, CancellationToken ct) => (await add.Preview(request, caller, ct)).Ok())
            .Needs(Permission.ManageCalendar).WithName("previewWeeklyRest").WithSummary("The open deadlines it would move; nothing is written").Produces<CalendarPreview>();
    }

    private static Dictionary<string, object?> Row(LimitView view) => new()
    {
        ["Thời hạn"] = view.Code,
        ["Mức"] = view.Term,
        ["Từ ngày"] = view.ValidFrom.ToString("dd/MM/yyyy", System.Globalization.CultureInfo.InvariantCulture),
        ["Nguồn"] = view.Source,
    };
}
