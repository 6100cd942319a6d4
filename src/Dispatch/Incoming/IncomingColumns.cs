using System.Globalization;
using Dispatch.Platform;

namespace Dispatch.Incoming;

/// <summary>A column of the list of incoming documents: on the screen, in a workbook, in comma-separated values.</summary>
/// <param name="Key">Its name on the wire (<c>columns=</c>) and in addresses.</param>
/// <param name="Head">What stands above it in a table.</param>
/// <param name="Value">What a line has there.</param>
/// <param name="Always">True for what no list goes without.</param>
public sealed record IncomingColumn(string Key, string Head, Func<IncomingLine, object?> Value, bool Always = false);

/// <summary>Every column there is, in the order of the book.</summary>
public static class IncomingColumns
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<IncomingColumn> All { get; } =
    [
        new("arrivalNumber", "Số đến", line => line.ArrivalNumber, Always: true),
        new("arrivedOn", "Ngày đến", line => Day(line.ArrivedOn)),
        new("issuer", "Tác giả", line => line.Issuer, Always: true),
        new("symbol", "Số, ký hiệu văn bản", line => line.Symbol, Always: true),
        new("issuedOn", "Ngày văn bản", line => Day(line.IssuedOn), Always: true),
        new("documentType", "Loại", line => line.DocumentType),
        new("subject", "Trích yếu", line => line.Subject, Always: true),
        new("urgency", "Mức độ khẩn", line => EnumText.Of(line.Urgency), Always: true),
        new("status", "Trạng thái", line => EnumText.Of(line.Status), Always: true),
        new("dueOn", "Hạn giải quyết", line => Day(line.DueOn), Always: true),
        new("replyDueOn", "Hạn trả lời", line => Day(line.ReplyDueOn)),
        new("transferredTo", "Đơn vị hoặc người nhận", line => line.TransferredTo ?? line.ToPlaces),
        new("transferredOn", "Ngày chuyển", line => Day(line.TransferredOn)),
        new("sender", "Cơ quan gửi", line => line.Sender),
        new("signer", "Người ký", line => line.SignerName),
        new("pageCount", "Số trang", line => line.PageCount),
        new("receivedVia", "Phương thức nhận", line => EnumText.Of(line.ReceivedVia)),
        new("medium", "Vật mang tin", line => EnumText.Of(line.Medium)),
        new("fileCount", "Số tệp", line => line.FileCount),
        new("notes", "Ghi chú", line => line.Notes),
        new("register", "Sổ", line => line.Register),
        new("year", "Năm", line => line.Year),
    ];

    /// <summary>A table's columns when nothing was chosen.</summary>
    public static IReadOnlyList<IncomingColumn> Usual { get; } =
        Named(["arrivalNumber", "arrivedOn", "issuer", "symbol", "issuedOn", "documentType", "subject", "urgency", "status", "dueOn", "register", "year"]);

    /// <summary>The columns of these names, in the order asked for; unknown ones are left out.</summary>
    public static IReadOnlyList<IncomingColumn> Named(IEnumerable<string> keys) =>
        [.. keys.Distinct().Select(key => All.FirstOrDefault(column => column.Key == key)).OfType<IncomingColumn>()];

    /// <summary>A line as a row of these columns.</summary>
    public static IDictionary<string, object?> Row(IncomingLine line, IEnumerable<IncomingColumn> columns) =>
        columns.ToDictionary(column => column.Head, column => column.Value(line));

    private static string? Day(DateOnly? date) => date?.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture);
}
