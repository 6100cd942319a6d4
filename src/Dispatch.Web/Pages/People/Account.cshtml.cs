using Dispatch.Mail;
using Dispatch.Notices;
using Dispatch.People;
using Dispatch.Platform;
using Dispatch.Platform.Http;
using Dispatch.Routing;
using Dispatch.Web.Desk;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace Dispatch.Web.Pages.People;

/// <summary>One's own account: who one is here, open sessions, API tokens.</summary>
[Needs(Permission.SignedIn)]
public sealed class AccountModel(FindMe findMe, FindSessions findSessions, EndSession endSession, FindApiTokens findTokens, MakeApiToken makeToken, RevokeApiToken revoke,
    Absences absences, FindPeople people, ReadMyMail readMail, ChangeMyMail changeMail, OfficeAddress office, OfficeClock clock) : AdministrationPage
{
    public MeView Me { get; private set; } = null!;

    public IReadOnlyList<SessionView> Sessions { get; private set; } = [];

    public IReadOnlyList<ApiTokenView> Tokens { get; private set; } = [];

    /// <summary>The token just made; shown this once.</summary>
    public ApiTokenView? Made { get; private set; }

    /// <summary>Where a phone's calendar finds one's deadlines; shown once, after it was made.</summary>
    public Uri? Feed { get; private set; }

    /// <summary>As a phone takes it for a calendar to subscribe to, not for a file to open once.</summary>
    public string? Subscription => Feed is null ? null : "webcal" + Feed.ToString()[Feed.Scheme.Length..];

    public bool Making { get; private set; }

    public string? TokenName { get; private set; }

    public string? Until { get; private set; }

    public IReadOnlyList<string> Scopes { get; private set; } = [];

    /// <summary>One's absences, newest first.</summary>
    public IReadOnlyList<AbsenceView> Away { get; private set; } = [];

    public IReadOnlyList<SelectListItem> Colleagues { get; private set; } = [];

    public AddAbsenceRequest Absence { get; private set; } = new();

    public string? From { get; private set; }

    public string? Through { get; private set; }

    public override string FieldOf(string name) => name == "to" ? "through" : name;

    public MyMailView Mail { get; private set; } = null!;

    /// <summary>Where mail goes and what goes by mail, as typed.</summary>
    public MailForm MailTyped { get; private set; } = new();

    /// <summary>Kinds of notices that may go by mail.</summary>
    public static IReadOnlyList<string> Kinds { get; } = [.. Enum.GetValues<NoticeKind>().Select(EnumText.Of)];

    public IEnumerable<SelectListItem> Channels(string kind) => Enum.GetValues<MailChannel>()
        .Select(channel => new SelectListItem(T["mail.channel." + EnumText.Of(channel)], EnumText.Of(channel), MailTyped.Channels.GetValueOrDefault(kind) == EnumText.Of(channel)));

    public IEnumerable<SelectListItem> Languages => [new(T["mail.language.vi"], "vi"), new(T["mail.language.en"], "en")];

    private CurrentSession Session => HttpContext.Features.Get<CurrentSession>()!;

    public Task OnGet(CancellationToken ct) => Show(ct);

    public async Task<IActionResult> OnPostEndOthers(CancellationToken ct) => await Answer("sessions", (await endSession.Others(Session, Caller, ct)).Problem, ct);

    public async Task<IActionResult> OnPostEndSession(Guid sessionId, CancellationToken ct) =>
        await Answer("sessions", (await endSession.Execute(new Id<Session>(sessionId), Session, Caller, ct)).Problem, ct);

    public async Task<IActionResult> OnPostAbsence(string? substitute, string? from, string? through, string? because, CancellationToken ct)
    {
        var errors = new FieldErrors();
        (From, Through) = (from, through);
        Absence = new AddAbsenceRequest { Substitute = substitute, From = DateOf(from, "from", errors), To = DateOf(through, "to", errors), Because = because };
        return await Answer("absence", errors.None ? (await absences.Add(Caller.PersonId, Absence, Caller, ct)).Problem : errors.ToProblem(), ct);
    }

    public async Task<IActionResult> OnPostEndAbsence(Guid absence, CancellationToken ct) =>
        await Answer("absenceEnded", (await absences.End(Caller.PersonId, absence, Caller, ct)).Problem, ct);

    public async Task<IActionResult> OnPostRevoke(Guid tokenId, CancellationToken ct) =>
        await Answer("token", (await revoke.Execute(new Id<Session>(tokenId), Session, Caller, ct)).Problem, ct);

    public async Task<IActionResult> OnPostToken(string? name, string? expiresAt, string[]? scopes, CancellationToken ct)
    {
        (TokenName, Until, Scopes) = (name, expiresAt, scopes ?? []);
        var errors = new FieldErrors();
        var day = DateOf(expiresAt, "expiresAt", errors);
        if (day is null && errors.None)
            errors.Add("expiresAt", Texts.Both("error.date"));
        // Not after a redirect: the token is shown once and kept nowhere.
        var problem = errors.ToProblem();
        if (errors.None && (await makeToken.Execute(new(name ?? "", Scopes, clock.EndOf(day!.Value)), Session, Caller, ct)).Ok(out var made, out problem))
            Made = made;
        else
        {
            Making = true;
            Refuse(problem!);
        }
        await Show(ct);
        if (Made is not null)
            (TokenName, Scopes) = (null, []);
        return Page();
    }

    public async Task<IActionResult> OnPostCalendar(CancellationToken ct)
    {
        // Not after a redirect, as any token.
        var key = await makeToken.Execute(new(T["feed.token"], [Permission.ReadDeadlines], clock.EndOf(Today.AddYears(1).AddDays(-1))), Session, Caller, ct);
        if (key.Ok(out var made, out var problem))
            Feed = new(office.Or(Request), "api/v1/assignments/calendar.ics?key=" + made.Token);
        else
            Refuse(problem);
        await Show(ct);
        return Page();
    }

    public async Task<IActionResult> OnPostMail(MailForm form, CancellationToken ct)
    {
        var channels = form.Channels.Where(pair => EnumText.TryParse<MailChannel>(pair.Value, out _)).ToDictionary(pair => pair.Key, pair => EnumText.Parse<MailChannel>(pair.Value));
        var changed = await changeMail.Execute(new() { Email = form.Email, Language = form.Language, Weekly = form.Weekly, Channels = channels }, IfMatch.Exactly(form.Version), Caller, ct);
        return await Answer("mail", changed.Problem, ct, () => MailTyped = form);
    }

    private async Task<IActionResult> Answer(string done, Problem? problem, CancellationToken ct, Action? keep = null)
    {
        if (problem is null)
            return Redirect("/tai-khoan?xong=" + done);
        await Show(ct);
        keep?.Invoke();
        Refuse(problem);
        return Page();
    }

    private async Task Show(CancellationToken ct)
    {
        Until ??= Written(Today.AddMonths(3));
        Me = (await findMe.Execute(Caller, ct)).Value;
        Mail = (await readMail.Execute(Caller, ct)).Value;
        MailTyped = new() { Email = Mail.Email, Language = Mail.Language, Weekly = Mail.Weekly, Version = Mail.Version, Channels = Mail.Channels.ToDictionary(pair => pair.Key, pair => EnumText.Of(pair.Value)) };
        if ((await findSessions.Execute(new Paging(Paging.MaxLimit), Session, Caller, ct)).Ok(out var sessions, out _))
            Sessions = sessions.Items;
        if ((await findTokens.Execute(new Paging(Paging.MaxLimit), Caller, ct)).Ok(out var tokens, out _))
            Tokens = tokens.Items;
        if ((await absences.Of(Caller.PersonId, Caller, ct)).Ok(out var away, out _))
            Away = away;
        Colleagues = [new SelectListItem("", ""), .. (await people.All(ct)).Where(person => person.Id != Caller.PersonId && !person.Roles.All(role => role == Role.Administrator))
            .Select(person => new SelectListItem($"{person.FullName} – {person.Title}", person.UserName))];
    }

    /// <summary>One's mail as typed.</summary>
    public sealed class MailForm
    {
        public bool Weekly { get; set; }

        public string? Email { get; set; }

        public string? Language { get; set; }

        public int Version { get; set; }

        public Dictionary<string, string> Channels { get; set; } = [];
    }
}
