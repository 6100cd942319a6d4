namespace Dispatch.Archive;

/// <summary>Where archived documents lie, and when a document goes there.</summary>
/// <param name="Folder">The archive's folder (<c>Archive:Folder</c>): the OCFL storage root <c>ocfl</c> and, on the same file system, what is being written.</param>
/// <param name="AfterDays">Days from completion until the nightly job takes a document (<c>Archive:AfterDays</c>).</param>
/// <param name="UntouchedAfterDays">Days from arrival until it takes one that nobody has anything to do with (<c>Archive:UntouchedAfterDays</c>); null for never.</param>
public sealed record ArchiveSettings(string Folder, int AfterDays = 0, int? UntouchedAfterDays = null)
{
    /// <summary>The OCFL storage root.</summary>
    public string Root => Path.Combine(Folder, "ocfl");

    /// <summary>Objects that are not whole yet; may be emptied when no job runs.</summary>
    public string Staging => Path.Combine(Folder, "staging");
}
