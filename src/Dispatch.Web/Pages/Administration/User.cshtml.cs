using System.Text.Json;
using Dispatch.People;
using Dispatch.Platform;
using Dispatch.Platform.Http;
using Dispatch.Web.Desk;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace Dispatch.Web.Pages.Administration;

/// <summary>One person: names and roles, posts with their dates, the account and what is open on it.</summary>
[Needs(Permission.ManagePeople)]
public sealed class UserModel(
    ReadUser read, EditPerson edit, AddPost addPost, EndPost endPost, MakeOneTimeLink makeLink, UnlockPerson unlock, DisablePerson disable,
    FindSessions findSessions, EndPersonSessions endSessions, FindUnits units, OfficeAddress office) : AdministrationPage
{
    public UserDetail Person { get; private set; } = null!;

    public UserForm Form { get; private set; } = new();

    public PostForm NewPost { get; private set; } = new();

    public IReadOnlyList<SelectListItem> Units { get; private set; } = [];

    public IReadOnlyList<SessionView> Sessions { get; private set; } = [];

    /// <summary>The link just made; shown this once.</summary>
    public OneTimeLink? Link { get; private set; }

    /// <summary>The post that is about to end; null while none is.</summary>
    public PostView? Ending { get; private set; }

    public string? EndsOn { get; private set; }

    public bool AddingPost { get; private set; }

    /// <summary>The reason typed for disabling; null while nobody tried.</summary>
    public string? Reason { get; private set; }

    public string AddressOf(OneTimeLink link) => new Uri(office.Or(Request), link.Path.TrimStart('/')).ToString();

    public async Task<IActionResult> OnGet(Guid id, Guid? thoi, CancellationToken ct)
    {
        if (!await Show(id, ct))
            return NotFound();
        Ending = Person.Posts.FirstOrDefault(post => post.Id.Value == thoi);
        EndsOn = Written(Today);
        return Page();
    }

    public async Task<IActionResult> OnPost(Guid id, UserForm form, CancellationToken ct)
    {
        var patch = JsonSerializer.SerializeToElement(new
        {
            fullName = form.FullName ?? "",
            userName = form.UserName?.Trim().ToLowerInvariant() ?? "",
            roles = UsersModel.RolesOf(form.Roles).Select(EnumText.Of),
            email = string.IsNullOrWhiteSpace(form.Email) ? null : form.Email,
        });
        return await Answer(id, "userSaved", (await edit.Execute(new Id<Person>(id), patch, IfMatch.Exactly(form.Version), Caller, ct)).Problem, () => Form = form, ct);
    }

    public async Task<IActionResult> OnPostPost(Guid id, PostForm form, CancellationToken ct)
    {
        var errors = new FieldErrors();
        var from = DateOf(form.From, "from", errors);
        var problem = errors.None
            ? (await addPost.Execute(new Id<Person>(id), new() { Title = form.Title, UnitCode = form.UnitCode, From = from, Source = form.Source, Main = !form.Beside }, Caller, ct)).Problem
            : errors.ToProblem();
        return await Answer(id, "post", problem, () => (NewPost, AddingPost) = (form, true), ct);
    }

    public async Task<IActionResult> OnPostEndPost(Guid id, Guid postId, string? on, CancellationToken ct)
    {
        var errors = new FieldErrors();
        var day = DateOf(on, "on", errors);
        var problem = errors.None ? (await endPost.Execute(new Id<Person>(id), new Id<Post>(postId), new() { On = day }, Caller, ct)).Problem : errors.ToProblem();
        return await Answer(id, "post", problem, () => (Ending, EndsOn) = (Person.Posts.FirstOrDefault(post => post.Id.Value == postId), on), ct);
    }

    public async Task<IActionResult> OnPostLink(Guid id, CancellationToken ct)
    {
        if (!await Show(id, ct))
            return NotFound();
        // Not after a redirect: the link is a secret that is shown once and kept nowhere.
        if ((await makeLink.Execute(new(Person.UserName), Caller, ct)).Ok(out var link, out var problem))
            Link = link;
        else
            Refuse(problem);
        return Page();
    }

    public async Task<IActionResult> OnPostUnlock(Guid id, CancellationToken ct) =>
        await Answer(id, "unlocked", (await unlock.Execute(new Id<Person>(id), Caller, ct)).Problem, null, ct);

    public async Task<IActionResult> OnPostDisable(Guid id, string? reason, CancellationToken ct) =>
        await Answer(id, "disabled", (await disable.Execute(new Id<Person>(id), new() { Reason = reason }, Caller, ct)).Problem, () => Reason = reason ?? "", ct);

    public async Task<IActionResult> OnPostEnable(Guid id, CancellationToken ct) =>
        await Answer(id, "enabled", (await disable.Enable(new Id<Person>(id), Caller, ct)).Problem, null, ct);

    public async Task<IActionResult> OnPostEndSession(Guid id, Guid sessionId, CancellationToken ct) =>
        await Answer(id, "sessions", (await endSessions.Execute(new Id<Person>(id), new Id<Session>(sessionId), Caller, ct)).Problem, null, ct);

    public async Task<IActionResult> OnPostEndSessions(Guid id, CancellationToken ct) =>
        await Answer(id, "sessions", (await endSessions.Execute(new Id<Person>(id), null, Caller, ct)).Problem, null, ct);

    private async Task<IActionResult> Answer(Guid id, string done, Problem? problem, Action? keepTyped, CancellationToken ct)
    {
        if (problem is null)
            return Redirect($"/quan-tri/nguoi-dung/{id}?xong={done}");
        if (!await Show(id, ct))
            return NotFound();
        keepTyped?.Invoke();
        Refuse(problem);
        return Page();
    }

    private async Task<bool> Show(Guid id, CancellationToken ct)
    {
        if (!(await read.Execute(new Id<Person>(id), ct)).Ok(out var person, out _))
            return false;
        Person = person;
        Form = new() { FullName = person.FullName, UserName = person.UserName, Email = person.Email, Version = person.Version, Roles = [.. person.Roles.Select(EnumText.Of)] };
        NewPost.From = Written(Today);
        Units = await UsersModel.UnitsOf(units, T, ct);
        if ((await findSessions.Of(person.Id, new Paging(Paging.MaxLimit), HttpContext.Features.Get<CurrentSession>()!, ct)).Ok(out var sessions, out _))
            Sessions = sessions.Items;
        return true;
    }

    /// <summary>Names and roles as typed.</summary>
    public sealed class UserForm
    {
        public string? FullName { get; set; }

        public string? UserName { get; set; }

        public string? Email { get; set; }

        public string[]? Roles { get; set; }

        public int Version { get; set; }
    }

    /// <summary>A post as typed.</summary>
    public sealed class PostForm
    {
        public string? Title { get; set; }

        public string? UnitCode { get; set; }

        public string? From { get; set; }

        public string? Source { get; set; }

        public bool Beside { get; set; }
    }
}
