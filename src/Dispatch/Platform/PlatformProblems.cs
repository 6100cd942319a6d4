using Microsoft.AspNetCore.Http;

namespace Dispatch.Platform;

/// <summary>Problems that any feature can answer.</summary>
public static class PlatformProblems
{
    public static readonly Problem InvalidFields = new("invalid-fields", StatusCodes.Status422UnprocessableEntity,
        new("Có ô nhập chưa đúng", "Some fields are not valid"));

    public static readonly Problem MalformedRequest = new("malformed-request", StatusCodes.Status400BadRequest,
        new("Yêu cầu không đúng cú pháp", "The request is malformed"));

    public static readonly Problem InvalidCursor = new("invalid-cursor", StatusCodes.Status400BadRequest,
        new("Con trỏ trang không hợp lệ. Đọc lại từ trang đầu", "The cursor is not valid. Start again from the first page"));

    public static readonly Problem NotFound = new("not-found", StatusCodes.Status404NotFound,
        new("Không tìm thấy", "Not found"));

    public static readonly Problem MethodNotAllowed = new("method-not-allowed", StatusCodes.Status405MethodNotAllowed,
        new("Phương thức này không dùng được ở địa chỉ này", "This method is not allowed here"));

    public static readonly Problem NotAcceptable = new("not-acceptable", StatusCodes.Status406NotAcceptable,
        new("Không có định dạng được yêu cầu", "The requested format is not available"));

    public static readonly Problem UnsupportedMediaType = new("unsupported-media-type", StatusCodes.Status415UnsupportedMediaType,
        new("Kiểu nội dung không được hỗ trợ", "This content type is not supported"));

    public static readonly Problem TooLarge = new("too-large", StatusCodes.Status413PayloadTooLarge,
        new("Nội dung gửi lên quá lớn", "The content is too large"));

    public static readonly Problem SignInNeeded = new("sign-in-needed", StatusCodes.Status401Unauthorized,
        new("Cần đăng nhập", "Sign in first"));

    public static readonly Problem NotPermitted = new("not-permitted", StatusCodes.Status403Forbidden,
        new("Tài khoản không có quyền làm việc này", "The account is not permitted to do this"));

    public static readonly Problem Stale = new("stale", StatusCodes.Status412PreconditionFailed,
        new("Đã có người sửa trong lúc này. Tải lại rồi sửa tiếp", "Someone changed this meanwhile. Read it again first"));

    public static readonly Problem IfMatchNeeded = new("if-match-needed", StatusCodes.Status428PreconditionRequired,
        new("Thiếu tiêu đề If-Match của bản đang sửa", "The If-Match header of the edited version is missing"));

    public static readonly Problem TooManyRequests = new("too-many-requests", StatusCodes.Status429TooManyRequests,
        new("Quá nhiều yêu cầu. Thử lại sau ít phút", "Too many requests. Try again shortly"));

    public static readonly Problem IdempotencyKeyReused = new("idempotency-key-reused", StatusCodes.Status422UnprocessableEntity,
        new("Khóa Idempotency-Key này đã dùng cho nội dung khác", "This Idempotency-Key was used with another body"));

    public static readonly Problem IdempotencyKeyInvalid = new("idempotency-key-invalid", StatusCodes.Status422UnprocessableEntity,
        new("Idempotency-Key phải có 1 đến 255 ký tự ASCII nhìn thấy được", "Idempotency-Key must be 1 to 255 visible ASCII characters"));

    public static readonly Problem RequestInProgress = new("request-in-progress", StatusCodes.Status409Conflict,
        new("Yêu cầu cùng khóa đang được xử lý", "A request with this key is still in progress"));

    public static readonly Problem Unavailable = new("unavailable", StatusCodes.Status503ServiceUnavailable,
        new("Hệ thống tạm thời chưa phục vụ được. Thử lại sau ít giây", "Temporarily unavailable. Try again in a few seconds"))
    { RetryAfter = 2 };

    public static readonly Problem Unexpected = new("unexpected", StatusCodes.Status500InternalServerError,
        new("Hệ thống gặp lỗi. Báo quản trị kèm mã traceId", "Something broke. Tell the administrator the traceId"));
}
