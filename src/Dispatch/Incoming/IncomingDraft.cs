using Dispatch.Agencies;
using Dispatch.Documents;
using Dispatch.Platform;

namespace Dispatch.Incoming;

/// <summary>The fields of an incoming document after checking: clean, complete, with the columns that search and matching need.</summary>
internal sealed record IncomingDraft
{
    /// <summary>Kept columns are wider than the legal lengths: those are warned about, not enforced.</summary>
    private const int LongestName = 1000, LongestSubject = 4000, LongestNotes = 20_000, LongestSymbol = 200;

    public required DateOnly ArrivedOn { get; init; }
    public required DateTimeOffset ReceivedAt { get; init; }
    public required string Issuer { get; init; }
    public required string? Sender { get; init; }
    public required CodeSymbol? Symbol { get; init; }
    public required DateOnly? IssuedOn { get; init; }
    public required string DocumentType { get; init; }
    public required string Subject { get; init; }
    public required Urgency Urgency { get; init; }
    public required Medium Medium { get; init; }
    public required ReceivedVia ReceivedVia { get; init; }
    public required string Language { get; init; }
    public required int? PageCount { get; init; }
    public required int? CopyCount { get; init; }
    public required Signer? Signer { get; init; }
    public required DateOnly? ReplyDueOn { get; init; }
    public required DateOnly? DueOn { get; init; }
    public required AccessLevel AccessLevel { get; init; }
    public required string? ToPlaces { get; init; }
    public required string? Distribution { get; init; }
    public required string? Notes { get; init; }
    public required DossierCode? Dossier { get; init; }

    public string IssuerFolded => Agency.Key(Issuer);

    public string SearchWords => VietnameseText.Words(string.Join(' ', Subject, Issuer, Symbol?.SearchWords, Signer?.FullName));

    /// <summary>Checks what a clerk wrote. Pure: what needs the database (type exists, book open, duplicate) comes after.</summary>
    /// <param name="fields">As sent.</param>
    /// <param name="errors">Collects what is wrong, field by field.</param>
    /// <param name="clock">For today and now.</param>
    /// <param name="types">Abbreviation → code of the document types in force.</param>
    /// <returns>The draft; null when <paramref name="errors"/> has something.</returns>
    public static IncomingDraft? Of(IncomingFields fields, FieldErrors errors, OfficeClock clock, DocumentTypes types)
    {
        var issuer = errors.Line("issuer", fields.Issuer, LongestName);
        var subject = errors.Line("subject", fields.Subject, LongestSubject);
        var symbol = ReadSymbol(fields, errors);
        var sender = errors.OptionalLine("sender", fields.Sender, LongestName);
        var language = errors.OptionalLine("language", fields.Language, LongestName) ?? "Tiếng Việt";
        var toPlaces = errors.OptionalLines("toPlaces", fields.ToPlaces, LongestNotes);
        var distribution = errors.OptionalLines("distribution", fields.Distribution, LongestNotes);
        var notes = errors.OptionalLines("notes", fields.Notes, LongestNotes);
        var signer = fields.Signer is null ? null : new Signer(
            errors.OptionalLine("signer.position", fields.Signer.Position, LongestName),
            errors.OptionalLine("signer.fullName", fields.Signer.FullName, LongestName));
        var dossier = fields.Dossier is null ? null : fields.Dossier with
        {
            AgencyCode = errors.OptionalLine("dossier.agencyCode", fields.Dossier.AgencyCode, LongestSymbol),
            Notation = errors.OptionalLine("dossier.notation", fields.Dossier.Notation, LongestSymbol),
        };
        if (dossier is { Year: not null and not (>= 1945 and <= 9999) })
            errors.Add("dossier.year", "Năm không hợp lệ", "The year is not valid");
        if (dossier is { Ordinal: <= 0 or > 999_999 })
            errors.Add("dossier.ordinal", "Từ 1 trở lên", "1 or more");

        var now = clock.Now;
        var receivedAt = fields.ReceivedAt ?? now;
        var arrivedOn = fields.ArrivedOn ?? clock.DateOf(receivedAt);
        if (arrivedOn > clock.Today)
            errors.Add("arrivedOn", "Ngày đến không được sau hôm nay", "The arrival date cannot be after today");
        if (receivedAt > now)
            errors.Add("receivedAt", "Lúc nhận không được sau bây giờ", "The time of receipt cannot be in the future");
        if (fields.IssuedOn > arrivedOn)
            errors.Add("issuedOn", $"Ngày văn bản không được sau ngày đến ({arrivedOn:dd/MM/yyyy})", $"The document date cannot be after {arrivedOn:yyyy-MM-dd}");
        if (fields.PageCount is < 0 or > 1_000_000)
            errors.Add("pageCount", "Số trang từ 0", "Pages from 0");
        if (fields.CopyCount is < 0 or > 1_000_000)
            errors.Add("copyCount", "Số bản từ 0", "Copies from 0");

        var type = fields.DocumentType is null ? types.OfNotation(symbol?.Notation) : errors.OptionalLine("documentType", fields.DocumentType, LongestSymbol);
        if (type is null || !types.Has(type))
            errors.Add("documentType", "Không có loại văn bản này", "There is no such document type");
        if (!errors.None)
            return null;
        return new()
        {
            ArrivedOn = arrivedOn,
            ReceivedAt = receivedAt,
            Issuer = issuer!,
            Sender = sender,
            Symbol = symbol,
            IssuedOn = fields.IssuedOn,
            DocumentType = type!,
            Subject = subject!,
            Urgency = fields.Urgency ?? Urgency.Normal,
            Medium = fields.Medium ?? Medium.Paper,
            ReceivedVia = fields.ReceivedVia ?? ReceivedVia.Post,
            Language = language,
            PageCount = fields.PageCount,
            CopyCount = fields.CopyCount,
            Signer = signer,
            ReplyDueOn = fields.ReplyDueOn,
            DueOn = fields.DueOn ?? fields.ReplyDueOn,
            AccessLevel = fields.AccessLevel ?? AccessLevel.Internal,
            ToPlaces = toPlaces,
            Distribution = distribution,
            Notes = notes,
            Dossier = dossier,
        };
    }

    // One of: a symbol in one text, number and notation apart, or an explicit "unnumbered".
    private static CodeSymbol? ReadSymbol(IncomingFields fields, FieldErrors errors)
    {
        var apart = fields.Number is not null || fields.Notation is not null;
        if (fields.Unnumbered == true)
        {
            if (apart || fields.Symbol is not null)
                errors.Add("unnumbered", "Văn bản không số thì không có số, ký hiệu", "An unnumbered paper has no number or notation");
            return null;
        }
        if (fields.Symbol is not null && apart)
        {
            errors.Add("symbol", "Gửi một trong hai: symbol, hoặc number và notation", "Send either symbol, or number and notation");
            return null;
        }
        var symbol = Clean("symbol", fields.Symbol);
        var number = Clean("number", fields.Number);
        var notation = Clean("notation", fields.Notation);
        if (errors.Has("symbol") || errors.Has("number") || errors.Has("notation"))
            return null;
        if (symbol is not null)
            return CodeSymbol.Parse(symbol);
        if (number is not null)
            return CodeSymbol.Of(number, notation);
        errors.Add(apart ? "number" : "symbol", "Nhập số, ký hiệu văn bản, ví dụ 123/UBND-VP", "Enter the number and symbol, for example 123/UBND-VP");
        return null;

        string? Clean(string field, string? value)
        {
            if (value is null)
                return null;
            if (!VietnameseText.TryCleanSymbol(value, out var clean))
                errors.Add(field, "Có ký tự điều khiển không được phép", "Control characters are not allowed");
            else if (clean.Length > LongestSymbol)
                errors.Add(field, $"Dài quá {LongestSymbol} ký tự", $"Longer than {LongestSymbol} characters");
            return string.IsNullOrEmpty(clean) ? null : clean;
        }
    }
}
