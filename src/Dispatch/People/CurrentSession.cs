using Dispatch.Platform;
using Microsoft.AspNetCore.Http;

namespace Dispatch.People;

/// <summary>The session or token a request came with.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Kind">Which of the three.</param>
public sealed record CurrentSession(Id<Session> Id, SessionKind Kind)
{
    /// <summary>True while the account's password is one that somebody else knows.</summary>
    public bool MustChangePassword { get; init; }

    public static ValueTask<CurrentSession> BindAsync(HttpContext http) =>
        ValueTask.FromResult(http.Features.Get<CurrentSession>() ?? throw new InvalidOperationException("This route is open to anyone: it has no session."));

    /// <summary>Null when this may manage the account; a personal token may not: a leaked one must not make itself at home.</summary>
    internal Problem? RefusesToManageTheAccount() => Kind == SessionKind.Personal ? PeopleProblems.NotWithApiToken : null;
}
