using Dapper;
using Dispatch.Testing;

namespace Dispatch.Tests.Platform;

/// <summary>What the migrations of the set-up made of the rows before them.</summary>
internal sealed class SetUpMigrationTests
{
    [Test]
    public async Task Codes_stand_in_one_form_and_whoever_had_a_position_has_a_post()
    {
        await using var database = await TestDatabase.Create();
        await using var connection = await database.OpenAsOwner();
        Assert.That(await connection.QueryAsync<string>("select code from agency where code is not null and code !~ '^[A-Z][0-9]{2}([.][0-9]{2,3})*$'"), Is.Empty);
        Assert.That(await connection.ExecuteScalarAsync<string>("select code from agency where name = 'Văn phòng Chính phủ'"), Is.EqualTo("G22"));

        // The statements themselves, over rows as they were before.
        await connection.ExecuteAsync("""
            insert into person (id, full_name, sort_name, title, user_name, normalized_user_name, security_stamp, created_at)
            values ('00000000-0000-7000-8000-0000000000aa', 'A', 'A', 'Trưởng phòng', 'a', 'A', '', '2026-03-31T18:00:00Z'),
                   ('00000000-0000-7000-8000-0000000000bb', 'B', 'B', '', 'b', 'B', '', '2026-03-31T18:00:00Z');
            update agency set code = '000.00.07.H21' where name = 'Sở Nội vụ';
            update agency set code = '002.00.20.H13' where name = 'Sở Tài chính';
            """);
        foreach (var (file, from) in new[] { ("0017_posts.sql", "insert into post"), ("0018_directory.sql", "update agency") })
        {
            var text = await File.ReadAllTextAsync(Path.Combine(Repository.Folder, "migrations", file));
            var statement = text[text.IndexOf(from, StringComparison.Ordinal)..];
            await connection.ExecuteAsync(statement[..(statement.IndexOf(';', StringComparison.Ordinal) + 1)]);
        }
        Assert.That(await connection.QueryAsync<(string, DateOnly)>("select title, valid_from from post"), Is.EqualTo(new[] { ("Trưởng phòng", new DateOnly(2026, 4, 1)) }), "from the office's date");
        Assert.That(await connection.QueryAsync<string>("select code from agency where name in ('Sở Nội vụ', 'Sở Tài chính') order by code"), Is.EqualTo(new[] { "H13.20.00.002", "H21.07" }));
    }
}
