using Dispatch.People;
using Dispatch.Platform;
using Dispatch.Platform.Http;
using Dispatch.Web.Desk;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Dispatch.Web.Pages;

/// <summary>Vietnamese or English, kept in a cookie; the page one was on comes back.</summary>
[AllowAnonymous]
public sealed class LanguageModel(OfficeClock clock) : DeskPage
{
    public IActionResult OnGet() => Redirect("/");

    public IActionResult OnPost([FromForm(Name = "ngon-ngu")] string? language, [FromForm(Name = "tiep")] string? returnUrl)
    {
        if (language is "vi" or "en")
            Response.Cookies.Append(RequestLanguage.Cookie, language, new CookieOptions
            {
                Expires = clock.Now.AddYears(1),
                HttpOnly = true,
                IsEssential = true,
                SameSite = SameSiteMode.Lax,
                Secure = Request.IsHttps,
            });
        return Redirect(LocalUrl.OrHome(returnUrl));
    }
}
