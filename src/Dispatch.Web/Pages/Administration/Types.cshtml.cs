using System.Text.Json;
using Dispatch.Documents;
using Dispatch.People;
using Dispatch.Platform;
using Dispatch.Platform.Http;
using Dispatch.Web.Desk;
using Microsoft.AspNetCore.Mvc;

namespace Dispatch.Web.Pages.Administration;

/// <summary>Document types: the 29 of the decree stand as they are, the office's own are added and closed.</summary>
[Needs(Permission.ManageReference)]
public sealed class TypesModel(FindDocumentTypes find, AddDocumentType add, EditDocumentType edit) : AdministrationPage
{
    public IReadOnlyList<DocumentTypeDetail> Fixed { get; private set; } = [];

    public IReadOnlyList<DocumentTypeDetail> Own { get; private set; } = [];

    public TypeForm Form { get; private set; } = new();

    public async Task<IActionResult> OnGet(string? sua, CancellationToken ct)
    {
        await Show(ct);
        if (sua is null)
            Form.ValidFrom = Written(Today);
        else if (Own.FirstOrDefault(type => type.Code == sua) is { } type)
            Form = TypeForm.Of(type);
        else
            return NotFound();
        return Page();
    }

    public async Task<IActionResult> OnPost(TypeForm form, CancellationToken ct)
    {
        var errors = new FieldErrors();
        var (from, to) = (DateOf(form.ValidFrom, "validFrom", errors, Lean.Back), DateOf(form.ValidTo, "validTo", errors));
        var problem = !errors.None ? errors.ToProblem()
            : form.Editing is { Length: > 0 } code
                ? (await edit.Execute(code, JsonSerializer.SerializeToElement(new { name = form.Name ?? "", abbreviation = form.Abbreviation, validFrom = from, validTo = to, source = form.Source ?? "" }),
                    IfMatch.Exactly(form.Version), Caller, ct)).Problem
                : (await add.Execute(new() { Code = form.Code, Name = form.Name, Abbreviation = form.Abbreviation, ValidFrom = from, Source = form.Source }, Caller, ct)).Problem;
        if (problem is null)
            return Redirect("/quan-tri/loai-van-ban?xong=type");
        await Show(ct);
        Form = form;
        Refuse(problem);
        return Page();
    }

    private async Task Show(CancellationToken ct)
    {
        var all = await find.All(ct);
        (Fixed, Own) = ([.. all.Where(type => type.Nd30)], [.. all.Where(type => !type.Nd30)]);
    }

    /// <summary>The form as typed.</summary>
    public sealed class TypeForm
    {
        /// <summary>Code of the type that is edited; null while one is added.</summary>
        public string? Editing { get; set; }

        public int Version { get; set; }

        public string? Code { get; set; }

        public string? Name { get; set; }

        public string? Abbreviation { get; set; }

        public string? ValidFrom { get; set; }

        public string? ValidTo { get; set; }

        public string? Source { get; set; }

        internal static TypeForm Of(DocumentTypeDetail type) => new()
        {
            Editing = type.Code,
            Version = type.Version,
            Name = type.Name,
            Abbreviation = type.Abbreviation,
            ValidFrom = Written(type.ValidFrom),
            ValidTo = Written(type.ValidTo),
            Source = type.Source,
        };
    }
}
