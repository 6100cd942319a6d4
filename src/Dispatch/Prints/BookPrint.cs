using Dispatch.Documents;
using Dispatch.Platform;
using Dispatch.Registers;

namespace Dispatch.Prints;

/// <summary>The cover of a printed part of a book.</summary>
public sealed record BookPrint
{
    /// <summary>The form in force.</summary>
    public required PrintForm Form { get; init; }

    /// <summary>Code of the book.</summary>
    public required string Register { get; init; }

    /// <summary>Name of the book.</summary>
    public required string RegisterName { get; init; }

    /// <summary>Tên cơ quan.</summary>
    public required string IssuingBody { get; init; }

    /// <summary>Tên cơ quan chủ quản trực tiếp, the line above the name; null for none.</summary>
    public required string? Superior { get; init; }

    /// <summary>Năm.</summary>
    public required int Year { get; init; }

    /// <summary>Từ ngày: as asked for, otherwise the first date there is.</summary>
    public required DateOnly From { get; init; }

    /// <summary>Đến ngày.</summary>
    public required DateOnly To { get; init; }

    /// <summary>Từ số.</summary>
    public required int FirstNumber { get; init; }

    /// <summary>Đến số. Entries that come after it while the book is being printed are not in it.</summary>
    public required int LastNumber { get; init; }

    /// <summary>Quyển số; null while the office leaves it to the pen.</summary>
    public required string? Volume { get; init; }

    /// <summary>Number of entries.</summary>
    public required int Entries { get; init; }

    /// <summary>Of them annulled.</summary>
    public required int Annulled { get; init; }

    internal Id<Register> RegisterId { get; init; }

    internal Id<Series> SeriesId { get; init; }

    internal PrintPeriod Period { get; init; } = new();
}

/// <summary>One entry as it stands on paper: the ten columns in words.</summary>
/// <param name="Number">Column 2.</param>
/// <param name="Annulled">The line is struck through.</param>
/// <param name="ArrivedOn">Column 1.</param>
/// <param name="Issuer">Column 3.</param>
/// <param name="Symbol">Column 4; empty for a paper without number.</param>
/// <param name="IssuedOn">Column 5.</param>
/// <param name="Subject">Column 6: tên loại và trích yếu.</param>
/// <param name="Transfers">Columns 7 to 9, one line each; at least one, whose date is null while nothing was handed over.</param>
/// <param name="Notes">Column 10: urgency, reason of an annulment, notes, date of a correction.</param>
public sealed record BookLine(
    string Number, bool Annulled, DateOnly ArrivedOn, string Issuer, string Symbol, DateOnly? IssuedOn, string Subject,
    IReadOnlyList<BookTransfer> Transfers, string Notes)
{
    /// <summary>The ten cells for a table: several hand-overs stand in one cell, parted by "; ".</summary>
    public IReadOnlyList<string> Cells()
    {
        string Joined(Func<BookTransfer, string> part) => string.Join("; ", Transfers.Select(part).Where(text => text.Length > 0));
        return
        [
            Day(ArrivedOn), Number, Issuer, Symbol, Day(IssuedOn), Subject,
            Joined(transfer => transfer.To), Joined(transfer => Day(transfer.On)), Joined(transfer => transfer.SignedBy), Notes,
        ];
    }

    private static string Day(DateOnly? day) => day?.ToString("dd/MM/yyyy", System.Globalization.CultureInfo.InvariantCulture) ?? "";
}

/// <summary>Columns 7 to 9 of one hand-over.</summary>
/// <param name="To">Đơn vị hoặc người nhận.</param>
/// <param name="On">Ngày chuyển.</param>
/// <param name="SignedBy">Ký nhận; empty for the pen.</param>
public sealed record BookTransfer(string To, DateOnly? On, string SignedBy);

/// <summary>How columns 6 and 10 are worded.</summary>
internal static class BookWording
{
    private static readonly Dictionary<Urgency, string> UrgencyMarks = new()
    {
        [Urgency.Urgent] = "KHẨN",
        [Urgency.VeryUrgent] = "THƯỢNG KHẨN",
        [Urgency.Express] = "HỎA TỐC",
    };

    /// <summary>A công văn has no tên loại; a subject that begins with it does not repeat it.</summary>
    public static string Subject(string? documentType, string? typeName, string? subject) =>
        subject is null ? ""
        : documentType is null or "CV" || typeName is null || subject.StartsWith(typeName, StringComparison.OrdinalIgnoreCase) ? subject
        : $"{typeName}: {subject}";

    public static string Notes(EntryState state, Urgency? urgency, string? reason, string? notes, IEnumerable<DateOnly> corrected)
    {
        var parts = new List<string>();
        if (urgency is { } level && UrgencyMarks.TryGetValue(level, out var mark))
            parts.Add(mark);
        if (state != EntryState.Used && reason is not null)
            parts.Add((state == EntryState.Annulled ? "Hủy số: " : "") + reason);
        if (!string.IsNullOrEmpty(notes))
            parts.Add(notes);
        parts.AddRange(corrected.Distinct().Select(day => $"Đã sửa ngày {day:dd/MM/yyyy}"));
        return string.Join("; ", parts);
    }
}
