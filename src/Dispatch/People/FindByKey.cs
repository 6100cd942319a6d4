using Dispatch.Platform;
using Microsoft.Extensions.Options;

namespace Dispatch.People;

/// <summary>
/// Query: whose key stands in an address, for programs that can send no header (the calendar of a phone). The key is a personal API token with one scope, and
/// opens nothing but what that scope names: a token that may do more is no key, for addresses are kept in logs and by others.
/// </summary>
public sealed class FindByKey(SessionStore sessions, OfficeClock clock, IOptions<SignInSettings> settings)
{
    /// <summary>Who gave the key away, with <paramref name="scope"/> only; null when it opens nothing.</summary>
    public async Task<Caller?> Execute(string? key, string scope, CancellationToken ct)
    {
        if (key is null || !Secret.MayBe(key))
            return null;
        var (hash, now) = (Secret.Hash(key), clock.Now);
        if (await sessions.Find(hash, now, now - settings.Value.IdleTimeout, clock.Today, ct) is not { Kind: SessionKind.Personal } holder || holder.Scopes != scope || !holder.Permissions().Contains(scope))
            return null;
        await sessions.Seen(holder, hash, now, ct);
        return holder.Standing.As(new Caller(holder.PersonId, holder.UserName, holder.FullName, holder.Permissions()) { Via = "feed" });
    }
}
