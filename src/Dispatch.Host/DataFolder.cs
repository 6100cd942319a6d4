using Dispatch.Platform;

namespace Dispatch.Host;

/// <summary>The folder that holds an office: its private PostgreSQL and its files. Back up both together.</summary>
/// <param name="Path">Full path.</param>
internal sealed record DataFolder(string Path)
{
    /// <summary>The private cluster.</summary>
    public string Postgres => System.IO.Path.Combine(Path, "postgres");

    /// <summary>Received files, by content.</summary>
    public string Files => System.IO.Path.Combine(Path, "files");

    /// <summary>Drawn pages of received files; may be emptied at any time, and needs no backup.</summary>
    public string PageImages => System.IO.Path.Combine(Path, "page-images");

    /// <summary>Archived documents, unless another folder is set.</summary>
    public string Archive => System.IO.Path.Combine(Path, "archive");

    /// <summary>Where the scan station puts its files, unless another folder is set.</summary>
    public string ScanIn => System.IO.Path.Combine(Path, "scan-in");

    /// <summary>True when the folder was begun as a sample office: known passwords, never for real documents.</summary>
    public bool IsSample => File.Exists(SampleMark);

    /// <summary>True when no private cluster was made here yet.</summary>
    public bool IsNew => !Directory.Exists(System.IO.Path.Combine(Postgres, "pgdata"));

    private bool IsHalfRestored => File.Exists(RestoreMark);

    private string RestoreMark => System.IO.Path.Combine(Path, "restore-unfinished");

    private string SampleMark => System.IO.Path.Combine(Path, "sample-office");

    /// <summary>Makes what is missing and sees that it can be written to.</summary>
    /// <exception cref="CommandFailure">It cannot.</exception>
    public static DataFolder Open(string path)
    {
        var folder = new DataFolder(System.IO.Path.GetFullPath(path));
        if (folder.IsHalfRestored)
        {
            throw new CommandFailure(CommandFailure.DataFolder,
                $"{folder.Path} là bản phục hồi dở dang, không dùng được: chạy lại `dispatch restore` với cùng --data.");
        }
        return folder.Writable(() => folder.ProveWritable());
    }

    /// <summary>An empty folder for an office from a backup, or one where such a restore was cut off: then all of it goes first.</summary>
    /// <exception cref="CommandFailure">Something else is in it, or it cannot be written to.</exception>
    public static DataFolder BeginRestoring(string path)
    {
        var folder = new DataFolder(System.IO.Path.GetFullPath(path));
        return folder.Writable(() =>
        {
            var anything = Directory.EnumerateFiles(folder.Path, "*", SearchOption.AllDirectories).Any();
            if (anything && !folder.IsHalfRestored)
                throw new CommandFailure(CommandFailure.DataFolder, $"{folder.Path} không trống: chỉ phục hồi vào thư mục dữ liệu trống, chọn bằng --data.");
            // Marked before anything else is written: whatever ends this half-way leaves a folder that is refused.
            File.WriteAllText(folder.RestoreMark, "Phục hồi dở dang: chạy lại dispatch restore.\n");
            DurableFile.SyncFolder(folder.Path);
            if (Directory.Exists(folder.Postgres))
            {
                LocalPostgres.RequireFree(folder.Postgres);
                LocalPostgres.StopLeftover(folder.Postgres);
                Directory.Delete(folder.Postgres, recursive: true);
            }
            folder.DeleteFiles();
        });
    }

    /// <summary>The restore is whole.</summary>
    public void EndRestoring()
    {
        DurableFile.SyncFileSystem(Path);
        File.Delete(RestoreMark);
        DurableFile.SyncFolder(Path);
    }

    /// <summary>Writes and deletes a small file where files are kept.</summary>
    public void ProveWritable()
    {
        var probe = System.IO.Path.Combine(Files, $".probe-{Environment.ProcessId}-{Guid.CreateVersion7():N}");
        File.WriteAllBytes(probe, [1]);
        File.Delete(probe);
    }

    public void MarkAsSample() => File.WriteAllText(SampleMark, "Dữ liệu mẫu, mật khẩu ai cũng biết: không dùng cho văn bản thật.\n");

    /// <summary>Deletes every received file.</summary>
    public void DeleteFiles()
    {
        Directory.Delete(Files, recursive: true);
        MakePrivate(Files);
        if (Directory.Exists(PageImages))
            Directory.Delete(PageImages, recursive: true);
    }

    private DataFolder Writable(Action prove)
    {
        try
        {
            MakePrivate(Path);
            MakePrivate(Files);
            MakePrivate(ScanIn);
            prove();
            return this;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CommandFailure(CommandFailure.DataFolder,
                $"Không ghi được vào thư mục dữ liệu {Path}: cấp quyền ghi, hoặc chọn thư mục khác bằng --data.", e);
        }
    }

    private static void MakePrivate(string path)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(path);
        else
            Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
