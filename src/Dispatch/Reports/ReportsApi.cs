using Dispatch.People;
using Dispatch.Platform;
using Dispatch.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Dispatch.Reports;

/// <summary>The routes of reports.</summary>
internal static class ReportsApi
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/reports/units", async (DateOnly? from, DateOnly? to, string? by, ReportUnits report, Caller caller, HttpContext http, CancellationToken ct) =>
            {
                var errors = new FieldErrors();
                var due = QueryEnum.Of<DueBy>(errors, "by", by);
                if (!errors.None)
                    return new ProblemResult(errors.ToProblem());
                if (!(await report.Execute(from, to, due ?? DueBy.Current, caller, ct)).Ok(out var made, out var problem))
                    return new ProblemResult(problem);
                return ListAnswer.WantsTable(http)
                    ? await ListAnswer.Of(http, new(), _ => Task.FromResult<Result<Page<UnitReportLine>>>(new Page<UnitReportLine>(made.Units, null)), line => Row(line, made))
                    : TypedResults.Ok(made);
            })
            .Needs(Permission.ReadIncoming).WithTags("Reports").Produces<UnitReport>()
            .WithSummary("Arrivals, completions and on-time rate per unit in a period, of the documents one sees; by= current or original deadline");
    }

    private static Dictionary<string, object?> Row(UnitReportLine line, UnitReport report) => new()
    {
        ["Đơn vị"] = line.Name,
        ["Nhận"] = line.Arrived,
        ["Hoàn thành"] = line.Completed,
        ["Đúng hạn"] = line.OnTime,
        ["Trễ hạn"] = line.Late,
        ["Không hạn"] = line.Undated,
        ["Tỷ lệ đúng hạn (%)"] = line.OnTimeRate,
        ["Đang xử lý"] = line.Open,
        ["Quá hạn"] = line.Overdue,
        ["Tính theo"] = report.By == DueBy.Original ? "hạn ban đầu" : "hạn hiện tại",
    };
}
