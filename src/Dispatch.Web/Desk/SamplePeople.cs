using Dispatch.People;
using Microsoft.AspNetCore.Mvc;

namespace Dispatch.Web.Desk;

/// <summary>The strip above the header of the sample office: it says that nothing here is real, and switches person.</summary>
public sealed class SamplePeople(SignInAsSamplePerson signIn, FindPeople findPeople) : ViewComponent
{
    public async Task<IViewComponentResult> InvokeAsync(string here) =>
        signIn.IsOpenTo(Visitor.Of(HttpContext))
            ? View("/Pages/Shared/_SamplePeople.cshtml", (await findPeople.All(HttpContext.RequestAborted), here))
            : Content("");
}
