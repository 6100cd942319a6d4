using Dapper;
using Dispatch.Platform;

namespace Dispatch.People;

/// <summary>
/// What keeps an office from locking itself out: nobody takes their own way in, nobody takes the last administrator's. And the administrator is
/// no clerk: whoever gives out rights must not be the one who uses them (records-work §1.12).
/// </summary>
internal static class Administrators
{
    /// <summary>An error when the roles mix administration with the work on documents, or are none.</summary>
    public static void Check(FieldErrors errors, IReadOnlyList<Role>? roles)
    {
        if (roles is not { Count: > 0 })
            errors.Add("roles", "Chọn ít nhất một vai trò", "Choose at least one role");
        else if (roles.Contains(Role.Administrator) && roles.Distinct().Count() > 1)
            errors.Add("roles", "Quản trị hệ thống không kiêm vai trò xử lý văn bản; tạo tài khoản riêng",
                "An administrator has no other role; make a second account");
    }

    /// <summary>True when somebody else administers: two who disable each other at once are served one after the other.</summary>
    public static async Task<bool> OthersBesides(OfficeTransaction tx, Id<Person> id, CancellationToken ct)
    {
        await tx.Connection.ExecuteAsync(new CommandDefinition("select pg_advisory_xact_lock(hashtext('administrators'))", cancellationToken: ct));
        return await tx.Connection.ExecuteScalarAsync<bool>(new CommandDefinition("""
            select exists (
                select from person p
                join person_role r on r.person_id = p.id and r.role = 'administrator'
                where p.id <> @id and p.disabled_at is null and p.password_hash is not null)
            """, new { id }, cancellationToken: ct));
    }
}
