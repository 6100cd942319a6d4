using Dispatch.Platform;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.DependencyInjection;

namespace Dispatch.Web.Desk;

/// <summary>What every page of the desk knows: who sits at it, in which language, and what went wrong with what they sent.</summary>
public abstract class DeskPage : PageModel
{
    private Texts? texts;

    /// <summary>The person at the desk.</summary>
    public Caller Caller => HttpContext.Features.Get<Caller>()! with { Via = "page", Language = T.Language };

    public Texts T => texts ??= HttpContext.RequestServices.GetRequiredService<Texts>();

    /// <summary>What went wrong with the form; shown above it and beside its fields.</summary>
    public Problem? Problem { get; protected set; }

    /// <summary>The error beside the field of one of these wire names; null when there is none.</summary>
    public string? ErrorOf(params IEnumerable<string> names) =>
        Problem is null ? null : names.Where(Problem.Errors.ContainsKey).Select(name => string.Join(" ", Problem.Errors[name].Select(text => T[text]))).FirstOrDefault();

    /// <summary>Everything that is wrong with a list of which every item has fields; null for nothing.</summary>
    public string? ErrorUnder(string list) =>
        Problem?.Errors.Where(error => error.Key.StartsWith(list, StringComparison.Ordinal)).SelectMany(error => error.Value).Select(text => T[text]).Distinct().ToList() is { Count: > 0 } errors
            ? string.Join(" ", errors)
            : null;

    /// <summary>The field of the form that shows errors of this wire name; forms with one control for two names say so.</summary>
    public virtual string FieldOf(string name) => name;

    /// <summary>Shows the problem on this page, with its status.</summary>
    protected void Refuse(Problem problem)
    {
        Problem = problem;
        Response.StatusCode = problem.Status;
    }

    /// <summary>True when htmx asks for what goes into the element <paramref name="target"/> (<c>section#detail</c>) instead of a whole page.</summary>
    protected bool AsksFor(string target) => FromHtmx && Request.Headers["HX-Target"] == target;

    /// <summary>True when htmx asks, not the browser itself.</summary>
    protected bool FromHtmx => Request.Headers["HX-Request"] == "true";
}
