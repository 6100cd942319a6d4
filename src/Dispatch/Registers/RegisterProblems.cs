using Dispatch.Platform;
using Microsoft.AspNetCore.Http;

namespace Dispatch.Registers;

internal static class RegisterProblems
{
    public static readonly Problem NotFound = new("register-not-found", StatusCodes.Status404NotFound,
        new("Không có sổ này", "There is no such register"));

    public static readonly Problem CodeTaken = new("register-exists", StatusCodes.Status409Conflict,
        new("Đã có sổ mang mã này", "A register with this code exists"));

    public static readonly Problem YearNotFound = new("book-not-found", StatusCodes.Status404NotFound,
        new("Sổ này chưa mở năm đó", "This register has no book of that year"));

    public static readonly Problem YearNotOpen = new("book-not-open", StatusCodes.Status409Conflict,
        new("Sổ của năm đó chưa mở", "The book of that year is not open"));

    public static readonly Problem YearOpenAlready = new("book-open-already", StatusCodes.Status409Conflict,
        new("Sổ của năm này đã mở; mỗi năm chỉ mở một lần", "The book of this year is open; a year opens once"));

    public static readonly Problem Closed = new("book-closed", StatusCodes.Status409Conflict,
        new("Sổ đã khóa, không ghi thêm được", "The book is closed"));

    public static readonly Problem NotClosed = new("book-not-closed", StatusCodes.Status409Conflict,
        new("Sổ này chưa khóa", "The book is not closed"));

    public static readonly Problem SecondPersonNeeded = new("second-person-needed", StatusCodes.Status409Conflict,
        new("Mở lại sổ đã khóa cần người thứ hai xác nhận", "Reopening a closed book needs a second person"))
    {
        Detail = new("Yêu cầu đã được ghi. Một người khác có quyền phải gửi cùng yêu cầu", "Your request is noted. Another person with the right must send the same request"),
    };

    public static readonly Problem Incomplete = new("book-incomplete", StatusCodes.Status409Conflict,
        new("Sổ còn thiếu số, chưa khóa được", "The book has missing numbers and cannot be closed"));
}
