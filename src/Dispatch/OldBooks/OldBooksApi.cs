using Dispatch.Files;
using Dispatch.People;
using Dispatch.Platform;
using Dispatch.Platform.Http;
using Dispatch.Runs;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Dispatch.OldBooks;

/// <summary>The routes of taking over an old book: send it, choose its columns, check it, take it over. They need the right to books too.</summary>
internal static class OldBooksApi
{
    private const string Path = "/api/v1/old-books";

    public static void Map(IEndpointRouteBuilder api)
    {
        var ofYear = api.MapGroup("/registers/{code}/{year:int}/old-books").WithTags("Old books");

        ofYear.MapPost("", async (string code, int year, FileUpload upload, UploadOldBook use, Caller caller, CancellationToken ct) =>
                (await upload.Take(file => use.Execute(code, year, file, caller, ct), ct)).Created(book => $"{Path}/{book.Id}"))
            .Needs(Permission.RegisterIncoming)
            .WithMetadata(new DisableRequestSizeLimitAttribute())
            .AddOpenApiOperationTransformer((operation, _, _) =>
            {
                operation.RequestBody = FilesApi.Form();
                return Task.CompletedTask;
            })
            .Produces<OldBookView>(StatusCodes.Status201Created).WithSummary("Send an old book, XLSX or CSV; the file is read into rows and not kept");

        ofYear.MapGet("", (string code, int year, ReadOldBook read, Paging paging, HttpContext http, Caller caller, CancellationToken ct) =>
                ListAnswer.Of(http, paging, page => read.Of(code, year, page, caller, ct), Row))
            .Needs(Permission.RegisterIncoming).Produces<Page<OldBookView>>().WithSummary("The old books sent for a year, newest first");

        var books = api.MapGroup("/old-books").WithTags("Old books");

        books.MapGet("/{id}", async (Id<OldBook> id, ReadOldBook read, Caller caller, CancellationToken ct) => (await read.Execute(id, caller, ct)).Ok())
            .Needs(Permission.RegisterIncoming).Produces<OldBookView>().WithSummary("An old book: its columns, its rows by state, the numbers without a row");

        books.MapGet("/{id}/rows", async (Id<OldBook> id, string? state, ReadOldBook read, Paging paging, HttpContext http, Caller caller, CancellationToken ct) =>
            {
                var errors = new FieldErrors();
                var wanted = QueryEnum.Of<OldBookRowState>(errors, "state", state);
                if (!errors.None)
                    return new ProblemResult(errors.ToProblem());
                if (!(await read.Execute(id, caller, ct)).Ok(out var book, out var problem))
                    return new ProblemResult(problem);
                return await ListAnswer.Of(http, paging, page => read.Rows(id, wanted, page, caller, ct), row => ReadOldBook.Row(book.Sheets[book.Sheet].Columns, row));
            })
            .Needs(Permission.RegisterIncoming).Produces<Page<OldBookRowView>>().WithSummary("Rows of an old book with what became of each");

        books.MapPut("/{id}/mapping", async (Id<OldBook> id, MapOldBookRequest request, MapOldBook map, Caller caller, CancellationToken ct) =>
                (await map.Execute(id, request, caller, ct)).Ok())
            .Needs(Permission.RegisterIncoming).Produces<OldBookView>().WithSummary("Choose which column is which")
            .WithExample(new { sheet = 0, columns = new { arrivedOn = 0, arrivalNumber = 1, issuer = 2, symbol = 3, issuedOn = 4, subject = 5 }, firstNumber = 1 });

        books.MapPost("/{id}/check", async (Id<OldBook> id, CheckOldBook check, Idempotency idempotency, Caller caller, CancellationToken ct) =>
                (await idempotency.Once(caller, () => check.Execute(id, caller, ct), ct)).Accepted())
            .Needs(Permission.RegisterIncoming).Produces<RunView>(StatusCodes.Status202Accepted).WithSummary("Check every row, as a long run; nothing goes into the book");

        books.MapPost("/{id}/takeover", async (Id<OldBook> id, TakeOverOldBookRequest request, TakeOverOldBook take, Idempotency idempotency, Caller caller, CancellationToken ct) =>
                (await idempotency.Once(caller, () => take.Execute(id, request, caller, ct), ct)).Accepted())
            .Needs(Permission.RegisterIncoming).Produces<RunView>(StatusCodes.Status202Accepted)
            .WithSummary("Take the checked rows into the book under their old numbers, as a long run")
            .WithExample(new { gaps = new[] { new { from = 17, to = 17, state = "annulled", reason = "Hủy số, vào sổ nhầm" } } });
    }

    private static Dictionary<string, object?> Row(OldBookView book) => new()
    {
        ["Tệp"] = book.FileName,
        ["Sổ"] = book.Register,
        ["Năm"] = book.Year,
        ["Dòng"] = book.Rows.Values.Sum(),
        ["Đã vào sổ"] = book.Count(OldBookRowState.Imported),
        ["Người gửi"] = book.UploadedBy,
    };
}
