using Dispatch.Documents;
using Dispatch.People;
using Dispatch.Platform;
using Dispatch.Routing;
using Microsoft.AspNetCore.Mvc;

namespace Dispatch.Web.Desk;

/// <summary>After an act: who has the document now; in the sample office with a button that opens their desk.</summary>
public sealed class WhoHasIt(ReadRouting read, SignInAsSamplePerson signIn, FindPeople people) : ViewComponent
{
    public async Task<IViewComponentResult> InvokeAsync(Guid document, string said)
    {
        var caller = HttpContext.Features.Get<Caller>();
        if (caller is null || !(await read.Execute(new Id<Document>(document), caller, HttpContext.RequestAborted)).Ok(out var routing, out _))
            return View("/Pages/Routing/_WhoHasIt.cshtml", new NowWith(said, null, null, null, null, null));
        var now = routing.Custody[^1];
        PersonView? desk = null;
        if (signIn.IsOpenTo(Visitor.Of(HttpContext)))
        {
            var all = await people.All(HttpContext.RequestAborted);
            desk = now.Person is { } person ? all.FirstOrDefault(one => one.UserName == person)
                : now.Unit is { } unit ? all.FirstOrDefault(one => one.Unit?.Code == unit && one.Roles.Contains(Role.UnitHead))
                : null;
        }
        return View("/Pages/Routing/_WhoHasIt.cshtml",
            new NowWith(said, routing.Document.ArrivalNumber, document, now.Holder, desk?.UserName == caller.UserName ? null : desk?.UserName, desk?.FullName));
    }
}

/// <summary>Where a document is after an act.</summary>
/// <param name="Said">Key of what was done (<c>done.…</c>).</param>
/// <param name="Number">Số đến; null when it is out of sight.</param>
/// <param name="Document">The document.</param>
/// <param name="Holder">Who has it; null for the registry.</param>
/// <param name="UserName">Whose desk can be opened; null for none.</param>
/// <param name="FullName">Their name.</param>
public sealed record NowWith(string Said, int? Number, Guid? Document, string? Holder, string? UserName, string? FullName);
