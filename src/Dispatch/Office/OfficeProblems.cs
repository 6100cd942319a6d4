using Dispatch.Platform;
using Microsoft.AspNetCore.Http;

namespace Dispatch.Office;

/// <summary>What can go wrong with the office's own data.</summary>
internal static class OfficeProblems
{
    public static readonly Problem BodyNotFound = new("issuing-body-not-found", StatusCodes.Status404NotFound,
        new("Không có cơ quan ban hành này", "There is no such issuing body"));

    public static readonly Problem BodyNameTaken = new("issuing-body-name-taken", StatusCodes.Status409Conflict,
        new("Đã có cơ quan ban hành đang hoạt động mang tên này", "A working issuing body has this name already"));
}
