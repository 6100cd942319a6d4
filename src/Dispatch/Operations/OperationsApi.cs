using Dispatch.People;
using Dispatch.Platform;
using Dispatch.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Dispatch.Operations;

/// <summary>Routes for whoever looks after the system.</summary>
internal static class OperationsApi
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/status", async (ReadStatus read, CancellationToken ct) => TypedResults.Ok(await read.Execute(ct)))
            .Needs(Permission.ManageJobs).WithTags("Operations").Produces<StatusView>()
            .WithSummary("How the system is: database, disk, jobs, backups, calendar, programs");

        api.MapPost("/jobs/{name}/runs", async (string name, RunJob run, Idempotency idempotency, Caller caller, CancellationToken ct) =>
                (await idempotency.Once(caller, () => run.Execute(name, caller, ct), ct)).Accepted())
            .Needs(Permission.ManageJobs).WithTags("Operations").Produces<AskedRun>(202)
            .WithSummary("Run a job of the schedule now; its row in the status says how it went");
    }
}
