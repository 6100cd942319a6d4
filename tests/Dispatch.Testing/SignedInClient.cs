using System.Net.Http.Headers;
using Dapper;
using Dispatch.People;
using Dispatch.Platform;

namespace Dispatch.Testing;

/// <summary>Clients of people who are signed in.</summary>
public static class SignedInClient
{
    /// <summary>A client with a bearer token of <paramref name="userName"/> (see <see cref="Given.Person(TestDatabase, string, Role[])"/>); dispose it.</summary>
    public static async Task<HttpClient> Client(this TestOffice office, string userName)
    {
        var now = office.Clock.GetUtcNow();
        var token = Secret.New(Secret.TokenPrefix);
        await using var connection = await office.Database.Database.Open(CancellationToken.None);
        var opened = await connection.ExecuteAsync("""
            insert into session (token_hash, id, person_id, kind, created_at, last_seen_at, expires_at)
            select @Hash, @Id, p.id, 'bearer', @Now, @Now, @Now + interval '12 hours'
            from person p
            where p.user_name = @UserName
            """, new { Hash = Secret.Hash(token), Id = Id<Session>.New(), Now = now, UserName = userName });
        if (opened != 1)
            throw new InvalidOperationException($"Nobody is called {userName}: Given.Person first.");
        var client = office.Stranger();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return client;
    }
}
