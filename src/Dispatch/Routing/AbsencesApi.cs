using Dispatch.People;
using Dispatch.Platform;
using Dispatch.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Dispatch.Routing;

/// <summary>The routes of absences and of the hand-over of work.</summary>
internal static class AbsencesApi
{
    public static void Map(IEndpointRouteBuilder api)
    {
        var users = api.MapGroup("/users").WithTags("Absence and hand-over");

        users.MapGet("/{id}/absences", async (Id<Person> id, Absences absences, Caller caller, CancellationToken ct) =>
                (await absences.Of(id, caller, ct)).Ok(out var found, out var problem) ? Results.Ok(new Page<AbsenceView>(found, null)) : new ProblemResult(problem))
            .Needs(Permission.SignedIn).Produces<Page<AbsenceView>>().WithSummary("A person's absences and who stands in, newest first");

        users.MapPost("/{id}/absences", async (Id<Person> id, AddAbsenceRequest request, Absences absences, Idempotency idempotency, Caller caller, CancellationToken ct) =>
                (await idempotency.Once(caller, () => absences.Add(id, request, caller, ct), ct)).Created(_ => $"/api/v1/users/{id}/absences"))
            .Needs(Permission.SignedIn).Produces<AbsenceView>(201).WithSummary("Set who stands in, from one day to another")
            .WithExample(new { substitute = "nam", from = "2026-10-12", to = "2026-10-16", because = "Đi công tác" });

        users.MapDelete("/{id}/absences/{absence}", async (Id<Person> id, Guid absence, Absences absences, Caller caller, CancellationToken ct) => (await absences.End(id, absence, caller, ct)).Ok())
            .Needs(Permission.SignedIn).Produces<AbsenceView>().WithSummary("End it before its last day");

        users.MapGet("/{id}/handover", async (Id<Person> id, HandOverWork handOver, Caller caller, CancellationToken ct) => (await handOver.Due(id, caller, ct)).Ok())
            .Needs(Permission.SignedIn).Produces<HandoverDue>().WithSummary("What is open with a person and has to be handed over before the account is closed");

        users.MapPost("/{id}/handover", async (Id<Person> id, HandOverWorkRequest request, HandOverWork handOver, Idempotency idempotency, Caller caller, CancellationToken ct) =>
                (await idempotency.Once(caller, () => handOver.Execute(id, request, caller, ct), ct)).Created(view => $"/api/v1/handovers/{view.Id}"))
            .Needs(Permission.SignedIn).Produces<HandoverView>(201).WithSummary("Hand it over to named persons")
            .WithExample(new { because = "Quyết định 112/QĐ-VP điều động công chức", to = "khanh" });

        api.MapGet("/handovers/{id}", async (Guid id, HandOverWork handOver, Caller caller, CancellationToken ct) => (await handOver.Made(id, caller, ct)).Ok())
            .WithTags("Absence and hand-over").Needs(Permission.SignedIn).Produces<HandoverView>().WithSummary("A hand-over, for its minutes");
    }
}
