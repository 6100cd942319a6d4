using Dapper;
using Dispatch.People;
using Dispatch.Testing;

namespace Dispatch.Tests.Platform;

/// <summary>What the migration of terms made of the rows before it.</summary>
internal sealed class TermMigrationTests
{
    [Test]
    public async Task Working_days_and_minutes_become_the_text_of_a_term()
    {
        await using var database = await TestDatabase.Create();
        var quan = (await Given.Person(database, "quan", Role.Officer)).PersonId.Value;
        await Given.DueLines(database, new DueLine(new(2026, 10, 12), quan, null, new(2026, 10, 5, 9, 0, 0, TimeSpan.FromHours(7))), new DueLine(new(2026, 10, 13), quan, null, new(2026, 10, 5, 9, 0, 0, TimeSpan.FromHours(7))));
        await using var connection = await database.OpenAsOwner();

        // The statements themselves, over rows as they were before.
        await connection.ExecuteAsync("""
            update assignment set working_days = 5 where due_on = '2026-10-12';
            alter table legal_limit alter column term drop not null;
            update legal_limit set term = null, working_days = 2 where code = 'T-IN-REG';
            update legal_limit set term = null, minutes = 45 where code = 'T-IN-REG-URGENT';
            delete from legal_limit where term is not null;
            """);
        var text = await File.ReadAllTextAsync(Path.Combine(Repository.Folder, "migrations", "0035_terms.sql"));
        foreach (var table in new[] { "assignment", "proposal_line", "list_template_line", "term_rule", "legal_limit" })
        {
            var statement = text[text.IndexOf($"update {table} set", StringComparison.Ordinal)..];
            await connection.ExecuteAsync(statement[..(statement.IndexOf(';', StringComparison.Ordinal) + 1)]);
        }
        Assert.That(await connection.QueryAsync<(DateOnly, string?, bool)>("select due_on, term, counted_from = assigned_at from assignment order by due_on"),
            Is.EqualTo(new[] { (new DateOnly(2026, 10, 12), "5 workingDays", true), (new DateOnly(2026, 10, 13), null, false) }));
        Assert.That(await connection.QueryAsync<string>("select code || ' ' || term from legal_limit order by code"), Is.EqualTo(new[] { "T-IN-REG 2 workingDays", "T-IN-REG-URGENT 45 minutes" }));
    }
}
