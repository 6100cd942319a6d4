using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.WebUtilities;
using MiniExcelLibs;

namespace Dispatch.Platform.Http;

/// <summary>
/// A list on the wire: <c>{"items","nextCursor"}</c> with <c>Link: rel="next"</c>; as XLSX or CSV (UTF-8 with BOM) when <c>Accept</c> asks for it.
/// A table holds the whole filter, not one page, up to <see cref="MostRows"/> rows.
/// </summary>
public static class ListAnswer
{
    /// <summary>Media type of a workbook.</summary>
    public const string Xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

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
        return table == Xlsx ? await AsXlsx(rows) : AsCsv(rows);
    }

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

    private static async Task<IResult> AsXlsx(List<IDictionary<string, object?>> rows)
    {
        var stream = new MemoryStream();
        await stream.SaveAsAsync(rows.Count == 0 ? new List<IDictionary<string, object?>> { new Dictionary<string, object?> { ["—"] = null } } : rows);
        stream.Position = 0;
        return TypedResults.Stream(stream, Xlsx, "danh-sach.xlsx");
    }

    private static FileContentHttpResult AsCsv(List<IDictionary<string, object?>> rows)
    {
        var text = new System.Text.StringBuilder();
        if (rows.Count > 0)
            text.AppendJoin(',', rows[0].Keys.Select(Quoted)).Append("\r\n");
        foreach (var row in rows)
            text.AppendJoin(',', row.Values.Select(value => Quoted(Convert.ToString(value, CultureInfo.InvariantCulture) ?? ""))).Append("\r\n");
        return TypedResults.File([.. System.Text.Encoding.UTF8.Preamble, .. System.Text.Encoding.UTF8.GetBytes(text.ToString())], Csv + "; charset=utf-8", "danh-sach.csv");
    }

    // A cell that a spreadsheet would run as a formula is kept as text.
    private static string Quoted(string cell)
    {
        if (cell.Length > 0 && "=+-@\t\r".Contains(cell[0], StringComparison.Ordinal) && !double.TryParse(cell, CultureInfo.InvariantCulture, out _))
            cell = "'" + cell;
        return '"' + cell.Replace("\"", "\"\"", StringComparison.Ordinal) + '"';
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
