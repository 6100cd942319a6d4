using System.Runtime.InteropServices;

namespace Dispatch.Platform;

/// <summary>
/// Makes files and folder entries survive a power cut, and says so when it could not. .NET 10 on Linux hides every fsync error
/// (FileStream.Flush(true), RandomAccess.FlushToDisk) and cannot fsync a folder at all, so this calls the C library itself. The functions are
/// looked up in the running program, not in a library by name, so that a preloaded one is met first (fault injection in tests).
/// On Windows, which is not promised, files are flushed as .NET does and folders are left to the file system.
/// </summary>
public static class DurableFile
{
    private const int ReadOnly = 0;
    private const int Interrupted = 4;

    private static readonly Lazy<Calls> Libc = new(Calls.Find);

    /// <summary>Flushes an open, written file to the disk.</summary>
    /// <exception cref="DurableFileException">The disk did not take it; the content must not be relied on.</exception>
    public static void Sync(FileStream file)
    {
        ArgumentNullException.ThrowIfNull(file);
        file.Flush();
        if (OperatingSystem.IsWindows())
        {
#pragma warning disable RS0030 // The only way there is on Windows.
            file.Flush(flushToDisk: true);
#pragma warning restore RS0030
            return;
        }
        if (Flush((int)file.SafeFileHandle.DangerousGetHandle()) != 0)
            throw DurableFileException.Last("fsync", file.Name);
    }

    /// <summary>Flushes a folder's entries: after a file was made, renamed or removed in it.</summary>
    /// <exception cref="DurableFileException">The disk did not take it, or the folder could not be opened.</exception>
    public static void SyncFolder(string path)
    {
        if (OperatingSystem.IsWindows())
            return;
        var descriptor = Libc.Value.Open(path, ReadOnly);
        if (descriptor < 0)
            throw DurableFileException.Last("open", path);
        var synced = Flush(descriptor);
        var failure = synced == 0 ? null : DurableFileException.Last("fsync", path);
        if (Libc.Value.Close(descriptor) != 0)
            failure ??= DurableFileException.Last("close", path);
        if (failure is not null)
            throw failure;
    }

    /// <summary>Flushes everything written to the file system that holds <paramref name="folder"/>: for many files at once, where a flush for each would take hours.</summary>
    /// <exception cref="DurableFileException">The disk did not take it all.</exception>
    public static void SyncFileSystem(string folder)
    {
        if (OperatingSystem.IsWindows())
            return;
        var descriptor = Libc.Value.Open(folder, ReadOnly);
        if (descriptor < 0)
            throw DurableFileException.Last("open", folder);
        var failure = Libc.Value.SyncAll(descriptor) == 0 ? null : DurableFileException.Last("syncfs", folder);
        _ = Libc.Value.Close(descriptor);
        if (failure is not null)
            throw failure;
    }

    /// <summary>Gives a file a second name in the same file system; false where that cannot be.</summary>
    public static bool TryLink(string from, string to) => !OperatingSystem.IsWindows() && Libc.Value.Link(from, to) == 0;

    /// <summary>Renames within one file system, replacing what is there, at once for every reader. Sync both folders afterwards.</summary>
    /// <exception cref="DurableFileException">Nothing was renamed.</exception>
    public static void Rename(string from, string to)
    {
        if (OperatingSystem.IsWindows())
            File.Move(from, to, overwrite: true);
        else if (Libc.Value.Rename(from, to) != 0)
            throw DurableFileException.Last("rename", $"{from} → {to}");
    }

    private static int Flush(int descriptor)
    {
        int result;
        do
            result = Libc.Value.Sync(descriptor);
        while (result != 0 && Marshal.GetLastPInvokeError() == Interrupted);
        return result;
    }

    // Each is the C function of its name. `open` takes a mode only when it makes a file, which it never does here.
    private sealed record Calls(OpenCall Open, DescriptorCall Sync, DescriptorCall SyncAll, DescriptorCall Close, RenameCall Rename, RenameCall Link)
    {
        public static Calls Find()
        {
            var program = NativeLibrary.GetMainProgramHandle();
            return new Calls(Get<OpenCall>("open"), Get<DescriptorCall>("fsync"), Get<DescriptorCall>("syncfs"), Get<DescriptorCall>("close"),
                Get<RenameCall>("rename"), Get<RenameCall>("link"));

            T Get<T>(string name) where T : Delegate => Marshal.GetDelegateForFunctionPointer<T>(NativeLibrary.GetExport(program, name));
        }
    }

    [UnmanagedFunctionPointer(CallingConvention.Cdecl, SetLastError = true)]
    private delegate int OpenCall([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl, SetLastError = true)]
    private delegate int DescriptorCall(int descriptor);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl, SetLastError = true)]
    private delegate int RenameCall([MarshalAs(UnmanagedType.LPUTF8Str)] string from, [MarshalAs(UnmanagedType.LPUTF8Str)] string to);
}

/// <summary>A file or folder could not be made durable; the message names the call, the path and the errno.</summary>
public sealed class DurableFileException : IOException
{
    public DurableFileException() { }

    public DurableFileException(string message) : base(message) { }

    public DurableFileException(string message, Exception inner) : base(message, inner) { }

    /// <summary>The errno of the failed call.</summary>
    public int Errno { get; private init; }

    internal static DurableFileException Last(string call, string path)
    {
        var errno = Marshal.GetLastPInvokeError();
        return new DurableFileException($"{call} {path}: {Marshal.GetPInvokeErrorMessage(errno)} (errno {errno})") { Errno = errno };
    }
}
