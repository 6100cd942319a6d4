using Dispatch.Platform;
using Microsoft.AspNetCore.Http;

namespace Dispatch.Archive;

/// <summary>What can go wrong with the archive.</summary>
internal static class ArchiveProblems
{
    public static readonly Problem NotArchived = new("not-archived", StatusCodes.Status404NotFound,
        new("Văn bản chưa chuyển kho lưu trữ", "The document is not in the archive"));
}
