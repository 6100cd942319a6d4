using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace Dispatch.Platform;

/// <summary>
/// PostgreSQL's own <c>pg_dump</c> and <c>pg_restore</c>, found where <see cref="PostgresPrograms"/> looks, run with the settings of a connection
/// string (a password goes by the environment, never by the command line, where every account of the machine could read it).
/// </summary>
internal sealed class PostgresTools
{
    private readonly string folder;

    private PostgresTools(string folder, int version) => (this.folder, Version) = (folder, version);

    /// <summary>Major version of the tools.</summary>
    public int Version { get; }

    /// <summary>Tools that can read a server of <paramref name="atLeast"/>: the oldest such, so that the dump is readable by the most; null when there are none.</summary>
    public static PostgresTools? Find(int atLeast) => PostgresPrograms.Folders()
        .Where(folder => File.Exists(Path.Combine(folder, "pg_dump")) && File.Exists(Path.Combine(folder, "pg_restore")))
        .Select(folder => new PostgresTools(folder, MajorVersion(folder)))
        .Where(tools => tools.Version >= atLeast)
        .MinBy(tools => tools.Version);

    /// <summary>The full path of a program.</summary>
    public string PathOf(string program) => Path.Combine(folder, program);

    /// <summary>Runs <c>pg_dump</c> or <c>pg_restore</c> to the end.</summary>
    /// <returns>Null when it went well; otherwise the last line it said.</returns>
    public async Task<string?> Run(string program, string connectionString, IEnumerable<string> arguments, CancellationToken ct)
    {
        var start = new ProcessStartInfo(PathOf(program), arguments) { RedirectStandardError = true, RedirectStandardInput = true };
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("PG", StringComparison.Ordinal)).ToList())
            start.Environment.Remove(name);
        foreach (var (name, value) in Environment(new NpgsqlConnectionStringBuilder(connectionString)))
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        try
        {
            var said = await process.StandardError.ReadToEndAsync(ct);
            await process.WaitForExitAsync(ct);
            return process.ExitCode == 0 ? null : said.TrimEnd().Split('\n').FirstOrDefault(line => line.Contains("error", StringComparison.Ordinal)) ?? $"{program}: {process.ExitCode}";
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            throw;
        }
    }

    private static IEnumerable<(string Name, string Value)> Environment(NpgsqlConnectionStringBuilder connection)
    {
        yield return ("LC_ALL", "C.UTF-8");
        yield return ("PGAPPNAME", "dispatch-backup");
        yield return ("PGCONNECT_TIMEOUT", "10");
        yield return ("PGPORT", connection.Port.ToString(CultureInfo.InvariantCulture));
        foreach (var (name, value) in new[]
        {
            ("PGHOST", connection.Host), ("PGDATABASE", connection.Database ?? connection.Username), ("PGUSER", connection.Username),
            ("PGPASSWORD", connection.Password), ("PGPASSFILE", connection.Passfile), ("PGSSLROOTCERT", connection.RootCertificate),
            ("PGSSLMODE", connection.SslMode switch
            {
                SslMode.VerifyCA => "verify-ca",
                SslMode.VerifyFull => "verify-full",
                var mode => mode.ToString().ToLowerInvariant(),
            }),
        })
        {
            if (!string.IsNullOrEmpty(value))
                yield return (name, value);
        }
    }

    // "pg_dump (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)"
    private static int MajorVersion(string folder) =>
        int.TryParse(Shell.Run([Path.Combine(folder, "pg_dump"), "--version"]).Output.Split(' ').ElementAtOrDefault(2)?.Split('.', 'b', 'r', '\n')[0],
            CultureInfo.InvariantCulture, out var version) ? version : 0;
}
