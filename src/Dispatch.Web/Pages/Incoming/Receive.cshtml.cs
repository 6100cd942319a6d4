using System.Security.Cryptography;
using System.Text;
using Dispatch.Documents;
using Dispatch.Files;
using Dispatch.Incoming;
using Dispatch.People;
using Dispatch.Platform;
using Dispatch.Platform.Http;
using Dispatch.Web.Desk;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace Dispatch.Web.Pages.Incoming;

/// <summary>Notes what has arrived: from the envelope alone, or with scans, each file an item or all of them one.</summary>
[Needs(Permission.RegisterIncoming)]
[RequestSizeLimit(LargestPost), RequestFormLimits(MultipartBodyLengthLimit = LargestPost)]
public sealed class ReceiveModel(ReceiveItem receive, StoreFile store, Idempotency idempotency, OfficeClock clock) : DeskPage
{
    // The limit of one file is StoreFile's; this one only keeps a form from being endless.
    private const long LargestPost = 1L << 30;

    private static readonly string[] SecrecyLevels = ["none", "confidential", "secret", "topSecret"];

    [BindProperty(Name = "")]
    public ReceiveForm Form { get; set; } = new();

    public IReadOnlyList<SelectListItem> Urgencies => Choices("urgency.", Enum.GetValues<Urgency>().Select(EnumText.Of));

    public IReadOnlyList<SelectListItem> Secrecies => Choices("secrecy.", SecrecyLevels);

    public override string FieldOf(string name) => name is "fileIds" ? "files" : name;

    public IActionResult OnGet() => Page();

    public async Task<IActionResult> OnPost(List<IFormFile> files, CancellationToken ct)
    {
        ModelState.Clear();
        // The choice of a level stops everything before a file is opened: of a secret document nothing is kept.
        var (sent, problem) = Form.Secrecy is null or "none" ? await Keep(files, ct) : ("", null);
        var errors = new FieldErrors();
        if (!TypedMoment.TryParse(Form.ReceivedAt, clock, out var receivedAt))
            errors.Add("receivedAt", Texts.Both("error.moment"));
        problem ??= errors.None ? null : errors.ToProblem();
        var noted = 0;
        var scans = Form.Scans;
        IReadOnlyList<IReadOnlyList<ScanLine>> items = Form.Split == "one" || scans.Count < 2 ? [scans] : [.. scans.Select(scan => new[] { scan })];
        for (var i = 0; i < items.Count && problem is null; i++)
        {
            var request = new ReceiveItemRequest
            {
                ReceivedAt = receivedAt,
                Urgency = EnumText.TryParse<Urgency>(Form.Urgency, out var urgency) ? urgency : null,
                Secrecy = Form.Secrecy,
                Issuer = Form.Issuer,
                AddressedTo = Form.AddressedTo,
                FileIds = [.. items[i].Select(scan => scan.Id)],
            };
            var caller = Caller with { Key = new IdempotencyKey($"{Form.Key}-{i}", SHA256.HashData(Encoding.UTF8.GetBytes(sent))) };
            problem = (await idempotency.Once(caller, () => receive.Execute(request, caller, ct), ct)).Problem;
            if (problem is null)
                noted++;
        }
        if (problem is null)
            return Redirect($"/cho-vao-so?ghi={noted}");
        Refuse(problem);
        return Page();
    }

    // What was sent, in words that are the same when it is sent again; and the first file's problem.
    private async Task<(string Sent, Problem? Problem)> Keep(List<IFormFile> files, CancellationToken ct)
    {
        Problem? first = null;
        foreach (var file in files)
        {
            await using var content = file.OpenReadStream();
            if ((await store.Execute(new StoreFileRequest(file.FileName, content), Caller, ct)).Ok(out var stored, out var problem))
                Form.FileIds.Add(new ScanLine(stored.Id.Value, stored.MediaType, stored.Pages, stored.Name).Value);
            else
                first ??= problem;
        }
        return (string.Join('\n', [Form.ReceivedAt, Form.Urgency, Form.Issuer, Form.AddressedTo, Form.Split, .. Form.Scans.Select(scan => scan.Name)]), first);
    }

    private List<SelectListItem> Choices(string key, IEnumerable<string> values) => [.. values.Select(value => new SelectListItem(T[key + value], value))];
}
