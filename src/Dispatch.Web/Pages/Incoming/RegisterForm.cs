using System.Globalization;
using System.Text.Json.Serialization;
using Dispatch.Documents;
using Dispatch.Incoming;
using Dispatch.Platform;
using Dispatch.Web.TagHelpers;
using Microsoft.AspNetCore.Mvc;

namespace Dispatch.Web.Pages.Incoming;

/// <summary>
/// What a clerk typed, as typed: a form that comes back with errors comes back with every letter of it. Names are those of the wire, so
/// that the use case's errors find their fields.
/// </summary>
public sealed class RegisterForm
{
    public string? Register { get; set; }
    public string? ArrivedOn { get; set; }
    public string? Symbol { get; set; }
    public bool Unnumbered { get; set; }
    public string? IssuedOn { get; set; }
    public string? Issuer { get; set; }
    public string? Sender { get; set; }
    public string? Subject { get; set; }
    public string? DocumentType { get; set; }
    public string? Urgency { get; set; }
    public string? Secrecy { get; set; }
    public string? DueOn { get; set; }
    public string? ReplyDueOn { get; set; }
    public string? PageCount { get; set; }
    public string? CopyCount { get; set; }
    public string? Medium { get; set; }
    public string? ReceivedVia { get; set; }
    public string? AccessLevel { get; set; }
    [BindProperty(Name = "signer.position")]
    public string? SignerPosition { get; set; }
    [BindProperty(Name = "signer.fullName")]
    public string? SignerName { get; set; }
    public string? ToPlaces { get; set; }
    public string? Notes { get; set; }
    public string? AcceptDuplicateBecause { get; set; }

    /// <summary>Ticked scans, each as <see cref="ScanLine.Value"/>.</summary>
    public List<string> FileIds { get; set; } = [];

    /// <summary>The item of the queue that this registers.</summary>
    public Guid? Muc { get; set; }

    /// <summary>True when the item's envelope holds further documents.</summary>
    public bool MoreInEnvelope { get; set; }

    /// <summary>The entry that gets these scans as its paper copy, instead of a new number.</summary>
    public Guid? PaperCopyOf { get; set; }

    /// <summary>Lets a second press of the button do nothing; one that no desk ever wrote gives way to a new one.</summary>
    public string Key { get; set => field = IsKey(value) ? value : NewKey(); } = NewKey();

    [JsonIgnore]
    public IReadOnlyList<ScanLine> Scans => [.. FileIds.Select(ScanLine.Read).OfType<ScanLine>()];

    /// <summary>True when something is typed that the next letter would not start with anyway.</summary>
    [JsonIgnore]
    public bool HasContent =>
        FileIds.Count > 0 || new[] { Symbol, IssuedOn, Sender, Subject, DueOn, ReplyDueOn, CopyCount, SignerPosition, SignerName, ToPlaces, Notes }
            .Any(text => !string.IsNullOrWhiteSpace(text));

    /// <summary>The files in another order: <paramref name="first"/> becomes the main one, <paramref name="up"/> goes one place up.</summary>
    public void Arrange(Guid? first, Guid? up)
    {
        var at = FileIds.FindIndex(line => ScanLine.Read(line)?.Id is { } id && (id == first || id == up));
        if (at <= 0)
            return;
        var moved = FileIds[at];
        FileIds.RemoveAt(at);
        FileIds.Insert(first is null ? at - 1 : 0, moved);
    }

    /// <summary>An empty form for the next letter of the same post: book, day, issuer and the way it came stay.</summary>
    public RegisterForm Next() => new()
    {
        Register = Register,
        ArrivedOn = ArrivedOn,
        Issuer = Issuer,
        Medium = Medium,
        ReceivedVia = ReceivedVia,
        AccessLevel = AccessLevel,
    };

    /// <summary>A form for an item of the queue, as far as the envelope and the scan say; book and the way it came stay.</summary>
    public RegisterForm For(ReceivedItemView item, OfficeClock clock) => new()
    {
        Muc = item.Id.Value,
        Register = Register,
        ArrivedOn = Written(clock.DateOf(item.ReceivedAt)),
        Issuer = item.Issuer,
        Urgency = EnumText.Of(item.Urgency),
        Medium = Medium,
        ReceivedVia = ReceivedVia,
        AccessLevel = AccessLevel,
        FileIds = [.. item.Files.Select(file => new ScanLine(file.Id, file.MediaType, file.Pages, file.Name).Value)],
    };

    /// <summary>The form as <paramref name="view"/> would have been typed.</summary>
    public static RegisterForm Of(IncomingView view) => new()
    {
        Register = view.Register,
        ArrivedOn = Written(view.ArrivedOn),
        Symbol = view.Symbol,
        Unnumbered = view.Unnumbered,
        IssuedOn = Written(view.IssuedOn),
        Issuer = view.Issuer,
        Sender = view.Sender == view.Issuer ? null : view.Sender,
        Subject = view.Subject,
        DocumentType = view.DocumentType,
        Urgency = EnumText.Of(view.Urgency),
        DueOn = Written(view.DueOn),
        ReplyDueOn = Written(view.ReplyDueOn),
        PageCount = view.PageCount?.ToString(CultureInfo.InvariantCulture),
        CopyCount = view.CopyCount?.ToString(CultureInfo.InvariantCulture),
        Medium = EnumText.Of(view.Medium),
        ReceivedVia = EnumText.Of(view.ReceivedVia),
        AccessLevel = EnumText.Of(view.AccessLevel),
        SignerPosition = view.Signer?.Position,
        SignerName = view.Signer?.FullName,
        ToPlaces = view.ToPlaces,
        Notes = view.Notes,
    };

    private static string? Written(DateOnly? date) => date?.ToString(DateTagHelper.Written, CultureInfo.InvariantCulture);

    private static bool IsKey(string? key) => key is { Length: > 0 and <= 100 } && key.All(c => c is > ' ' and <= '~');

    internal static string NewKey() => "desk-" + Id<Document>.New();
}

/// <summary>An uploaded scan that no document has taken yet.</summary>
public sealed record ScanLine(Guid Id, string MediaType, int? Pages, string Name)
{
    public bool IsPdf => MediaType == "application/pdf";

    /// <summary>All of it in the value of one check box: without JavaScript the form carries it from page to page.</summary>
    public string Value => string.Create(CultureInfo.InvariantCulture, $"{Id}|{MediaType}|{Pages}|{Name}");

    /// <summary>Null for a value that this desk did not write.</summary>
    public static ScanLine? Read(string value) =>
        value.Split('|', 4) is [var id, var mediaType, var pages, var name] && Guid.TryParse(id, out var parsed)
            ? new(parsed, mediaType, int.TryParse(pages, NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : null, name)
            : null;
}
