using Dapper;
using Dispatch.People;
using Dispatch.Platform;

namespace Dispatch.Testing;

/// <summary>What a test starts from.</summary>
public static partial class Given
{
    /// <summary>
    /// A person in the database, as the caller of use cases. They have no password (hashing takes longer than most tests):
    /// <see cref="SignedInClient"/> lets them in.
    /// </summary>
    public static async Task<Caller> Person(TestDatabase database, string userName, params Role[] roles)
    {
        var id = Id<Person>.New();
        await using var connection = await database.Database.Open(CancellationToken.None);
        await connection.ExecuteAsync("""
            insert into person (id, full_name, sort_name, user_name, normalized_user_name, security_stamp, created_at)
            values (@Id, @UserName, @UserName, @UserName, upper(@UserName), '', @At);
            insert into person_role (person_id, role) select @Id, unnest(@Roles);
            """, new { Id = id, UserName = userName, At = TestOffice.Morning, Roles = roles.Select(EnumText.Of).ToArray() });
        var standing = await Standing.Read(connection, id, DateOnly.FromDateTime(TestOffice.Morning.DateTime), CancellationToken.None);
        return standing.As(new Caller(id, userName, userName, Roles.PermissionsOf(roles)));
    }

    /// <summary>As <see cref="Person(TestDatabase, string, Role[])"/>, in an office that runs.</summary>
    public static Task<Caller> Person(TestOffice office, string userName, params Role[] roles) => Person(office.Database, userName, roles);
}
