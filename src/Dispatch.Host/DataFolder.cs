namespace Dispatch.Host;

/// <summary>The folder that holds an office: its private PostgreSQL and its files. Back up both together.</summary>
/// <param name="Path">Full path.</param>
internal sealed record DataFolder(string Path)
{
    /// <summary>The private cluster.</summary>
    public string Postgres => System.IO.Path.Combine(Path, "postgres");

    /// <summary>Received files, by content.</summary>
    public string Files => System.IO.Path.Combine(Path, "files");

    /// <summary>Where the scan station puts its files, unless another folder is set.</summary>
    public string ScanIn => System.IO.Path.Combine(Path, "scan-in");

    /// <summary>True when the folder was begun as a sample office: known passwords, never for real documents.</summary>
    public bool IsSample => File.Exists(SampleMark);

    /// <summary>True when no private cluster was made here yet.</summary>
    public bool IsNew => !Directory.Exists(System.IO.Path.Combine(Postgres, "pgdata"));

    private string SampleMark => System.IO.Path.Combine(Path, "sample-office");

    /// <summary>Makes what is missing and sees that it can be written to.</summary>
    /// <exception cref="CommandFailure">It cannot.</exception>
    public static DataFolder Open(string path)
    {
        var folder = new DataFolder(System.IO.Path.GetFullPath(path));
        try
        {
            MakePrivate(folder.Path);
            MakePrivate(folder.Files);
            MakePrivate(folder.ScanIn);
            folder.ProveWritable();
            return folder;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CommandFailure(CommandFailure.DataFolder,
                $"Không ghi được vào thư mục dữ liệu {folder.Path}: cấp quyền ghi, hoặc chọn thư mục khác bằng --data.", e);
        }
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
    }

    private static void MakePrivate(string path)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(path);
        else
            Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
