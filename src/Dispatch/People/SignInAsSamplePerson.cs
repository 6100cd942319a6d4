using Dispatch.Platform;

namespace Dispatch.People;

// One click on a person's card signs in, and the header switches person. It exists in the sample office only, for a browser on this very
// computer: a proxy's address or a foreign host name is refused.
public sealed class SignInAsSamplePerson(
    Database database, AccountStore store, Accounts accounts, SignIn signIn, AccountEvents events, SampleMode sample)
{
    /// <summary>True when this visitor may sign in with one click.</summary>
    public bool IsOpenTo(Visitor visitor) => sample.Enabled && visitor.OnThisComputer;

    /// <summary>A browser session for <paramref name="userName"/>; set it with <see cref="SessionCookie"/>.</summary>
    public async Task<Result<SignInAnswer>> Execute(string userName, Visitor visitor, CancellationToken ct)
    {
        if (!IsOpenTo(visitor))
            return PeopleProblems.NotTheSampleOffice;
        if (userName.Any(char.IsControl) || await store.FindByNameAsync(accounts.NormalizeName(userName), ct) is not { DisabledAt: null } account)
            return PeopleProblems.PersonNotFound;
        await using var tx = await database.Begin(visitor.As(account), ct);
        var answer = await signIn.Open(tx, SessionKind.Browser, visitor, ct);
        await events.Record(tx, AccountEvent.SignedIn, account.Id, "sample office", ct);
        await tx.Commit(ct);
        return answer;
    }
}
