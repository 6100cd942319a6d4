using Dispatch.Platform;
using Microsoft.AspNetCore.Http;

namespace Dispatch.Runs;

internal static class RunProblems
{
    public static readonly Problem NotFound = new("run-not-found", StatusCodes.Status404NotFound,
        new("Không tìm thấy công việc này", "There is no such run"));

    public static readonly Problem EndedAlready = new("run-ended-already", StatusCodes.Status409Conflict,
        new("Công việc này đã kết thúc", "This run has ended already"));

    public static readonly Problem NoResult = new("run-without-result", StatusCodes.Status404NotFound,
        new("Công việc này chưa có tệp kết quả", "This run has no file to hand out"));
}
