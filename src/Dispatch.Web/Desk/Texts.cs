using System.Globalization;
using System.Text.Json;
using Dispatch.Platform;
using Dispatch.Platform.Http;
using Microsoft.AspNetCore.Http;

namespace Dispatch.Web.Desk;

/// <summary>
/// Every word on the desk, in the language of the request. The words stand in <c>Texts/vi.json</c> and <c>Texts/en.json</c>, one line each,
/// so that a translator needs no program; a missing key is a bug and throws.
/// </summary>
public sealed class Texts
{
    private static readonly JsonSerializerOptions OneTextAKey = new() { AllowDuplicateProperties = false };
    private static readonly Dictionary<string, string> Vietnamese = Read("vi");
    private static readonly Dictionary<string, string> English = Read("en");

    private readonly Dictionary<string, string> words;

    public Texts(Language language)
    {
        Language = language;
        words = language == Language.English ? English : Vietnamese;
    }

    public Language Language { get; }

    /// <summary>The language as HTML's <c>lang</c> wants it.</summary>
    public string Tag => Language == Language.English ? "en" : "vi";

    public string this[string key] => words[key];

    /// <summary>The text of <paramref name="key"/> with its <c>{0}</c>, <c>{1}</c> filled.</summary>
    public string this[string key, params object[] values] => string.Format(CultureInfo.InvariantCulture, words[key], values);

    /// <summary>The text of <paramref name="key"/>; null where there is none.</summary>
    public string? Find(string key) => words.GetValueOrDefault(key);

    /// <summary>A sentence that comes in both languages.</summary>
    public string this[TwoLanguages text] => text.In(Language);

    /// <summary>The text of <paramref name="key"/> in both languages, for errors that a page itself finds.</summary>
    public static TwoLanguages Both(string key) => new(Vietnamese[key], English[key]);

    /// <summary>A field of the wire as people call it; the name itself for one that no page shows.</summary>
    public string FieldName(string field) => words.GetValueOrDefault("history.field." + field, field);

    /// <summary>An act of the journal in words; its name for one that has none yet: a history must never fail to open.</summary>
    public string Act(string action) => words.GetValueOrDefault("history." + action, action);

    /// <summary>The text of <paramref name="key"/>; <paramref name="otherwise"/> for a value that has none yet.</summary>
    public string Or(string key, string otherwise) => words.GetValueOrDefault(key, otherwise);

    /// <summary>A job of the schedule in words; its name for one that has none yet.</summary>
    public string Job(string name) => words.GetValueOrDefault("job." + name, name);

    /// <summary>What a job does, in a line; nothing for one that has no words yet.</summary>
    public string JobDoes(string name) => words.GetValueOrDefault($"job.{name}.does", "");

    /// <summary>What was just done, in words; null for what no page does.</summary>
    public string? Done(string what) => words.GetValueOrDefault("done." + what);

    public static Texts Of(HttpContext http) => new(RequestLanguage.Of(http));

    internal static Dictionary<string, string> Read(string language)
    {
        using var stream = typeof(Texts).Assembly.GetManifestResourceStream($"texts/{language}.json")!;
        return JsonSerializer.Deserialize<Dictionary<string, string>>(stream, OneTextAKey)!;
    }
}
