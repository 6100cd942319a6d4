using Dispatch.Formats.Pdf;

namespace Dispatch.Formats;

/// <summary>Whether a PDF can be opened.</summary>
public enum PdfCondition
{
    /// <summary>A reader can open it, perhaps after repair.</summary>
    Readable,

    /// <summary>It needs a password (or a key) to open.</summary>
    Locked,

    /// <summary>It cannot be opened, or only at a cost no reader should pay.</summary>
    Broken,
}

/// <summary>
/// What is to be known of a received PDF without showing it: its pages, and whether it opens. ISO 32000-1 §7.5 (file structure), §7.6 (encryption).
/// </summary>
/// <remarks>
/// Our own reader, not PdfPig's: PdfPig 0.1.16 ends the whole process with a stack overflow on some malformed files, which no time-out catches.
/// This one never recurses over the file's own references, reads only what leads to the page tree, and stops at limits.
/// </remarks>
/// <param name="Pages">Number of pages; null when locked or broken.</param>
/// <param name="Condition">Whether it opens.</param>
public sealed record PdfFacts(int? Pages, PdfCondition Condition)
{
    private static readonly PdfFacts Broken = new(null, PdfCondition.Broken);
    private static readonly PdfFacts Locked = new(null, PdfCondition.Locked);

    /// <summary>Reads the facts; the stream's position does not matter and is changed.</summary>
    /// <param name="pdf">A seekable stream over the whole file; it is read in small pieces and never held in memory.</param>
    /// <param name="limits">How much work the file may ask for; null for the usual limits.</param>
    /// <param name="ct">Stops the reading.</param>
    /// <returns>Always facts: a file that breaks a rule or a limit is <see cref="PdfCondition.Broken"/>.</returns>
    /// <exception cref="OperationCanceledException"><paramref name="ct"/> was cancelled.</exception>
    /// <exception cref="IOException">The stream itself could not be read.</exception>
    public static PdfFacts Read(Stream pdf, PdfLimits? limits = null, CancellationToken ct = default)
    {
        var budget = new PdfBudget(limits ?? new PdfLimits(), ct);
        try
        {
            var file = new PdfFile(pdf, budget);
            if (!file.HasHeader)
                return Broken;
            if (file.ReadXref() && PagesOf(file) is { } facts)
                return facts;
            file.Rebuild();
            return PagesOf(file) ?? Broken;
        }
        catch (PdfBrokenException)
        {
            return Broken;
        }
    }

    private static PdfFacts? PagesOf(PdfFile file)
    {
        try
        {
            if (file.IsLocked())
                return Locked;
            return file.CountPages() is > 0 and var pages ? new PdfFacts(pages, PdfCondition.Readable) : null;
        }
        catch (PdfBrokenException e) when (!e.OverBudget)
        {
            return null;
        }
    }
}

/// <summary>How much work a PDF may ask for before it counts as broken.</summary>
public sealed record PdfLimits
{
    /// <summary>Longest time; checked while reading.</summary>
    public TimeSpan Time { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Most pages and nodes of the page tree.</summary>
    public int PageNodes { get; init; } = 200_000;

    /// <summary>Most objects in the cross-reference table.</summary>
    public int Objects { get; init; } = 1_000_000;

    /// <summary>Longest unpacked cross-reference or object stream, in bytes.</summary>
    public int StreamBytes { get; init; } = 16 * 1024 * 1024;

    /// <summary>Most values (numbers, names, strings, references) read in all.</summary>
    public long Values { get; init; } = 20_000_000;
}
