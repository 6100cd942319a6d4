using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Dispatch.Documents;
using Dispatch.Incoming;
using Dispatch.Journal;
using Dispatch.People;
using Dispatch.Platform;
using Dispatch.Platform.Http;
using Dispatch.Registers;
using Dispatch.Web.Desk;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Dispatch.Web.Pages.Incoming;

/// <summary>
/// Sửa: the fields of registering over a registered entry. Only what was changed is sent; when somebody else was quicker, their values come into the
/// fields that nobody touched here, and what was typed here stays.
/// </summary>
[Needs(Permission.RegisterIncoming)]
public sealed class CorrectModel(
    CorrectIncoming correct, ReadIncoming read, ReadIncomingHistory readHistory, FindRegisters registers, FindDocumentTypes types, TypedEntry typed,
    OfficeClock clock) : EntryFormPage
{
    private static readonly string[] Untyped = [nameof(RegisterForm.Register), nameof(RegisterForm.Secrecy), nameof(RegisterForm.Key),
        nameof(RegisterForm.FileIds), nameof(RegisterForm.PaperCopyOf), nameof(RegisterForm.AcceptDuplicateBecause)];

    /// <summary>The version the form was filled from.</summary>
    [BindProperty(Name = "version")]
    public int Version { get; set; }

    /// <summary>The form as it was filled, to know what was changed.</summary>
    [BindProperty(Name = "original")]
    public string? Original { get; set; }

    /// <summary>Why; stands in the history.</summary>
    [BindProperty(Name = "because")]
    public string? Because { get; set; }

    public IncomingView Document { get; private set; } = null!;

    /// <summary>True when the book is closed: nothing in it can be changed any more.</summary>
    public bool Closed { get; private set; }

    /// <summary>Fields that both changed: what stands there now.</summary>
    public IReadOnlyList<(string Field, string? Now)> Both { get; private set; } = [];

    public bool MayCorrect => !Closed && Document.Status != IncomingStatus.Annulled;

    public string Title => T[Problem is null ? "correct.title" : "error.correct", Document.ArrivalNumber];

    public async Task<IActionResult> OnGet(Guid id, CancellationToken ct)
    {
        if (!await Read(id, ct))
            return NotFound();
        Start(RegisterForm.Of(Document));
        return Page();
    }

    public async Task<IActionResult> OnPost(Guid id, CancellationToken ct)
    {
        if (!await Read(id, ct))
            return NotFound();
        var original = OriginalForm();
        var errors = new FieldErrors();
        var now = await typed.Read<CorrectIncomingRequest>(Form, errors, ct);
        var before = await typed.Read<CorrectIncomingRequest>(original, new FieldErrors(), ct);
        if (!errors.None)
            return Refused(errors.ToProblem());
        if (Patch(before, now) is not { } patch)
            return Redirect($"/van-ban-den/{id}");
        if ((await correct.Execute(Document.Id, patch, IfMatch.Exactly(Version), Caller, ct)).Ok(out _, out var problem))
            return Redirect($"/van-ban-den/{id}");
        if (problem.Slug == PlatformProblems.Stale.Slug)
            problem = await TakeOver(original, ct);
        return Refused(problem);
    }

    private PageResult Refused(Problem problem)
    {
        Refuse(problem);
        ModelState.Clear();
        return Page();
    }

    private JsonElement? Patch(CorrectIncomingRequest before, CorrectIncomingRequest now)
    {
        var (old, wanted) = (JsonSerializer.SerializeToNode(before, JournalJson.Values)!.AsObject(), JsonSerializer.SerializeToNode(now, JournalJson.Values)!.AsObject());
        var patch = new JsonObject();
        foreach (var name in old.Select(member => member.Key).Union(wanted.Select(member => member.Key)).Where(name => !JsonNode.DeepEquals(old[name], wanted[name])))
            patch[name] = wanted[name]?.DeepClone();
        if (patch.Count == 0)
            return null;
        if (!string.IsNullOrWhiteSpace(Because))
            patch["because"] = Because;
        return JsonSerializer.SerializeToElement(patch);
    }

    // Somebody was quicker: their values where nothing was typed here, the typed ones kept, and the fields that both changed named.
    private async Task<Problem> TakeOver(RegisterForm original, CancellationToken ct)
    {
        var fresh = JsonSerializer.SerializeToNode(RegisterForm.Of(Document))!.AsObject();
        var (old, mine) = (JsonSerializer.SerializeToNode(original)!.AsObject(), JsonSerializer.SerializeToNode(Form)!.AsObject());
        var both = new List<(string, string?)>();
        foreach (var name in fresh.Select(member => member.Key).Except(Untyped).ToList())
        {
            var (was, typedHere, standsNow) = (Plain(old[name]), Plain(mine[name]), Plain(fresh[name]));
            if (typedHere == was)
                mine[name] = fresh[name]?.DeepClone();
            else if (standsNow != was && standsNow != typedHere)
                both.Add((T.FieldName(name is nameof(RegisterForm.SignerName) or nameof(RegisterForm.SignerPosition) ? "signer" : JsonNamingPolicy.CamelCase.ConvertName(name)), Shown(name, standsNow)));
        }
        (Form, Both) = (mine.Deserialize<RegisterForm>()!, both);
        Original = JsonSerializer.Serialize(RegisterForm.Of(Document));
        Version = Document.Version;
        var last = (await readHistory.Execute(Document.Id, new Paging(Paging.MaxLimit), Caller, ct)).Ok(out var history, out _)
            ? history.Items.LastOrDefault(line => !line.Action.EndsWith(".read", StringComparison.Ordinal))
            : null;
        var at = last is null ? "" : clock.InOffice(last.At).ToString("HH:mm", CultureInfo.InvariantCulture);
        var words = Texts.Both("app.conflict");
        return new Problem(PlatformProblems.Stale.Slug, PlatformProblems.Stale.Status, new(
            string.Format(CultureInfo.InvariantCulture, words.Vietnamese, last?.Person, at), string.Format(CultureInfo.InvariantCulture, words.English, last?.Person, at)));
    }

    private string Shown(string name, string value) => new HistoryWords(T, clock, _ => null).Text(JsonNamingPolicy.CamelCase.ConvertName(name), value);

    private static string Plain(JsonNode? value) => (value?.ToString() ?? "").ReplaceLineEndings("\n").Trim();

    private void Start(RegisterForm form)
    {
        Form = form;
        Original = JsonSerializer.Serialize(form);
        Version = Document.Version;
    }

    private RegisterForm OriginalForm()
    {
        try
        {
            return JsonSerializer.Deserialize<RegisterForm>(Original ?? "") ?? RegisterForm.Of(Document);
        }
        catch (JsonException)
        {
            return RegisterForm.Of(Document);
        }
    }

    private async Task<bool> Read(Guid id, CancellationToken ct)
    {
        if (!(await read.Execute(new Id<Document>(id), Caller, ct)).Ok(out var document, out _))
            return false;
        Document = document;
        Closed = (await registers.Execute(ct)).Items.FirstOrDefault(book => book.Code == document.Register)?.Years.Any(year => year.Year == document.Year && year.ClosedAt is not null) == true;
        await FillTypes(types, bySymbol: false, ct);
        return true;
    }
}
