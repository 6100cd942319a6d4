using Dispatch.People;
using Dispatch.Platform;
using Dispatch.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Dispatch.Registers;

internal static class RegistersApi
{
    public static void Map(IEndpointRouteBuilder api)
    {
        var registers = api.MapGroup("/registers").WithTags("Registers");

        registers.MapGet("", async (FindRegisters find, HttpContext http, CancellationToken ct) =>
            {
                var page = await find.Execute(ct);
                return await ListAnswer.Of(http, new(), _ => Task.FromResult<Result<Page<RegisterView>>>(page), Row);
            })
            .Needs(Permission.ReadRegisters).Produces<Page<RegisterView>>().WithSummary("Books and their years");

        registers.MapPost("", async (OpenRegisterRequest request, OpenRegister open, Idempotency idempotency, Caller caller, CancellationToken ct) =>
                (await idempotency.Once(caller, () => open.Execute(request, caller, ct), ct)).Created(view => $"/api/v1/registers/{view.Code}"))
            .Needs(Permission.ManageRegisters).Produces<RegisterView>(201).WithSummary("Make a book")
            .WithExample(new { code = "DEN", kind = "incoming", name = "Sổ văn bản đến UBND tỉnh", issuingBody = "UBND tỉnh Gia Lai" });

        registers.MapPost("/{code}/years", async (string code, OpenYearRequest request, OpenYear open, Idempotency idempotency, Caller caller, CancellationToken ct) =>
                (await idempotency.Once(caller, () => open.Execute(code, request, caller, ct), ct)).Created(view => $"/api/v1/registers/{code}/{view.Year}/entries"))
            .Needs(Permission.ManageRegisters).Produces<YearView>(201).WithSummary("Open a year at its first number, once")
            .WithExample(new { year = 2026, firstNumber = 4521, because = "Tiếp quản từ sổ giấy" });

        registers.MapGet("/{code}/{year:int}/entries",
                (string code, int year, string? documentType, ReadEntries read, Paging paging, Caller caller, HttpContext http, CancellationToken ct) =>
                    ListAnswer.Of(http, paging, page => read.Execute(code, year, documentType, page, caller, ct), Row))
            .Needs(Permission.ReadRegisters).Produces<Page<EntryView>>().WithSummary("Lines of a book's year, ascending");

        registers.MapGet("/{code}/{year:int}/completeness", async (string code, int year, string? documentType, ProveComplete prove, CancellationToken ct) =>
                (await prove.Execute(code, year, documentType, ct)).Ok())
            .Needs(Permission.ReadRegisters).Produces<Completeness>().WithSummary("Is every number accounted for?");

        registers.MapPost("/{code}/{year:int}/closure", async (string code, int year, CloseYear close, Idempotency idempotency, Caller caller, CancellationToken ct) =>
                (await idempotency.Once(caller, () => close.Execute(code, year, caller, ct), ct)).Created(_ => $"/api/v1/registers/{code}/{year}/closure"))
            .Needs(Permission.ManageRegisters).Produces<ClosingCertificate>(201).WithSummary("Close a year (khóa sổ)");

        registers.MapGet("/{code}/{year:int}/closure", async (string code, int year, ReadClosure read, CancellationToken ct) => (await read.Execute(code, year, ct)).Ok())
            .Needs(Permission.ReadRegisters).Produces<ClosingCertificate>().WithSummary("The closing certificate of a closed year");

        registers.MapDelete("/{code}/{year:int}/closure", async (string code, int year, ReopenYear reopen, Caller caller, CancellationToken ct) =>
                (await reopen.Execute(code, year, caller, ct)).NoContent())
            .Needs(Permission.ManageRegisters).Produces(204).WithSummary("Reopen a year: two persons must ask");
    }

    private static Dictionary<string, object?> Row(RegisterView view) => new()
    {
        ["Mã"] = view.Code,
        ["Tên sổ"] = view.Name,
        ["Cơ quan"] = view.IssuingBody,
        ["Năm"] = view.Years.Count > 0 ? view.Years[0].Year : null,
        ["Số cuối"] = view.Years.Count > 0 ? view.Years[0].LastNumber : null,
    };

    private static Dictionary<string, object?> Row(EntryView view) => new()
    {
        ["Số"] = view.Number + view.Suffix,
        ["Ngày"] = view.EnteredOn.ToString("dd/MM/yyyy", System.Globalization.CultureInfo.InvariantCulture),
        ["Tác giả"] = view.Issuer,
        ["Số, ký hiệu văn bản"] = view.Symbol,
        ["Ngày tháng văn bản"] = view.IssuedOn?.ToString("dd/MM/yyyy", System.Globalization.CultureInfo.InvariantCulture),
        ["Trích yếu"] = view.Subject,
        ["Trạng thái"] = EnumText.Of(view.State),
        ["Ghi chú"] = view.Notes,
    };
}
