using Dapper;
using Dispatch.Testing;

namespace Dispatch.Tests.People;

/// <summary>What an administrator will do to accounts, done to the rows.</summary>
internal static class PeopleRows
{
    public static async Task Disable(this TestDatabase database, string userName)
    {
        await using var connection = await database.OpenAsOwner();
        await connection.ExecuteAsync("update person set disabled_at = created_at where user_name = @userName", new { userName });
    }

    public static async Task TakeRole(this TestDatabase database, string userName, string role)
    {
        await using var connection = await database.OpenAsOwner();
        await connection.ExecuteAsync("delete from person_role where role = @role and person_id = (select id from person where user_name = @userName)", new { userName, role });
    }
}
