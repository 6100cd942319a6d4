using Dispatch.People;
using Dispatch.Platform;
using Dispatch.Web.Desk;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Dispatch.Web.Pages.People;

/// <summary>Sets a password by a link that works once: the first administrator's, and after a reset.</summary>
[AllowAnonymous]
public sealed class SetPasswordModel(SetPassword setPassword) : DeskPage
{
    public string? Code { get; private set; }

    /// <summary>Whose password it is; null when the link is no good.</summary>
    public string? UserName { get; private set; }

    public Task OnGet(string? ma, CancellationToken ct) => Ask(ma, ct);

    public async Task<IActionResult> OnPost(string? ma, string? password, string? again, CancellationToken ct)
    {
        await Ask(ma, ct);
        if (UserName is null)
            return Page();
        if (password != again)
        {
            var errors = new FieldErrors();
            errors.Add("again", Texts.Both("password.differ"));
            Refuse(errors.ToProblem());
            return Page();
        }
        if ((await setPassword.Execute(new SetPasswordRequest(ma!, password ?? ""), Visitor.Of(HttpContext), ct)).Ok(out var userName, out var problem))
            return Redirect("/dang-nhap?ten=" + Uri.EscapeDataString(userName));
        Refuse(problem);
        return Page();
    }

    private async Task Ask(string? code, CancellationToken ct)
    {
        Code = code;
        if ((await setPassword.WhoseLink(code, ct)).Ok(out var userName, out var problem))
            UserName = userName;
        else
            Refuse(problem);
    }
}
