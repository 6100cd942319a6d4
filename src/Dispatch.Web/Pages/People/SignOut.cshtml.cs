using Dispatch.People;
using Dispatch.Platform.Http;
using Dispatch.Web.Desk;
using Microsoft.AspNetCore.Mvc;

namespace Dispatch.Web.Pages.People;

/// <summary>Leaving the desk. Only by a form: a link could be followed by a browser that merely looks ahead.</summary>
[Needs(Permission.SignedIn)]
public sealed class SignOutModel(SignOut signOut) : DeskPage
{
    public IActionResult OnGet() => Redirect("/");

    public async Task<IActionResult> OnPost(CancellationToken ct)
    {
        await signOut.Execute(HttpContext.Features.Get<CurrentSession>()!, Caller, ct);
        SessionCookie.Clear(HttpContext);
        return Redirect("/dang-nhap");
    }
}
