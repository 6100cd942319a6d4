namespace Dispatch.Sample;

/// <summary>Who works in the sample office. One password for all; that is why it exists on a loopback address only.</summary>
internal static class SamplePeople
{
    public const string Password = "Dispatch@2026";

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
        new("hlan", "Rơ Châm H'Lan", "Văn thư", "HCTC", "registry"),
        new("ngoc", "Trần Thị Bích Ngọc", "Văn thư", "HCTC", "registry"),
        new("thinh", "Nguyễn Đức Thịnh", "Chánh Văn phòng", null, "officeChief"),
        new("nam", "Lê Hoàng Nam", "Phó Chủ tịch", null, "deputy"),
        new("dao", "Phạm Thu Đào", "Trưởng phòng Khoa giáo - Văn xã", "KGVX", "unitHead"),
        new("quan", "Võ Minh Quân", "Chuyên viên", "KGVX", "officer"),
        new("krong", "Siu Y Krông", "Chuyên viên", "KTTH", "officer"),
        new("tuan", "Nay Tuấn", "Trưởng phòng Kinh tế tổng hợp", "KTTH", "unitHead"),
        new("anh", "Đặng Thị Ánh", "Lưu trữ viên", "LT", "archivist"),
        new("phuc", "Hoàng Phúc", "Lưu trữ viên", "LT", "archivist"),
        new("chutich", "Trần Quốc Việt", "Chủ tịch", null, "head"),
        new("yen", "Đỗ Hải Yến", "Chuyên viên theo dõi, đôn đốc", "HCTC", "monitor"),
        new("admin", "Quản trị hệ thống", "Quản trị", null, "administrator"),
    ];
}

/// <summary>A unit of the sample office.</summary>
internal sealed record SampleUnit(string Code, string Name);

/// <summary>A person of the sample office.</summary>
internal sealed record SamplePerson(string UserName, string FullName, string Title, string? UnitCode, string Role);
