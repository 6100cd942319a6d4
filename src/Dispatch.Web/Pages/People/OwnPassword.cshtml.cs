using Dispatch.People;
using Dispatch.Platform;
using Dispatch.Platform.Http;
using Dispatch.Web.Desk;
using Microsoft.AspNetCore.Mvc;

namespace Dispatch.Web.Pages.People;

/// <summary>One's own new password; the only page open while the present one is known to somebody else.</summary>
[Needs(Permission.SignedIn)]
public sealed class OwnPasswordModel(ChangeOwnPassword change) : DeskPage
{
    /// <summary>True while nothing else can be done before.</summary>
    public bool Due => Session.MustChangePassword;

    private CurrentSession Session => HttpContext.Features.Get<CurrentSession>()!;

    public async Task<IActionResult> OnPost(string? currentPassword, string? newPassword, string? again, CancellationToken ct)
    {
        if (newPassword != again)
        {
            var errors = new FieldErrors();
            errors.Add("again", Texts.Both("password.differ"));
            Refuse(errors.ToProblem());
            return Page();
        }
        if ((await change.Execute(new() { CurrentPassword = currentPassword, NewPassword = newPassword }, Session, Caller, ct)).Ok(out _, out var problem))
            return Redirect(Due ? "/" : "/tai-khoan?xong=password");
        Refuse(problem);
        return Page();
    }
}
