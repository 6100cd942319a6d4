using Dispatch.Platform;
using Microsoft.AspNetCore.Http;

namespace Dispatch.Operations;

internal static class BackupProblems
{
    public static readonly Problem FolderExists = new("backup-folder-exists", StatusCodes.Status409Conflict,
        new("Thư mục đã có, không ghi đè bản sao lưu: chọn tên khác", "The folder exists; a backup overwrites nothing: choose another name"));

    public static readonly Problem LeftoverInTheWay = new("backup-leftover-in-the-way", StatusCodes.Status409Conflict,
        new("Thư mục .partial cùng tên có thứ không phải của bản sao lưu: dời nó đi", "The .partial folder of that name holds things that are no backup's: move it away"));

    public static readonly Problem Busy = new("backup-busy", StatusCodes.Status409Conflict,
        new("Một lần sao lưu khác đang chạy", "Another backup is running"));

    public static readonly Problem ToolsMissing = new("backup-tools-missing", StatusCodes.Status503ServiceUnavailable,
        new("Không tìm thấy pg_dump, pg_restore đủ mới cho máy chủ này", "No pg_dump and pg_restore new enough for this server were found"));

    public static readonly Problem DumpFailed = new("backup-dump-failed", StatusCodes.Status503ServiceUnavailable,
        new("pg_dump không chụp được cơ sở dữ liệu", "pg_dump could not copy the database"));

    public static readonly Problem NotWritten = new("backup-not-written", StatusCodes.Status503ServiceUnavailable,
        new("Không ghi được bản sao lưu", "The backup could not be written"));

    public static readonly Problem NoBackup = new("no-backup", StatusCodes.Status404NotFound,
        new("Thư mục này không phải bản sao lưu hoàn chỉnh", "This folder is no complete backup"))
    {
        Detail = new("Bản bị ngắt giữa chừng có đuôi .partial; bản có manifest.json hỏng không dùng được: chọn bản khác",
            "One cut off half-way ends in .partial; one with a broken manifest.json cannot be used: choose another"),
    };

    public static readonly Problem DoesNotMatch = new("backup-does-not-match", StatusCodes.Status409Conflict,
        new("Bản sao lưu bị hỏng, không khớp bản kê", "The backup is broken: it does not match its manifest"));

    public static readonly Problem Damaged = new("backup-damaged", StatusCodes.Status409Conflict,
        new("Bản sao lưu nguyên vẹn, nhưng khi chụp đã có tệp hỏng hoặc mất", "The backup is whole, but files were damaged or missing when it was made"));

    public static readonly Problem TooNew = new("backup-too-new", StatusCodes.Status409Conflict,
        new("Bản sao lưu mới hơn chương trình này: dùng bản chương trình mới hơn", "The backup is newer than this program: use the newer program"));

    public static readonly Problem DoesNotRestore = new("backup-does-not-restore", StatusCodes.Status409Conflict,
        new("Không phục hồi được từ bản sao lưu này", "This backup cannot be restored"));

    /// <summary>The problem with what was found, at most ten of them.</summary>
    public static Problem Listing(this Problem problem, IReadOnlyList<TwoLanguages> found) => problem.Saying(
        string.Join("; ", found.Take(Shown).Select(text => text.Vietnamese)) + (found.Count > Shown ? $"; và {found.Count - Shown} chỗ khác" : ""),
        string.Join("; ", found.Take(Shown).Select(text => text.English)) + (found.Count > Shown ? $"; and {found.Count - Shown} more" : ""));

    /// <summary>Title and detail in one line.</summary>
    public static TwoLanguages Line(this Problem problem) => problem.Detail is { } detail
        ? new($"{problem.Title.Vietnamese}: {detail.Vietnamese}", $"{problem.Title.English}: {detail.English}")
        : problem.Title;

    private const int Shown = 10;
}
