using Dispatch.Platform;

namespace Dispatch.Host;

/// <summary>A problem as the command line says it.</summary>
internal static class ProblemLine
{
    public static string InOneLine(this Problem problem) =>
        problem.Detail is { } detail ? $"{problem.Title.Vietnamese}: {detail.Vietnamese}" : problem.Title.Vietnamese + ".";
}
