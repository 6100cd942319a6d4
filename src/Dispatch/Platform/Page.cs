using System.Buffers.Text;
using System.Text;
using System.Text.Json;

namespace Dispatch.Platform;

/// <summary>One page of a list (keyset paging: stable while others write).</summary>
/// <param name="Items">The items, at most the asked limit.</param>
/// <param name="NextCursor">Where to go on; null at the end.</param>
/// <param name="Count">The total, only when asked for with <c>?count=true</c>.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, string? NextCursor, long? Count = null);

/// <summary>How much of a list, and from where.</summary>
/// <param name="Limit">1 to 200.</param>
/// <param name="Cursor">The cursor of the page before; null for the first page.</param>
public sealed record Paging(int Limit = Paging.DefaultLimit, string? Cursor = null)
{
    public const int DefaultLimit = 50;
    public const int MaxLimit = 200;
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
