using Dispatch.Platform;
using Microsoft.Extensions.Options;

namespace Dispatch.People;

// A person who has no password, or lost it, sets one by a link that works once. Making it takes the command line of the server or an
// administrator; the old password works until the new one is set.

/// <summary>Whose password is to be set.</summary>
/// <param name="UserName">Account name.</param>
public sealed record MakeOneTimeLinkRequest(string UserName);

/// <summary>A link that sets a password, once.</summary>
/// <param name="Path">Path and query below the office's address.</param>
/// <param name="ExpiresAt">When it ends.</param>
public sealed record OneTimeLink(string Path, DateTimeOffset ExpiresAt);

public sealed class MakeOneTimeLink(Database database, AccountStore store, Accounts accounts, AccountEvents events, OfficeClock clock, IOptions<SignInSettings> options)
{
    public async Task<Result<OneTimeLink>> Execute(MakeOneTimeLinkRequest request, Caller caller, CancellationToken ct)
    {
        if (await store.FindByNameAsync(accounts.NormalizeName(request.UserName.Trim()), ct) is not { DisabledAt: null } account)
            return PeopleProblems.PersonNotFound;
        await using var tx = await database.Begin(caller, ct);
        var link = await For(account.Id, tx, ct);
        await tx.Commit(ct);
        return link;
    }

    internal async Task<OneTimeLink> For(Id<Person> person, OfficeTransaction tx, CancellationToken ct)
    {
        var now = clock.Now;
        var secret = Secret.New();
        var link = new OneTimeLink("/dat-mat-khau?ma=" + secret, clock.InOffice(now + options.Value.LinkLifetime));
        await SessionStore.AddLink(tx, person, secret, now, link.ExpiresAt, ct);
        await events.Record(tx, AccountEvent.LinkMade, person, null, ct);
        return link;
    }
}
