using Dispatch.People;

namespace Dispatch.Sample;

/// <summary>Who works in the sample office. One password for all; that is why it exists on a loopback address only.</summary>
internal static class SamplePeople
{
    public const string Password = "Dispatch@2026";

    /// <summary>User name of the administrator.</summary>
    public const string Administrator = "admin";

    public static IReadOnlyList<SampleUnit> Units { get; } =
    [
        new("KGVX", "Phòng Khoa giáo - Văn xã"),
        new("KTTH", "Phòng Kinh tế tổng hợp"),
        new("NC", "Phòng Nội chính"),
        new("HCTC", "Phòng Hành chính - Tổ chức"),
        new("LT", "Lưu trữ"),
    ];

    public static IReadOnlyList<SamplePerson> All { get; } =
    [
        new("hlan", "Rơ Châm H'Lan", "Văn thư", "HCTC", Role.Registry),
        new("ngoc", "Trần Thị Bích Ngọc", "Văn thư", "HCTC", Role.Registry),
        new("thinh", "Nguyễn Đức Thịnh", "Chánh Văn phòng", null, Role.OfficeChief),
        new("nam", "Lê Hoàng Nam", "Phó Chủ tịch", null, Role.Deputy),
        new("dao", "Phạm Thu Đào", "Trưởng phòng Khoa giáo - Văn xã", "KGVX", Role.UnitHead),
        new("quan", "Võ Minh Quân", "Chuyên viên", "KGVX", Role.Officer),
        new("krong", "Siu Y Krông", "Chuyên viên", "KTTH", Role.Officer),
        new("tuan", "Nay Tuấn", "Trưởng phòng Kinh tế tổng hợp", "KTTH", Role.UnitHead),
        new("anh", "Đặng Thị Ánh", "Lưu trữ viên", "LT", Role.Archivist),
        new("phuc", "Hoàng Phúc", "Lưu trữ viên", "LT", Role.Archivist),
        new("chutich", "Trần Quốc Việt", "Chủ tịch", null, Role.Head),
        new("yen", "Đỗ Hải Yến", "Chuyên viên theo dõi, đôn đốc", "HCTC", Role.Monitor),
        new("admin", "Quản trị hệ thống", "Quản trị", null, Role.Administrator),
    ];
}

/// <summary>A unit of the sample office.</summary>
internal sealed record SampleUnit(string Code, string Name);

/// <summary>A person of the sample office.</summary>
internal sealed record SamplePerson(string UserName, string FullName, string Title, string? UnitCode, Role Role);
