using Dispatch.Platform;
using Microsoft.AspNetCore.Http;

namespace Dispatch.Agencies;

internal static class AgencyProblems
{
    public static readonly Problem NotFound = new("agency-not-found", StatusCodes.Status404NotFound,
        new("Không có cơ quan này trong danh mục", "There is no such agency"));

    public static readonly Problem NameTaken = new("agency-name-taken", StatusCodes.Status409Conflict,
        new("Tên này đã có trong danh mục cơ quan", "The directory has this name already"));
}
