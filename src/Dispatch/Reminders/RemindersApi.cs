using Dispatch.People;
using Dispatch.Platform;
using Dispatch.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Dispatch.Reminders;

/// <summary>Routes of the rules of reminding.</summary>
internal static class RemindersApi
{
    public static void Map(IEndpointRouteBuilder api)
    {
        var rules = api.MapGroup("/reminder-rules").WithTags("Calendar");

        rules.MapGet("", async (FindReminderRules find, CancellationToken ct) => Results.Ok(await find.Execute(ct)))
            .Needs(Permission.SignedIn).WithName("findReminderRules").WithSummary("Who is reminded when, with the history, newest first").Produces<IReadOnlyList<ReminderRuleView>>();

        rules.MapPost("", async (AddReminderRuleRequest request, AddReminderRule add, Idempotency idempotency, Caller caller, CancellationToken ct) =>
                (await idempotency.Once(caller, () => add.Execute(request, caller, ct), ct)).Created(_ => "/api/v1/reminder-rules"))
            .Needs(Permission.ManageCalendar).WithName("addReminderRule").WithSummary("A rule of reminding from a day on").Produces<ReminderRuleView>(201)
            .WithExample(new { code = "soon", workingDays = -3, atTime = "07:15", validFrom = "2027-01-01", source = "Quy chế làm việc, Điều 15" });
    }
}
