using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.WebUtilities;

namespace Dispatch.Platform.Http;

/// <summary>
/// A list on the wire: <c>{"items","nextCursor"}</c> with <c>Link: rel="next"</c>; as XLSX or CSV (UTF-8 with BOM) when <c>Accept</c> asks for it.
/// A table holds the whole filter, not one page, up to <see cref="MostRows"/> rows.
/// </summary>
public static class ListAnswer
{
    /// <summary>Media type of a workbook.</summary>
    public const string Xlsx = Table.XlsxType;

    /// <summary>Media type of comma-separated values.</summary>
    public const string Csv = "text/csv";

    /// <summary>Longest table made in one answer; more is refused, never cut silently.</summary>
    public const int MostRows = 100_000;

    /// <summary>Reads pages with <paramref name="read"/> and writes what was asked for; <paramref name="row"/> flattens an item for tables.</summary>
    public static async Task<IResult> Of<T>(HttpContext http, Paging paging, Func<Paging, Task<Result<Page<T>>>> read, Func<T, IDictionary<string, object?>> row)
    {
        var table = Wanted(http);
        if (table is null)
            return (await read(paging)).Ok(out var page, out var problem) ? new PageResult<T>(page) : new ProblemResult(problem);

        var rows = new List<IDictionary<string, object?>>();
        for (var next = new Paging(Paging.MaxLimit); ;)
        {
            if (!(await read(next)).Ok(out var page, out var problem))
                return new ProblemResult(problem);
            rows.AddRange(page.Items.Select(row));
            if (rows.Count > MostRows)
                return new ProblemResult(PlatformProblems.TooLarge.Saying($"Quá {MostRows} dòng. Thu hẹp bộ lọc", $"Over {MostRows} rows. Narrow the filter"));
            if (page.NextCursor is null)
                break;
            next = new Paging(Paging.MaxLimit, page.NextCursor);
        }
        return table == Xlsx
            ? TypedResults.Stream(await Table.Xlsx(rows), Xlsx, "danh-sach.xlsx")
            : TypedResults.File(Table.Csv(rows), Table.CsvType, "danh-sach.csv");
    }

    /// <summary>True when <c>Accept</c> asks for a table rather than JSON.</summary>
    public static bool WantsTable(HttpContext http) => Wanted(http) is not null;

    private static string? Wanted(HttpContext http)
    {
        foreach (var accepted in http.Request.GetTypedHeaders().Accept.OrderByDescending(a => a.Quality ?? 1))
        {
            if (accepted.MediaType == Xlsx || accepted.MediaType == Csv)
                return accepted.MediaType.Value;
            if (accepted.MediaType == "application/json" || accepted.MediaType == "*/*")
                return null;
        }
        return null;
    }

    private sealed class PageResult<T>(Page<T> page) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            if (page.NextCursor is not null)
            {
                var request = httpContext.Request;
                var query = QueryHelpers.ParseQuery(request.QueryString.Value).Where(p => p.Key != "cursor");
                var next = new QueryBuilder(query.Append(new("cursor", page.NextCursor)));
                httpContext.Response.Headers.Link = $"<{request.PathBase}{request.Path}{next.ToQueryString()}>; rel=\"next\"";
            }
            httpContext.Response.Headers.Vary = "Accept, Accept-Language";
            return httpContext.Response.WriteAsJsonAsync(page, httpContext.RequestAborted);
        }
    }
}
