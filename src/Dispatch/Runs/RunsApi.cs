using Dispatch.People;
using Dispatch.Platform;
using Dispatch.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;

namespace Dispatch.Runs;

/// <summary>The routes of long runs. What starts one answers 202 with its address here.</summary>
internal static class RunsApi
{
    internal const string Path = "/api/v1/runs";

    public static void Map(IEndpointRouteBuilder api)
    {
        var runs = api.MapGroup("/runs").WithTags("Runs");

        runs.MapGet("", (FindRuns find, Paging paging, HttpContext http, Caller caller, CancellationToken ct) =>
                ListAnswer.Of(http, paging, page => find.Execute(page, caller, ct), Row))
            .Needs(Permission.SignedIn).Produces<Page<RunView>>().WithSummary("One's own long runs, newest first; everybody's for who manages jobs");

        runs.MapGet("/{id}", async (Id<Run> id, ReadRun read, Caller caller, HttpContext http, CancellationToken ct) =>
                (await read.Execute(id, caller, ct)).Ok(out var run, out var problem) ? Unless(http, run) : new ProblemResult(problem))
            .Needs(Permission.SignedIn).Produces<RunView>().Produces(StatusCodes.Status304NotModified)
            .WithSummary("A run: how far it is; asked with If-None-Match, 304 while nothing has changed");

        runs.MapGet("/{id}/events", async (Id<Run> id, ReadRun read, Caller caller, CancellationToken ct) =>
                (await read.Execute(id, caller, ct)).Ok(out var run, out var problem)
                    ? (IResult)TypedResults.ServerSentEvents(read.Watch(run, caller, ct))
                    : new ProblemResult(problem))
            .Needs(Permission.SignedIn).Produces<RunView>(contentType: "text/event-stream")
            .WithSummary("A run's progress as server-sent events, until it ends");

        runs.MapGet("/{id}/faults", (Id<Run> id, ReadRun read, Paging paging, HttpContext http, Caller caller, CancellationToken ct) =>
                ListAnswer.Of(http, paging, page => read.Faults(id, page, caller, ct), Row))
            .Needs(Permission.SignedIn).Produces<Page<RunFaultView>>().WithSummary("What went wrong in a run, item by item");

        runs.MapGet("/{id}/result", async (Id<Run> id, ReadRun read, Caller caller, CancellationToken ct) =>
                (await read.Result(id, caller, ct)).Ok(out var opened, out var problem) ? (IResult)new Files.FileContentResult(opened) : new ProblemResult(problem))
            .Needs(Permission.SignedIn).Produces(StatusCodes.Status200OK, contentType: "application/octet-stream").WithSummary("The file a run made");

        runs.MapPost("/{id}/cancellation", async (Id<Run> id, CancelRun cancel, Idempotency idempotency, Caller caller, CancellationToken ct) =>
                (await idempotency.Once(caller, () => cancel.Execute(id, caller, ct), ct)).Created(run => $"{Path}/{run.Id}", run => run.Version))
            .Needs(Permission.SignedIn).Produces<RunView>(StatusCodes.Status201Created)
            .WithSummary("Ask for the end of a run; what it has done stays");
    }

    /// <summary>202 with the run's address, or the problem.</summary>
    internal static IResult Accepted(this Result<RunView> result) =>
        result.Ok(out var run, out var problem) ? TypedResults.Accepted($"{Path}/{run.Id}", run) : new ProblemResult(problem);

    private static IResult Unless(HttpContext http, RunView run)
    {
        if (http.Request.GetTypedHeaders().IfNoneMatch.Any(seen => seen.Compare(new EntityTagHeaderValue(ETag.Of(run.Version)), useStrongComparison: false)))
            return TypedResults.StatusCode(StatusCodes.Status304NotModified);
        Result<RunView> result = run;
        return result.Ok(view => view.Version);
    }

    private static Dictionary<string, object?> Row(RunView run) => new()
    {
        ["Công việc"] = run.Title,
        ["Trạng thái"] = EnumText.Of(run.State),
        ["Tổng số"] = run.Total,
        ["Xong"] = run.Done,
        ["Lỗi"] = run.Failed,
        ["Bỏ qua"] = run.Skipped,
        ["Người yêu cầu"] = run.StartedBy,
        ["Lúc yêu cầu"] = run.QueuedAt.ToString("yyyy-MM-dd HH:mm:ssK", System.Globalization.CultureInfo.InvariantCulture),
    };

    private static Dictionary<string, object?> Row(RunFaultView fault) => new()
    {
        ["Dòng"] = fault.Item,
        ["Mục"] = fault.Name,
        ["Lỗi"] = fault.Message,
    };
}
