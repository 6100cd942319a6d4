using Dispatch.Host;
using Dispatch.Platform;
using Dispatch.Testing;

namespace Dispatch.Tests.Host;

/// <summary>The program's commands, read as a script would.</summary>
internal sealed class CommandTests
{
    [Test]
    public async Task Version_is_one_line()
    {
        var (exitCode, lines) = await Run("version");
        Assert.That(exitCode, Is.Zero);
        Assert.That(lines.Single(), Does.Match(@"^dispatch \d+\.\d+\.\d+ "));
    }

    [TestCase("help")]
    [TestCase("--help")]
    [TestCase("serve", "-h")]
    public async Task Help_lists_every_command(params string[] args)
    {
        var (exitCode, lines) = await Run(args);
        Assert.That(exitCode, Is.Zero);
        Assert.That(
            lines.Where(line => line.StartsWith("  ", StringComparison.Ordinal)).Select(line => line.Trim().Split(' ')[0]),
            Is.SupersetOf(new[] { "serve", "backup", "verify", "restore", "migrate", "user", "reset", "version", "help", "--urls", "--data", "ConnectionStrings__Dispatch", "Dispatch__Roles" }));
    }

    [TestCase("bogus")]
    [TestCase("serve", "twice")]
    [TestCase("--bogus")]
    [TestCase("--data")]
    [TestCase("--urls=")]
    [TestCase("--urls", "not an address")]
    [TestCase("reset")]
    [TestCase("backup")]
    [TestCase("restore")]
    [TestCase("user", "reset")]
    public async Task What_makes_no_sense_is_refused_in_one_line_that_names_help(params string[] args)
    {
        var (exitCode, lines) = await Run(args);
        Assert.That(exitCode, Is.EqualTo(CommandFailure.Arguments), string.Join('\n', lines));
        Assert.That(lines.Single(), Does.Contain("dispatch help"));
    }

    [Test]
    public async Task An_unknown_role_is_refused()
    {
        await using var office = OfficeProcess.Start(["--data", DataFolders.New()], new() { ["Dispatch__Roles"] = "web,clerk" });
        Assert.That(await office.Exit(), Is.EqualTo(CommandFailure.Arguments));
        Assert.That(office.Lines.Single(), Does.Contain("clerk"));
    }

    [Test]
    public async Task Migrate_brings_the_schema_up_and_leaves_nothing_running()
    {
        var folder = DataFolders.New();
        await using var first = OfficeProcess.Start(["migrate", "--data", folder]);
        Assert.That(await first.Exit(), Is.Zero, first.Said);
        Assert.That(first.Said, Does.Contain(MigrationScript.All[^1].Name));
        Assert.That(DataFolders.PostmasterOf(folder), Is.Null);

        await using var second = OfficeProcess.Start(["migrate", "--data", folder]);
        Assert.That(await second.Exit(), Is.Zero, second.Said);
        Assert.That(second.Said, Does.Contain("mới nhất"));
    }

    [Test]
    public async Task A_link_for_a_lost_password_is_made_while_the_office_runs()
    {
        var folder = DataFolders.New();
        Dictionary<string, string> production = new() { ["ASPNETCORE_ENVIRONMENT"] = "Production" };
        await using var office = OfficeProcess.Serve(folder, production);
        using var client = await office.Ready();
        await Execute(folder, """
            insert into person (id, full_name, sort_name, user_name, normalized_user_name, security_stamp, created_at)
            values (gen_random_uuid(), 'Siu Y Krông', 'Krông Siu Y', 'krong', 'KRONG', '', clock_timestamp())
            """);

        await using var reset = OfficeProcess.Start(["user", "reset", "krong", "--data", folder, "--urls", client.BaseAddress!.ToString()], production);

        Assert.That(await reset.Exit(), Is.Zero, reset.Said);
        var link = reset.Lines.Single();
        var page = await client.GetAsync(new Uri(link[link.IndexOf("http://", StringComparison.Ordinal)..]));
        Assert.That(page.IsSuccessStatusCode, Is.True, $"{link}: {page.StatusCode}");

        await using var unknown = OfficeProcess.Start(["user", "reset", "nobody", "--data", folder], production);
        Assert.That(await unknown.Exit(), Is.EqualTo(CommandFailure.Arguments), unknown.Said);
        Assert.That(unknown.Lines.Single(), Does.Contain("nobody"));
    }

    [Test]
    public async Task Reset_empties_a_sample_office()
    {
        var folder = await DataFolders.Stopped();
        var kept = Path.Combine(folder, "files", "ab");
        await File.WriteAllTextAsync(kept, "x");

        await using var reset = OfficeProcess.Start(["reset", "--sample", "--data", folder]);
        Assert.That(await reset.Exit(), Is.Zero, reset.Said);
        Assert.That(File.Exists(kept), Is.False);

        await using var migrate = OfficeProcess.Start(["migrate", "--data", folder]);
        Assert.That(await migrate.Exit(), Is.Zero, migrate.Said);
        Assert.That(migrate.Said, Does.Contain(MigrationScript.All[^1].Name), "the schema was still there");
    }

    [Test]
    public async Task Reset_never_touches_real_data()
    {
        var folder = DataFolders.New();
        await using var begin = OfficeProcess.Start(["migrate", "--data", folder], new() { ["ASPNETCORE_ENVIRONMENT"] = "Production" });
        Assert.That(await begin.Exit(), Is.Zero, begin.Said);
        var kept = Path.Combine(folder, "files", "ab");
        await File.WriteAllTextAsync(kept, "x");

        await using var reset = OfficeProcess.Start(["reset", "--sample", "--data", folder]);
        Assert.That(await reset.Exit(), Is.EqualTo(CommandFailure.DataFolder));
        Assert.That(reset.Lines.Single(), Does.Contain("không phải dữ liệu mẫu"));
        Assert.That(File.Exists(kept), Is.True);
    }

    private static async Task Execute(string folder, string sql)
    {
        await using var connection = new Npgsql.NpgsqlConnection(LocalPostgres.RunningConnectionString(Path.Combine(folder, "postgres")));
        await connection.OpenAsync();
        await using var command = new Npgsql.NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<(int ExitCode, IReadOnlyList<string> Lines)> Run(params string[] args)
    {
        await using var office = OfficeProcess.Start(args);
        return (await office.Exit(), office.Lines);
    }
}
