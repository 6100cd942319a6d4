using System.Globalization;
using Dispatch.Calendar;
using Dispatch.People;
using Dispatch.Platform;
using Dispatch.Platform.Http;
using Dispatch.Web.Desk;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace Dispatch.Web.Pages.Administration;

/// <summary>The limits of the law and of the office: each a row with its first day and its document; a new one follows, none is overwritten.</summary>
[Needs(Permission.ManageCalendar)]
public sealed class LimitsModel(FindLimits find, AddLimit add) : AdministrationPage
{
    public IReadOnlyList<LimitView> Rows { get; private set; } = [];

    public LimitForm Form { get; private set; } = new();

    public IEnumerable<SelectListItem> Codes => Rows.Select(row => row.Code).Distinct().OrderDescending().Select(code => new SelectListItem(NameOf(code), code));

    /// <summary>A limit in words; its code where it has none.</summary>
    public string NameOf(string code) => code switch
    {
        "T-IN-REG" => T["limits.registration"],
        "T-IN-REG-URGENT" => T["limits.registrationUrgent"],
        _ => code,
    };

    public async Task OnGet(CancellationToken ct)
    {
        Rows = await find.Execute(ct);
        Form.ValidFrom = Written(Today);
    }

    public override string FieldOf(string name) => name is "minutes" or "workingDays" ? "length" : name;

    public async Task<IActionResult> OnPost(LimitForm form, CancellationToken ct)
    {
        Rows = await find.Execute(ct);
        Form = form;
        var errors = new FieldErrors();
        var from = DateOf(form.ValidFrom, "validFrom", errors);
        var length = 0;
        if (!string.IsNullOrWhiteSpace(form.Length) && !int.TryParse(form.Length, NumberStyles.None, CultureInfo.InvariantCulture, out length))
            errors.Add("length", Texts.Both("error.number"));
        if (!errors.None)
        {
            Refuse(errors.ToProblem());
            return Page();
        }
        int? typed = string.IsNullOrWhiteSpace(form.Length) ? null : length;
        var inMinutes = Rows.FirstOrDefault(row => row.Code == form.Code)?.Minutes is not null;
        if ((await add.Execute(new AddLimitRequest
        {
            Code = form.Code,
            Minutes = inMinutes ? typed : null,
            WorkingDays = inMinutes ? null : typed,
            ValidFrom = from,
            Source = form.Source,
        }, Caller, ct)).Ok(out _, out var problem))
            return Redirect("/quan-tri/thoi-han?xong=limit");
        Refuse(problem);
        return Page();
    }

    /// <summary>The form as typed.</summary>
    public sealed class LimitForm
    {
        public string? Code { get; set; }

        public string? Length { get; set; }

        public string? ValidFrom { get; set; }

        public string? Source { get; set; }
    }
}
