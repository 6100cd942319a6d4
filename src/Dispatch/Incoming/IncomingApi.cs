using System.Globalization;
using System.Text.Json;
using Dispatch.Documents;
using Dispatch.Journal;
using Dispatch.People;
using Dispatch.Platform;
using Dispatch.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Dispatch.Incoming;

internal static class IncomingApi
{
    private const string Path = "/api/v1/incoming-documents";

    public static void Map(IEndpointRouteBuilder api)
    {
        var incoming = api.MapGroup("/incoming-documents").WithTags("Incoming documents");

        incoming.MapPost("", async (RegisterIncomingRequest request, RegisterIncoming register, Idempotency idempotency, Caller caller, CancellationToken ct) =>
                Registered(await idempotency.Once(caller, () => register.Execute(request, caller, ct), ct)))
            .Needs(Permission.RegisterIncoming).Produces<IncomingView>(201).WithSummary("Register an incoming document under the next number")
            .WithExample(new
            {
                register = "DEN",
                arrivedOn = "2026-10-05",
                receivedAt = "2026-10-05T08:10:00+07:00",
                secrecy = "none",
                issuer = "Văn phòng Chính phủ",
                number = "9120",
                notation = "VPCP-KSTT",
                issuedOn = "2026-10-02",
                documentType = "CV",
                subject = "V/v đẩy mạnh số hóa hồ sơ, kết quả giải quyết thủ tục hành chính",
                urgency = "normal",
                medium = "paper",
                receivedVia = "post",
                pageCount = 12,
                signer = new { position = "Bộ trưởng, Chủ nhiệm", fullName = "Nguyễn Văn A" },
                replyDueOn = "2026-10-16",
                fileIds = Array.Empty<string>(),
            });

        incoming.MapGet("", (string? register, int? year, string? status, string? urgency, string? unit, string? due, bool? transferred, DateOnly? from, DateOnly? to, string? q,
                string? sort, string? columns, FindIncoming find, Paging paging, Caller caller, HttpContext http, CancellationToken ct) =>
            {
                var filter = Filter(register, year, status, urgency, unit, due, from, to, q, sort) with { Transferred = transferred };
                var chosen = Columns(columns);
                return ListAnswer.Of(http, paging, page => find.Execute(filter, page, caller, ct), line => IncomingColumns.Row(line, chosen));
            })
            .Needs(Permission.ReadIncoming).Produces<Page<IncomingLine>>().WithSummary("List and search incoming documents");

        incoming.MapGet("/{id}", async (Id<Document> id, ReadIncoming read, Caller caller, CancellationToken ct) =>
                (await read.Execute(id, caller, ct)).Ok(view => view.Version))
            .Needs(Permission.ReadIncoming).Produces<IncomingView>().WithSummary("Read an incoming document");

        incoming.MapPatch("/{id}", async (Id<Document> id, JsonElement patch, CorrectIncoming correct, IfMatch ifMatch, Caller caller, CancellationToken ct) =>
                (await correct.Execute(id, patch, ifMatch, caller, ct)).Ok(view => view.Version))
            .Accepts<CorrectIncomingRequest>("application/merge-patch+json", "application/json")
            .Needs(Permission.RegisterIncoming).Produces<IncomingView>().WithSummary("Correct it (JSON Merge Patch); the old line stays readable")
            .WithExample(new { subject = "V/v đẩy mạnh số hóa hồ sơ", because = "Gõ nhầm trích yếu" });

        incoming.MapPost("/{id}/annulment", async (Id<Document> id, AnnulIncomingRequest request, AnnulIncoming annul, IfMatch ifMatch, Idempotency idempotency, Caller caller, CancellationToken ct) =>
                (await idempotency.Once(caller, () => annul.Execute(id, request, ifMatch, caller, ct), ct)).Created(view => $"{Path}/{view.Id}", view => view.Version))
            .Needs(Permission.RegisterIncoming).Produces<IncomingView>(201).WithSummary("Annul the number; the line stays")
            .WithExample(new AnnulIncomingRequest { Reason = "Vào nhầm sổ của đơn vị khác" });

        incoming.MapPost("/{id}/paper-copies", async (Id<Document> id, AttachPaperCopyRequest request, AttachPaperCopy attach, IfMatch ifMatch, Idempotency idempotency, Caller caller, CancellationToken ct) =>
                (await idempotency.Once(caller, () => attach.Execute(id, request, ifMatch, caller, ct), ct)).Created(view => $"{Path}/{view.Id}", view => view.Version))
            .Needs(Permission.RegisterIncoming).Produces<IncomingView>(201).WithSummary("Attach the paper of an electronic document; uses no number")
            .WithExample(new { receivedAt = "2026-10-06T09:00:00+07:00" });

        incoming.MapPost("/{id}/transfers", async (Id<Document> id, TransferIncomingRequest request, TransferIncoming transfer, IfMatch ifMatch, Idempotency idempotency, Caller caller, CancellationToken ct) =>
                (await idempotency.Once(caller, () => transfer.Execute(id, request, ifMatch, caller, ct), ct)).Created(view => $"{Path}/{view.Id}", view => view.Version))
            .Needs(Permission.RegisterIncoming).Produces<IncomingView>(201).WithSummary("Note a hand-over (columns 7 to 9)")
            .WithExample(new { transferredOn = "2026-10-05", to = "Phòng Khoa giáo - Văn xã", receiptSignedBy = "Phạm Thu Đào" });

        incoming.MapPost("/transfers/bulk", async (TransferManyRequest request, TransferMany transfer, Idempotency idempotency, Caller caller, CancellationToken ct) =>
                (await idempotency.Once(caller, () => transfer.Execute(request, caller, ct), ct)).Ok())
            .Needs(Permission.RegisterIncoming).Produces<BulkAnswer>().WithSummary("Note the hand-over of several documents, with an answer for each")
            .WithExample(new
            {
                items = new[] { new { id = "0199b0d0-0000-7000-8000-000000000001", version = 3 } },
                transferredOn = "2026-10-05",
                to = "Phòng Khoa giáo - Văn xã",
            });

        incoming.MapPut("/{id}/files", async (Id<Document> id, ReplaceFilesRequest request, ReplaceFiles replace, IfMatch ifMatch, Caller caller, CancellationToken ct) =>
                (await replace.Execute(id, request, ifMatch, caller, ct)).Ok(view => view.Version))
            .Needs(Permission.RegisterIncoming).Produces<IncomingView>().WithSummary("Replace or reorder scans; old ones stay readable")
            .WithExample(new { fileIds = new List<string> { "0199b0d0-0000-7000-8000-000000000001" }, reason = "Bản quét cũ thiếu trang 3" });

        incoming.MapPost("/{id}/reversals", async (Id<Document> id, UndoIncomingRequest request, UndoIncoming undo, Idempotency idempotency, Caller caller, CancellationToken ct) =>
                (await idempotency.Once(caller, () => undo.Execute(id, request, caller, ct), ct)).Created(view => $"{Path}/{view.Id}", view => view.Version))
            .Needs(Permission.RegisterIncoming).Produces<IncomingView>(201).WithSummary("Undo one's own last correction, hand-over or replaced scan within 60 seconds")
            .WithExample(new UndoIncomingRequest { Entry = 48210 });

        incoming.MapGet("/{id}/history", (Id<Document> id, ReadIncomingHistory read, Paging paging, Caller caller, HttpContext http, CancellationToken ct) =>
                ListAnswer.Of(http, paging, page => read.Execute(id, page, caller, ct), Row))
            .Needs(Permission.ReadIncoming).Produces<Page<HistoryLine>>().WithSummary("Who did and who read what, when");
    }

    internal static IResult Registered(Result<IncomingView> result) => result.Created(view => $"{Path}/{view.Id}", view => view.Version);

    private static IncomingFilter Filter(
        string? register, int? year, string? status, string? urgency, string? unit, string? due, DateOnly? from, DateOnly? to, string? q, string? sort)
    {
        var errors = new FieldErrors();
        var filter = new IncomingFilter
        {
            Register = Given(register),
            Year = year,
            Status = QueryEnum.Of<IncomingStatus>(errors, "status", status),
            Urgency = QueryEnum.Of<Urgency>(errors, "urgency", urgency),
            Unit = Given(unit),
            Due = QueryEnum.Of<DueFilter>(errors, "due", due),
            From = from,
            To = to,
            Q = Given(q),
            Sort = sort switch
            {
                null or "" or "-arrivedOn" => IncomingSort.NewestDay,
                "arrivalNumber" => IncomingSort.Number,
                "-arrivalNumber" => IncomingSort.NumberDescending,
                "dueOn" => IncomingSort.Due,
                _ => Unknown(),
            },
        };
        return errors.None ? filter : throw new ProblemException(errors.ToProblem());

        IncomingSort Unknown()
        {
            errors.Add("sort", "Chỉ nhận -arrivedOn, arrivalNumber, -arrivalNumber, dueOn", "One of -arrivedOn, arrivalNumber, -arrivalNumber, dueOn");
            return default;
        }

        static string? Given(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;
    }

    private static IReadOnlyList<IncomingColumn> Columns(string? names)
    {
        if (string.IsNullOrWhiteSpace(names))
            return IncomingColumns.Usual;
        var asked = names.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Distinct().ToList();
        var columns = IncomingColumns.Named(asked);
        if (columns.Count == asked.Count && columns.Count > 0)
            return columns;
        var errors = new FieldErrors();
        var known = string.Join(", ", IncomingColumns.All.Select(column => column.Key));
        errors.Add("columns", $"Chỉ nhận {known}", $"One or more of {known}");
        throw new ProblemException(errors.ToProblem());
    }

    internal static Dictionary<string, object?> Row(HistoryLine line) => new()
    {
        ["Lúc"] = line.At.ToString("yyyy-MM-dd HH:mm:ssK", CultureInfo.InvariantCulture),
        ["Người"] = line.Person,
        ["Thay cho"] = line.ActingFor,
        ["Việc"] = line.Action,
        ["Thay đổi"] = string.Join("; ", line.Changes.Select(c => $"{c.Field}: {c.Old} → {c.New}")),
    };
}
