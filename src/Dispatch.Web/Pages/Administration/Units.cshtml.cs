using System.Globalization;
using System.Text.Json;
using Dispatch.People;
using Dispatch.Platform;
using Dispatch.Platform.Http;
using Dispatch.Web.Desk;
using Microsoft.AspNetCore.Mvc;

namespace Dispatch.Web.Pages.Administration;

/// <summary>The units of the office: added, renamed, put in order, closed from a day on.</summary>
[Needs(Permission.ManagePeople)]
public sealed class UnitsModel(FindUnits find, AddUnit add, EditUnit edit) : AdministrationPage
{
    public IReadOnlyList<UnitDetail> Units { get; private set; } = [];

    public UnitForm Form { get; private set; } = new();

    public async Task<IActionResult> OnGet(Guid? sua, CancellationToken ct)
    {
        Units = await find.Execute(ct);
        if (sua is null)
            Form.Position = (Units.Count(unit => unit.ClosedOn is null) + 1).ToString(CultureInfo.InvariantCulture);
        else if (Units.FirstOrDefault(unit => unit.Id.Value == sua) is { } unit)
            Form = UnitForm.Of(unit);
        else
            return NotFound();
        return Page();
    }

    public async Task<IActionResult> OnPost(UnitForm form, CancellationToken ct)
    {
        var errors = new FieldErrors();
        var closedOn = DateOf(form.ClosedOn, "closedOn", errors);
        var position = 0;
        if (!string.IsNullOrWhiteSpace(form.Position) && !int.TryParse(form.Position, NumberStyles.None, CultureInfo.InvariantCulture, out position))
            errors.Add("position", Texts.Both("error.number"));
        var problem = !errors.None ? errors.ToProblem()
            : form.Id is { } id
                ? (await edit.Execute(new Id<Unit>(id), JsonSerializer.SerializeToElement(new { code = form.Code ?? "", name = form.Name ?? "", position, closedOn }),
                    IfMatch.Exactly(form.Version), Caller, ct)).Problem
                : (await add.Execute(new(form.Code ?? "", form.Name ?? "", position), Caller, ct)).Problem;
        if (problem is null)
            return Redirect("/quan-tri/don-vi?xong=unit");
        (Units, Form) = (await find.Execute(ct), form);
        Refuse(problem);
        return Page();
    }

    /// <summary>The form as typed.</summary>
    public sealed class UnitForm
    {
        public Guid? Id { get; set; }

        public int Version { get; set; }

        public string? Code { get; set; }

        public string? Name { get; set; }

        public string? Position { get; set; }

        public string? ClosedOn { get; set; }

        internal static UnitForm Of(UnitDetail unit) => new()
        {
            Id = unit.Id.Value,
            Version = unit.Version,
            Code = unit.Code,
            Name = unit.Name,
            Position = unit.Position.ToString(CultureInfo.InvariantCulture),
            ClosedOn = Written(unit.ClosedOn),
        };
    }
}
