using Dapper;
using Dispatch.Platform;
using Dispatch.Testing;

namespace Dispatch.Tests.Platform;

internal sealed class MigrationsTests
{
    private static readonly CancellationToken Ct = CancellationToken.None;

    [Test]
    public async Task Apply_to_an_empty_database_and_a_second_time_without_effect()
    {
        await using var database = await TestDatabase.CreateEmpty();
        var migrator = new Migrator(database.OwnerConnectionString);

        Assert.That(await migrator.UpToDate(Ct), Is.False);
        var first = await migrator.Migrate(LocalPostgres.AppRole, Ct);
        var before = await SchemaFile.Dump(database);
        var second = await migrator.Migrate(LocalPostgres.AppRole, Ct);

        Assert.That(first, Is.EqualTo(MigrationScript.All.Select(s => s.Name)).And.Not.Empty);
        Assert.That(second, Is.Empty);
        Assert.That(await SchemaFile.Dump(database), Is.EqualTo(before));
        Assert.That(await migrator.UpToDate(Ct), Is.True);
    }

    [Test]
    public async Task Two_programs_that_migrate_at_once_apply_each_file_once()
    {
        await using var database = await TestDatabase.CreateEmpty();
        var both = await Task.WhenAll(Migrate(), Migrate());
        Assert.That(both.Sum(applied => applied.Count), Is.EqualTo(MigrationScript.All.Count));

        Task<IReadOnlyList<string>> Migrate() => Task.Run(() => new Migrator(database.OwnerConnectionString).Migrate(LocalPostgres.AppRole, Ct));
    }

    [Test]
    public async Task A_file_changed_after_it_was_applied_is_refused()
    {
        await using var database = await TestDatabase.Create();
        await using (var connection = await database.OpenAsOwner())
            await connection.ExecuteAsync("update schema_migration set checksum = 'other' where name = @Name", new { MigrationScript.All[0].Name });

        Assert.That(() => new Migrator(database.OwnerConnectionString).Migrate(null, Ct),
            Throws.InstanceOf<MigrationException>().With.Message.Contains(MigrationScript.All[0].Name).And.Message.Contains("changed"));
    }

    [Test]
    public async Task A_database_of_a_newer_program_is_refused()
    {
        await using var database = await TestDatabase.Create();
        await using (var connection = await database.OpenAsOwner())
            await connection.ExecuteAsync("insert into schema_migration (name, checksum) values ('9999_future.sql', 'x')");

        var migrator = new Migrator(database.OwnerConnectionString);
        Assert.That(() => migrator.Migrate(null, Ct),
            Throws.InstanceOf<MigrationException>().With.Message.Contains("newer").And.Message.Contains("9999_future.sql"));
        Assert.That(() => migrator.UpToDate(Ct), Throws.InstanceOf<MigrationException>().With.Message.Contains("newer"));
    }

    [Test]
    public void Files_are_numbered_without_gap_and_say_why_on_top()
    {
        var scripts = MigrationScript.All;
        Assert.That(scripts.Select(s => s.Name), Has.All.Match(@"^\d{4}_[a-z0-9_]+\.sql$"));
        Assert.That(scripts.Select(s => int.Parse(s.Name[..4], System.Globalization.CultureInfo.InvariantCulture)), Is.EqualTo(Enumerable.Range(1, scripts.Count)));
        Assert.That(scripts.Where(s => !s.Sql.StartsWith("-- ", StringComparison.Ordinal)), Is.Empty);
    }

    /// <summary>To write the file anew after a new migration: <c>DISPATCH_WRITE_SCHEMA=1 dotnet test --project tests/Dispatch.Tests --filter schema_sql</c>.</summary>
    [Test]
    public async Task The_schema_sql_file_is_what_the_migrations_make()
    {
        await using var database = await TestDatabase.Create();
        var made = await SchemaFile.Dump(database);
        if (Environment.GetEnvironmentVariable("DISPATCH_WRITE_SCHEMA") == "1")
            await File.WriteAllTextAsync(SchemaFile.Path, made);
        Assert.That(await File.ReadAllTextAsync(SchemaFile.Path), Is.EqualTo(made),
            "migrations/schema.sql is not what the migrations make: write it anew with DISPATCH_WRITE_SCHEMA=1 (see migrations/README.md).");
    }
}
