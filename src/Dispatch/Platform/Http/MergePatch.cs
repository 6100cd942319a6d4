using System.Text.Json;
using System.Text.Json.Nodes;

namespace Dispatch.Platform.Http;

/// <summary>JSON Merge Patch (RFC 7396): a member replaces, null takes away, an object is merged.</summary>
public static class MergePatch
{
    /// <summary><paramref name="target"/> after <paramref name="patch"/>, read back as <typeparamref name="T"/>.</summary>
    /// <exception cref="JsonException">The patch names an unknown member or has a value that does not fit; mapped to 400 and 422 like any body.</exception>
    public static T Apply<T>(T target, JsonElement patch, JsonSerializerOptions json)
    {
        if (patch.ValueKind != JsonValueKind.Object)
            throw new ProblemException(PlatformProblems.MalformedRequest.Saying("Thân yêu cầu phải là một đối tượng JSON", "The body must be a JSON object"));
        var merged = Merge(JsonSerializer.SerializeToNode(target, json), JsonObject.Create(patch));
        return merged.Deserialize<T>(json)!;
    }

    private static JsonNode? Merge(JsonNode? target, JsonNode? patch)
    {
        if (patch is not JsonObject changes)
            return patch?.DeepClone();
        var result = target as JsonObject ?? [];
        foreach (var (name, value) in changes)
        {
            if (value is null)
                result.Remove(name);
            else
                result[name] = Merge(result[name]?.DeepClone(), value);
        }
        return result;
    }
}
