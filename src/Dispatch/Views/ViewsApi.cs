using Dispatch.People;
using Dispatch.Platform;
using Dispatch.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Dispatch.Views;

internal static class ViewsApi
{
    public static void Map(IEndpointRouteBuilder api)
    {
        var views = api.MapGroup("/saved-searches").WithTags("Saved searches");

        views.MapGet("", async (FindViews find, Caller caller, HttpContext http, CancellationToken ct) =>
            {
                var page = await find.Execute(SaveView.Incoming, caller, ct);
                return await ListAnswer.Of(http, new(), _ => Task.FromResult<Result<Page<SavedViewView>>>(page), Row);
            })
            .Needs(Permission.ReadIncoming).Produces<Page<SavedViewView>>().WithSummary("Saved views of the list of incoming documents");

        views.MapPost("", async (SaveViewRequest request, SaveView save, Idempotency idempotency, Caller caller, CancellationToken ct) =>
                (await idempotency.Once(caller, () => save.Execute(request, caller, ct), ct)).Created(view => $"/api/v1/saved-searches/{view.Id}"))
            .Needs(Permission.ReadIncoming).Produces<SavedViewView>(201).WithSummary("Save a list's filters under a name")
            .WithExample(new { name = "Khẩn chưa chuyển", query = "khan=gap&chuyen=chua", sharing = "unit" });

        views.MapDelete("/{id}", async (Id<SavedView> id, DropView drop, Caller caller, CancellationToken ct) =>
                (await drop.Execute(id, caller, ct)).NoContent())
            .Needs(Permission.ReadIncoming).Produces(204).WithSummary("Drop a view of one's own");
    }

    private static Dictionary<string, object?> Row(SavedViewView view) => new()
    {
        ["Tên"] = view.Name,
        ["Bộ lọc"] = view.Query,
        ["Chia sẻ"] = EnumText.Of(view.Sharing),
        ["Người lưu"] = view.Owner,
    };
}
