using System.Globalization;
using Dispatch.People;
using Dispatch.Platform;
using Dispatch.Platform.Http;
using Dispatch.Reminders;
using Dispatch.Web.Desk;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace Dispatch.Web.Pages.Administration;

/// <summary>Who is reminded when: each rule a row with its first day and its document; a new one follows, none is overwritten.</summary>
[Needs(Permission.ManageCalendar)]
public sealed class ReminderRulesModel(FindReminderRules find, AddReminderRule add) : AdministrationPage
{
    public IReadOnlyList<ReminderRuleView> Rules { get; private set; } = [];

    public RuleForm Form { get; private set; } = new();

    public IEnumerable<SelectListItem> Codes => Enum.GetValues<ReminderCode>().Select(code => new SelectListItem(T["reminder." + EnumText.Of(code)], EnumText.Of(code)));

    /// <summary>When a rule reminds, in words.</summary>
    public string When(ReminderRuleView rule)
    {
        if (rule.Code == ReminderCode.Weekly)
            return T["reminders.weekly", Time(rule.AtTime)];
        if (rule.Minutes is { } minutes)
            return minutes switch
            {
                < 0 => T["reminders.minutesBefore", -minutes],
                0 => T["reminders.atOnce"],
                _ => T["reminders.minutesAfter", minutes],
            };
        return rule.WorkingDays switch
        {
            < 0 and var days => T["reminders.daysBefore", -days, Time(rule.AtTime)],
            0 => T["reminders.onDay", Time(rule.AtTime)],
            var days => T["reminders.daysAfter", days!, Time(rule.AtTime)],
        };
    }

    public override string FieldOf(string name) => name is "workingDays" or "minutes" ? "measure" : name;

    public async Task OnGet(CancellationToken ct)
    {
        Rules = await find.Execute(ct);
        (Form.ValidFrom, Form.AtTime) = (Written(Today.AddDays(1)), "07:15");
    }

    public async Task<IActionResult> OnPost(RuleForm form, CancellationToken ct)
    {
        Rules = await find.Execute(ct);
        Form = form;
        var errors = new FieldErrors();
        var from = DateOf(form.ValidFrom, "validFrom", errors);
        int? measure = int.TryParse(form.Measure, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var typed) ? typed : null;
        if (measure is null && !string.IsNullOrWhiteSpace(form.Measure))
            errors.Add("measure", Texts.Both("error.number"));
        TimeOnly? time = TimeOnly.TryParseExact(form.AtTime?.Trim(), ["HH:mm", "H:mm"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var at) ? at : null;
        if (time is null && !string.IsNullOrWhiteSpace(form.AtTime))
            errors.Add("atTime", Texts.Both("error.time"));
        if (!errors.None)
        {
            Refuse(errors.ToProblem());
            return Page();
        }
        ReminderCode? code = EnumText.TryParse<ReminderCode>(form.Code, out var chosen) ? chosen : null;
        // Its measure is what it has been measured in.
        var byTheMinute = Rules.FirstOrDefault(rule => rule.Code == code)?.Minutes is not null;
        if ((await add.Execute(new AddReminderRuleRequest
        {
            Code = code,
            Minutes = byTheMinute ? measure : null,
            WorkingDays = byTheMinute ? null : measure,
            AtTime = time,
            Active = !form.Off,
            ValidFrom = from,
            Source = form.Source,
        }, Caller, ct)).Ok(out _, out var problem))
            return Redirect("/quan-tri/nhac-han?xong=reminder");
        Refuse(problem);
        return Page();
    }

    private static string Time(TimeOnly at) => at.ToString("HH:mm", CultureInfo.InvariantCulture);

    /// <summary>The form as typed.</summary>
    public sealed class RuleForm
    {
        public string? Code { get; set; }

        public string? Measure { get; set; }

        public string? AtTime { get; set; }

        public string? ValidFrom { get; set; }

        public string? Source { get; set; }

        public bool Off { get; set; }
    }
}
