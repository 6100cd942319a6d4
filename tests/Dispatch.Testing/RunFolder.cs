using System.Diagnostics;

namespace Dispatch.Testing;

/// <summary>
/// The folder of this test run, in memory where the machine allows. When the process ends, whatever ends it, the folder goes, and with it
/// every process that names it on its command line: clusters and offices that tests started.
/// </summary>
public static class RunFolder
{
    private const string Prefix = "dispatch-test-";

    private const string Clean = """
        exec >/dev/null 2>&1
        cat
        # A postmaster told to quit takes its shared memory along, a killed one leaves it to the machine.
        for signal in QUIT 0 0 0 0 0 0 0 0 0 KILL; do
            found=
            for process in $(grep -slF "$1" /proc/[0-9]*/cmdline); do
                pid=$(echo "$process" | cut -d / -f 3)
                [ "$pid" != $$ ] && kill -$signal "$pid" && found=1
            done
            [ -n "$found" ] || break
            sleep 0.1
        done
        rm -rf "$1"
        """;

    private static readonly Lazy<string> Folder = new(Begin);
    private static int last;

    // Both are kept: collecting them would open the lock and end the cleaner's input.
    private static FileStream? alive;
    private static Process? cleaner;

    /// <summary>A new empty folder.</summary>
    public static string New(string name) =>
        Directory.CreateDirectory(Path.Combine(Folder.Value, $"{name}-{Interlocked.Increment(ref last)}")).FullName;

    private static string Begin()
    {
        foreach (var leftover in Roots().SelectMany(root => Directory.GetDirectories(root, Prefix + "*")))
            Sweep(leftover);
        var folder = Directory.CreateDirectory(Path.Combine(Roots().First(), Prefix + Path.GetRandomFileName())).FullName;
        alive = new(LockOf(folder), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None);
        cleaner = StartCleaner(folder);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => End(cleaner);
        return folder;
    }

    private static IEnumerable<string> Roots()
    {
        const string memory = "/dev/shm";
        if (Directory.Exists(memory) && new DriveInfo(memory) is { DriveFormat: "tmpfs", AvailableFreeSpace: > 1L << 30 })
            yield return memory;
        yield return Path.TrimEndingDirectorySeparator(Path.GetTempPath());
    }

    // A shell of its own session that waits for the end of its input, which is the end of this process.
    private static Process StartCleaner(string folder) => Process.Start(new ProcessStartInfo("setsid", ["sh", "-c", Clean, "sh", folder])
    {
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    })!;

    private static void End(Process cleaner)
    {
        cleaner.StandardInput.Close();
        cleaner.WaitForExit(TimeSpan.FromMinutes(1));
    }

    private static string LockOf(string folder) => Path.Combine(folder, "alive.lock");

    private static void Sweep(string folder)
    {
        try
        {
            // Another run between making its folder and locking it has no lock file yet: its folder is young, leave it.
            if (!File.Exists(LockOf(folder)))
                return;
            new FileStream(LockOf(folder), FileMode.Open, FileAccess.ReadWrite, FileShare.None).Dispose();
            End(StartCleaner(folder));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A run that lives, or another user's.
        }
    }
}
