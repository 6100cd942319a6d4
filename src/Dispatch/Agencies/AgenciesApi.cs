using System.Text.Json;
using Dispatch.People;
using Dispatch.Platform;
using Dispatch.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Dispatch.Agencies;

internal static class AgenciesApi
{
    public static void Map(IEndpointRouteBuilder api)
    {
        var agencies = api.MapGroup("/agencies").WithTags("Agencies");

        agencies.MapGet("", (string? q, string? symbol, FindAgencies find, Paging paging, HttpContext http, CancellationToken ct) =>
                ListAnswer.Of(http, paging, page => find.Execute(q, symbol, page, ct), Row))
            .Needs(Permission.SignedIn).Produces<Page<AgencyView>>().WithSummary("The directory, best matches first");

        agencies.MapGet("/export", (ExportAgencies export, CancellationToken ct) => Results.Stream(stream => export.Write(stream, ct), ListAnswer.Csv + "; charset=utf-8", "danh-ba-co-quan.csv"))
            .Needs(Permission.SignedIn).Produces(200, contentType: ListAnswer.Csv).WithSummary("The whole directory as CSV, in the columns that an import takes");

        agencies.MapGet("/{id}", async (Id<Agency> id, EditAgency edit, CancellationToken ct) => (await edit.Read(id, ct)).Ok(view => view.Version))
            .Needs(Permission.SignedIn).Produces<AgencyView>().WithSummary("One agency");

        agencies.MapPatch("/{id}", async (Id<Agency> id, JsonElement patch, EditAgency edit, IfMatch ifMatch, Caller caller, CancellationToken ct) =>
                (await edit.Execute(id, patch, ifMatch, caller, ct)).Ok(view => view.Version))
            .Accepts<EditAgencyRequest>("application/merge-patch+json", "application/json")
            .Needs(Permission.ManageReference).Produces<AgencyView>().WithSummary("Edit an agency (JSON Merge Patch); an old name becomes a spelling")
            .WithExample(new { code = "H21.07", validTo = (string?)null });

        agencies.MapPost("/{id}/merger", async (Id<Agency> id, MergeAgencyRequest request, MergeAgency merge, Idempotency idempotency, Caller caller, CancellationToken ct) =>
                (await idempotency.Once(caller, () => merge.Execute(id, request, caller, ct), ct)).Ok(view => view.Version))
            .Needs(Permission.ManageReference).Produces<AgencyView>().WithSummary("Merge a duplicate into another agency; answers that one. Documents keep the name as written")
            .WithExample(new { into = "00000000-0000-7000-8001-000000000011", because = "Ghi hai lần" });

        agencies.MapPost("/imports", async (string? mode, HttpContext http, ImportAgencies import, Caller caller, CancellationToken ct) =>
            {
                var errors = new FieldErrors();
                var how = QueryEnum.Of<ImportMode>(errors, "mode", mode) ?? ImportMode.Check;
                return (errors.None ? await import.Execute(http.Request.Body, how, caller, ct) : errors.ToProblem()).Ok();
            })
            .Needs(Permission.ManageReference).Produces<AgenciesImport>().WithSummary("Take in a directory: the body is CSV or XLSX, streamed")
            .WithDescription("?mode=check (default) says what each row would do, all writes all rows or none, good writes the rows without a problem. Names that are known already are left alone.");

        agencies.MapPost("", async (AddAgencyRequest request, AddAgency add, Idempotency idempotency, Caller caller, CancellationToken ct) =>
                (await idempotency.Once(caller, () => add.Execute(request, caller, ct), ct)).Created(view => $"/api/v1/agencies/{view.Id}"))
            .Needs(Permission.AddAgencies).Produces<AgencyView>(201).WithSummary("Add an agency");

        agencies.MapPost("/{id}/variants",
                async (Id<Agency> id, AddVariantRequest request, AddVariant add, Idempotency idempotency, Caller caller, CancellationToken ct) =>
                    (await idempotency.Once(caller, () => add.Execute(id, request, caller, ct), ct)).Created(view => $"/api/v1/agencies/{view.Id}"))
            .Needs(Permission.AddAgencies).Produces<AgencyView>(201).WithSummary("Add a spelling that leads to an agency");
    }

    private static Dictionary<string, object?> Row(AgencyView view) => new()
    {
        ["Tên cơ quan"] = view.Name,
        ["Viết tắt"] = view.Abbreviation,
        ["Mã định danh"] = view.Code,
        ["Cách viết khác"] = string.Join("; ", view.Variants),
        ["Từ ngày"] = view.ValidFrom.ToString("dd/MM/yyyy", System.Globalization.CultureInfo.InvariantCulture),
        ["Đến ngày"] = view.ValidTo?.ToString("dd/MM/yyyy", System.Globalization.CultureInfo.InvariantCulture),
        ["Nguồn"] = view.Source,
    };
}
