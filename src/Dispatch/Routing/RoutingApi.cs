using Dispatch.Access;
using Dispatch.Documents;
using Dispatch.Incoming;
using Dispatch.People;
using Dispatch.Platform;
using Dispatch.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Dispatch.Routing;

/// <summary>The routes of submissions and directions.</summary>
internal static class RoutingApi
{
    private const string Documents = "/api/v1/incoming-documents";

    public static void Map(IEndpointRouteBuilder api)
    {
        var incoming = api.MapGroup("/incoming-documents").WithTags("Routing");

        incoming.MapGet("/{id}/routing", async (Id<Document> id, ReadRouting read, Caller caller, CancellationToken ct) =>
                (await read.Execute(id, caller, ct)).Ok(view => view.Document.Version))
            .Needs(Permission.ReadIncoming).Produces<RoutingView>().WithSummary("Where it is and was, who has what to do, what the caller may do");

        incoming.MapGet("/{id}/submission/proposal", async (Id<Document> id, ProposeSubmission propose, Caller caller, CancellationToken ct) =>
                (await propose.Execute(id, caller, ct)).Ok())
            .Needs(Permission.HandleIncoming).Produces<SubmissionProposal>().WithSummary("To whom it would usually be submitted, and which unit leads");

        incoming.MapPost("/{id}/submission", async (Id<Document> id, SubmitIncomingRequest request, SubmitIncoming submit, IfMatch ifMatch, Idempotency idempotency, Caller caller, CancellationToken ct) =>
                (await idempotency.Once(caller, () => submit.Execute(id, request, ifMatch, caller, ct), ct)).Created(view => $"{Documents}/{view.DocumentId}/routing", view => view.DocumentVersion))
            .Needs(Permission.HandleIncoming).Produces<SubmissionView>(201).WithSummary("Submit it to whoever directs it, or pass on what waits at oneself")
            .WithExample(new
            {
                to = "thinh",
                proposal = new { instruction = "Giao Phòng KGVX chủ trì, tham mưu UBND tỉnh", assignments = new[] { new { role = "lead", unit = "KGVX", workingDays = 7 } } },
            });

        incoming.MapDelete("/{id}/submission", async (Id<Document> id, EndSubmission end, IfMatch ifMatch, Caller caller, CancellationToken ct) =>
                (await end.Withdraw(id, ifMatch, caller, ct)).Ok(view => view.DocumentVersion))
            .Needs(Permission.HandleIncoming).Produces<SubmissionView>().WithSummary("Take the submission back");

        incoming.MapPost("/{id}/submission/return", async (Id<Document> id, SendBackRequest request, EndSubmission end, IfMatch ifMatch, Idempotency idempotency, Caller caller, CancellationToken ct) =>
                (await idempotency.Once(caller, () => end.SendBack(id, request, ifMatch, caller, ct), ct)).Created(view => $"{Documents}/{view.DocumentId}/routing", view => view.DocumentVersion))
            .Needs(Permission.HandleIncoming).Produces<SubmissionView>(201).WithSummary("Send it back to the office")
            .WithExample(new { reason = "Thiếu phụ lục số liệu, đề nghị bổ sung" });

        incoming.MapPost("/{id}/submission/set-aside", async (Id<Document> id, SetAsideRequest request, EndSubmission end, ReadRouting read, IfMatch ifMatch, Idempotency idempotency, Caller caller, CancellationToken ct) =>
            {
                var done = await idempotency.Once(caller, () => end.SetAside(id, request, ifMatch, caller, ct), ct);
                return done.Problem is { } problem ? new ProblemResult(problem) : (await read.Execute(id, caller, ct)).Created(_ => $"{Documents}/{id}/routing", view => view.Document.Version);
            })
            .Needs(Permission.HandleIncoming).Produces<RoutingView>(201).WithSummary("Set it aside: nothing is to be done")
            .WithExample(new { result = "noted", note = "Để biết" });

        incoming.MapPost("/{id}/directions", async (Id<Document> id, GiveDirectionRequest request, GiveDirection give, IfMatch ifMatch, Idempotency idempotency, Caller caller, CancellationToken ct) =>
                (await idempotency.Once(caller, () => give.Execute(id, request, ifMatch, caller, ct), ct)).Created(view => $"{Documents}/{view.DocumentId}/routing", view => view.DocumentVersion))
            .Needs(Permission.HandleIncoming).Produces<DirectionView>(201).WithSummary("Give a direction: one line per unit or person, exactly one lead")
            .WithExample(new
            {
                instruction = "Giao Phòng KGVX chủ trì, Phòng KTTH phối hợp, tham mưu UBND tỉnh",
                assignments = new object[]
                {
                    new { role = "lead", unit = "KGVX", dueOn = "2026-10-14" }, new { role = "support", unit = "KTTH", dueOn = "2026-10-12" }, new { role = "inform", person = "nam" },
                },
            });

        incoming.MapPost("/submissions/bulk", async (SubmitManyRequest request, RouteMany route, Idempotency idempotency, Caller caller, CancellationToken ct) =>
                (await idempotency.Once(caller, () => route.Submit(request, caller, ct), ct)).Ok())
            .Needs(Permission.HandleIncoming).Produces<BulkAnswer>().WithSummary("Submit several documents, with an answer for each")
            .WithExample(new { items = new[] { new { id = "0199b0d0-0000-7000-8000-000000000001" } }, to = "thinh" });

        incoming.MapPost("/directions/bulk", async (ConfirmProposalsRequest request, RouteMany route, Idempotency idempotency, Caller caller, CancellationToken ct) =>
                (await idempotency.Once(caller, () => route.Confirm(request, caller, ct), ct)).Ok())
            .Needs(Permission.HandleIncoming).Produces<BulkAnswer>().WithSummary("Confirm the office's proposals of several documents, with an answer for each")
            .WithExample(new { items = new[] { new { id = "0199b0d0-0000-7000-8000-000000000001" } } });

        incoming.MapPost("/{id}/paper-receipts", async (Id<Document> id, TakePaper take, Idempotency idempotency, Caller caller, CancellationToken ct) =>
                (await idempotency.Once(caller, () => take.Execute(id, caller, ct), ct)).Created(_ => $"{Documents}/{id}/routing"))
            .Needs(Permission.HandleIncoming).Produces<PaperView>(201).WithSummary("Say that one holds the paper now");

        incoming.MapPost("/{id}/notes", async (Id<Document> id, AddNoteRequest request, AddNote add, Idempotency idempotency, Caller caller, CancellationToken ct) =>
                (await idempotency.Once(caller, () => add.ToDocument(id, request, caller, ct), ct)).Created(_ => $"{Documents}/{id}/routing"))
            .Needs(Permission.HandleIncoming).Produces<NoteView>(201).WithSummary("Note something on the document")
            .WithExample(new { text = "Đã điện hỏi Sở Tài chính, hẹn trả lời trong tuần" });

        incoming.MapPost("/{id}/following", async (Id<Document> id, FollowDocument follow, Idempotency idempotency, Caller caller, CancellationToken ct) =>
                (await idempotency.Once(caller, () => follow.Execute(id, true, caller, ct), ct)).Created(_ => $"{Documents}/{id}/routing"))
            .Needs(Permission.HandleIncoming).Produces<FollowView>(201).WithSummary("Follow it: be told what happens");

        incoming.MapDelete("/{id}/following", async (Id<Document> id, FollowDocument follow, Caller caller, CancellationToken ct) => (await follow.Execute(id, false, caller, ct)).Ok())
            .Needs(Permission.HandleIncoming).Produces<FollowView>().WithSummary("Follow it no longer");

        incoming.MapPost("/{id}/shares", async (Id<Document> id, ShareDocumentRequest request, ShareDocument share, Idempotency idempotency, Caller caller, CancellationToken ct) =>
                (await idempotency.Once(caller, () => share.Share(id, request, caller, ct), ct)).Created(_ => $"{Documents}/{id}/readers"))
            .Needs(Permission.HandleIncoming).Produces<ShareView>(201).WithSummary("Let a unit's leader or a person see it")
            .WithExample(new { person = "krong", note = "Để tham khảo" });

        incoming.MapDelete("/{id}/shares/{share}", async (Id<Document> id, Guid share, ShareDocument use, Caller caller, CancellationToken ct) => (await use.End(id, share, caller, ct)).Ok())
            .Needs(Permission.HandleIncoming).Produces<ShareView>().WithSummary("Let them see it no longer");

        incoming.MapGet("/{id}/readers", async (Id<Document> id, FindReaders find, Caller caller, CancellationToken ct) => (await find.Execute(id, caller, ct)).Ok())
            .Needs(Permission.ReadIncoming).Produces<ReadersView>().WithSummary("Who can see it, and why");

        incoming.MapGet("/{id}/access", async (Id<Document> id, string? person, FindReaders find, Caller caller, CancellationToken ct) =>
                (await find.Explain(id, string.IsNullOrWhiteSpace(person) ? caller.UserName : person, caller, ct)).Ok())
            .Needs(Permission.SignedIn).Produces<AccessExplained>().WithSummary("Why a person sees it, or does not; without a word of what is in it");

        api.MapGet("/submissions", (bool? urgent, FindSubmissions find, Paging paging, Caller caller, HttpContext http, CancellationToken ct) =>
                ListAnswer.Of(http, paging, page => find.Execute(urgent == true, page, caller, ct), Row))
            .WithTags("Routing").Needs(Permission.HandleIncoming).Produces<Page<WaitingLine>>().WithSummary("What waits for one's direction, urgent first");

        var directions = api.MapGroup("/directions").WithTags("Routing");

        directions.MapPut("/{id}", async (Id<Direction> id, GiveDirectionRequest request, ChangeDirection change, IfMatch ifMatch, Caller caller, CancellationToken ct) =>
                (await change.Replace(id, request, ifMatch, caller, ct)).Ok(view => view.DocumentVersion))
            .Needs(Permission.HandleIncoming).Produces<DirectionView>().WithSummary("Put another in its place, while nobody has read it")
            .WithExample(new { instruction = "Giao Phòng KTTH chủ trì", assignments = new[] { new { role = "lead", unit = "KTTH", workingDays = 5 } } });

        directions.MapDelete("/{id}", async (Id<Direction> id, ChangeDirection change, IfMatch ifMatch, Caller caller, CancellationToken ct) =>
                (await change.Withdraw(id, ifMatch, caller, ct)).Ok(view => view.DocumentVersion))
            .Needs(Permission.HandleIncoming).Produces<DirectionView>().WithSummary("Take it back, while nobody has read it");

        directions.MapPost("/{id}/recall", async (Id<Direction> id, RecallDirectionRequest request, ChangeDirection change, IfMatch ifMatch, Idempotency idempotency, Caller caller, CancellationToken ct) =>
                (await idempotency.Once(caller, () => change.Recall(id, request, ifMatch, caller, ct), ct)).Created(view => $"{Documents}/{view.DocumentId}/routing", view => view.DocumentVersion))
            .Needs(Permission.HandleIncoming).Produces<DirectionView>(201).WithSummary("Recall it after it was read, with a reason")
            .WithExample(new { reason = "Chuyển nhầm đơn vị chủ trì" });

        directions.MapPost("/{id}/assignments", async (Id<Direction> id, AddToDirectionRequest request, ChangeDirection change, IfMatch ifMatch, Idempotency idempotency, Caller caller, CancellationToken ct) =>
                (await idempotency.Once(caller, () => change.Add(id, request, ifMatch, caller, ct), ct)).Created(view => $"{Documents}/{view.DocumentId}/routing", view => view.DocumentVersion))
            .Needs(Permission.HandleIncoming).Produces<DirectionView>(201).WithSummary("Add lines; a lead only when there is none any more")
            .WithExample(new { assignments = new[] { new { role = "support", unit = "NC", dueOn = "2026-10-12" } } });
    }

    private static Dictionary<string, object?> Row(WaitingLine line) => new()
    {
        ["Số đến"] = line.ArrivalNumber,
        ["Ngày đến"] = line.ArrivedOn,
        ["Số, ký hiệu"] = line.Symbol,
        ["Cơ quan ban hành"] = line.Issuer,
        ["Trích yếu"] = line.Subject,
        ["Mức độ khẩn"] = EnumText.Of(line.Urgency),
        ["Đề xuất của Văn phòng"] = line.Proposal,
        ["Trình lúc"] = line.At,
        ["Hạn trả lời"] = line.ReplyDueOn,
    };
}
