namespace Dispatch.Files;

/// <summary>Where received files lie and how large one may be.</summary>
/// <param name="Folder">The storage's folder, below the data folder (<c>files</c>).</param>
/// <param name="MaxBytes">Largest file taken (<c>Files:MaxBytes</c>), in bytes.</param>
public sealed record FileSettings(string Folder, long MaxBytes = FileSettings.DefaultMaxBytes)
{
    /// <summary>200 MiB.</summary>
    public const long DefaultMaxBytes = 200L * 1024 * 1024;
}
