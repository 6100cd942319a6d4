using Dispatch.Platform;
using Microsoft.AspNetCore.Http;

namespace Dispatch.Prints;

internal static class PrintProblems
{
    public static readonly Problem NothingThere = new("print-empty", StatusCodes.Status422UnprocessableEntity,
        new("Không có dòng sổ nào trong kỳ này", "The book has no entry in this period"))
    {
        Detail = new("Chọn khoảng ngày hoặc khoảng số khác", "Choose other dates or numbers"),
    };

    public static readonly Problem NotAnIncomingBook = new("print-no-form", StatusCodes.Status404NotFound,
        new("Chỉ in được sổ văn bản đến", "Only incoming books can be printed"));
}
