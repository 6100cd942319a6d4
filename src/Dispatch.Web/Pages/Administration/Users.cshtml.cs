using Dispatch.People;
using Dispatch.Platform;
using Dispatch.Platform.Http;
using Dispatch.Web.Desk;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace Dispatch.Web.Pages.Administration;

/// <summary>Everybody with an account, by given name, and the form that adds somebody.</summary>
[Needs(Permission.ManagePeople)]
public sealed class UsersModel(FindUsers find, FindUnits units, HirePerson hire) : AdministrationPage
{
    public Page<UserView> People { get; private set; } = new([], null);

    public IReadOnlyList<SelectListItem> Units { get; private set; } = [];

    public bool Adding { get; private set; }

    public UserForm Form { get; private set; } = new();

    [FromQuery(Name = "tu-khoa")]
    public string? Words { get; set; }

    [FromQuery(Name = "don-vi")]
    public string? Unit { get; set; }

    [FromQuery(Name = "tinh-trang")]
    public string? State { get; set; }

    /// <summary>The next page of the same filter; null at the end.</summary>
    public string? NextAddress => People.NextCursor is { } cursor
        ? "/quan-tri/nguoi-dung" + new QueryBuilder(new Dictionary<string, string> { ["tu-khoa"] = Words ?? "", ["don-vi"] = Unit ?? "", ["tinh-trang"] = State ?? "", ["tiep"] = cursor })
        : null;

    public IEnumerable<SelectListItem> States =>
        Enum.GetValues<AccountState>().Select(state => new SelectListItem(T["account.state." + EnumText.Of(state)], EnumText.Of(state))).Prepend(new(T["filter.any"], ""));

    public static string ColourOf(AccountState state) => state switch
    {
        AccountState.Active => "green",
        AccountState.NoPassword => "amber",
        AccountState.Locked => "red",
        _ => "",
    };

    public async Task OnGet(string? them, string? tiep, CancellationToken ct)
    {
        Adding = them is not null;
        Units = await UnitsOf(units, T, ct);
        if (Adding)
        {
            Form.From = Written(Today);
            return;
        }
        AccountState? state = EnumText.TryParse<AccountState>(State, out var known) ? known : null;
        if ((await find.Execute(Words, string.IsNullOrEmpty(Unit) ? null : Unit, state, new Paging(Cursor: string.IsNullOrEmpty(tiep) ? null : tiep), ct)).Ok(out var people, out var problem))
            People = people;
        else
            Refuse(problem);
    }

    public async Task<IActionResult> OnPost(UserForm form, CancellationToken ct)
    {
        var errors = new FieldErrors();
        var from = DateOf(form.From, "from", errors, Lean.Back);
        var problem = errors.ToProblem();
        if (errors.None)
        {
            if ((await hire.Execute(new()
            {
                FullName = form.FullName,
                UserName = form.UserName?.Trim().ToLowerInvariant(),
                Title = form.Title,
                UnitCode = form.UnitCode,
                From = from,
                Source = form.Source,
                Roles = RolesOf(form.Roles),
            }, Caller, ct)).Ok(out var added, out problem))
                return Redirect($"/quan-tri/nguoi-dung/{added.Id}?xong=user");
        }
        (Adding, Form, Units) = (true, form, await UnitsOf(units, T, ct));
        Refuse(problem!);
        return Page();
    }

    internal static IReadOnlyList<Role> RolesOf(string[]? ticked) => [.. (ticked ?? []).Where(role => EnumText.TryParse<Role>(role, out _)).Select(EnumText.Parse<Role>)];

    internal static async Task<IReadOnlyList<SelectListItem>> UnitsOf(FindUnits units, Texts texts, CancellationToken ct) =>
        [new(texts["users.noUnit"], ""), .. (await units.Execute(ct)).Where(unit => unit.ClosedOn is null).Select(unit => new SelectListItem(unit.Name, unit.Code))];

    /// <summary>The form as typed.</summary>
    public sealed class UserForm
    {
        public string? FullName { get; set; }

        public string? UserName { get; set; }

        public string? Title { get; set; }

        public string? UnitCode { get; set; }

        public string? From { get; set; }

        public string? Source { get; set; }

        public string[]? Roles { get; set; }
    }
}
