using Dispatch.Platform;

namespace Dispatch.OldBooks;

/// <summary>The columns of a book that are read, as the form of Phụ lục IV names them, and as other books do.</summary>
internal static class OldBookFields
{
    public const string ArrivedOn = "arrivedOn", ArrivalNumber = "arrivalNumber", Issuer = "issuer", Symbol = "symbol", IssuedOn = "issuedOn", Subject = "subject",
        ToPlaces = "toPlaces", TransferredOn = "transferredOn", ReceiptSignedBy = "receiptSignedBy", Notes = "notes", Secrecy = "secrecy", Urgency = "urgency",
        DocumentType = "documentType";

    /// <summary>Every field, in the order of the form.</summary>
    public static readonly IReadOnlyList<Field> All =
    [
        new(ArrivedOn, new("Ngày đến", "Arrival date"), true, "ngay den", "ngay thang den", "ngay thang nam den", "ngay nhan", "ngay vao so"),
        new(ArrivalNumber, new("Số đến", "Arrival number"), true, "so den", "so vao so", "so van ban den"),
        new(Issuer, new("Tác giả", "Issuer"), true, "tac gia", "co quan ban hanh", "co quan to chuc ban hanh", "noi ban hanh", "don vi ban hanh", "noi gui", "co quan gui", "don vi gui"),
        new(Symbol, new("Số, ký hiệu văn bản", "Number and symbol"), true, "so ky hieu", "so ki hieu", "so va ky hieu", "so va ki hieu", "so hieu", "ky hieu", "so van ban", "so vb"),
        new(IssuedOn, new("Ngày tháng văn bản", "Document date"), false, "ngay thang van ban", "ngay thang nam van ban", "ngay van ban", "ngay vb", "ngay ban hanh", "ngay thang nam", "ngay thang", "ngay ky"),
        new(Subject, new("Tên loại và trích yếu", "Type and subject"), true, "ten loai va trich yeu", "ten loai trich yeu", "trich yeu", "noi dung", "tom tat noi dung"),
        new(ToPlaces, new("Đơn vị hoặc người nhận", "Unit or receiver"), false, "don vi hoac nguoi nhan", "don vi nguoi nhan", "don vi nhan", "nguoi nhan", "noi nhan", "chuyen den", "don vi xu ly"),
        new(TransferredOn, new("Ngày chuyển", "Handed over on"), false, "ngay chuyen", "ngay giao"),
        new(ReceiptSignedBy, new("Ký nhận", "Receipt signed by"), false, "ky nhan", "nguoi ky nhan"),
        new(Notes, new("Ghi chú", "Notes"), false, "ghi chu"),
        new(Secrecy, new("Độ mật", "Secrecy"), false, "do mat", "muc do mat", "mat"),
        new(Urgency, new("Mức độ khẩn", "Urgency"), false, "do khan", "muc do khan", "khan"),
        new(DocumentType, new("Loại văn bản", "Document type"), false, "loai van ban", "ten loai", "the loai", "loai vb"),
    ];

    public static TwoLanguages NameOf(string field) => All.FirstOrDefault(known => known.Name == field)?.Label ?? new(field, field);

    /// <summary>Which column is which field, by its head: the longest known wording wins, each column and each field once.</summary>
    public static Dictionary<string, int> Guess(IReadOnlyList<string> heads)
    {
        var words = heads.Select(VietnameseText.Words).ToList();
        var guess = new Dictionary<string, int>();
        var candidates = from field in All
                         from wording in field.Wordings
                         from column in Enumerable.Range(0, words.Count)
                         where words[column] == wording || words[column].StartsWith(wording + " ", StringComparison.Ordinal)
                         orderby words[column] == wording descending, wording.Length descending, column
                         select (field.Name, column);
        foreach (var (field, column) in candidates)
        {
            if (!guess.ContainsKey(field) && !guess.ContainsValue(column))
                guess[field] = column;
        }
        return guess;
    }

    /// <param name="Name">As on the wire.</param>
    /// <param name="Label">As people call it.</param>
    /// <param name="Required">True when no row can do without it.</param>
    /// <param name="Wordings">Heads that mean it, folded.</param>
    internal sealed record Field(string Name, TwoLanguages Label, bool Required, params string[] Wordings);
}
