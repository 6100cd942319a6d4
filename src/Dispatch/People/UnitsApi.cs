using System.Text.Json;
using Dispatch.Platform;
using Dispatch.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Dispatch.People;

internal static class UnitsApi
{
    internal static void Map(IEndpointRouteBuilder api)
    {
        var units = api.MapGroup("/units").WithTags("Units");

        units.MapGet("", async (FindUnits find, HttpContext http, CancellationToken ct) =>
            {
                var page = new Page<UnitDetail>(await find.Execute(ct), null);
                return await ListAnswer.Of(http, new(), _ => Task.FromResult<Result<Page<UnitDetail>>>(page), Row);
            })
            .Needs(Permission.SignedIn).Produces<Page<UnitDetail>>().WithSummary("Units in their order, closed ones last");

        units.MapPost("", async (AddUnitRequest request, AddUnit add, Idempotency idempotency, Caller caller, CancellationToken ct) =>
                (await idempotency.Once(caller, () => add.Execute(request, caller, ct), ct)).Created(id => $"/api/v1/units/{id}"))
            .Needs(Permission.ManagePeople).Produces<Id<Unit>>(201).WithSummary("Add a unit; answers its id")
            .WithExample(new { code = "KGVX", name = "Phòng Khoa giáo - Văn xã", position = 1 });

        units.MapPatch("/{id}", async (Id<Unit> id, JsonElement patch, EditUnit edit, IfMatch ifMatch, Caller caller, CancellationToken ct) =>
                (await edit.Execute(id, patch, ifMatch, caller, ct)).Ok(unit => unit.Version))
            .Accepts<EditUnitRequest>("application/merge-patch+json", "application/json")
            .Needs(Permission.ManagePeople).Produces<UnitDetail>().WithSummary("Rename, reorder or close a unit (JSON Merge Patch)");
    }

    private static Dictionary<string, object?> Row(UnitDetail view) => new()
    {
        ["Mã"] = view.Code,
        ["Tên đơn vị"] = view.Name,
        ["Số người"] = view.People,
        ["Đóng từ ngày"] = view.ClosedOn?.ToString("dd/MM/yyyy", System.Globalization.CultureInfo.InvariantCulture),
    };
}
