using Dispatch.People;
using Dispatch.Platform;
using Microsoft.AspNetCore.Http;

namespace Dispatch.OldBooks;

internal static class OldBookProblems
{
    public static readonly Problem NotFound = new("old-book-not-found", StatusCodes.Status404NotFound,
        new("Không tìm thấy tệp sổ cũ này", "There is no such old book"));

    public static readonly Problem NotIncoming = new("old-book-not-incoming", StatusCodes.Status409Conflict,
        new("Chỉ nhập được vào sổ văn bản đến", "Only an incoming register takes over an old book"));

    public static readonly Problem NotATable = new("old-book-not-a-table", StatusCodes.Status415UnsupportedMediaType,
        new("Chỉ nhận bảng tính XLSX hoặc tệp CSV không có mật khẩu", "Only XLSX workbooks and CSV files without a password are taken"))
    {
        Detail = new("Mở tệp bằng Excel hoặc LibreOffice rồi lưu thành XLSX", "Open it in Excel or LibreOffice and save it as XLSX"),
    };

    public static readonly Problem Unreadable = new("old-book-unreadable", StatusCodes.Status422UnprocessableEntity,
        new("Tệp bị hỏng hoặc không phải bảng, không đọc được", "The file is damaged or no table, and cannot be read"));

    public static readonly Problem NotUnicode = new("old-book-not-unicode", StatusCodes.Status422UnprocessableEntity,
        new("Tệp dùng bảng mã cũ (TCVN3, VNI, Windows-1258), không phải Unicode", "The file is in an old character set (TCVN3, VNI, Windows-1258), not Unicode"))
    {
        Detail = new("Chuyển mã sang Unicode (ví dụ bằng công cụ chuyển mã của bộ gõ), lưu thành XLSX hoặc CSV UTF-8 rồi gửi lại",
            "Convert it to Unicode (input methods bring a tool for it), save it as XLSX or UTF-8 CSV and send it again"),
    };

    public static readonly Problem NoRows = new("old-book-empty", StatusCodes.Status422UnprocessableEntity,
        new("Tệp không có dòng nào dưới tiêu đề cột", "The file has no row below its column heads"));

    public static readonly Problem Busy = new("old-book-busy", StatusCodes.Status409Conflict,
        new("Đang kiểm tra hoặc đang nhập tệp này. Chờ xong, hoặc hủy công việc đó", "This file is being checked or taken over. Wait for it, or cancel the run"));

    public static readonly Problem Begun = new("old-book-begun", StatusCodes.Status409Conflict,
        new("Tệp này đã nhập một phần vào sổ, không đổi cột được nữa", "Part of this file is in the book: its columns stay as they are"));

    public static readonly Problem Unmapped = new("old-book-unmapped", StatusCodes.Status409Conflict,
        new("Chọn cột trước khi kiểm tra", "Choose the columns before the check"));

    public static readonly Problem Unchecked = new("old-book-unchecked", StatusCodes.Status409Conflict,
        new("Kiểm tra xong mới nhập vào sổ được", "It must be checked to the end before it is taken over"));

    public static readonly Problem NothingToTake = new("old-book-nothing-to-take", StatusCodes.Status409Conflict,
        new("Không có dòng nào nhập được", "There is no row that can be taken over"));

    /// <summary>Taking over writes documents and settles numbers: it needs the right to both. The administrator reads no document, the chief registers none.</summary>
    public static Problem? Refuses(Caller caller) =>
        caller.May(Permission.RegisterIncoming) && caller.May(Permission.ManageRegisters) ? null : PlatformProblems.NotPermitted;
}
