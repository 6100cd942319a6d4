using Dispatch.People;
using Dispatch.Platform;
using Dispatch.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Dispatch.Routing;

/// <summary>The routes of what routing chooses from: fields of work, stock sentences, list templates.</summary>
internal static class RoutingDataApi
{
    public static void Map(IEndpointRouteBuilder api)
    {
        var fields = api.MapGroup("/work-fields").WithTags("Routing data");
        fields.MapGet("", async (FindFields find, CancellationToken ct) => Results.Ok(new Page<WorkField>(await find.Execute(ct), null)))
            .Needs(Permission.SignedIn).Produces<Page<WorkField>>().WithSummary("Fields of work: who gets their letters first, which unit leads");
        fields.MapPost("", async (KeepFieldRequest request, KeepField keep, Idempotency idempotency, Caller caller, CancellationToken ct) =>
                (await idempotency.Once(caller, () => keep.Add(request, caller, ct), ct)).Created(field => $"/api/v1/work-fields/{field.Code}", field => field.Version))
            .Needs(Permission.ManageRouting).Produces<WorkField>(201).WithSummary("Add a field of work")
            .WithExample(new { code = "KGVX", name = "Khoa giáo - Văn xã", receiver = "thinh", leadUnit = "KGVX", source = "Quy chế làm việc của Văn phòng" });
        fields.MapPut("/{code}", async (string code, KeepFieldRequest request, KeepField keep, IfMatch ifMatch, Caller caller, CancellationToken ct) =>
                (await keep.Change(code, request, ifMatch, caller, ct)).Ok(field => field.Version))
            .Needs(Permission.ManageRouting).Produces<WorkField>().WithSummary("Change a field of work")
            .WithExample(new { name = "Khoa giáo - Văn xã", receiver = "nam", leadUnit = "KGVX", source = "Quy chế làm việc của Văn phòng" });

        var rules = api.MapGroup("/term-rules").WithTags("Routing data");
        rules.MapGet("", async (FindTermRules find, CancellationToken ct) => Results.Ok(new Page<TermRule>(await find.Execute(ct), null)))
            .Needs(Permission.SignedIn).Produces<Page<TermRule>>().WithSummary("The office's own rules: type, urgency, field, issuer → term, first receiver");
        rules.MapPost("", async (AddTermRuleRequest request, KeepTermRules keep, Idempotency idempotency, Caller caller, CancellationToken ct) =>
                (await idempotency.Once(caller, () => keep.Add(request, caller, ct), ct)).Created(_ => "/api/v1/term-rules"))
            .Needs(Permission.ManageRouting).Produces<TermRule>(201).WithSummary("Add a rule; it proposes, deadlines that run stay")
            .WithExample(new { documentType = "CV", urgency = "urgent", workingDays = 3, receiver = "thinh", source = "Quy chế làm việc, Điều 12" });
        rules.MapDelete("/{id}", async (Guid id, KeepTermRules keep, Caller caller, CancellationToken ct) => (await keep.End(id, caller, ct)).Ok())
            .Needs(Permission.ManageRouting).Produces<TermRule>().WithSummary("End a rule with today");

        var sentences = api.MapGroup("/stock-sentences").WithTags("Routing data");
        sentences.MapGet("", async (FindSentences find, Caller caller, CancellationToken ct) => Results.Ok(new Page<StockSentence>(await find.Execute(caller, ct), null)))
            .Needs(Permission.HandleIncoming).Produces<Page<StockSentence>>().WithSummary("Stock sentences: the office's and one's own");
        sentences.MapPost("", async (AddSentenceRequest request, KeepSentences keep, Idempotency idempotency, Caller caller, CancellationToken ct) =>
                (await idempotency.Once(caller, () => keep.Add(request, caller, ct), ct)).Created(_ => "/api/v1/stock-sentences"))
            .Needs(Permission.HandleIncoming).Produces<StockSentence>(201).WithSummary("Add a stock sentence")
            .WithExample(new AddSentenceRequest("Tham mưu văn bản trả lời trước hạn", true));
        sentences.MapDelete("/{id}", async (Guid id, KeepSentences keep, Caller caller, CancellationToken ct) => (await keep.Remove(id, caller, ct)).Ok())
            .Needs(Permission.HandleIncoming).Produces<StockSentence>().WithSummary("Keep a stock sentence no longer");

        var templates = api.MapGroup("/list-templates").WithTags("Routing data");
        templates.MapGet("", async (FindTemplates find, Caller caller, CancellationToken ct) => Results.Ok(new Page<ListTemplate>(await find.Execute(caller, ct), null)))
            .Needs(Permission.HandleIncoming).Produces<Page<ListTemplate>>().WithSummary("List templates: the office's and one's own");
        templates.MapPost("", async (AddTemplateRequest request, KeepTemplates keep, Caller caller, CancellationToken ct) =>
                (await keep.Add(request, caller, ct)).Created(_ => "/api/v1/list-templates"))
            .Needs(Permission.HandleIncoming).Produces<ListTemplate>(201).WithSummary("Add a list template")
            .WithExample(new { name = "Chuyển đổi số", own = true, assignments = new[] { new { role = "lead", unit = "KGVX", workingDays = 5 }, new { role = "support", unit = "KTTH", workingDays = 3 } } });
        templates.MapDelete("/{id}", async (Guid id, KeepTemplates keep, Caller caller, CancellationToken ct) => (await keep.Remove(id, caller, ct)).Ok())
            .Needs(Permission.HandleIncoming).Produces<ListTemplate>().WithSummary("Keep a list template no longer");
    }
}
