using Dispatch.Journal;
using Dispatch.Platform;
using Microsoft.Extensions.Logging;

namespace Dispatch.People;

/// <summary>What happens to an account and is worth keeping.</summary>
public enum AccountEvent
{
    SignedIn,
    SignInRefused,
    LockedOut,
    SignedOut,
    SessionEnded,
    TokenMade,
    TokenRevoked,
    LinkMade,
    PasswordSet,
    PersonAdded,
}

/// <summary>The one place every event of an account passes, inside the transaction it belongs to.</summary>
public sealed class AccountEvents(ILogger<AccountEvents> log, JournalWriter journal)
{
    /// <summary>Records <paramref name="what"/> about <paramref name="person"/>, done by the transaction's caller.</summary>
    /// <param name="tx">The transaction of the event.</param>
    /// <param name="what">The event.</param>
    /// <param name="person">Whose account; the system's row when the name given belongs to nobody.</param>
    /// <param name="detail">A name the person chose, or why it was refused; never a secret, never the name somebody tried (people type passwords there).</param>
    /// <param name="ct">Ends the wait.</param>
    internal Task Record(OfficeTransaction tx, AccountEvent what, Id<Person> person, string? detail, CancellationToken ct)
    {
        log.LogInformation("{Event} of {Person} by {Caller} from {Address} ({Detail})", what, person, tx.Caller.UserName, tx.Caller.Address, detail);
        return journal.Write(tx, "account." + EnumText.Of(what), "person", person.Value, new Changes().New("detail", detail), ct);
    }
}
