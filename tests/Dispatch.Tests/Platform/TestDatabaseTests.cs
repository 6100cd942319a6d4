using Dapper;
using Dispatch.Platform;
using Dispatch.Testing;
using Npgsql;
using NUnit.Framework.Constraints;

namespace Dispatch.Tests.Platform;

internal sealed class TestDatabaseTests
{
    [Test]
    public async Task Is_a_clone_of_the_migrated_template_that_other_fixtures_do_not_see()
    {
        await using var one = await TestDatabase.Create();
        await using var other = await TestDatabase.Create();
        await using (var connection = await one.OpenAsOwner())
            await connection.ExecuteAsync("insert into unit (id, code, name) values (gen_random_uuid(), 'X', 'Phòng thử')");

        await using var ofOne = await one.Database.Open(CancellationToken.None);
        await using var ofOther = await other.Database.Open(CancellationToken.None);
        const string sql = "select count(*) from unit where code = 'X'";
        Assert.That(await ofOne.ExecuteScalarAsync<long>(sql), Is.EqualTo(1));
        Assert.That(await ofOther.ExecuteScalarAsync<long>(sql), Is.Zero);
    }

    [Test]
    public async Task Runs_the_office_under_its_own_role_in_a_Vietnamese_cluster()
    {
        await using var database = await TestDatabase.Create();
        await using var connection = await database.Database.Open(CancellationToken.None);
        Assert.That(await connection.ExecuteScalarAsync<string>("select current_user"), Is.EqualTo(LocalPostgres.AppRole));
        Assert.That(await connection.ExecuteScalarAsync<bool>("select rolsuper from pg_roles where rolname = current_user"), Is.False);
        Assert.That(
            await connection.QueryAsync<string>("select w from unnest(array['zz', 'đà', 'da', 'ân', 'ăn', 'an']) w order by w"),
            Is.EqualTo(new[] { "an", "ăn", "ân", "da", "đà", "zz" }));
    }

    [Test]
    public async Task The_office_can_add_to_the_journal_but_change_or_delete_nothing_in_it()
    {
        await using var database = await TestDatabase.Create();
        await using var connection = await database.Database.Open(CancellationToken.None);
        await connection.ExecuteAsync("""
            insert into journal_entry (at, actor_id, action, object_type, object_id, canonical)
            values (clock_timestamp(), gen_random_uuid(), 'test', 'test', gen_random_uuid(), '')
            """);
        Assert.That(() => connection.ExecuteAsync("update journal_entry set action = 'x'"), Refused());
        Assert.That(() => connection.ExecuteAsync("delete from journal_entry"), Refused());
        Assert.That(() => connection.ExecuteAsync("truncate journal_entry"), Refused());
    }

    private static Constraint Refused() =>
        Throws.InstanceOf<PostgresException>().With.Property(nameof(PostgresException.SqlState)).EqualTo(PostgresErrorCodes.InsufficientPrivilege);
}
