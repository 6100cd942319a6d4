using Dispatch.Platform;
using Microsoft.Win32.SafeHandles;

namespace Dispatch.Tests;

/// <summary>What we rely on in others, as it is today. When one of these fails, a rule of ours may be obsolete.</summary>
internal sealed class AssumptionTests
{
    // The reason for DurableFile. The descriptor is none that is open, so fsync answers EBADF; .NET 10.0 stores the comparison, not the result.
    [Test]
    public void Dotnet_hides_fsync_errors_on_Linux()
    {
        if (!OperatingSystem.IsLinux())
            Assert.Ignore("Said of Linux only.");
        using var nothing = new SafeFileHandle(new IntPtr(1_000_000), ownsHandle: false);
#pragma warning disable RS0030 // The very call that is banned for this.
        Assert.That(() => RandomAccess.FlushToDisk(nothing), Throws.Nothing, "The runtime reports fsync errors now: DurableFile may go.");
#pragma warning restore RS0030
    }

    [Test]
    public void DurableFile_reports_what_the_kernel_says()
    {
        if (!OperatingSystem.IsLinux())
            Assert.Ignore("Said of Linux only.");
        var folder = Directory.CreateTempSubdirectory("dispatch-durable-").FullName;
        try
        {
            Assert.That(() => DurableFile.SyncFolder(folder), Throws.Nothing);
            Assert.That(() => DurableFile.SyncFolder(Path.Combine(folder, "nowhere")),
                Throws.InstanceOf<DurableFileException>().With.Property("Errno").EqualTo(2).And.Message.Contains(Path.Combine(folder, "nowhere")));
            Assert.That(() => DurableFile.Rename(Path.Combine(folder, "a"), Path.Combine(folder, "b")),
                Throws.InstanceOf<DurableFileException>().With.Property("Errno").EqualTo(2));
            // The kernel does not fsync /proc (EINVAL), which .NET would pass over in silence.
            using var unsyncable = new FileStream("/proc/self/comm", FileMode.Open, FileAccess.Read);
            Assert.That(() => DurableFile.Sync(unsyncable), Throws.InstanceOf<DurableFileException>().With.Property("Errno").EqualTo(22).And.Message.Contains("/proc/self/comm"));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
