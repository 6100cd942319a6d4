using System.Text.Json;
using Dispatch.People;
using Dispatch.Platform;
using Dispatch.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Dispatch.Office;

internal static class OfficeApi
{
    public static void Map(IEndpointRouteBuilder api)
    {
        var office = api.MapGroup("").WithTags("Office");

        office.MapGet("/set-up", async (ReadSetUp read, CancellationToken ct) => TypedResults.Ok(await read.Execute(ct)))
            .Needs(Permission.ManagePeople).Produces<SetUpView>().WithSummary("What of the set-up is done, and the next step");

        office.MapGet("/office", async (ReadOffice read, CancellationToken ct) => ((Result<OfficeView>)await read.Execute(ct)).Ok(view => view.Version))
            .Needs(Permission.SignedIn).Produces<OfficeView>().WithSummary("The office: name, superior body, address");

        office.MapPut("/office", async (ChangeOfficeRequest request, ChangeOffice change, IfMatch ifMatch, Caller caller, CancellationToken ct) =>
                (await change.Execute(request, ifMatch, caller, ct)).Ok(view => view.Version))
            .Needs(Permission.ManageReference).Produces<OfficeView>().WithSummary("Enter or change the office's own data")
            .WithExample(new { name = "Văn phòng Ủy ban nhân dân tỉnh Gia Lai", superiorName = "Ủy ban nhân dân tỉnh Gia Lai", code = "H21.01" });

        office.MapGet("/issuing-bodies", async (FindIssuingBodies find, HttpContext http, CancellationToken ct) =>
            {
                var page = new Page<IssuingBodyView>(await find.Execute(ct), null);
                return await ListAnswer.Of(http, new(), _ => Task.FromResult<Result<Page<IssuingBodyView>>>(page), Row);
            })
            .Needs(Permission.SignedIn).Produces<Page<IssuingBodyView>>().WithSummary("The bodies the office issues for, working ones first");

        office.MapPost("/issuing-bodies", async (AddIssuingBodyRequest request, AddIssuingBody add, Idempotency idempotency, Caller caller, CancellationToken ct) =>
                (await idempotency.Once(caller, () => add.Execute(request, caller, ct), ct)).Created(view => $"/api/v1/issuing-bodies/{view.Id}", view => view.Version))
            .Needs(Permission.ManageReference).Produces<IssuingBodyView>(201).WithSummary("Add a body the office issues for")
            .WithExample(new { name = "Ủy ban nhân dân tỉnh Gia Lai", abbreviation = "UBND", code = "H21", validFrom = "2025-07-01", source = "Nghị quyết 202/2025/QH15" });

        office.MapPatch("/issuing-bodies/{id}", async (Id<IssuingBody> id, JsonElement patch, EditIssuingBody edit, IfMatch ifMatch, Caller caller, CancellationToken ct) =>
                (await edit.Execute(id, patch, ifMatch, caller, ct)).Ok(view => view.Version))
            .Needs(Permission.ManageReference).Accepts<EditIssuingBodyRequest>("application/merge-patch+json", "application/json").Produces<IssuingBodyView>()
            .WithSummary("Edit a body the office issues for, or give it its last day");
    }

    private static Dictionary<string, object?> Row(IssuingBodyView view) => new()
    {
        ["Tên cơ quan"] = view.Name,
        ["Viết tắt"] = view.Abbreviation,
        ["Mã định danh"] = view.Code,
        ["Từ ngày"] = view.ValidFrom.ToString("dd/MM/yyyy", System.Globalization.CultureInfo.InvariantCulture),
        ["Đến ngày"] = view.ValidTo?.ToString("dd/MM/yyyy", System.Globalization.CultureInfo.InvariantCulture),
        ["Nguồn"] = view.Source,
    };
}
