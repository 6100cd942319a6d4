using Dispatch.People;
using Dispatch.Platform;
using Dispatch.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Dispatch.Routing;

/// <summary>The routes of lines and of opinions.</summary>
internal static class AssignmentsApi
{
    private const string Path = "/api/v1/assignments";

    public static void Map(IEndpointRouteBuilder api)
    {
        var lines = api.MapGroup("/assignments").WithTags("Assignments");

        lines.MapGet("", (bool? mine, string? box, string? state, string? role, string? due, DateOnly? dueOn, bool? urgent, FindAssignments find, Paging paging, Caller caller, HttpContext http, CancellationToken ct) =>
                ListAnswer.Of(http, paging, page => find.Execute(Filter(mine, box, state, role, due, dueOn, urgent), page, caller, ct), Row))
            .Needs(Permission.HandleIncoming).Produces<Page<AssignmentLine>>().WithSummary("One's lines: the inbox, or one of its lists (?box=)");

        lines.MapGet("/counts", async (FindAssignments find, Caller caller, CancellationToken ct) => Results.Ok(await find.Counts(caller, ct)))
            .Needs(Permission.HandleIncoming).Produces<BoxCounts>().WithSummary("How many lines each list of one's work has");

        lines.MapGet("/calendar", async (int? year, int? month, DeadlineCalendar calendar, Caller caller, CancellationToken ct) => (await calendar.Execute(year, month, caller, ct)).Ok())
            .Needs(Permission.HandleIncoming).Produces<DeadlineMonth>().WithSummary("A month of one's open deadlines, with the days off");

        lines.MapGet("/calendar.ics", async (string? key, FindByKey find, DeadlineFeed feed, OfficeAddress office, HttpContext http, CancellationToken ct) =>
                await find.Execute(key, Permission.ReadDeadlines, ct) is { } caller
                    ? (IResult)Results.Text(await feed.Execute(caller, office.Or(http.Request), ct), "text/calendar; charset=utf-8")
                    : new ProblemResult(PlatformProblems.NotFound))
            .OpenToAnyone().WithSummary("One's open deadlines as iCalendar, numbers and days only; the key is a personal API token with the one scope deadlines.read");

        lines.MapGet("/{id}", async (Id<Assignment> id, ReadAssignment read, Caller caller, CancellationToken ct) =>
                (await read.Execute(id, caller, ct)).Ok(view => view.Assignment.Version))
            .Needs(Permission.ReadIncoming).Produces<AssignmentDetail>().WithSummary("One line, those below it, and what the caller may do");

        lines.MapGet("/{id}/deadline", async (Id<Assignment> id, ReadDeadline read, Caller caller, CancellationToken ct) => (await read.Execute(id, caller, ct)).Ok())
            .Needs(Permission.ReadIncoming).Produces<AssignmentDeadline>().WithSummary("When a line is due and why: each counted and skipped day, with the document that decided it");

        lines.MapPost("/{id}/reading", async (Id<Assignment> id, AcceptAssignment accept, Idempotency idempotency, Caller caller, CancellationToken ct) =>
                Done(await idempotency.Once(caller, () => accept.Read(id, caller, ct), ct)))
            .Needs(Permission.HandleIncoming).Produces<AssignmentView>(201).WithSummary("Note that one has read it; a line to know is done with it");

        lines.MapPost("/{id}/acceptance", async (Id<Assignment> id, AcceptAssignment accept, IfMatch ifMatch, Idempotency idempotency, Caller caller, CancellationToken ct) =>
                Done(await idempotency.Once(caller, () => accept.Accept(id, ifMatch, caller, ct), ct)))
            .Needs(Permission.HandleIncoming).Produces<AssignmentView>(201).WithSummary("Accept it: work begins");

        lines.MapPost("/{id}/assignments", async (Id<Assignment> id, AssignPersonRequest request, AssignPerson assign, IfMatch ifMatch, Idempotency idempotency, Caller caller, CancellationToken ct) =>
                (await idempotency.Once(caller, () => assign.Execute(id, request, ifMatch, caller, ct), ct)).Created(_ => $"{Path}/{id}"))
            .Needs(Permission.HandleIncoming).Produces<AssignedPersons>(201).WithSummary("Second level: give a unit's line to persons")
            .WithExample(new { assignments = new[] { new { role = "lead", person = "quan", workingDays = 5 } }, instruction = "Tham mưu công văn trả lời" });

        lines.MapPost("/{id}/forwarding", async (Id<Assignment> id, ForwardAssignmentRequest request, ForwardAssignment forward, IfMatch ifMatch, Idempotency idempotency, Caller caller, CancellationToken ct) =>
                Done(await idempotency.Once(caller, () => forward.Execute(id, request, ifMatch, caller, ct), ct)))
            .Needs(Permission.HandleIncoming).Produces<AssignmentView>(201).WithSummary("Pass it on whole; the answer is the new line")
            .WithExample(new { unit = "NC", note = "Thuộc lĩnh vực của Phòng Nội chính" });

        lines.MapPost("/{id}/return", async (Id<Assignment> id, ProposeReturnRequest request, ReturnAssignment @return, IfMatch ifMatch, Idempotency idempotency, Caller caller, CancellationToken ct) =>
                Done(await idempotency.Once(caller, () => @return.Propose(id, request, ifMatch, caller, ct), ct)))
            .Needs(Permission.HandleIncoming).Produces<AssignmentView>(201).WithSummary("Propose to give it back")
            .WithExample(new { reason = "Không thuộc nhiệm vụ của phòng" });

        lines.MapPost("/{id}/return-decision", async (Id<Assignment> id, DecideReturnRequest request, ReturnAssignment @return, IfMatch ifMatch, Idempotency idempotency, Caller caller, CancellationToken ct) =>
                Done(await idempotency.Once(caller, () => @return.Decide(id, request, ifMatch, caller, ct), ct)))
            .Needs(Permission.HandleIncoming).Produces<AssignmentView>(201).WithSummary("Accept or decline a proposed return")
            .WithExample(new { accept = true });

        lines.MapPost("/{id}/extension-requests", async (Id<Assignment> id, RequestExtensionRequest request, ExtendDeadline extend, Idempotency idempotency, Caller caller, CancellationToken ct) =>
                (await idempotency.Once(caller, () => extend.Ask(id, request, caller, ct), ct)).Created(_ => $"{Path}/{id}/deadline"))
            .Needs(Permission.HandleIncoming).Produces<ExtensionView>(201).WithSummary("Ask for more time")
            .WithExample(new { dueOn = "2026-10-20", reason = "Chờ số liệu của các huyện" });

        lines.MapPost("/{id}/extension-requests/{number:int}/decision", async (Id<Assignment> id, int number, DecideExtensionRequest request, ExtendDeadline extend, Idempotency idempotency, Caller caller, CancellationToken ct) =>
                (await idempotency.Once(caller, () => extend.Decide(id, number, request, caller, ct), ct)).Created(_ => $"{Path}/{id}/deadline"))
            .Needs(Permission.HandleIncoming).Produces<ExtensionView>(201).WithSummary("Grant or decline more time; past the unit's own deadline it is passed up")
            .WithExample(new { accept = true });

        lines.MapDelete("/{id}/extension-requests/{number:int}", async (Id<Assignment> id, int number, ExtendDeadline extend, Caller caller, CancellationToken ct) =>
                (await extend.Withdraw(id, number, caller, ct)).Ok())
            .Needs(Permission.HandleIncoming).Produces<ExtensionView>().WithSummary("Take the request back");

        lines.MapPost("/{id}/pauses", async (Id<Assignment> id, PauseDeadlineRequest request, PauseDeadline pause, Idempotency idempotency, Caller caller, CancellationToken ct) =>
                (await idempotency.Once(caller, () => pause.Pause(id, request, caller, ct), ct)).Created(_ => $"{Path}/{id}/deadline"))
            .Needs(Permission.HandleIncoming).Produces<PauseView>(201).WithSummary("Stop its term where a rule allows it")
            .WithExample(new { reason = "Chờ ý kiến của Sở Tài chính", source = "Quy chế làm việc, Điều 12" });

        lines.MapPost("/{id}/resumption", async (Id<Assignment> id, PauseDeadline pause, Idempotency idempotency, Caller caller, CancellationToken ct) =>
                (await idempotency.Once(caller, () => pause.Resume(id, caller, ct), ct)).Created(_ => $"{Path}/{id}/deadline"))
            .Needs(Permission.HandleIncoming).Produces<PauseView>(201).WithSummary("Let its term go on with the working days that were left");

        lines.MapPost("/{id}/completion", async (Id<Assignment> id, CompleteAssignmentRequest request, CompleteAssignment complete, IfMatch ifMatch, Idempotency idempotency, Caller caller, CancellationToken ct) =>
                Done(await idempotency.Once(caller, () => complete.Execute(id, request, ifMatch, caller, ct), ct)))
            .Needs(Permission.HandleIncoming).Produces<AssignmentView>(201).WithSummary("Finish it; a lead's end closes the whole")
            .WithExample(new { result = "answered", answerSymbol = "1520/UBND-KGVX", openLines = "close" });

        lines.MapPost("/{id}/reopening", async (Id<Assignment> id, ReopenAssignmentRequest request, ReopenAssignment reopen, IfMatch ifMatch, Idempotency idempotency, Caller caller, CancellationToken ct) =>
                Done(await idempotency.Once(caller, () => reopen.Execute(id, request, ifMatch, caller, ct), ct)))
            .Needs(Permission.HandleIncoming).Produces<AssignmentView>(201).WithSummary("Open a finished line again")
            .WithExample(new { reason = "Cần bổ sung số liệu quý III" });

        lines.MapPost("/{id}/withdrawal", async (Id<Assignment> id, WithdrawAssignmentRequest? request, WithdrawAssignment withdraw, IfMatch ifMatch, Idempotency idempotency, Caller caller, CancellationToken ct) =>
                Done(await idempotency.Once(caller, () => withdraw.Execute(id, request ?? new(), ifMatch, caller, ct), ct)))
            .Needs(Permission.HandleIncoming).Produces<AssignmentView>(201).WithSummary("Take it back; once read, with a reason")
            .WithExample(new { reason = "Giao nhầm, chuyển người khác" });

        lines.MapPost("/{id}/notes", async (Id<Assignment> id, AddNoteRequest request, AddNote add, Idempotency idempotency, Caller caller, CancellationToken ct) =>
                (await idempotency.Once(caller, () => add.ToLine(id, request, caller, ct), ct)).Created(_ => $"{Path}/{id}"))
            .Needs(Permission.HandleIncoming).Produces<NoteView>(201).WithSummary("Note something on it; a proposal stands on the slip")
            .WithExample(new { text = "Đề xuất trả lời bằng công văn", proposal = true });

        lines.MapPost("/{id}/opinions", async (Id<Assignment> id, AskOpinionRequest request, Opinions opinions, Idempotency idempotency, Caller caller, CancellationToken ct) =>
                (await idempotency.Once(caller, () => opinions.Ask(id, request, caller, ct), ct)).Created(_ => $"{Path}/{id}"))
            .Needs(Permission.HandleIncoming).Produces<OpinionView>(201).WithSummary("Ask another unit or person for an opinion")
            .WithExample(new { unit = "NC", question = "Đề nghị cho ý kiến về thẩm quyền", dueOn = "2026-10-12" });

        lines.MapPost("/bulk", async (HandleManyRequest request, HandleMany handle, Idempotency idempotency, Caller caller, CancellationToken ct) =>
                (await idempotency.Once(caller, () => handle.Execute(request, caller, ct), ct)).Ok())
            .Needs(Permission.HandleIncoming).Produces<HandledMany>().WithSummary("Do the same with several lines, with an answer for each")
            .WithExample(new { action = "completion", items = new[] { new { id = "0199b0d0-0000-7000-8000-000000000001" } }, completion = new { result = "noted" } });

        var opinions = api.MapGroup("/opinions").WithTags("Assignments");

        opinions.MapGet("", async (ReadAssignment read, Caller caller, CancellationToken ct) => Results.Ok(new Page<OpinionView>(await read.Asked(caller, ct), null)))
            .Needs(Permission.HandleIncoming).Produces<Page<OpinionView>>().WithSummary("What one is asked and has not answered");

        opinions.MapPost("/{id}/answer", async (Guid id, AnswerOpinionRequest request, Opinions use, Idempotency idempotency, Caller caller, CancellationToken ct) =>
                (await idempotency.Once(caller, () => use.Answer(id, request, caller, ct), ct)).Created(view => $"{Path}/{view.AssignmentId}"))
            .Needs(Permission.HandleIncoming).Produces<OpinionView>(201).WithSummary("Answer")
            .WithExample(new { answer = "Phòng Nội chính thống nhất nội dung dự thảo" });

        opinions.MapDelete("/{id}", async (Guid id, Opinions use, Caller caller, CancellationToken ct) => (await use.Withdraw(id, caller, ct)).Ok())
            .Needs(Permission.HandleIncoming).Produces<OpinionView>().WithSummary("Take the question back");
    }

    private static IResult Done(Result<AssignmentView> result) => result.Created(view => $"{Path}/{view.Id}", view => view.Version);

    private static AssignmentFilter Filter(bool? mine, string? box, string? state, string? role, string? due, DateOnly? dueOn, bool? urgent)
    {
        var errors = new FieldErrors();
        if (mine == false)
            errors.Add("mine", "Chỉ liệt kê việc của mình", "Only one's own lines are listed");
        var filter = new AssignmentFilter
        {
            Box = QueryEnum.Of<Box>(errors, "box", box),
            State = QueryEnum.Of<AssignmentState>(errors, "state", state),
            Role = QueryEnum.Of<AssignmentRole>(errors, "role", role),
            Due = QueryEnum.Of<DueSelection>(errors, "due", due),
            DueOn = dueOn,
            Urgent = urgent == true,
        };
        return errors.None ? filter : throw new ProblemException(errors.ToProblem());
    }

    private static Dictionary<string, object?> Row(AssignmentLine line) => new()
    {
        ["Hạn"] = line.DueOn,
        ["Số đến"] = line.ArrivalNumber,
        ["Số, ký hiệu"] = line.Symbol,
        ["Cơ quan ban hành"] = line.Issuer,
        ["Trích yếu"] = line.Subject,
        ["Vai trò"] = EnumText.Of(line.Role),
        ["Người nhận"] = line.Holder,
        ["Trạng thái"] = EnumText.Of(line.State),
        ["Ý kiến chỉ đạo"] = line.Instruction,
        ["Người giao"] = line.AssignedBy,
    };
}
