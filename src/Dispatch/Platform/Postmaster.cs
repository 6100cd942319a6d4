using System.Globalization;

namespace Dispatch.Platform;

/// <summary>What a cluster's <c>postmaster.pid</c> says: who runs it and where it listens. The file may be a leftover: see <see cref="Alive"/>.</summary>
/// <param name="Cluster">The cluster's folder.</param>
/// <param name="Pid">Process id.</param>
/// <param name="Port">Port; part of the socket's file name.</param>
/// <param name="SocketFolder">Folder of the unix socket.</param>
/// <param name="Ready">True when it takes connections.</param>
internal sealed record Postmaster(string Cluster, int Pid, int Port, string SocketFolder, bool Ready)
{
    public static string FileOf(string cluster) => Path.Combine(cluster, "postmaster.pid");

    /// <summary>Reads the file; null when there is none, or it is still being written.</summary>
    public static Postmaster? Of(string cluster)
    {
        try
        {
            // pid, data folder, start time, port, socket folder, listen address, shared memory key, status
            var lines = File.ReadAllLines(FileOf(cluster));
            return int.TryParse(lines.ElementAtOrDefault(0), CultureInfo.InvariantCulture, out var pid)
                ? new(cluster, pid,
                    int.TryParse(lines.ElementAtOrDefault(3), CultureInfo.InvariantCulture, out var port) ? port : 5432,
                    lines.ElementAtOrDefault(4) ?? "",
                    lines.ElementAtOrDefault(7)?.Trim() == "ready")
                : null;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <summary>
    /// True when the process lives and is the postmaster of this very folder. A signal would not tell: a zombie and a stranger
    /// that got the same id later answer it too.
    /// </summary>
    public bool Alive()
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{Pid}/stat");
            if (stat[(stat.LastIndexOf(')') + 2)..][0] is 'Z' or 'X')
                return false;
            var arguments = File.ReadAllText($"/proc/{Pid}/cmdline").Split('\0');
            var folder = Array.IndexOf(arguments, "-D");
            return Path.GetFileName(arguments[0]) == "postgres" && folder > 0 && arguments[folder + 1] == Cluster;
        }
        catch (IOException)
        {
            return false;
        }
    }
}
