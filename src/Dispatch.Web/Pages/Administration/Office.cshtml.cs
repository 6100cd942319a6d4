using System.Globalization;
using System.Text.Json;
using Dispatch.Office;
using Dispatch.People;
using Dispatch.Platform;
using Dispatch.Platform.Http;
using Dispatch.Web.Desk;
using Microsoft.AspNetCore.Mvc;

namespace Dispatch.Web.Pages.Administration;

/// <summary>The office itself and the bodies it issues for.</summary>
[Needs(Permission.ManageReference)]
public sealed class OfficeModel(ReadOffice read, ChangeOffice change, FindIssuingBodies find, AddIssuingBody add, EditIssuingBody edit) : AdministrationPage
{
    public OfficeForm Form { get; private set; } = new();

    public IReadOnlyList<IssuingBodyView> Bodies { get; private set; } = [];

    /// <summary>The issuing body that is being added or edited; null while the office's own form is shown.</summary>
    public BodyForm? Editing { get; private set; }

    public async Task<IActionResult> OnGet(string? them, Guid? sua, CancellationToken ct)
    {
        await Show(ct);
        if (sua is null)
            Editing = them is not null ? new BodyForm { ValidFrom = Written(Today), Position = (Bodies.Count + 1).ToString(CultureInfo.InvariantCulture) } : null;
        else if (Bodies.FirstOrDefault(body => body.Id.Value == sua) is { } body)
            Editing = BodyForm.Of(body);
        else
            return NotFound();
        return Page();
    }

    public async Task<IActionResult> OnPost(OfficeForm form, CancellationToken ct)
    {
        var request = new ChangeOfficeRequest
        {
            Name = form.Name,
            SuperiorName = form.SuperiorName,
            Code = form.Code,
            Address = form.Address,
            Phone = form.Phone,
            Email = form.Email,
        };
        if ((await change.Execute(request, IfMatch.Exactly(form.Version), Caller, ct)).Ok(out _, out var problem))
            return Redirect("/quan-tri/co-quan?xong=office");
        await Show(ct);
        Form = form;
        Refuse(problem);
        return Page();
    }

    public async Task<IActionResult> OnPostBody(BodyForm form, CancellationToken ct)
    {
        var errors = new FieldErrors();
        var (from, to) = (DateOf(form.ValidFrom, "validFrom", errors, Lean.Back), DateOf(form.ValidTo, "validTo", errors));
        var position = 0;
        if (!string.IsNullOrWhiteSpace(form.Position) && !int.TryParse(form.Position, NumberStyles.None, CultureInfo.InvariantCulture, out position))
            errors.Add("position", Texts.Both("error.number"));
        var problem = errors.None ? await Save(form, from, to, position, ct) : errors.ToProblem();
        if (problem is null)
            return Redirect("/quan-tri/co-quan?xong=body");
        await Show(ct);
        Editing = form;
        Refuse(problem);
        return Page();
    }

    private async Task<Problem?> Save(BodyForm form, DateOnly? from, DateOnly? to, int position, CancellationToken ct)
    {
        if (form.Id is not { } id)
            return (await add.Execute(new AddIssuingBodyRequest
            {
                Name = form.Name,
                SuperiorName = form.SuperiorName,
                Abbreviation = form.Abbreviation,
                Code = form.Code,
                Position = position,
                ValidFrom = from,
                ValidTo = to,
                Source = form.Source,
            }, Caller, ct)).Problem;
        var patch = JsonSerializer.SerializeToElement(new
        {
            name = form.Name ?? "",
            superiorName = form.SuperiorName,
            abbreviation = form.Abbreviation ?? "",
            code = form.Code,
            position,
            validFrom = from,
            validTo = to,
            source = form.Source ?? "",
        });
        return (await edit.Execute(new Id<IssuingBody>(id), patch, IfMatch.Exactly(form.Version), Caller, ct)).Problem;
    }

    private async Task Show(CancellationToken ct)
    {
        Form = OfficeForm.Of(await read.Execute(ct));
        Bodies = await find.Execute(ct);
    }

    /// <summary>The office's form as typed.</summary>
    public sealed class OfficeForm
    {
        public string? Name { get; set; }

        public string? SuperiorName { get; set; }

        public string? Code { get; set; }

        public string? Address { get; set; }

        public string? Phone { get; set; }

        public string? Email { get; set; }

        public int Version { get; set; }

        internal static OfficeForm Of(OfficeView view) => new()
        {
            Name = view.Name,
            SuperiorName = view.SuperiorName,
            Code = view.Code,
            Address = view.Address,
            Phone = view.Phone,
            Email = view.Email,
            Version = view.Version,
        };
    }

    /// <summary>The form of an issuing body as typed.</summary>
    public sealed class BodyForm
    {
        public Guid? Id { get; set; }

        public int Version { get; set; }

        public string? Name { get; set; }

        public string? SuperiorName { get; set; }

        public string? Abbreviation { get; set; }

        public string? Code { get; set; }

        public string? Position { get; set; }

        public string? ValidFrom { get; set; }

        public string? ValidTo { get; set; }

        public string? Source { get; set; }

        internal static BodyForm Of(IssuingBodyView body) => new()
        {
            Id = body.Id.Value,
            Version = body.Version,
            Name = body.Name,
            SuperiorName = body.SuperiorName,
            Abbreviation = body.Abbreviation,
            Code = body.Code,
            Position = body.Position.ToString(CultureInfo.InvariantCulture),
            ValidFrom = Written(body.ValidFrom),
            ValidTo = Written(body.ValidTo),
            Source = body.Source,
        };
    }
}
