using System.Diagnostics;
using System.Text;
using Npgsql;

namespace Dispatch.Platform;

/// <summary>
/// A private PostgreSQL cluster below a data folder, so that one command starts an office. It listens on a unix socket in a folder only
/// its owner may enter, and nowhere else; it has one owner at a time. What a kill left running is adopted, what a kill broke is
/// recovered, and a postmaster that dies while we run is started again.
/// </summary>
public sealed class LocalPostgres : IAsyncDisposable
{
    /// <summary>The superuser: owns the tables, runs the migrations.</summary>
    public const string Owner = "postgres";

    /// <summary>The login role the office runs as; <see cref="AppRights"/> says what it may do.</summary>
    public const string AppRole = "dispatch_app";

    /// <summary>The office's database.</summary>
    public const string DatabaseName = "dispatch";

    // sun_path of a unix socket address holds 108 bytes with its end.
    private const int LongestSocketPath = 107;
    private const int Port = 5432;
    private const string LockFile = "owner.lock";
    private const string ClusterFolder = "pgdata";

    private static readonly string[] AsNobody = ["unshare", "--user", "--map-user=65534", "--map-group=65534"];
    private static readonly string[] AsPostgres = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"];

    private readonly LocalPostgresOptions options;
    private readonly FileStream owned;
    private readonly CancellationTokenSource stopping = new();
    private PostgresPrograms programs = null!;
    private string[] unprivileged = [];
    private Process? child;
    private Postmaster postmaster = null!;
    private Task watch = Task.CompletedTask;

    private LocalPostgres(LocalPostgresOptions options, FileStream owned) => (this.options, this.owned) = (options, owned);

    /// <summary>The cluster's own folder: the <c>-D</c> of its postmaster.</summary>
    public string Cluster => Path.Combine(options.Folder, ClusterFolder);

    /// <summary>Process id of the postmaster.</summary>
    public int Pid => postmaster.Pid;

    /// <summary>Called after a postmaster that died was started again: pooled connections are dead.</summary>
    public event Action? Recovered;

    /// <summary>How the office connects.</summary>
    public string ConnectionString => For(DatabaseName, AppRole);

    /// <summary>How migrations connect.</summary>
    public string OwnerConnectionString => For(DatabaseName, Owner);

    /// <summary>A connection string to any database of the cluster.</summary>
    public string For(string database, string role) => To(postmaster, database, role);

    /// <summary>Makes the cluster if there is none, starts or adopts it, and returns when the office's database takes connections.</summary>
    /// <exception cref="LocalPostgresException">It cannot run; the text says why and what to do.</exception>
    public static async Task<LocalPostgres> Start(LocalPostgresOptions options, CancellationToken ct)
    {
        options = options with { Folder = Path.GetFullPath(options.Folder) };
        if (!OperatingSystem.IsLinux())
            throw ProgramsMissing(null);
        var postgres = new LocalPostgres(options, Own(options.Folder));
        try
        {
            postgres.FindPrograms();
            await postgres.Initialise(ct);
            await postgres.AdoptOrStart(ct);
            await postgres.CreateDatabase(ct);
            postgres.watch = postgres.Watch();
            return postgres;
        }
        catch
        {
            await postgres.DisposeAsync();
            throw;
        }
    }

    /// <summary>How to connect, as the office, to a cluster that another program runs below <paramref name="folder"/>; null when none runs.</summary>
    public static string? RunningConnectionString(string folder) =>
        Postmaster.Of(Path.Combine(Path.GetFullPath(folder), ClusterFolder)) is { Ready: true } running && running.Alive()
            ? To(running, DatabaseName, AppRole)
            : null;

    /// <summary>Sees early that nobody else owns the cluster below <paramref name="folder"/>.</summary>
    /// <exception cref="LocalPostgresException">Another program does.</exception>
    public static void RequireFree(string folder) => Own(folder).Dispose();

    /// <summary>Ends a postmaster that a killed program left below <paramref name="folder"/>, when the folder itself is about to go.</summary>
    public static void StopLeftover(string folder)
    {
        if (Postmaster.Of(Path.Combine(Path.GetFullPath(folder), ClusterFolder)) is not { } left || !left.Alive())
            return;
        Shell.Send(left.Pid, Shell.Quit);
        for (var waited = Stopwatch.StartNew(); left.Alive() && waited.Elapsed < TimeSpan.FromSeconds(10);)
            Thread.Sleep(20);
    }

    /// <summary>Empties the office's database: drops it and makes it anew. Nobody else may be connected.</summary>
    public async Task Recreate(CancellationToken ct)
    {
        await using (var connection = new NpgsqlConnection(For("postgres", Owner) + ";Pooling=false"))
        {
            await connection.OpenAsync(ct);
            await using var command = new NpgsqlCommand($"drop database {DatabaseName} with (force)", connection);
            await command.ExecuteNonQueryAsync(ct);
        }
        await CreateDatabase(ct);
    }

    /// <summary>Stops the postmaster: at once in the way of a power cut for a throw-away cluster, cleanly for a durable one.</summary>
    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await watch;
        if (Postmaster.Of(Cluster) is { } running && running.Alive())
        {
            Shell.Send(running.Pid, options.Durable ? Shell.Interrupt : Shell.Quit);
            if (!await Gone(running, TimeSpan.FromSeconds(6)))
            {
                Shell.Send(running.Pid, Shell.Quit);
                await Gone(running, TimeSpan.FromSeconds(2));
            }
            if (!running.SocketFolder.StartsWith(options.Folder, StringComparison.Ordinal) && Directory.Exists(running.SocketFolder))
                Directory.Delete(running.SocketFolder, recursive: true);
        }
        child?.Dispose();
        stopping.Dispose();
        await owned.DisposeAsync();
    }

    private static string To(Postmaster postmaster, string database, string role) => new NpgsqlConnectionStringBuilder
    {
        Host = postmaster.SocketFolder,
        Port = postmaster.Port,
        Database = database,
        Username = role,
    }.ConnectionString;

    private static FileStream Own(string folder)
    {
        try
        {
            MakePrivate(folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw NotWritable(folder, e);
        }
        try
        {
            // The kernel frees this lock however we end.
            return new FileStream(Path.Combine(folder, LockFile), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (UnauthorizedAccessException e)
        {
            throw NotWritable(folder, e);
        }
        catch (IOException e) when (File.Exists(Path.Combine(folder, LockFile)))
        {
            throw new LocalPostgresException(LocalPostgresFailure.FolderInUse, new(
                $"Thư mục dữ liệu {folder} đang được một chương trình Dispatch khác dùng: dừng chương trình đó, hoặc chọn thư mục khác bằng --data.",
                $"The data folder {folder} is in use by another Dispatch: stop that one, or choose another folder with --data."), e);
        }
        catch (IOException e)
        {
            throw NotWritable(folder, e);
        }
    }

    private void FindPrograms()
    {
        var versionFile = Path.Combine(Cluster, "PG_VERSION");
        var version = File.Exists(versionFile) ? File.ReadAllText(versionFile).Trim() : null;
        programs = PostgresPrograms.Find(version) ?? throw ProgramsMissing(version);
        if (version is not null && programs.MajorVersion() != version)
            throw ProgramsMissing(version);

        // initdb and postgres refuse to run as root. In a user namespace root is "nobody" to them while files stay root's; where the
        // machine allows no namespaces, the package's own account must do, and it must own the cluster.
        if (!Environment.IsPrivilegedProcess)
            return;
        if (options.Namespaces && Shell.Run([.. AsNobody, "true"]).ExitCode == 0)
        {
            unprivileged = AsNobody;
            return;
        }
        unprivileged = AsPostgres;
        Give(options.Folder);
        // The account must get through to its folder; what else is in there stays closed to it.
        Shell.Run(["chmod", "o+x", Path.GetDirectoryName(options.Folder)!]);
    }

    private async Task Initialise(CancellationToken ct)
    {
        if (Directory.Exists(Cluster))
            return;
        options.Say(new("Tạo cụm PostgreSQL riêng (chỉ lần đầu).", "Making a private PostgreSQL cluster (first time only)."));
        // Made beside and renamed, so that an initdb killed half-way leaves no half cluster.
        var unfinished = Cluster + ".init";
        if (Directory.Exists(unfinished))
            Directory.Delete(unfinished, recursive: true);
        Give(MakePrivate(unfinished));
        var (exitCode, output) = await Task.Run(() => Shell.Run([.. unprivileged, programs["initdb"], "-D", unfinished, .. options.InitArguments()]), ct);
        ct.ThrowIfCancellationRequested();
        if (exitCode != 0)
            throw DidNotStart("initdb", LastLine(output));
        Directory.Move(unfinished, Cluster);
    }

    private async Task AdoptOrStart(CancellationToken ct)
    {
        if (Postmaster.Of(Cluster) is { } running && running.Alive())
        {
            options.Say(new("Nhận lại PostgreSQL còn chạy từ lần trước.", "Taking over PostgreSQL, still running from last time."));
            postmaster = await Ready(running.Pid, null, ct) ?? throw DidNotStart("postgres", "stopped while being taken over");
        }
        else
        {
            await StartPostmaster(ct);
        }
    }

    private async Task StartPostmaster(CancellationToken ct)
    {
        var log = Path.Combine(options.Folder, "start.log");
        var socketFolder = SocketFolder();
        var until = Stopwatch.StartNew();
        while (true)
        {
            // Leftovers of a kill; we own the folder, so nobody is starting here now.
            foreach (var leftover in new[] { Postmaster.FileOf(Cluster), $"{socketFolder}/.s.PGSQL.{Port}", $"{socketFolder}/.s.PGSQL.{Port}.lock" })
                File.Delete(leftover);
            File.Delete(log);
            child?.Dispose();
            // In a session of its own a terminal's Ctrl-C does not reach it: we finish our requests first, then stop it.
            child = Shell.StartLoggingTo(log, ["setsid", .. unprivileged, programs["postgres"], "-D", Cluster, .. Settings(socketFolder)]);
            if (await Ready(child.Id, child, ct) is { } ready)
            {
                postmaster = ready;
                return;
            }
            // Servers of a killed postmaster take a moment to notice.
            var said = File.Exists(log) ? await File.ReadAllTextAsync(log, ct) : "";
            if (!said.Contains("shared memory block", StringComparison.Ordinal) || until.Elapsed > TimeSpan.FromSeconds(20))
                throw DidNotStart("postgres", WhyNot(said));
            await Task.Delay(100, ct);
        }
    }

    private IEnumerable<string> Settings(string socketFolder) =>
        options.Settings(LogFolder())
            .Append("unix_socket_directories=" + socketFolder)
            .Append("port=" + Port)
            .SelectMany(setting => new[] { "-c", setting });

    private string LogFolder()
    {
        var folder = Directory.CreateDirectory(Path.Combine(options.Folder, "logs")).FullName;
        Give(folder);
        return folder;
    }

    private string SocketFolder()
    {
        var folder = Path.Combine(options.Folder, "socket");
        var longest = Encoding.UTF8.GetByteCount($"{folder}/.s.PGSQL.{Port}");
        folder = longest <= LongestSocketPath
            ? MakePrivate(folder)
            : Directory.CreateTempSubdirectory("dispatch-").FullName;
        Give(folder);
        return folder;
    }

    /// <summary>Waits until connections are taken; null when the process ended first. Recovery after a crash may take its time.</summary>
    private async Task<Postmaster?> Ready(int pid, Process? process, CancellationToken ct)
    {
        while (true)
        {
            if (Postmaster.Of(Cluster) is { } seen && seen.Pid == pid)
            {
                if (!seen.Alive())
                    return null;
                if (seen.Ready)
                    return seen;
            }
            if (process is { HasExited: true })
                return null;
            await Task.Delay(15, ct);
        }
    }

    private async Task CreateDatabase(CancellationToken ct)
    {
        await using var connection = new NpgsqlConnection(For("postgres", Owner) + ";Pooling=false");
        await connection.OpenAsync(ct);
        if (!await Exists("select exists (select from pg_roles where rolname = $1)", AppRole))
            await Run($"create role {AppRole} login");
        if (!await Exists("select exists (select from pg_database where datname = $1)", DatabaseName))
            await Run($"create database {DatabaseName}");

        async Task<bool> Exists(string sql, string name)
        {
            await using var command = new NpgsqlCommand(sql, connection) { Parameters = { new() { Value = name } } };
            return (bool)(await command.ExecuteScalarAsync(ct))!;
        }

        async Task Run(string sql)
        {
            await using var command = new NpgsqlCommand(sql, connection);
            await command.ExecuteNonQueryAsync(ct);
        }
    }

    private async Task Watch()
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(200));
        try
        {
            while (await timer.WaitForNextTickAsync(stopping.Token))
            {
                if (postmaster.Alive())
                    continue;
                options.Say(new("PostgreSQL đã dừng ngoài ý muốn, đang khởi động lại.", "PostgreSQL stopped unexpectedly, starting it again."));
                try
                {
                    await AdoptOrStart(stopping.Token);
                    Recovered?.Invoke();
                    options.Say(new("PostgreSQL đã chạy lại.", "PostgreSQL is back."));
                }
                catch (LocalPostgresException e)
                {
                    options.Say(e.Text);
                    await Task.Delay(TimeSpan.FromSeconds(2), stopping.Token);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // We are stopping.
        }
    }

    private static async Task<bool> Gone(Postmaster running, TimeSpan limit)
    {
        var waited = Stopwatch.StartNew();
        while (running.Alive())
        {
            if (waited.Elapsed > limit)
                return false;
            await Task.Delay(10);
        }
        return true;
    }

    private static string MakePrivate(string folder) => OperatingSystem.IsWindows()
        ? throw ProgramsMissing(null)
        : Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute).FullName;

    private void Give(string folder)
    {
        if (unprivileged == AsPostgres)
            Shell.Run(["chown", "postgres:", folder]);
    }

    // The server's log, once it is open, says more than its first output.
    private string WhyNot(string said)
    {
        var log = new DirectoryInfo(LogFolder()).EnumerateFiles("*.log").MaxBy(file => file.LastWriteTimeUtc);
        return log is not null && File.ReadLines(log.FullName).LastOrDefault(line => line.Contains("FATAL", StringComparison.Ordinal)) is { } fatal
            && !said.Contains("FATAL", StringComparison.Ordinal) ? fatal : LastLine(said);
    }

    private static string LastLine(string text) => text.TrimEnd().Split('\n')[^1];

    private static LocalPostgresException ProgramsMissing(string? version)
    {
        var package = version is null ? "postgresql" : "postgresql-" + version;
        return new(LocalPostgresFailure.ProgramsMissing, new(
            $"Không tìm thấy chương trình máy chủ PostgreSQL{(version is null ? "" : " " + version)}: cài bằng `apt install {package}` (hoặc chỉ thư mục bằng {PostgresPrograms.Variable}), hoặc đặt ConnectionStrings__Dispatch tới một máy chủ có sẵn.",
            $"PostgreSQL's server programs{(version is null ? "" : " of version " + version)} are missing: `apt install {package}` (or name their folder in {PostgresPrograms.Variable}), or set ConnectionStrings__Dispatch to a server of your own."));
    }

    private static LocalPostgresException NotWritable(string folder, Exception e) => new(LocalPostgresFailure.FolderNotWritable, new(
        $"Không ghi được vào thư mục dữ liệu {folder}: cấp quyền ghi, hoặc chọn thư mục khác bằng --data.",
        $"The data folder {folder} is not writable: allow it, or choose another with --data."), e);

    private LocalPostgresException DidNotStart(string program, string why) => new(LocalPostgresFailure.DidNotStart, new(
        $"{program} không khởi động được trong {options.Folder}: {why}",
        $"{program} did not start in {options.Folder}: {why}"));
}
