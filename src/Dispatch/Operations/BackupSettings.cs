namespace Dispatch.Operations;

/// <summary>Where the nightly backups go and how many are kept.</summary>
/// <param name="Folder">The folder of the backups (<c>Backup:Folder</c>), best on another disk; null for none: the status page says so.</param>
/// <param name="Daily">The newest of each of so many days is kept (<c>Backup:Keep:Daily</c>).</param>
/// <param name="Weekly">…of each of so many weeks.</param>
/// <param name="Monthly">…of each of so many months.</param>
public sealed record BackupSettings(string? Folder, int Daily = 7, int Weekly = 5, int Monthly = 12);

/// <summary>What this process is, for the status page and the manifest.</summary>
/// <param name="Version">Of the program.</param>
/// <param name="Commit">The commit it was built from, if known.</param>
/// <param name="Environment">Development or Production.</param>
/// <param name="Roles">What it does: <c>web</c>, <c>worker</c>.</param>
/// <param name="SampleData">True for the sample office: known passwords.</param>
/// <param name="DataFolder">Everything of the office stands below.</param>
public sealed record ThisProcess(string Version, string? Commit, string Environment, IReadOnlyList<string> Roles, bool SampleData, string DataFolder)
{
    /// <summary>Where a backup is restored to be proved; emptied before and after.</summary>
    public string ProvingFolder => Path.Combine(DataFolder, "verify");
}
