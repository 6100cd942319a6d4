using System.Diagnostics;

namespace Dispatch.Tests.Files;

/// <summary>
/// A library for <c>LD_PRELOAD</c> whose fsync fails with EIO while a flag file is there: <c>all</c>, or <c>folders</c> for folders only.
/// Compiled here, so that it fits the machine.
/// </summary>
internal sealed class FsyncFault : IDisposable
{
    private const string Source = """
        #define _GNU_SOURCE
        #include <dlfcn.h>
        #include <errno.h>
        #include <stdio.h>
        #include <stdlib.h>
        #include <sys/stat.h>
        #include <unistd.h>

        static int flag(const char *name)
        {
            char path[4096];
            const char *folder = getenv("FSYNC_FAULT");
            if (!folder) return 0;
            snprintf(path, sizeof path, "%s/%s", folder, name);
            return access(path, F_OK) == 0;
        }

        int fsync(int fd)
        {
            struct stat st;
            int folder = fstat(fd, &st) == 0 && S_ISDIR(st.st_mode);
            if (flag("all") || (folder && flag("folders"))) { errno = EIO; return -1; }
            int (*real)(int) = (int (*)(int)) dlsym(RTLD_NEXT, "fsync");
            return real(fd);
        }
        """;

    private readonly string folder = Directory.CreateTempSubdirectory("dispatch-fsync-").FullName;

    private FsyncFault() { }

    /// <summary>The environment a child process needs.</summary>
    public Dictionary<string, string> Environment => new() { ["LD_PRELOAD"] = Library, ["FSYNC_FAULT"] = folder };

    private string Library => Path.Combine(folder, "fault.so");

    /// <summary>Builds the library; the test is skipped where nothing can.</summary>
    public static FsyncFault Build()
    {
        var fault = new FsyncFault();
        var source = Path.Combine(fault.folder, "fault.c");
        File.WriteAllText(source, Source);
        try
        {
            using var compiler = Process.Start(new ProcessStartInfo("cc", ["-shared", "-fPIC", "-o", fault.Library, source, "-ldl"]) { RedirectStandardError = true })!;
            var errors = compiler.StandardError.ReadToEnd();
            compiler.WaitForExit();
            Assert.That(compiler.ExitCode, Is.Zero, errors);
            return fault;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            fault.Dispose();
            Assert.Ignore("No C compiler (cc) here: fsync failures cannot be injected.");
            throw;
        }
    }

    /// <summary>From now on it fails: <c>all</c> or <c>folders</c>.</summary>
    public void Fail(string what) => File.WriteAllText(Path.Combine(folder, what), "");

    /// <summary>From now on it works.</summary>
    public void Heal()
    {
        File.Delete(Path.Combine(folder, "all"));
        File.Delete(Path.Combine(folder, "folders"));
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
