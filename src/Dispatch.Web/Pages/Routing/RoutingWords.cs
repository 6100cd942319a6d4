using System.Globalization;
using Dispatch.Platform;
using Dispatch.Routing;
using Dispatch.Web.Desk;

namespace Dispatch.Web.Pages.Routing;

/// <summary>Words for lines and their roles.</summary>
internal static class RoutingWords
{
    /// <summary>"lead:KGVX; support:KTTH" as people say it.</summary>
    public static string Lines(Texts texts, string? lines) => lines is null ? "" : "(" + string.Join("; ", lines.Split("; ").Select(line => line.Split(':', 2) is [var role, var name]
        ? $"{texts["roleOf." + role]} {name}" : line)) + ")";

    /// <summary>CT Phòng KGVX, 14/10/2026.</summary>
    public static string Line(Texts texts, AssignmentView line) =>
        $"{texts["roleOf." + EnumText.Of(line.Role)]} {line.UnitName ?? line.PersonName}{(line.DueOn is { } due ? ", " + due.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture) : "")}";

    /// <summary>The badge of a line's state.</summary>
    public static string Colour(AssignmentState state) => state switch
    {
        AssignmentState.Pending or AssignmentState.ReturnProposed => "amber",
        AssignmentState.Active => "blue",
        AssignmentState.Done => "green",
        AssignmentState.Withdrawn => "struck",
        _ => "",
    };

    /// <summary>A sentence for roles that were tapped without words: the leader's own words, in the office's language whoever taps.</summary>
    public static string Sentence(IReadOnlyList<(AssignmentRole Role, string Name)> picked)
    {
        string Names(AssignmentRole role) => string.Join(", ", picked.Where(one => one.Role == role).Select(one => one.Name));
        var (lead, support) = (Names(AssignmentRole.Lead), Names(AssignmentRole.Support));
        return lead.Length == 0 ? "" : support.Length == 0 ? FormWords.Of("direction.made", lead) : FormWords.Of("direction.madeWith", lead, support);
    }
}
