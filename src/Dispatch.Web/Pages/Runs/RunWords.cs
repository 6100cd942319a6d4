using System.Globalization;
using Dispatch.Runs;
using Dispatch.Web.Desk;

namespace Dispatch.Web.Pages.Runs;

/// <summary>A run's numbers in words: <c>620/12 400</c>, how fast, how long yet.</summary>
public static class RunWords
{
    // A narrow space between thousands reads the same in both languages.
    private static readonly NumberFormatInfo Grouped = new() { NumberGroupSeparator = "\u202f", NumberDecimalDigits = 0 };

    public static string Number(long number) => number.ToString("N0", Grouped);

    public static string Items(Texts texts, RunView run)
    {
        ArgumentNullException.ThrowIfNull(texts);
        ArgumentNullException.ThrowIfNull(run);
        return run.Total is { } total ? texts["run.of", Number(run.Processed), Number(total)] : Number(run.Processed);
    }

    /// <summary>Items a second since the first batch; null before there is something to measure.</summary>
    public static double? Rate(RunView run) =>
        run is { StartedAt: { } from, WorkedAt: { } to, Processed: > 0 } && to > from ? run.Processed / (to - from).TotalSeconds : null;

    /// <summary>How long yet at this pace; null when it cannot be said.</summary>
    public static string? Left(Texts texts, RunView run)
    {
        ArgumentNullException.ThrowIfNull(texts);
        if (run.EndedAt is not null || run.Total is not { } total || Rate(run) is not { } rate || total <= run.Processed)
            return null;
        var seconds = (total - run.Processed) / rate;
        return seconds < 90 ? texts["run.left.seconds", Number((long)Math.Ceiling(seconds))] : texts["run.left.minutes", Number((long)Math.Ceiling(seconds / 60))];
    }
}
