using Dispatch.People;
using Dispatch.Platform;

namespace Dispatch.Files;

/// <summary>
/// Who may see a file, decided here and nowhere else: until a document takes it, its uploader only; then who may read incoming documents.
/// What a caller may not see does not exist for them.
/// </summary>
internal static class FileVisibility
{
    public static Problem? Refuses(StoredFile file, Caller caller)
    {
        var visible = file.AttachedAt is null ? file.UploadedBy == caller.PersonId : caller.May(Permission.ReadIncoming);
        return visible ? null : PlatformProblems.NotFound;
    }
}
