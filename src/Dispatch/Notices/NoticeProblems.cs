using Dispatch.Platform;
using Microsoft.AspNetCore.Http;

namespace Dispatch.Notices;

internal static class NoticeProblems
{
    public static readonly Problem NotFound = new("notice-not-found", StatusCodes.Status404NotFound,
        new("Không tìm thấy thông báo", "There is no such notice"));
}
