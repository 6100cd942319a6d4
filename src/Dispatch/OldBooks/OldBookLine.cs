using System.Globalization;
using System.Text.RegularExpressions;
using Dispatch.Documents;
using Dispatch.Files;
using Dispatch.Incoming;
using Dispatch.Platform;

namespace Dispatch.OldBooks;

/// <summary>One row of an old book, read by its columns: the fields of a document, or why it is none. Pure.</summary>
internal sealed partial record OldBookLine
{
    /// <summary>Số đến; null when it could not be read.</summary>
    public int? Number { get; private init; }

    /// <summary>Ngày đến, taken from the line above where this one leaves it out.</summary>
    public DateOnly? ArrivedOn { get; private init; }

    /// <summary>The document's fields; null for a row that cannot be taken over.</summary>
    public IncomingDraft? Draft { get; private init; }

    /// <summary>Ngày chuyển, where the row says to whom.</summary>
    public DateOnly? TransferredOn { get; private init; }

    /// <summary>Ký nhận of that hand-over.</summary>
    public string? ReceiptSignedBy { get; private init; }

    /// <summary>Why it cannot be taken over, or why it is skipped.</summary>
    public TwoLanguages? Problem { get; private init; }

    /// <summary>True for a row that is no line of the book: a month's heading, a sum.</summary>
    public bool NoEntry { get; private init; }

    /// <summary>True for a row marked secret.</summary>
    public bool Secret { get; private init; }

    /// <summary>Reads a row.</summary>
    /// <param name="cells">Its cells.</param>
    /// <param name="columns">Field → column.</param>
    /// <param name="years">First and last year the book spans.</param>
    /// <param name="above">Arrival date of the line above.</param>
    /// <param name="clock">The office's clock.</param>
    /// <param name="types">The document types in force.</param>
    public static OldBookLine Read(
        string[] cells, IReadOnlyDictionary<string, int> columns, (int First, int Last) years, DateOnly? above, OfficeClock clock, DocumentTypes types)
    {
        if (IsSecret(cells, columns))
            return new() { Secret = true, Problem = Marked };
        if (cells.Count(cell => cell.Length > 0) <= 1 && Cell(OldBookFields.ArrivalNumber).Length == 0)
            return new() { NoEntry = true, ArrivedOn = above, Problem = new("Không phải dòng văn bản", "No line of the book") };

        var errors = new FieldErrors();
        var number = ReadNumber(Cell(OldBookFields.ArrivalNumber), errors);
        var arrivedOn = ReadArrival(errors);
        var notes = new List<string> { Cell(OldBookFields.Notes) };
        var issuedOn = Date(OldBookFields.IssuedOn, YearUpTo(arrivedOn));
        var transferredOn = Date(OldBookFields.TransferredOn, YearFrom(arrivedOn));
        if (transferredOn < arrivedOn)
            errors.Add(OldBookFields.TransferredOn, "Trước ngày đến", "Before the arrival date");
        var to = Cell(OldBookFields.ToPlaces);
        var signedBy = Cell(OldBookFields.ReceiptSignedBy);
        var handedOver = transferredOn is not null && to.Length > 0;
        if (transferredOn is { } lone && !handedOver)
            notes.Add($"Ngày chuyển: {lone:dd/MM/yyyy}");
        if (signedBy.Length > 0 && !handedOver)
            notes.Add($"Ký nhận: {signedBy}");

        var written = Cell(OldBookFields.DocumentType);
        var type = written.Length == 0 ? null : types.OfWritten(written);
        if (written.Length > 0 && type is null)
            notes.Add($"Loại văn bản: {written}");
        var urgency = UrgencyOf(Cell(OldBookFields.Urgency));
        if (urgency is null)
            notes.Add($"Mức độ khẩn: {Cell(OldBookFields.Urgency)}");

        var symbol = Cell(OldBookFields.Symbol);
        // Nobody knows the hour any more: the day's first instant, which is before everything of that day.
        var draft = IncomingDraft.Of(new IncomingFields
        {
            ArrivedOn = arrivedOn,
            ReceivedAt = arrivedOn is { } day && day <= clock.Today ? clock.At(day, TimeOnly.MinValue) : null,
            Issuer = Cell(OldBookFields.Issuer),
            Symbol = symbol.Length > 0 ? symbol : null,
            Unnumbered = symbol.Length > 0 ? null : true,
            IssuedOn = issuedOn,
            DocumentType = type,
            Subject = Cell(OldBookFields.Subject),
            Urgency = urgency ?? Documents.Urgency.Normal,
            ToPlaces = to.Length > 0 ? to : null,
            Notes = string.Join("\n", notes.Where(note => note.Length > 0)) is { Length: > 0 } text ? text : null,
        }, errors, clock, types);
        var receipt = signedBy.Length > 0 && handedOver ? errors.OptionalLine(OldBookFields.ReceiptSignedBy, signedBy, 200) : null;
        return new()
        {
            Number = number,
            ArrivedOn = arrivedOn,
            Draft = errors.None ? draft : null,
            TransferredOn = handedOver ? transferredOn : null,
            ReceiptSignedBy = receipt,
            Problem = errors.None ? null : InWords(errors.ToProblem()),
        };

        string Cell(string field) => columns.TryGetValue(field, out var column) && column < cells.Length ? cells[column].Trim() : "";

        DateOnly? ReadArrival(FieldErrors wrong)
        {
            var text = Cell(OldBookFields.ArrivedOn);
            if (text.Length == 0 || Ditto().IsMatch(text))
            {
                if (above is null)
                    wrong.Add(OldBookFields.ArrivedOn, "Không có ngày, và dòng trên cũng không có", "No date, nor in the line above");
                return above;
            }
            if (!WrittenDate.TryRead(text, (_, _) => years.First, out var date))
            {
                wrong.Add(OldBookFields.ArrivedOn, $"Không đọc được ngày “{Short(text)}”", $"The date “{Short(text)}” cannot be read");
                return null;
            }
            if (date.Year < years.First || date.Year > years.Last)
            {
                wrong.Add(OldBookFields.ArrivedOn, $"Ngày {date:dd/MM/yyyy} không thuộc năm của sổ", $"{date:yyyy-MM-dd} is not of the book's year");
                return null;
            }
            return date;
        }

        DateOnly? Date(string field, Func<int, int, int> yearOf)
        {
            var text = Cell(field);
            if (text.Length == 0)
                return null;
            if (WrittenDate.TryRead(text, yearOf, out var date))
                return date;
            errors.Add(field, $"Không đọc được ngày “{Short(text)}”", $"The date “{Short(text)}” cannot be read");
            return null;
        }

        // A letter of 28/12 that arrived on 3 January is of the year before; one of 30/9 that arrived in August is a slip.
        Func<int, int, int> YearUpTo(DateOnly? arrived) => (_, month) => arrived is { } end ? month - end.Month > 6 ? end.Year - 1 : end.Year : years.First;

        Func<int, int, int> YearFrom(DateOnly? arrived) => (_, month) => arrived is { } start ? start.Month - month > 6 ? start.Year + 1 : start.Year : years.First;
    }

    /// <summary>
    /// True when a row is marked secret: something but "no" in the column of secrecy, or the mark itself in any cell but the subject. Asked
    /// before anything of a row is written down.
    /// </summary>
    public static bool IsSecret(string[] cells, IReadOnlyDictionary<string, int> columns)
    {
        if (columns.TryGetValue(OldBookFields.Secrecy, out var secrecy) && secrecy < cells.Length && !NotSecret.Contains(VietnameseText.Words(cells[secrecy])))
            return true;
        var subject = columns.GetValueOrDefault(OldBookFields.Subject, -1);
        for (var column = 0; column < cells.Length; column++)
        {
            var cell = cells[column];
            // Whoever has not said which column is the subject has it in the long cells.
            if (column == subject || cell.Length == 0 || (subject < 0 && cell.Length > 60))
                continue;
            if (SecrecyMark.In(cell) || (cell.Length <= 20 && Levels.Contains(VietnameseText.Words(cell))))
                return true;
        }
        return false;
    }

    /// <summary>What is said of a secret row, and all that is.</summary>
    public static readonly TwoLanguages Marked = new(
        "Dòng mang dấu mật: không nhập, không giữ nội dung. Đăng ký ở sổ bí mật nhà nước trên máy độc lập",
        "Marked secret: not taken over, nothing of it is kept. Register it in the book of state secrets on the stand-alone computer");

    private static readonly HashSet<string> NotSecret = ["", "khong", "khong mat", "thuong", "none", "0", "khan", "thuong khan", "hoa toc"];

    private static readonly HashSet<string> Levels = ["mat", "toi mat", "tuyet mat"];

    private static int? ReadNumber(string text, FieldErrors errors)
    {
        if (text.Length == 0)
        {
            errors.Add(OldBookFields.ArrivalNumber, "Không có số đến", "No arrival number");
            return null;
        }
        if (Inserted().IsMatch(text))
        {
            errors.Add(OldBookFields.ArrivalNumber, $"Số chèn “{Short(text)}” không nhập được; ghi văn bản này ở Ghi chú của số chính",
                $"The inserted number “{Short(text)}” cannot be taken over; note the letter with the main number");
            return null;
        }
        var match = Numeral().Match(text);
        if (match.Success && int.TryParse(match.Groups[1].Value.Replace(".", "", StringComparison.Ordinal), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number is >= 1 and <= 999_999_999)
            return number;
        errors.Add(OldBookFields.ArrivalNumber, $"Không đọc được số “{Short(text)}”", $"The number “{Short(text)}” cannot be read");
        return null;
    }

    private static Urgency? UrgencyOf(string text) => VietnameseText.Words(text) switch
    {
        "" or "thuong" or "binh thuong" or "khong" => Documents.Urgency.Normal,
        "khan" => Documents.Urgency.Urgent,
        "thuong khan" => Documents.Urgency.VeryUrgent,
        "hoa toc" or "hoa toc hen gio" => Documents.Urgency.Express,
        _ => null,
    };

    private static TwoLanguages InWords(Problem problem) => new(
        string.Join("; ", problem.Errors.SelectMany(field => field.Value.Select(text => $"{OldBookFields.NameOf(field.Key).Vietnamese}: {text.Vietnamese}"))),
        string.Join("; ", problem.Errors.SelectMany(field => field.Value.Select(text => $"{OldBookFields.NameOf(field.Key).English}: {text.English}"))));

    private static string Short(string text) => text.Length <= 30 ? text : text[..30] + "…";

    [GeneratedRegex(@"^(?:số\s*)?([0-9]+|[0-9]{1,3}(?:\.[0-9]{3})+)(?:\.0+)?$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Numeral();

    [GeneratedRegex(@"^[0-9]+\s?(?:\p{L}|bis|ter)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Inserted();

    [GeneratedRegex("""^(?:["'”“〃,\-–]+|-?\s*nt\s*-?|như trên|-?\s*như trên\s*-?)$""", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Ditto();
}
