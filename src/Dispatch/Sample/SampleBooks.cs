using Dispatch.Office;
using Dispatch.Registers;

namespace Dispatch.Sample;

/// <summary>The books of the sample office and where they stand: taken over from paper, as a real office would.</summary>
internal static class SampleBooks
{
    public const string Incoming = "DEN";
    public const string Because = "Tiếp quản từ sổ giấy, số tiếp theo của sổ đang dùng";

    private const string Body = "Ủy ban nhân dân tỉnh Gia Lai";

    private const string Merger = "Nghị quyết 202/2025/QH15";

    /// <summary>The office at the head of everything printed.</summary>
    public static ChangeOfficeRequest Office { get; } = new() { Name = "Văn phòng Ủy ban nhân dân tỉnh Gia Lai", SuperiorName = Body };

    /// <summary>The two bodies it issues for.</summary>
    public static IReadOnlyList<AddIssuingBodyRequest> Bodies { get; } =
    [
        new() { Name = Body, Abbreviation = "UBND", Code = "H21", Position = 1, ValidFrom = new(2025, 7, 1), Source = Merger },
        new() { Name = Office.Name, SuperiorName = Body, Abbreviation = "VP", Position = 2, ValidFrom = new(2025, 7, 1), Source = Merger },
    ];

    public static IReadOnlyList<SampleBook> All { get; } =
    [
        new(new() { Code = Incoming, Kind = RegisterKind.Incoming, Name = "Sổ văn bản đến UBND tỉnh", IssuingBody = Body }, SamplePlan.LastNumber - SamplePlan.DocumentCount + 1),
        new(new() { Code = "QD-UBND", Kind = RegisterKind.Outgoing, Name = "Sổ quyết định UBND tỉnh", IssuingBody = Body }, 2891),
        new(new() { Code = "CV-UBND", Kind = RegisterKind.Outgoing, Name = "Sổ công văn UBND tỉnh", IssuingBody = Body }, 1520),
        new(new() { Code = "KHAC-UBND", Kind = RegisterKind.Outgoing, Name = "Sổ văn bản hành chính khác của UBND tỉnh", IssuingBody = Body, SeriesRule = SeriesRule.PerType }, 1),
    ];

    /// <summary>Next numbers of the types that the fourth book has seen this year; the others begin at 1.</summary>
    public static IReadOnlyDictionary<string, int> NextByType { get; } = new Dictionary<string, int>
    {
        ["KH"] = 105,
        ["BC"] = 412,
        ["TB"] = 233,
        ["TTr"] = 168,
        ["CT"] = 9,
        ["GM"] = 305,
        ["HD"] = 21,
        ["CĐ"] = 14,
        ["BB"] = 37,
        ["PC"] = 88,
    };
}

/// <summary>A book and the number it is taken over at.</summary>
internal sealed record SampleBook(OpenRegisterRequest Book, int FirstNumber);
