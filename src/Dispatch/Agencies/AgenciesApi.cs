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

        agencies.MapPost("", async (AddAgencyRequest request, AddAgency add, Idempotency idempotency, Caller caller, CancellationToken ct) =>
                (await idempotency.Once(caller, () => add.Execute(request, caller, ct), ct)).Created(view => $"/api/v1/agencies/{view.Id}"))
            .Needs(Permission.ManageReference).Produces<AgencyView>(201).WithSummary("Add an agency");

        agencies.MapPost("/{id}/variants",
                async (Id<Agency> id, AddVariantRequest request, AddVariant add, Idempotency idempotency, Caller caller, CancellationToken ct) =>
                    (await idempotency.Once(caller, () => add.Execute(id, request, caller, ct), ct)).Created(view => $"/api/v1/agencies/{view.Id}"))
            .Needs(Permission.ManageReference).Produces<AgencyView>(201).WithSummary("Add a spelling that leads to an agency");
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
