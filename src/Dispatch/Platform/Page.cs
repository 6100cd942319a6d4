using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Dispatch.Platform.Http;
using Microsoft.AspNetCore.Http;

namespace Dispatch.Platform;

/// <summary>One page of a list (keyset paging: stable while others write).</summary>
/// <param name="Items">The items, at most the asked limit.</param>
/// <param name="NextCursor">Where to go on; null at the end.</param>
/// <param name="Count">The total, only when asked for with <c>?count=true</c>.</param>
public sealed record Page<T>(
    IReadOnlyList<T> Items,
    string? NextCursor,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] long? Count = null)
{
    /// <summary>The same page of other items.</summary>
    public Page<TOther> Select<TOther>(Func<T, TOther> map) => new([.. Items.Select(map)], NextCursor, Count);
}

/// <summary>Makes pages of rows read with one row more than asked.</summary>
public static class Page
{
    /// <summary>Cuts <paramref name="rows"/> (read with <c>limit + 1</c>) to the limit; the cursor is the key of the last row kept.</summary>
    public static Page<T> Of<T, TKey>(List<T> rows, Paging paging, Func<T, TKey> key, long? count = null)
    {
        var more = rows.Count > paging.Limit;
        if (more)
            rows.RemoveRange(paging.Limit, rows.Count - paging.Limit);
        return new(rows, more ? Cursor.Write(key(rows[^1])) : null, count);
    }
}

/// <summary>How much of a list, and from where.</summary>
/// <param name="Limit">1 to 200.</param>
/// <param name="Cursor">The cursor of the page before; null for the first page.</param>
/// <param name="Count">True to count the whole list too.</param>
public sealed record Paging(int Limit = Paging.DefaultLimit, string? Cursor = null, bool Count = false)
{
    public const int DefaultLimit = 50;
    public const int MaxLimit = 200;

    /// <summary>Binds <c>?limit=&amp;cursor=&amp;count=</c>; a limit outside 1–200 is 422, not a number 400.</summary>
    public static ValueTask<Paging> BindAsync(HttpContext http)
    {
        var query = http.Request.Query;
        var limit = DefaultLimit;
        if (query.TryGetValue("limit", out var asked))
        {
            if (!int.TryParse(asked, NumberStyles.None, CultureInfo.InvariantCulture, out limit))
                throw new ProblemException(PlatformProblems.MalformedRequest with
                {
                    Errors = new Dictionary<string, TwoLanguages[]> { ["limit"] = [new("Phải là số", "Must be a number")] },
                });
            if (limit is < 1 or > MaxLimit)
            {
                var errors = new FieldErrors();
                errors.Add("limit", $"Từ 1 đến {MaxLimit}", $"From 1 to {MaxLimit}");
                throw new ProblemException(errors.ToProblem());
            }
        }
        string? cursor = query["cursor"];
        return ValueTask.FromResult(new Paging(limit, string.IsNullOrEmpty(cursor) ? null : cursor, query["count"] == "true"));
    }
}

/// <summary>Keyset cursors: the sort values of the last row, as opaque URL-safe text.</summary>
public static class Cursor
{
    /// <summary>Writes <paramref name="key"/> (a record of the sort values).</summary>
    public static string Write<TKey>(TKey key) => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(key));

    /// <summary>Reads a cursor; false when it is not one of ours.</summary>
    public static bool TryRead<TKey>(string cursor, out TKey? key)
    {
        key = default;
        try
        {
            key = JsonSerializer.Deserialize<TKey>(Base64Url.DecodeFromChars(cursor));
            return key is not null;
        }
        catch (Exception e) when (e is FormatException or JsonException or DecoderFallbackException)
        {
            return false;
        }
    }
}
