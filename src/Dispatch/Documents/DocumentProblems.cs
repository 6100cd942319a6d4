using Dispatch.Platform;
using Microsoft.AspNetCore.Http;

namespace Dispatch.Documents;

/// <summary>What can go wrong with a document.</summary>
internal static class DocumentProblems
{
    public static readonly Problem SecretDocument = new("secret-document", StatusCodes.Status422UnprocessableEntity,
        new("Văn bản mật không được nhập vào hệ thống này", "Secret documents are not kept in this system"))
    {
        Detail = new(
            "Đăng ký tại Sổ bí mật nhà nước trên máy độc lập (Luật 117/2025/QH15, Nghị định 63/2026/NĐ-CP). Không có gì của văn bản được lưu lại.",
            "Register it in the state secrets book (Sổ bí mật nhà nước) on the stand-alone computer (Luật 117/2025/QH15, NĐ 63/2026/NĐ-CP). Nothing of it was kept."),
    };
}
