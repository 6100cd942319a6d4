using Dispatch.People;
using Dispatch.Platform;
using Dispatch.Platform.Http;
using Dispatch.Runs;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Dispatch.Prints;

internal static class PrintsApi
{
    public static void Map(IEndpointRouteBuilder api)
    {
        var prints = api.MapGroup("/registers/{code}/{year:int}").WithTags("Registers");

        prints.MapGet("/prints", (string code, int year, FindPrints find, Paging paging, HttpContext http, CancellationToken ct) =>
                ListAnswer.Of(http, paging, page => find.Execute(code, year, page, ct), Row))
            .Needs(Permission.ReadRegisters).Produces<Page<PrintView>>().WithSummary("The print log: who printed which part when");

        prints.MapPost("/prints", async (string code, int year, NotePrintRequest request, NotePrint note, Idempotency idempotency, Caller caller, CancellationToken ct) =>
                (await idempotency.Once(caller, () => note.Execute(code, year, request, caller, ct), ct)).Created(_ => $"/api/v1/registers/{code}/{year}/prints"))
            .Needs(Permission.ReadRegisters).Produces<PrintView>(201).WithSummary("Note that a part of the book is printed")
            .WithExample(new { from = "2026-10-01", to = "2026-10-31", volume = "02" });

        prints.MapPost("/prints/pdf", async (string code, int year, StartBookPdfRequest request, StartBookPdf start, Idempotency idempotency, Caller caller, CancellationToken ct) =>
                (await idempotency.Once(caller, () => start.Execute(code, year, request, caller, ct), ct)).Accepted())
            .Needs(Permission.ReadRegisters).Produces<RunView>(202).WithSummary("Make the PDF of a part of the book, by a run")
            .WithExample(new { from = "2026-10-01", to = "2026-10-31", volume = "02" });

        prints.MapGet("/transfers", async (string code, int year, DateOnly on, string? to, ReadTransfersOfDay read, Caller caller, CancellationToken ct) =>
                (await read.Execute(code, year, on, string.IsNullOrWhiteSpace(to) ? null : to, caller, ct)).Ok())
            .Needs(Permission.ReadRegisters).Produces<TransferSlip>().WithSummary("What was handed over on a day, by receiver");
    }

    private static Dictionary<string, object?> Row(PrintView view) => new()
    {
        ["Lúc in"] = view.PrintedAt.ToString("yyyy-MM-dd HH:mm:ssK", System.Globalization.CultureInfo.InvariantCulture),
        ["Người in"] = view.PrintedBy,
        ["Từ ngày"] = view.From.ToString("dd/MM/yyyy", System.Globalization.CultureInfo.InvariantCulture),
        ["Đến ngày"] = view.To.ToString("dd/MM/yyyy", System.Globalization.CultureInfo.InvariantCulture),
        ["Từ số"] = view.FirstNumber,
        ["Đến số"] = view.LastNumber,
        ["Quyển số"] = view.Volume,
        ["Số dòng"] = view.Entries,
        ["Số trang"] = view.Pages,
        ["SHA-256"] = view.Sha256,
    };
}
