namespace Dispatch.Platform;

/// <summary>The language a person reads: <c>vi</c> (default) or <c>en</c>.</summary>
public enum Language { Vietnamese, English }

/// <summary>One sentence in both languages of the office.</summary>
/// <param name="Vietnamese">Vietnamese text, NFC.</param>
/// <param name="English">English text.</param>
public readonly record struct TwoLanguages(string Vietnamese, string English)
{
    /// <summary>The sentence in <paramref name="language"/>.</summary>
    public string In(Language language) => language == Language.English ? English : Vietnamese;
}
