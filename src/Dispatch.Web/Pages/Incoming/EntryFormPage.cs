using Dispatch.Documents;
using Dispatch.Incoming;
using Dispatch.Platform;
using Dispatch.Web.Desk;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace Dispatch.Web.Pages.Incoming;

/// <summary>A page with the fields of an entry: registering and correcting show the same ones (<c>_EntryFields</c>).</summary>
public abstract class EntryFormPage : DeskPage
{
    private static readonly HashSet<string> RestFields =
        ["medium", "copyCount", "replyDueOn", "signer.position", "signer.fullName", "sender", "accessLevel", "toPlaces", "notes"];

    [BindProperty(Name = "")]
    public RegisterForm Form { get; set; } = new();

    /// <summary>What the document before was, for Ctrl+D.</summary>
    public RegisterForm? Last { get; protected set; }

    /// <summary>True where a level of secrecy may still be chosen, to be refused.</summary>
    public virtual bool AsksSecrecy => false;

    /// <summary>True when nobody chose the issuer for this letter: it only stayed from the one before.</summary>
    public virtual bool IssuerIsKept => false;

    public IReadOnlyList<SelectListItem> Types { get; private set; } = [];

    public IReadOnlyList<SelectListItem> Urgencies => Choices<Urgency>("urgency.");

    public IReadOnlyList<SelectListItem> Vias => Choices<ReceivedVia>("via.");

    public IReadOnlyList<SelectListItem> Media => Choices<Medium>("medium.");

    public IReadOnlyList<SelectListItem> Accesses => Choices<AccessLevel>("access.");

    public IReadOnlyList<SelectListItem> Secrecies =>
        [.. SecrecyLevels.Select(level => new SelectListItem(T["secrecy." + level], level))];

    /// <summary>The less used fields are shown when one of them has something to say.</summary>
    public bool RestIsOpen =>
        Form is { Sender.Length: > 0 } or { CopyCount.Length: > 0 } or { ReplyDueOn.Length: > 0 } or { SignerName.Length: > 0 } or { SignerPosition.Length: > 0 }
            or { ToPlaces.Length: > 0 } or { Notes.Length: > 0 }
        || Problem?.Errors.Keys.Any(RestFields.Contains) == true;

    private static readonly string[] SecrecyLevels = ["none", "confidential", "secret", "topSecret"];

    public override string FieldOf(string name) => name is "number" or "notation" or "unnumbered" ? "symbol" : name is "fileIds" ? "scans" : name;

    protected async Task FillTypes(FindDocumentTypes types, bool bySymbol, CancellationToken ct) =>
        Types =
        [
            .. bySymbol ? [new SelectListItem(T["reg.type.bySymbol"], "")] : Array.Empty<SelectListItem>(),
            .. (await types.Execute(new Paging(Paging.MaxLimit), ct)).Value.Items.Select(type => new SelectListItem(type.Name, type.Code)),
        ];

    private List<SelectListItem> Choices<TEnum>(string key) where TEnum : struct, Enum =>
        [.. Enum.GetValues<TEnum>().Select(EnumText.Of).Select(value => new SelectListItem(T[key + value], value))];
}
