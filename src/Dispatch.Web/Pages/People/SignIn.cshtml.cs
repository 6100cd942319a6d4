using Dispatch.People;
using Dispatch.Platform;
using Dispatch.Web.Desk;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Dispatch.Web.Pages.People;

/// <summary>Signing in: by name and password, and in the sample office by a click on a person's card.</summary>
[AllowAnonymous]
public sealed class SignInModel(SignIn signIn, SignInAsSamplePerson signInAsSamplePerson, FindPeople findPeople) : DeskPage
{
    public string? ReturnUrl { get; private set; }

    public string? UserName { get; private set; }

    /// <summary>The people of the sample office; empty in a real one.</summary>
    public IReadOnlyList<PersonView> People { get; private set; } = [];

    public async Task OnGet(string? returnUrl, string? ten, CancellationToken ct)
    {
        (ReturnUrl, UserName) = (returnUrl, ten);
        await FindCards(ct);
    }

    public async Task<IActionResult> OnPost(string? userName, string? password, string? returnUrl, CancellationToken ct) =>
        await Enter(await signIn.Execute(new SignInRequest(userName ?? "", password ?? ""), SessionKind.Browser, Visitor.Of(HttpContext), ct), userName, returnUrl, ct);

    public async Task<IActionResult> OnPostSample(string? userName, string? returnUrl, CancellationToken ct) =>
        await Enter(await signInAsSamplePerson.Execute(userName ?? "", Visitor.Of(HttpContext), ct), userName, returnUrl, ct);

    /// <summary>What a person is, under the name: the post, or else the roles.</summary>
    public static string PostOf(PersonView person, Texts texts) =>
        person.Title.Length > 0 ? person.Title : string.Join(", ", person.Roles.Select(role => texts["role." + EnumText.Of(role)]));

    /// <summary>The first letter of the given name, which comes last.</summary>
    public static string Initial(PersonView person) => person.FullName.Split(' ')[^1][..1].ToUpperInvariant();

    private async Task<IActionResult> Enter(Result<SignInAnswer> result, string? userName, string? returnUrl, CancellationToken ct)
    {
        if (result.Ok(out var answer, out var problem))
        {
            SessionCookie.Set(HttpContext, answer.Token);
            return Redirect(LocalUrl.OrHome(returnUrl));
        }
        (UserName, ReturnUrl) = (userName, returnUrl);
        Refuse(problem);
        await FindCards(ct);
        return Page();
    }

    private async Task FindCards(CancellationToken ct)
    {
        if (signInAsSamplePerson.IsOpenTo(Visitor.Of(HttpContext)))
            People = await findPeople.All(ct);
    }
}
