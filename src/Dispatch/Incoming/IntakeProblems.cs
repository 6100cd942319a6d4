using Dispatch.Files;
using Dispatch.Platform;
using Microsoft.AspNetCore.Http;

namespace Dispatch.Incoming;

/// <summary>Why a file of the scan station's folder is not taken, for good; anything else that goes wrong passes, and the file waits.</summary>
internal static class IntakeProblems
{
    public static readonly Problem Link = new("intake-link", StatusCodes.Status422UnprocessableEntity,
        new("Là liên kết tới nơi khác, không phải tệp", "It is a link to somewhere else, not a file"));

    /// <summary>The file was taken by another sweep.</summary>
    public static readonly Problem TakenAlready = new("intake-taken-already", StatusCodes.Status409Conflict,
        new("Tệp này đã nhận", "This file was taken already"));

    private static readonly Dictionary<string, Problem> ForGood = new[]
    {
        Link, FileProblems.Broken, FileProblems.Empty, FileProblems.NameInvalid, FileProblems.TooLarge, FileProblems.TypeRefused, FileProblems.ZipBomb,
        FileProblems.ZipUnsafe,
    }.ToDictionary(problem => problem.Slug);

    /// <summary>True for what will not be different the next time.</summary>
    public static bool IsForGood(Problem problem) => ForGood.ContainsKey(problem.Slug);

    /// <summary>The words of a kept problem's name.</summary>
    public static TwoLanguages TitleOf(string slug) => ForGood.TryGetValue(slug, out var problem) ? problem.Title : new(slug, slug);
}
