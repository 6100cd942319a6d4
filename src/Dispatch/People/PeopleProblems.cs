using Dispatch.Platform;
using Microsoft.AspNetCore.Http;

namespace Dispatch.People;

/// <summary>What can go wrong with accounts and signing in.</summary>
public static class PeopleProblems
{
    // One answer for a wrong password, an unknown name, a locked and a closed account: anything else tells a stranger who works here.
    public static readonly Problem SignInFailed = new Problem("sign-in-failed", StatusCodes.Status401Unauthorized,
        new("Tên đăng nhập hoặc mật khẩu không đúng", "The user name or the password is wrong"))
        .Saying("Nhập sai nhiều lần thì tài khoản tạm khóa; thử lại sau 15 phút hoặc nhờ quản trị đặt lại mật khẩu",
            "After several wrong passwords an account is locked for a while; wait 15 minutes or ask an administrator for a new password");

    public static readonly Problem NotTheSampleOffice = new("not-the-sample-office", StatusCodes.Status404NotFound,
        new("Chỉ văn phòng mẫu trên máy này mới đăng nhập bằng một lần bấm", "Signing in with one click is for the sample office on this computer only"));

    public static readonly Problem LinkNotValid = new Problem("link-not-valid", StatusCodes.Status410Gone,
        new("Liên kết đặt mật khẩu đã dùng hoặc hết hạn", "The link was used or has expired"))
        .Saying("Nhờ quản trị tạo liên kết mới", "Ask an administrator for a new one");

    public static readonly Problem PersonNotFound = new("person-not-found", StatusCodes.Status404NotFound,
        new("Không có tài khoản này", "There is no such account"));

    public static readonly Problem UserNameTaken = new("user-name-taken", StatusCodes.Status409Conflict,
        new("Tên đăng nhập đã có người dùng", "The user name is taken"));

    public static readonly Problem UnitCodeTaken = new("unit-code-taken", StatusCodes.Status409Conflict,
        new("Mã đơn vị đã có", "The unit's code is taken"));

    public static readonly Problem UnitNotFound = new("unit-not-found", StatusCodes.Status404NotFound,
        new("Không có đơn vị này", "There is no such unit"));

    public static readonly Problem UnitHasPeople = new("unit-has-people", StatusCodes.Status409Conflict,
        new("Đơn vị còn người, chưa đóng được", "People still belong to the unit"));

    public static readonly Problem PostNotFound = new("post-not-found", StatusCodes.Status404NotFound,
        new("Không có chức vụ này", "There is no such post"));

    public static readonly Problem PostsOverlap = new("posts-overlap", StatusCodes.Status409Conflict,
        new("Đã có chức vụ chính bắt đầu từ ngày đó hoặc muộn hơn", "There is a main post that begins on that day or later"));

    public static readonly Problem NotOneself = new("not-oneself", StatusCodes.Status409Conflict,
        new("Không tự khóa tài khoản hoặc tự bỏ vai trò quản trị của mình", "Nobody disables their own account or takes away their own administration"));

    public static readonly Problem LastAdministrator = new("last-administrator", StatusCodes.Status409Conflict,
        new("Đây là quản trị duy nhất còn đăng nhập được. Thêm quản trị khác trước", "This is the last administrator who can sign in. Add another one first"));

    public static readonly Problem PasswordChangeDue = new("password-change-due", StatusCodes.Status403Forbidden,
        new("Đổi mật khẩu trước khi làm việc khác", "Change the password before anything else"));

    public static readonly Problem SheetUnreadable = new("sheet-unreadable", StatusCodes.Status422UnprocessableEntity,
        new("Không đọc được tệp. Dùng tệp mẫu, lưu dạng XLSX hoặc CSV (UTF-8)", "The file cannot be read. Use the template, saved as XLSX or CSV (UTF-8)"));

    public static readonly Problem RowsRefused = new("rows-refused", StatusCodes.Status422UnprocessableEntity,
        new("Có dòng chưa đúng, chưa ghi dòng nào", "Some rows are not valid; none was written"));

    public static readonly Problem CrossSiteRequest = new Problem("cross-site-request", StatusCodes.Status403Forbidden,
        new("Yêu cầu không đến từ trang của hệ thống", "The request does not come from a page of this office"))
        .Saying("Chương trình thì dùng Authorization: Bearer; trang thì gửi mã chống giả mạo", "Programs use Authorization: Bearer; pages send the antiforgery token");

    public static readonly Problem NotWithApiToken = PlatformProblems.NotPermitted
        .Saying("Mã truy cập cá nhân không được dùng để quản lý tài khoản; hãy đăng nhập", "A personal API token cannot manage the account; sign in instead");

    /// <summary>Open work has to be handed over before the account is closed.</summary>
    public static Problem WorkOpen(int open) => new Problem("work-open", StatusCodes.Status409Conflict,
        new($"Còn {open} việc đang mở: bàn giao trước khi ngừng tài khoản", $"{open} pieces of work are open: hand them over before closing the account")).With("open", open);
}
