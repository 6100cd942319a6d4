using System.Globalization;
using System.Text;
using MiniExcelLibs;

namespace Dispatch.Testing;

/// <summary>What is wrong with a row of a made book.</summary>
public enum OldBookFault { None, NoNumber, Inserted, Twice, BadDate, OtherYear, NoSubject, NoIssuer, FarNumber, Secret }

/// <summary>
/// A made old book of one year, the same for the same seed: ten columns as the form has them, dates in the forms real books have and left out
/// where the day is the line's above, some numbers missing, and as many faulty rows as asked for. It knows what each row is, so that a takeover
/// can be held against it.
/// </summary>
public sealed class OldBookFile
{
    /// <summary>The heads of Phụ lục IV, and the column that books keep beside them.</summary>
    public static readonly string[] Heads =
    [
        "Ngày đến", "Số đến", "Tác giả", "Số, ký hiệu văn bản", "Ngày tháng văn bản", "Tên loại và trích yếu nội dung văn bản", "Đơn vị hoặc người nhận",
        "Ngày chuyển", "Ký nhận", "Ghi chú", "Độ mật",
    ];

    private static readonly string[] Issuers =
        ["Bộ Tài chính", "Sở Xây dựng", "Văn phòng Chính phủ", "UBND xã Ia Grai", "Sở Nội vụ", "Công ty Cổ phần Thủy điện Ayun", "Bộ Y tế", "Sở Y tế", "UBND phường Pleiku", "Tỉnh ủy Gia Lai"];

    private static readonly string[] Notations = ["BTC-NSNN", "SXD-QLĐT", "VPCP-KSTT", "UBND-VP", "SNV-CCHC", "QĐ-UBND", "BC-SYT", "TTr-SXD", "KH-UBND", "TB-VPCP"];

    private static readonly string[] Subjects =
    [
        "V/v đẩy mạnh số hóa hồ sơ, kết quả giải quyết thủ tục hành chính", "Báo cáo tình hình thực hiện nhiệm vụ quý", "V/v thẩm định thiết kế cơ sở",
        "Kế hoạch phòng, chống thiên tai và tìm kiếm cứu nạn", "Quyết định phê duyệt quy hoạch chi tiết xây dựng tỷ lệ 1/500", "V/v bảo đảm an toàn, bảo mật thông tin",
        "Thông báo kết luận của Phó Thủ tướng tại cuộc họp", "Tờ trình đề nghị bổ sung kinh phí", "Giấy mời họp giao ban tháng", "V/v giải quyết đơn của công dân",
    ];

    private readonly int rows;
    private readonly int seed;
    private readonly double faulty;

    /// <param name="rows">Rows below the heads.</param>
    /// <param name="year">The book's year.</param>
    /// <param name="seed">The same rows for the same seed.</param>
    /// <param name="faulty">Share of faulty rows, 0 to 1.</param>
    public OldBookFile(int rows, int year, int seed, double faulty = 0) => (this.rows, Year, this.seed, this.faulty) = (rows, year, seed, faulty);

    public int Year { get; }

    /// <summary>The rows in order, the same at every call.</summary>
    public IEnumerable<Row> Rows()
    {
        var random = new Random(seed);
        var number = 0;
        var before = new DateOnly(Year, 1, 2);
        for (var i = 0; i < rows; i++)
        {
            // One number in 200 has no line.
            number += random.Next(200) == 0 ? 2 : 1;
            var day = new DateOnly(Year, 1, 2).AddDays((int)(362L * i / rows));
            var fault = random.NextDouble() < faulty ? (OldBookFault)random.Next(1, 10) : OldBookFault.None;
            if (i < 2 && fault is OldBookFault.Twice or OldBookFault.BadDate)
                fault = OldBookFault.NoSubject;
            var which = random.Next(Issuers.Length);
            var issued = day.AddDays(-random.Next(6));
            var transferred = day.AddDays(random.Next(2));
            var handedOver = random.Next(4) > 0;
            var cells = new string[Heads.Length];
            cells[0] = fault switch
            {
                OldBookFault.BadDate => "31/02",
                OldBookFault.OtherYear => $"05/05/{Year - 3}",
                _ => day == before && i > 0 ? (random.Next(2) == 0 ? "" : "nt") : Written(day, random),
            };
            cells[1] = fault switch
            {
                OldBookFault.NoNumber => "",
                OldBookFault.Inserted => $"{number}a",
                OldBookFault.Twice => (number - 1).ToString(CultureInfo.InvariantCulture),
                OldBookFault.FarNumber => "98765432",
                _ => number.ToString(CultureInfo.InvariantCulture),
            };
            cells[2] = fault == OldBookFault.NoIssuer ? "" : Issuers[which];
            cells[3] = random.Next(50) == 0 ? "" : $"{random.Next(1, 5000)}/{Notations[random.Next(Notations.Length)]}";
            cells[4] = random.Next(30) == 0 ? "" : Written(issued, random);
            cells[5] = fault == OldBookFault.NoSubject ? "" : $"{Subjects[random.Next(Subjects.Length)]} số {random.Next(1, 100_000)}";
            cells[6] = handedOver ? "Phòng Khoa giáo - Văn xã" : "";
            cells[7] = handedOver ? transferred.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture) : "";
            cells[8] = handedOver && random.Next(2) == 0 ? "Đào" : "";
            cells[9] = random.Next(20) == 0 ? "Bản chụp" : "";
            cells[10] = fault == OldBookFault.Secret ? "Tối mật" : "";
            if (fault == OldBookFault.Secret)
                cells[5] = $"NỘI DUNG KHÔNG ĐƯỢC GIỮ {i}";
            if (fault is not (OldBookFault.BadDate or OldBookFault.OtherYear or OldBookFault.Secret))
                before = day;
            yield return new(i + 2, number, day, fault, cells);
        }
    }

    /// <summary>As XLSX, a row at a time.</summary>
    public void Xlsx(Stream target) => target.SaveAs(Rows().Select(row => Heads.Zip(row.Cells).ToDictionary(cell => cell.First, cell => (object)cell.Second)), sheetName: "Sổ đến");

    /// <summary>As CSV.</summary>
    public byte[] Csv(char separator = ',', bool mark = false)
    {
        var text = new StringBuilder();
        text.AppendJoin(separator, Heads.Select(Quoted)).Append("\r\n");
        foreach (var row in Rows())
            text.AppendJoin(separator, row.Cells.Select(Quoted)).Append("\r\n");
        return [.. mark ? Encoding.UTF8.Preamble : default, .. Encoding.UTF8.GetBytes(text.ToString())];
    }

    // The forms real books have.
    private string Written(DateOnly day, Random random) => random.Next(4) switch
    {
        0 => day.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture),
        1 => day.ToString("d.M.yy", CultureInfo.InvariantCulture),
        2 when day.Year == Year => day.ToString("d/M", CultureInfo.InvariantCulture),
        2 => day.ToString("d-M-yyyy", CultureInfo.InvariantCulture),
        _ => (day.DayNumber - new DateOnly(1899, 12, 30).DayNumber).ToString(CultureInfo.InvariantCulture),
    };

    private static string Quoted(string cell) => '"' + cell.Replace("\"", "\"\"", StringComparison.Ordinal) + '"';

    /// <param name="Line">Its line in the file.</param>
    /// <param name="Number">The number it has, or would have.</param>
    /// <param name="Day">The day it arrived.</param>
    /// <param name="Fault">What is wrong with it.</param>
    /// <param name="Cells">As written.</param>
    public sealed record Row(int Line, int Number, DateOnly Day, OldBookFault Fault, string[] Cells);
}
