using Dispatch.Platform;
using Microsoft.AspNetCore.Http;

namespace Dispatch.Agencies;

internal static class AgencyProblems
{
    public static readonly Problem NotFound = new("agency-not-found", StatusCodes.Status404NotFound,
        new("Không có cơ quan này trong danh mục", "There is no such agency"));

    public static readonly Problem NameTaken = new("agency-name-taken", StatusCodes.Status409Conflict,
        new("Tên này đã có trong danh mục cơ quan", "The directory has this name already"));

    public static readonly Problem Merged = new("agency-merged", StatusCodes.Status409Conflict,
        new("Cơ quan này đã gộp vào cơ quan khác", "This agency was merged into another"));

    public static readonly Problem MergeTarget = new("agency-merge-target", StatusCodes.Status409Conflict,
        new("Chỉ gộp vào một cơ quan khác đang hoạt động", "An agency is merged into another one that works"));

    public static readonly Problem FileUnreadable = new("directory-unreadable", StatusCodes.Status422UnprocessableEntity,
        new("Không đọc được tệp. Dùng CSV (UTF-8) hoặc XLSX với các cột như tệp xuất ra", "The file cannot be read. Use CSV (UTF-8) or XLSX with the columns of the export"));

    public static readonly Problem RowsRefused = new("rows-refused", StatusCodes.Status422UnprocessableEntity,
        new("Có dòng chưa đúng, chưa ghi dòng nào", "Some rows are not valid; none was written"));
}
