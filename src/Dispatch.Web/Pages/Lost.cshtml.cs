using Dispatch.Web.Desk;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Dispatch.Web.Pages;

/// <summary>What a person sees when a page is not there, not theirs, or broke: in the desk's clothes, with a way on.</summary>
[AllowAnonymous, IgnoreAntiforgeryToken]
[ResponseCache(NoStore = true)]
public sealed class LostModel : DeskPage
{
    public int Code { get; private set; }

    /// <summary>Which words are said.</summary>
    public string Kind => Code switch
    {
        400 => "400",
        403 => "403",
        404 => "404",
        < 500 => "4xx",
        _ => "500",
    };

    public void OnGet(int code) => Show(code);

    // The page stands in for whatever request failed, forms among them.
    public void OnPost(int code) => Show(code);

    private void Show(int code)
    {
        Code = code is >= 400 and < 600 ? code : 404;
        Response.StatusCode = Code;
    }
}
