using Dispatch.Journal;
using Dispatch.People;
using Dispatch.Platform;
using Dispatch.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Dispatch.Incoming;

internal static class ReceivedItemsApi
{
    private const string Path = "/api/v1/received-items";

    public static void Map(IEndpointRouteBuilder api)
    {
        var items = api.MapGroup("/received-items").WithTags("Received items");

        api.MapGet("/intake", async (FindIntake find, Caller caller, CancellationToken ct) => TypedResults.Ok(await find.Execute(caller, ct)))
            .WithTags("Received items").Needs(Permission.RegisterIncoming).Produces<IntakeView>().WithSummary("How the scan station's folder stands");

        items.MapPost("", async (ReceiveItemRequest request, ReceiveItem receive, Idempotency idempotency, Caller caller, CancellationToken ct) =>
                Answered(await idempotency.Once(caller, () => receive.Execute(request, caller, ct), ct)))
            .Needs(Permission.RegisterIncoming).Produces<ReceivedItemView>(201).WithSummary("Note an arrival that is not registered yet")
            .WithExample(new { receivedAt = "2026-10-05T10:02:00+07:00", urgency = "express", issuer = "Thủ tướng Chính phủ" });

        items.MapGet("", (string? status, FindReceived find, Paging paging, HttpContext http, CancellationToken ct) =>
            {
                var errors = new FieldErrors();
                var wanted = QueryEnum.Of<ReceivedItemStatus>(errors, "status", status) ?? ReceivedItemStatus.Received;
                return errors.None
                    ? ListAnswer.Of(http, paging, page => find.Execute(wanted, page, ct), Row)
                    : Task.FromResult<IResult>(new ProblemResult(errors.ToProblem()));
            })
            .Needs(Permission.RegisterIncoming).Produces<Page<ReceivedItemView>>().WithSummary("The queue, urgent first; or closed items by status");

        items.MapGet("/{id}", async (Id<ReceivedItem> id, ReadReceived read, CancellationToken ct) => (await read.Execute(id, ct)).Ok(view => view.Version))
            .Needs(Permission.ReadIncoming).Produces<ReceivedItemView>().WithSummary("Read a received item");

        items.MapGet("/{id}/history", (Id<ReceivedItem> id, ReadReceivedHistory read, Paging paging, HttpContext http, CancellationToken ct) =>
                ListAnswer.Of(http, paging, page => read.Execute(id, page, ct), IncomingApi.Row))
            .Needs(Permission.ReadIncoming).Produces<Page<HistoryLine>>().WithSummary("Who did what to it");

        items.MapPost("/{id}/registration", async (Id<ReceivedItem> id, RegisterReceivedRequest request, RegisterReceived register, Idempotency idempotency, Caller caller, CancellationToken ct) =>
                IncomingApi.Registered(await idempotency.Once(caller, () => register.Execute(id, request, caller, ct), ct)))
            .Needs(Permission.RegisterIncoming).Produces<IncomingView>(201).WithSummary("Register it; moreInEnvelope leaves an item for what else the envelope holds")
            .WithExample(new { register = "DEN", symbol = "14/CĐ-TTg", subject = "Về việc ứng phó bão", moreInEnvelope = false });

        items.MapPost("/{id}/paper-copy", async (Id<ReceivedItem> id, AttachReceivedAsPaperRequest request, AttachReceivedAsPaper attach, Idempotency idempotency, Caller caller, CancellationToken ct) =>
                IncomingApi.Registered(await idempotency.Once(caller, () => attach.Execute(id, request, caller, ct), ct)))
            .Needs(Permission.RegisterIncoming).Produces<IncomingView>(201).WithSummary("It is the paper of a registered electronic document; uses no number")
            .WithExample(new AttachReceivedAsPaperRequest { DocumentId = new Guid("0199b7a2-7c11-7b3e-9d5f-3f0f5a1c2e4d") });

        items.MapPost("/{id}/refusal", async (Id<ReceivedItem> id, RefuseReceivedRequest request, RefuseReceived refuse, IfMatch ifMatch, Idempotency idempotency, Caller caller, CancellationToken ct) =>
                Answered(await idempotency.Once(caller, () => refuse.Execute(id, request, ifMatch, caller, ct), ct)))
            .Needs(Permission.RegisterIncoming).Produces<ReceivedItemView>(201).WithSummary("Refuse it; uses no number")
            .WithExample(new RefuseReceivedRequest { Reason = "Gửi nhầm nơi nhận" });

        items.MapPost("/{id}/hand-over", async (Id<ReceivedItem> id, HandOverReceivedRequest request, HandOverReceived handOver, IfMatch ifMatch, Idempotency idempotency, Caller caller, CancellationToken ct) =>
                Answered(await idempotency.Once(caller, () => handOver.Execute(id, request, ifMatch, caller, ct), ct)))
            .Needs(Permission.RegisterIncoming).Produces<ReceivedItemView>(201).WithSummary("Hand over a letter addressed by name, unopened")
            .WithExample(new HandOverReceivedRequest { To = "Ông Lê Hoàng Nam" });

        items.MapPost("/{id}/reopening", async (Id<ReceivedItem> id, ReopenReceived reopen, IfMatch ifMatch, Idempotency idempotency, Caller caller, CancellationToken ct) =>
                Answered(await idempotency.Once(caller, () => reopen.Execute(id, ifMatch, caller, ct), ct)))
            .Needs(Permission.RegisterIncoming).Produces<ReceivedItemView>(201)
            .WithSummary("Undo one's own refusal or hand-over within 60 seconds; or take back a letter that was handed over");
    }

    private static IResult Answered(Result<ReceivedItemView> result) => result.Created(view => $"{Path}/{view.Id}", view => view.Version);

    private static Dictionary<string, object?> Row(ReceivedItemView view) => new()
    {
        ["Nhận lúc"] = view.ReceivedAt,
        ["Nguồn"] = EnumText.Of(view.Source),
        ["Mức độ khẩn"] = EnumText.Of(view.Urgency),
        ["Nơi gửi"] = view.Issuer,
        ["Ghi tên"] = view.AddressedTo,
        ["Hạn vào sổ"] = view.RegisterBy,
        ["Trạng thái"] = EnumText.Of(view.Status),
        ["Lý do"] = view.ClosedBecause,
    };
}
