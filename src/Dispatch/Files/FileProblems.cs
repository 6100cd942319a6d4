using Dispatch.Platform;
using Microsoft.AspNetCore.Http;

namespace Dispatch.Files;

/// <summary>What can go wrong with a file.</summary>
public static class FileProblems
{
    public static readonly Problem TypeRefused = new("file-type-refused", StatusCodes.Status415UnsupportedMediaType,
        new("Không nhận loại tệp này: chương trình, mã lệnh, trang web", "This type of file is not taken: programs, scripts, web pages"));

    public static readonly Problem ZipBomb = new("zip-bomb", StatusCodes.Status422UnprocessableEntity,
        new("Tệp nén giải ra quá lớn hoặc lồng nhau quá sâu", "The archive unpacks to too much, or holds archives in archives"));

    public static readonly Problem ZipUnsafe = new("zip-unsafe", StatusCodes.Status422UnprocessableEntity,
        new("Tệp nén chứa liên kết hoặc đường dẫn ra ngoài", "The archive holds links, or names that lead out of it"));

    public static readonly Problem NameInvalid = new("file-name-invalid", StatusCodes.Status422UnprocessableEntity,
        new("Tên tệp trống hoặc có ký tự điều khiển", "The file's name is empty or holds control characters"));

    public static readonly Problem Empty = new("file-empty", StatusCodes.Status422UnprocessableEntity,
        new("Tệp rỗng", "The file is empty"));

    public static readonly Problem Broken = new("file-broken", StatusCodes.Status422UnprocessableEntity,
        new("Tệp hỏng, không mở được", "The file is damaged and cannot be opened"));

    public static readonly Problem TooLarge = PlatformProblems.TooLarge;

    public static readonly Problem SecretDocument = new("secret-document", StatusCodes.Status422UnprocessableEntity,
        new("Văn bản mật không được nhập vào hệ thống này", "Secret documents are not kept in this system"))
    {
        Detail = new(
            "Đăng ký tại Sổ bí mật nhà nước trên máy độc lập (Luật 117/2025/QH15, Nghị định 63/2026/NĐ-CP). Không có gì của văn bản được lưu lại.",
            "Register it in the book of state secrets on the stand-alone computer (Luật 117/2025/QH15, NĐ 63/2026/NĐ-CP). Nothing of it was kept."),
    };

    public static readonly Problem StorageFailed = new("storage-failed", StatusCodes.Status503ServiceUnavailable,
        new("Không ghi được tệp vào kho lưu; tệp chưa được nhận. Thử lại, nếu vẫn lỗi thì báo quản trị",
            "The file could not be written to the storage and was not taken. Try again; if it persists, tell the administrator"))
    { RetryAfter = 10 };

    public static readonly Problem ContentMissing = new("file-content-missing", StatusCodes.Status500InternalServerError,
        new("Kho lưu thiếu nội dung của tệp này. Báo quản trị", "The storage lacks this file's content. Tell the administrator"));

    public static readonly Problem NoPageImages = new("page-images-unavailable", StatusCodes.Status501NotImplemented,
        new("Máy chủ chưa cài poppler-utils nên không vẽ được trang", "The server has no poppler-utils, so pages cannot be drawn"))
    {
        Detail = new("Mở tệp PDF, hoặc nhờ quản trị cài poppler-utils", "Open the PDF itself, or ask the administrator to install poppler-utils"),
    };

    public static readonly Problem PageNotDrawn = new("page-not-drawn", StatusCodes.Status422UnprocessableEntity,
        new("Không vẽ được trang này; tệp có thể hỏng hoặc quá nặng", "This page could not be drawn; the file may be damaged or too heavy"))
    {
        Detail = new("Mở tệp PDF để xem", "Open the PDF itself"),
    };
}
