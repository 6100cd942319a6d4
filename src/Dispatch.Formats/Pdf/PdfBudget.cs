using System.Diagnostics;

namespace Dispatch.Formats.Pdf;

/// <summary>Counts the work done for one file, and stops it.</summary>
internal sealed class PdfBudget(PdfLimits limits, CancellationToken ct)
{
    private readonly long started = Stopwatch.GetTimestamp();
    private long values;

    public PdfLimits Limits => limits;

    public void Value()
    {
        if (++values > limits.Values)
            throw PdfBrokenException.OfBudget("too many values");
        if ((values & 0x3FF) == 0)
            Time();
    }

    public void Time()
    {
        ct.ThrowIfCancellationRequested();
        if (Stopwatch.GetElapsedTime(started) > limits.Time)
            throw PdfBrokenException.OfBudget("too slow");
    }
}

/// <summary>The file breaks a rule that leaves nothing to read, or a limit.</summary>
internal sealed class PdfBrokenException : Exception
{
    public PdfBrokenException(string message) : base(message) { }

    /// <summary>True when a limit was met: then no repair is tried.</summary>
    public bool OverBudget { get; private init; }

    public static PdfBrokenException OfBudget(string message) => new(message) { OverBudget = true };
}
