using System.Text.Json;
using Dispatch.Agencies;
using Dispatch.People;
using Dispatch.Platform;
using Dispatch.Platform.Http;
using Dispatch.Web.Desk;
using Microsoft.AspNetCore.Mvc;

namespace Dispatch.Web.Pages.Administration;

/// <summary>One agency: edited, ended, or merged into the one it is a duplicate of.</summary>
[Needs(Permission.ManageReference)]
public sealed class AgencyModel(EditAgency edit, FindAgencies find, MergeAgency merge) : AgencyPage
{
    public AgencyView Agency { get; private set; } = null!;

    /// <summary>Where it went; null while it stands for itself.</summary>
    public AgencyView? MergedInto { get; private set; }

    /// <summary>What was typed to find the agency that stays.</summary>
    public string? MergeWords { get; private set; }

    /// <summary>Agencies to merge into; null before a search.</summary>
    public IReadOnlyList<AgencyView>? Candidates { get; private set; }

    public Guid? Into { get; private set; }

    public string? Because { get; private set; }

    public async Task<IActionResult> OnGet(Guid id, string? gop, CancellationToken ct) => await Show(id, gop, ct) ? Page() : NotFound();

    public async Task<IActionResult> OnPost(Guid id, AgencyForm form, CancellationToken ct)
    {
        var errors = new FieldErrors();
        var (from, to) = (DateOf(form.ValidFrom, "validFrom", errors, Lean.Back), DateOf(form.ValidTo, "validTo", errors));
        var problem = errors.None
            ? (await edit.Execute(new Id<Agency>(id), JsonSerializer.SerializeToElement(new
            {
                name = form.Name ?? "",
                abbreviation = form.Abbreviation,
                code = form.Code,
                validFrom = from,
                validTo = to,
                source = form.Source ?? "",
                variants = form.VariantLines,
            }), IfMatch.Exactly(form.Version), Caller, ct)).Problem
            : errors.ToProblem();
        if (problem is null)
            return Redirect($"/quan-tri/danh-ba/{id}?xong=agency");
        if (!await Show(id, null, ct))
            return NotFound();
        Form = form;
        Refuse(Gathered(problem));
        return Page();
    }

    public async Task<IActionResult> OnPostMerge(Guid id, Guid? into, string? because, string? gop, CancellationToken ct)
    {
        var request = new MergeAgencyRequest { Into = into is { } chosen ? new Id<Agency>(chosen) : null, Because = because };
        if ((await merge.Execute(new Id<Agency>(id), request, Caller, ct)).Ok(out var stays, out var problem))
            return Redirect($"/quan-tri/danh-ba/{stays.Id}?xong=merged");
        if (!await Show(id, gop, ct))
            return NotFound();
        (Into, Because) = (into, because);
        Refuse(problem);
        return Page();
    }

    private async Task<bool> Show(Guid id, string? words, CancellationToken ct)
    {
        if (!(await edit.Read(new Id<Agency>(id), ct)).Ok(out var agency, out _))
            return false;
        (Agency, Form, MergeWords) = (agency, AgencyForm.Of(agency), words);
        if (agency.MergedInto is { } into && (await edit.Read(into, ct)).Ok(out var stays, out _))
            MergedInto = stays;
        if (!string.IsNullOrWhiteSpace(words) && (await find.Execute(words, null, new Paging(10), ct)).Ok(out var found, out _))
            Candidates = [.. found.Items.Where(candidate => candidate.Id != agency.Id && candidate.ValidTo is null)];
        return true;
    }
}
