using System.Text.RegularExpressions;
using Dispatch.Access;
using Dispatch.Documents;
using Dispatch.Incoming;
using Dispatch.People;
using Dispatch.Platform;
using Dispatch.Platform.Http;
using Dispatch.Web.Desk;
using Microsoft.AspNetCore.Mvc;

namespace Dispatch.Web.Pages.Administration;

/// <summary>Vì sao thấy, không thấy: why a person sees a document, or does not, without a word of what is in it.</summary>
[Needs(Permission.ExplainAccess)]
public sealed partial class AccessModel(FindReaders readers, LocateDocument locate) : AdministrationPage
{
    [BindProperty(SupportsGet = true, Name = "van-ban")]
    public string? Which { get; set; }

    [BindProperty(SupportsGet = true, Name = "nguoi")]
    public string? Person { get; set; }

    public AccessExplained? Answer { get; private set; }

    public async Task<IActionResult> OnGet(CancellationToken ct)
    {
        if (string.IsNullOrWhiteSpace(Which) || string.IsNullOrWhiteSpace(Person))
            return Page();
        var id = Uuid().Match(Which) is { Success: true } uuid ? Guid.Parse(uuid.Value)
            : Number().Match(Which) is { Success: true } number
                ? await locate.Execute(number.Groups[1].Value, int.Parse(number.Groups[2].Value, System.Globalization.CultureInfo.InvariantCulture), int.Parse(number.Groups[3].Value, System.Globalization.CultureInfo.InvariantCulture), ct)
                : null;
        if (id is not { } found)
            Refuse(IncomingProblems.NotFound);
        else if ((await readers.Explain(new Id<Document>(found), Person, Caller, ct)).Ok(out var answer, out var problem))
            Answer = answer;
        else
            Refuse(problem);
        return Page();
    }

    [GeneratedRegex("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")]
    private static partial Regex Uuid();

    [GeneratedRegex(@"^\s*([^/\s]+)/(\d{4})/(\d{1,7})\s*$")]
    private static partial Regex Number();
}
