using Dispatch.Agencies;
using Dispatch.People;
using Dispatch.Platform;
using Dispatch.Platform.Http;
using Dispatch.Web.Desk;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Mvc;

namespace Dispatch.Web.Pages.Administration;

/// <summary>The directory of agencies: found, added, taken in from a file and given out as one.</summary>
[Needs(Permission.ManageReference)]
public sealed class AgenciesModel(FindAgencies find, AddAgency add) : AgencyPage
{
    public Page<AgencyView> Found { get; private set; } = new([], null);

    public bool Adding { get; private set; }

    [FromQuery(Name = "tu-khoa")]
    public string? Words { get; set; }

    /// <summary>The next page of the same search; null at the end.</summary>
    public string? NextAddress => Found.NextCursor is { } cursor
        ? "/quan-tri/danh-ba" + new QueryBuilder(new Dictionary<string, string> { ["tu-khoa"] = Words ?? "", ["tiep"] = cursor })
        : null;

    public async Task OnGet(string? them, string? tiep, CancellationToken ct)
    {
        Adding = them is not null;
        if (Adding)
        {
            Form = new() { Name = Words, ValidFrom = Written(Today) };
            return;
        }
        if ((await find.Execute(Words, null, new Paging(Cursor: string.IsNullOrEmpty(tiep) ? null : tiep), ct)).Ok(out var found, out var problem))
            Found = found;
        else
            Refuse(problem);
    }

    public async Task<IActionResult> OnPost(AgencyForm form, CancellationToken ct)
    {
        var errors = new FieldErrors();
        var from = DateOf(form.ValidFrom, "validFrom", errors, Lean.Back);
        if (!string.IsNullOrWhiteSpace(form.ValidTo))
            errors.Add("validTo", Texts.Both("agencies.noEndYet"));
        var problem = errors.ToProblem();
        if (errors.None && (await add.Execute(new()
        {
            Name = form.Name,
            Abbreviation = form.Abbreviation,
            Code = form.Code,
            ValidFrom = from,
            Source = form.Source,
            Variants = form.VariantLines,
        }, Caller, ct)).Ok(out var added, out problem))
            return Redirect($"/quan-tri/danh-ba/{added.Id}?xong=agency");
        (Adding, Form) = (true, form);
        Refuse(Gathered(problem!));
        return Page();
    }
}
