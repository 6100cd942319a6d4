using System.Net;
using System.Net.Sockets;
using Dispatch.Host;
using Dispatch.Platform;
using Dispatch.Testing;

namespace Dispatch.Tests.Host;

/// <summary>The built program, started, killed and started again.</summary>
internal sealed class StartAndStopTests
{
    [Test]
    public async Task One_command_makes_a_private_cluster_and_answers()
    {
        var folder = DataFolders.New();
        await using var office = OfficeProcess.Serve(folder);
        using var client = await office.Ready();

        Assert.That((await client.GetAsync("/health/ready")).StatusCode, Is.EqualTo(HttpStatusCode.OK), office.Said);
        var postmaster = DataFolders.PostmasterOf(folder)!;
        Assert.That(postmaster.Alive(), Is.True);
        Assert.That(await File.ReadAllTextAsync($"/proc/{postmaster.Pid}/cmdline"), Does.Contain($"-D\0{folder}/").And.Contain("listen_addresses=\0"));
        Assert.That(Mode(postmaster.SocketFolder), Is.EqualTo("drwx------"));

        office.Send(Shell.Terminate);
        Assert.That(await office.Exit(), Is.Zero);
        Assert.That(postmaster.Alive(), Is.False);
        Assert.That(DataFolders.PostmasterOf(folder), Is.Null);
    }

    [Test]
    public async Task Ctrl_C_in_a_terminal_stops_cleanly()
    {
        var folder = await DataFolders.Stopped();
        await using var office = OfficeProcess.Serve(folder);
        using var client = await office.Ready();

        office.CtrlC();

        Assert.That(await office.Exit(), Is.Zero);
        Assert.That(office.Lines[^1], Is.EqualTo("Đã dừng."));
        Assert.That(DataFolders.PostmasterOf(folder), Is.Null);
        Assert.That(PostgresLog(folder), Does.Contain("fast shutdown").And.Contain("database system is shut down"));
    }

    [Test]
    public async Task A_stop_during_the_start_is_as_clean()
    {
        var folder = DataFolders.New();
        await using var office = OfficeProcess.Serve(folder);
        await office.Line("Tạo cụm PostgreSQL");

        office.CtrlC();

        Assert.That(await office.Exit(), Is.Zero, office.Said);
        Assert.That(DataFolders.PostmasterOf(folder), Is.Null);
        await using var again = OfficeProcess.Serve(folder);
        using var client = await again.Ready();
        Assert.That((await client.GetAsync("/health/ready")).StatusCode, Is.EqualTo(HttpStatusCode.OK), again.Said);
    }

    [Test]
    public async Task After_a_kill_the_next_start_takes_over_the_cluster_that_still_runs()
    {
        var folder = await DataFolders.Stopped();
        await using var killed = OfficeProcess.Serve(folder);
        (await killed.Ready()).Dispose();
        var postmaster = DataFolders.PostmasterOf(folder)!;
        killed.Send(Shell.Kill);
        await killed.Exit();
        Assert.That(postmaster.Alive(), Is.True);

        await using var next = OfficeProcess.Serve(folder);
        using var client = await next.Ready();
        Assert.That(next.Said, Does.Contain("Nhận lại PostgreSQL"));
        Assert.That(DataFolders.PostmasterOf(folder)!.Pid, Is.EqualTo(postmaster.Pid));
        Assert.That((await client.GetAsync("/health/ready")).StatusCode, Is.EqualTo(HttpStatusCode.OK));

        next.Send(Shell.Terminate);
        Assert.That(await next.Exit(), Is.Zero);
        Assert.That(postmaster.Alive(), Is.False);
    }

    [Test]
    public async Task After_a_kill_of_both_the_next_start_recovers_the_cluster()
    {
        var folder = await DataFolders.Stopped();
        await using var killed = OfficeProcess.Serve(folder);
        (await killed.Ready()).Dispose();
        killed.Send(Shell.Kill);
        await killed.Exit();
        Assert.That(Shell.Send(DataFolders.PostmasterOf(folder)!.Pid, Shell.Kill), Is.True);

        await using var next = OfficeProcess.Serve(folder);
        using var client = await next.Ready();
        Assert.That((await client.GetAsync("/health/ready")).StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(PostgresLog(folder), Does.Contain("automatic recovery in progress"));
    }

    [Test]
    public async Task A_kill_of_PostgreSQL_under_a_running_office_is_healed()
    {
        var folder = await DataFolders.Stopped();
        await using var office = OfficeProcess.Serve(folder);
        using var client = await office.Ready();
        Assert.That((await client.GetAsync("/health/ready")).StatusCode, Is.EqualTo(HttpStatusCode.OK));
        var first = DataFolders.PostmasterOf(folder)!;

        Assert.That(Shell.Send(first.Pid, Shell.Kill), Is.True);

        await office.Line("PostgreSQL đã chạy lại");
        Assert.That(DataFolders.PostmasterOf(folder)!.Pid, Is.Not.EqualTo(first.Pid));
        Assert.That((await client.GetAsync("/health/ready")).StatusCode, Is.EqualTo(HttpStatusCode.OK), office.Said);
        office.Send(Shell.Terminate);
        Assert.That(await office.Exit(), Is.Zero);
        Assert.That(DataFolders.PostmasterOf(folder), Is.Null);
    }

    [Test]
    public async Task Of_two_first_starts_at_once_one_runs_and_the_other_says_why_not()
    {
        var folder = DataFolders.New();
        await using var one = OfficeProcess.Serve(folder);
        await using var other = OfficeProcess.Serve(folder);

        var first = await Task.WhenAny(one.Exit(), other.Exit());
        var (loser, winner) = first == one.Exit() || one.Lines.Any(line => line.Contains("đang được", StringComparison.Ordinal)) ? (one, other) : (other, one);
        Assert.That(await loser.Exit(), Is.EqualTo(CommandFailure.DataFolderInUse));
        Assert.That(loser.Lines, Has.Count.EqualTo(1));
        Assert.That(loser.Lines[0], Does.Contain(folder).And.Contain("--data"));

        using var client = await winner.Ready();
        Assert.That((await client.GetAsync("/health/ready")).StatusCode, Is.EqualTo(HttpStatusCode.OK));
    }

    [Test]
    public async Task A_port_in_use_is_said_at_once_with_a_free_one()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        var folder = DataFolders.New();
        await using var office = OfficeProcess.Start(["--urls", $"http://127.0.0.1:{port}", "--data", folder]);

        Assert.That(await office.Exit(), Is.EqualTo(CommandFailure.PortInUse));
        var line = office.Lines.Single();
        Assert.That(line, Does.Contain(port.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        var proposed = new Uri(line[line.LastIndexOf("http://", StringComparison.Ordinal)..]);
        using var free = new TcpListener(IPAddress.Loopback, proposed.Port);
        Assert.That(free.Start, Throws.Nothing);
        Assert.That(DataFolders.PostmasterOf(folder), Is.Null);
    }

    [Test]
    public async Task A_folder_that_cannot_be_written_is_said()
    {
        // Below a file nobody can make a folder, not even root.
        var file = Path.Combine(RunFolder.New("file"), "file");
        await File.WriteAllTextAsync(file, "");
        await Fails(["--urls", "http://127.0.0.1:0", "--data", Path.Combine(file, "data")], null, CommandFailure.DataFolder, file, "--data");
    }

    [Test]
    public async Task Missing_PostgreSQL_programs_are_said_with_both_ways_out()
    {
        var nothing = RunFolder.New("bin");
        await Fails(["--urls", "http://127.0.0.1:0", "--data", DataFolders.New()], new() { [PostgresPrograms.Variable] = nothing },
            CommandFailure.Postgres, "apt install postgresql", "ConnectionStrings__Dispatch");
    }

    [Test]
    public async Task Programs_of_another_version_than_the_cluster_are_not_used()
    {
        var folder = await DataFolders.Stopped();
        await File.WriteAllTextAsync(Path.Combine(folder, "postgres", "pgdata", "PG_VERSION"), "9\n");
        await Fails(["--urls", "http://127.0.0.1:0", "--data", folder], null, CommandFailure.Postgres, "apt install postgresql-9");
    }

    [Test]
    public async Task A_newer_schema_is_refused_and_left_alone()
    {
        await using var database = await TestDatabase.Create();
        await using (var connection = await database.OpenAsOwner())
        {
            await using var command = new Npgsql.NpgsqlCommand("insert into schema_migration (name, checksum) values ('9999_future.sql', 'x')", connection);
            await command.ExecuteNonQueryAsync();
        }
        await Fails(["--urls", "http://127.0.0.1:0", "--data", DataFolders.New()], OwnServer(database), CommandFailure.Schema, "9999_future.sql", "mới hơn");
    }

    [Test]
    public async Task A_server_of_ones_own_is_used_without_a_private_cluster()
    {
        await using var database = await TestDatabase.CreateEmpty();
        var folder = DataFolders.New();
        await using var office = OfficeProcess.Serve(folder, OwnServer(database));
        using var client = await office.Ready();
        Assert.That((await client.GetAsync("/health/ready")).StatusCode, Is.EqualTo(HttpStatusCode.OK), office.Said);
        Assert.That(Directory.Exists(Path.Combine(folder, "postgres")), Is.False);
    }

    [Test]
    public Task A_server_that_cannot_be_reached_is_said() => Fails(
        ["--urls", "http://127.0.0.1:0", "--data", DataFolders.New()],
        new() { ["ConnectionStrings__Dispatch"] = "Host=/nowhere;Username=x;Database=x" },
        CommandFailure.Postgres, "ConnectionStrings__Dispatch");

    [Test]
    public async Task A_data_folder_with_a_long_path_works()
    {
        var folder = Path.Combine(RunFolder.New("data"), new string('d', 120));
        await using var office = OfficeProcess.Serve(folder);
        using var client = await office.Ready();
        var socket = DataFolders.PostmasterOf(folder)!.SocketFolder;
        Assert.That((await client.GetAsync("/health/ready")).StatusCode, Is.EqualTo(HttpStatusCode.OK), office.Said);
        Assert.That(socket, Does.StartWith(Path.GetTempPath()));
        Assert.That(Mode(socket), Is.EqualTo("drwx------"));

        office.Send(Shell.Terminate);
        Assert.That(await office.Exit(), Is.Zero);
        Assert.That(Directory.Exists(socket), Is.False);
    }

    [Test]
    public async Task A_sample_office_is_never_opened_to_others()
    {
        var folder = await DataFolders.Stopped();
        await Fails(["--urls", "http://0.0.0.0:0", "--data", folder], null, CommandFailure.DataFolder, "dữ liệu mẫu");
        await Fails(["--urls", "http://127.0.0.1:0", "--data", folder], new() { ["ASPNETCORE_ENVIRONMENT"] = "Production" }, CommandFailure.DataFolder, "dữ liệu mẫu");
    }

    [Test]
    public async Task A_worker_alone_has_no_API_but_tells_its_health()
    {
        var folder = await DataFolders.Stopped();
        await using var office = OfficeProcess.Serve(folder, new() { ["Dispatch__Roles"] = "worker" });
        using var client = await office.Ready();
        Assert.That((await client.GetAsync("/health/ready")).StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That((await client.GetAsync("/api/v1/me")).StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
    }

    private static Dictionary<string, string> OwnServer(TestDatabase database) => new()
    {
        ["ConnectionStrings__Dispatch"] = database.ConnectionString,
        ["ConnectionStrings__DispatchOwner"] = database.OwnerConnectionString,
    };

    private static async Task Fails(string[] args, Dictionary<string, string>? environment, int exitCode, params string[] says)
    {
        await using var office = OfficeProcess.Start(args, environment);
        Assert.That(await office.Exit(), Is.EqualTo(exitCode), office.Said);
        Assert.That(office.Lines, Has.Count.EqualTo(1), office.Said);
        foreach (var text in says)
            Assert.That(office.Lines[0], Does.Contain(text));
    }

    private static string Mode(string folder) => Shell.Run(["stat", "--format=%A", folder]).Output.Trim();

    private static string PostgresLog(string folder) =>
        string.Concat(Directory.GetFiles(Path.Combine(folder, "postgres", "logs")).Append(Path.Combine(folder, "postgres", "start.log")).Select(File.ReadAllText));
}
