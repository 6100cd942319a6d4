using System.Diagnostics.CodeAnalysis;
using Dispatch.Platform;

namespace Dispatch.People;

// The short lists of one's own sessions and tokens page by id, newest first.
internal static class OwnList
{
    public static bool TryStart(Paging paging, out Id<Session>? before, [NotNullWhen(false)] out Problem? problem)
    {
        (before, problem) = (null, null);
        var errors = new FieldErrors();
        if (paging.Limit is < 1 or > Paging.MaxLimit)
            errors.Add("limit", $"Từ 1 đến {Paging.MaxLimit}", $"1 to {Paging.MaxLimit}");
        if (paging.Cursor is { } cursor)
        {
            if (Cursor.TryRead<Id<Session>>(cursor, out var id) && id != default)
                before = id;
            else
                errors.Add("cursor", "Con trỏ trang không đúng", "Not a cursor of this list");
        }
        problem = errors.None ? null : errors.ToProblem();
        return errors.None;
    }

    public static Page<T> Page<T>(IReadOnlyList<T> rows, Paging paging, Func<T, Id<Session>> id) => rows.Count > paging.Limit
        ? new Page<T>([.. rows.Take(paging.Limit)], Cursor.Write(id(rows[paging.Limit - 1])))
        : new Page<T>(rows, null);
}
