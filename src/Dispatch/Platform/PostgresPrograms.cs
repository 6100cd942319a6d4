namespace Dispatch.Platform;

/// <summary>
/// Where PostgreSQL's server programs are on this machine: the folder named by <c>DISPATCH_PG_BIN</c>, else the version asked for or the
/// newest in the places packages put them, else the <c>PATH</c>.
/// </summary>
/// <param name="Folder">The folder that holds <c>initdb</c> and <c>postgres</c>.</param>
public sealed record PostgresPrograms(string Folder)
{
    /// <summary>Names the folder and rules out every other one.</summary>
    public const string Variable = "DISPATCH_PG_BIN";

    /// <summary>The full path of a program, for example <c>initdb</c>.</summary>
    public string this[string program] => Path.Combine(Folder, program);

    /// <summary>The programs, or null when there are none.</summary>
    /// <param name="version">Major version that is needed, for example <c>15</c>; null for the newest.</param>
    public static PostgresPrograms? Find(string? version)
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } named)
            return Complete(named) ? new(named) : null;
        return Packaged(version) ?? OnPath(version);
    }

    /// <summary>Every folder PostgreSQL's programs may be in, server's and clients'.</summary>
    internal static IEnumerable<string> Folders() =>
        Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } named
            ? [named]
            : Packages().Select(package => package.Bin).Concat((Environment.GetEnvironmentVariable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries));

    // Debian and Ubuntu: /usr/lib/postgresql/15/bin; the Red Hat family: /usr/pgsql-15/bin.
    private static IEnumerable<(string Version, string Bin)> Packages() =>
        new[] { ("/usr/lib/postgresql", ""), ("/usr", "pgsql-") }
            .Where(place => Directory.Exists(place.Item1))
            .SelectMany(place => Directory.GetDirectories(place.Item1, place.Item2 + "*"), (place, folder) =>
                (Version: Path.GetFileName(folder)[place.Item2.Length..], Bin: Path.Combine(folder, "bin")));

    private static PostgresPrograms? Packaged(string? version) =>
        Packages()
            .Where(found => int.TryParse(found.Version, out _) && (version is null || found.Version == version) && Complete(found.Bin))
            .OrderByDescending(found => int.Parse(found.Version, System.Globalization.CultureInfo.InvariantCulture))
            .Select(found => new PostgresPrograms(found.Bin))
            .FirstOrDefault();

    private static PostgresPrograms? OnPath(string? version) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(':', StringSplitOptions.RemoveEmptyEntries)
            .Where(Complete)
            .Select(folder => new PostgresPrograms(folder))
            .FirstOrDefault(programs => version is null || programs.MajorVersion() == version);

    /// <summary>Major version of these programs, for example <c>15</c>.</summary>
    public string MajorVersion()
    {
        // "postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)"
        var said = Shell.Run([this["postgres"], "--version"]).Output;
        return said.Split(' ').ElementAtOrDefault(2)?.Split('.', 'b', 'r', '\n')[0] ?? "";
    }

    private static bool Complete(string folder) =>
        File.Exists(Path.Combine(folder, "initdb")) && File.Exists(Path.Combine(folder, "postgres"));
}
