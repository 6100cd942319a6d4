using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Dispatch.Platform.Http;

/// <summary>A problem found at the HTTP edge, before a use case (a bad query parameter). Use cases return problems instead.</summary>
public sealed class ProblemException : Exception
{
    public ProblemException() : this(PlatformProblems.Unexpected) { }

    public ProblemException(string message) : base(message) => Problem = PlatformProblems.Unexpected;

    public ProblemException(string message, Exception inner) : base(message, inner) => Problem = PlatformProblems.Unexpected;

    public ProblemException(Problem problem) : base(problem.Slug) => Problem = problem;

    /// <summary>What to answer.</summary>
    public Problem Problem { get; }
}

/// <summary>
/// Makes every 4xx and 5xx below <c>/api</c> a problem (RFC 9457), also those from routing and binding; bad input never becomes a 500.
/// </summary>
public static partial class ApiErrors
{
    /// <summary>Below this path machines are answered; pages have their own error pages.</summary>
    public const string ApiPath = "/api";

    /// <summary>Constraint names of the database that a caller can run into, and what they mean.</summary>
    internal static readonly Dictionary<string, Problem> ByConstraint = new()
    {
        ["series_year_closed"] = new("book-closed", StatusCodes.Status409Conflict, new("Sổ đã khóa, không ghi thêm được", "The book is closed")),
        ["register_code_unique"] = new("register-exists", StatusCodes.Status409Conflict, new("Đã có sổ mang mã này", "A register with this code exists")),
        ["agency_name_unique"] = new("agency-exists", StatusCodes.Status409Conflict, new("Đã có cơ quan tên này", "An agency with this name exists")),
        ["agency_variant_pk"] = new("agency-variant-exists", StatusCodes.Status409Conflict, new("Cách viết này đã có", "This spelling exists")),
        ["assignment_one_lead"] = new("second-lead", StatusCodes.Status409Conflict, new("Ý kiến chỉ đạo đã có đơn vị chủ trì", "The direction has a lead already")),
        ["assignment_one_lead_below"] = new("second-lead", StatusCodes.Status409Conflict, new("Trong đơn vị đã có người chủ trì", "The unit has a lead already")),
        ["assignment_once"] = new("assigned-twice", StatusCodes.Status409Conflict, new("Đơn vị, cá nhân này đã được giao", "This unit or person has it already")),
        ["assignment_move_known"] = new("assignment-move-refused", StatusCodes.Status409Conflict,
            new("Trạng thái hiện tại của việc này không cho phép thao tác đó", "The assignment's present state does not allow this")),
        ["direction_has_lead"] = new("no-lead", StatusCodes.Status409Conflict, new("Ý kiến chỉ đạo phải có chủ trì", "A direction names a lead")),
        ["direction_given_unique"] = new("directed-already", StatusCodes.Status409Conflict,
            new("Văn bản đã có ý kiến chỉ đạo: sửa hoặc thu hồi ý kiến đó trước", "The document has a direction: change or recall that first")),
        ["submission_waiting_unique"] = new("submitted-already", StatusCodes.Status409Conflict, new("Văn bản đang chờ cho ý kiến", "The document already waits for a direction")),
        ["person_user_name_unique"] = new("user-name-taken", StatusCodes.Status409Conflict, new("Tên đăng nhập đã có người dùng", "The user name is taken")),
    };

    /// <summary>Catches exceptions and empty errors; echoes <c>X-Request-Id</c>. Stands first in the pipeline.</summary>
    public static IApplicationBuilder UseApiErrors(this IApplicationBuilder app) => app.Use(async (http, next) =>
    {
        if (http.Request.Headers.TryGetValue("X-Request-Id", out var id) && id.ToString() is { Length: > 0 and <= 128 } given && given.All(c => c is > ' ' and < '\x7f'))
            http.Response.Headers["X-Request-Id"] = given;
        else
            http.Response.Headers["X-Request-Id"] = http.TraceIdentifier;

        if (!http.Request.Path.StartsWithSegments(ApiPath, StringComparison.OrdinalIgnoreCase))
        {
            await next(http);
            return;
        }
        try
        {
            await next(http);
        }
        catch (Exception e) when (!http.Response.HasStarted)
        {
            if (e is OperationCanceledException && http.RequestAborted.IsCancellationRequested)
            {
                http.Response.StatusCode = StatusCodes.Status499ClientClosedRequest;
                return;
            }
            await new ProblemResult(Of(e, http)).ExecuteAsync(http);
            return;
        }
        if (!http.Response.HasStarted && http.Response.ContentLength is null or 0 && OfStatus(http.Response.StatusCode) is { } problem)
            await new ProblemResult(problem).ExecuteAsync(http);
    });

    private static Problem Of(Exception e, HttpContext http)
    {
        switch (e)
        {
            case ProblemException known:
                return known.Problem;
            case BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge }:
                return PlatformProblems.TooLarge;
            case BadHttpRequestException { StatusCode: StatusCodes.Status415UnsupportedMediaType }:
                return PlatformProblems.UnsupportedMediaType;
            case BadHttpRequestException { InnerException: JsonException json }:
                return OfJson(json);
            case JsonException json:
                return OfJson(json);
            case BadHttpRequestException bad:
                return OfBinding(bad);
            case PostgresException { ConstraintName: { } constraint } when ByConstraint.TryGetValue(constraint, out var named):
                return named;
            case NpgsqlException { IsTransient: true } or TimeoutException:
                Log(http).LogWarning(e, "The database did not answer");
                return PlatformProblems.Unavailable;
            default:
                Log(http).LogError(e, "{Method} {Path} failed", http.Request.Method, http.Request.Path);
                return PlatformProblems.Unexpected;
        }
    }

    // A body that is not JSON, or has a member we do not know, is malformed (400); a value we cannot take is an invalid field (422).
    private static Problem OfJson(JsonException e)
    {
        var field = e.Path is { Length: > 2 } path && path.StartsWith("$.", StringComparison.Ordinal) ? path[2..] : "";
        if (e.Message.Contains("could not be mapped to any .NET member", StringComparison.Ordinal))
        {
            var unknown = UnknownMember().Match(e.Message).Groups[1].Value;
            return PlatformProblems.MalformedRequest with
            {
                Detail = new($"Không có trường '{unknown}'", $"There is no field '{unknown}'"),
                Errors = new Dictionary<string, TwoLanguages[]> { [unknown] = [new("Không có trường này", "Unknown field")] },
            };
        }
        if (field.Length == 0 || e.InnerException is not null && e.InnerException.GetType().Name == "JsonReaderException" || e.Message.Contains("Duplicate property", StringComparison.Ordinal))
            return PlatformProblems.MalformedRequest.Saying("Thân yêu cầu không phải JSON đúng cú pháp", "The body is not well-formed JSON");
        var errors = new FieldErrors();
        errors.Add(field, "Giá trị không hợp lệ", "The value is not valid");
        return errors.ToProblem();
    }

    private static Problem OfBinding(BadHttpRequestException e)
    {
        // "Failed to bind parameter "DateOnly? from" from "abc"."
        var parameter = BoundParameter().Match(e.Message).Groups[1].Value;
        if (parameter.Length == 0)
            return PlatformProblems.MalformedRequest;
        return PlatformProblems.MalformedRequest with
        {
            Errors = new Dictionary<string, TwoLanguages[]> { [parameter] = [new("Giá trị không hợp lệ", "The value is not valid")] },
        };
    }

    private static Problem? OfStatus(int status) => status switch
    {
        StatusCodes.Status400BadRequest => PlatformProblems.MalformedRequest,
        StatusCodes.Status401Unauthorized => PlatformProblems.SignInNeeded,
        StatusCodes.Status403Forbidden => PlatformProblems.NotPermitted,
        StatusCodes.Status404NotFound => PlatformProblems.NotFound,
        StatusCodes.Status405MethodNotAllowed => PlatformProblems.MethodNotAllowed,
        StatusCodes.Status406NotAcceptable => PlatformProblems.NotAcceptable,
        StatusCodes.Status413PayloadTooLarge => PlatformProblems.TooLarge,
        StatusCodes.Status415UnsupportedMediaType => PlatformProblems.UnsupportedMediaType,
        StatusCodes.Status429TooManyRequests => PlatformProblems.TooManyRequests,
        StatusCodes.Status503ServiceUnavailable => PlatformProblems.Unavailable,
        >= 500 => PlatformProblems.Unexpected,
        _ => null,
    };

    private static ILogger Log(HttpContext http) => http.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger("Dispatch.Api");

    [GeneratedRegex("JSON property '([^']*)'", RegexOptions.NonBacktracking)]
    private static partial Regex UnknownMember();

    [GeneratedRegex("""parameter "\S+ (\w+)" """, RegexOptions.NonBacktracking)]
    private static partial Regex BoundParameter();
}
