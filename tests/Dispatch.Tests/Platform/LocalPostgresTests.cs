using Dispatch.Platform;
using Dispatch.Testing;
using Npgsql;

namespace Dispatch.Tests.Platform;

/// <summary>The private cluster by itself; the ways it is killed and found again are told in Host/StartAndStopTests.</summary>
internal sealed class LocalPostgresTests
{
    private static readonly CancellationToken Ct = CancellationToken.None;

    [Test]
    public async Task Runs_under_the_packages_account_where_root_has_no_user_namespaces()
    {
        if (!Environment.IsPrivilegedProcess || Shell.Run(["id", "postgres"]).ExitCode != 0)
            Assert.Ignore("Only root with an account postgres on the machine goes this way.");
        var data = RunFolder.New("data");
        Shell.Run(["chmod", "700", data]);

        await using var postgres = await LocalPostgres.Start(new(Path.Combine(data, "postgres")) { Durable = false, Namespaces = false }, Ct);

        Assert.That(Shell.Run(["stat", "--format=%U", $"/proc/{postgres.Pid}"]).Output.Trim(), Is.EqualTo("postgres"));
        Assert.That(await Value(postgres.ConnectionString, "select current_user::text"), Is.EqualTo(LocalPostgres.AppRole));
    }

    [Test]
    public async Task A_killed_first_start_leaves_no_half_cluster()
    {
        var folder = RunFolder.New("pg");
        var unfinished = Directory.CreateDirectory(Path.Combine(folder, "pgdata.init")).FullName;
        await File.WriteAllTextAsync(Path.Combine(unfinished, "PG_VERSION"), "half");

        await using var postgres = await LocalPostgres.Start(new(folder) { Durable = false }, Ct);

        Assert.That(await Value(postgres.ConnectionString, "select 1"), Is.EqualTo(1));
        Assert.That(Directory.Exists(unfinished), Is.False);
    }

    [Test]
    public async Task A_pid_file_that_names_a_stranger_is_a_leftover()
    {
        var folder = RunFolder.New("pg");
        await (await LocalPostgres.Start(new(folder) { Durable = false }, Ct)).DisposeAsync();
        // This very process lives, and is no postmaster.
        await File.WriteAllTextAsync(Path.Combine(folder, "pgdata", "postmaster.pid"), $"{Environment.ProcessId}\n{folder}/pgdata\n1\n5432\n{folder}/socket\n\n0 0\nready\n");

        await using var postgres = await LocalPostgres.Start(new(folder) { Durable = false }, Ct);

        Assert.That(await Value(postgres.ConnectionString, "select 1"), Is.EqualTo(1));
    }

    [Test]
    public async Task A_durable_cluster_syncs_and_checks_its_pages_and_listens_on_no_network()
    {
        await using var postgres = await LocalPostgres.Start(new(RunFolder.New("pg")), Ct);
        Assert.That(
            await Value(postgres.ConnectionString, """
                select string_agg(name || '=' || setting, ' ' order by name)
                from pg_settings
                where name in ('fsync', 'synchronous_commit', 'full_page_writes', 'data_checksums', 'listen_addresses')
                """),
            Is.EqualTo("data_checksums=on fsync=on full_page_writes=on listen_addresses= synchronous_commit=on"));
    }

    [Test]
    public async Task A_second_owner_is_refused_until_the_first_is_gone()
    {
        var folder = RunFolder.New("pg");
        var first = await LocalPostgres.Start(new(folder) { Durable = false }, Ct);
        Assert.That(() => LocalPostgres.Start(new(folder) { Durable = false }, Ct),
            Throws.InstanceOf<LocalPostgresException>().With.Property(nameof(LocalPostgresException.Failure)).EqualTo(LocalPostgresFailure.FolderInUse));
        await first.DisposeAsync();
        await using var second = await LocalPostgres.Start(new(folder) { Durable = false }, Ct);
        Assert.That(second.Pid, Is.Not.EqualTo(first.Pid));
    }

    [Test]
    public async Task A_cluster_that_cannot_start_says_PostgreSQLs_own_reason()
    {
        var folder = RunFolder.New("pg");
        await (await LocalPostgres.Start(new(folder) { Durable = false }, Ct)).DisposeAsync();
        await File.AppendAllTextAsync(Path.Combine(folder, "pgdata", "postgresql.conf"), "no_such_setting = 1\n");
        Assert.That(() => LocalPostgres.Start(new(folder) { Durable = false }, Ct),
            Throws.InstanceOf<LocalPostgresException>().With.Message.Contains("postgresql.conf"));
    }

    private static async Task<object?> Value(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(connectionString + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }
}
