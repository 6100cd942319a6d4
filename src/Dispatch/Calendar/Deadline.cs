namespace Dispatch.Calendar;

/// <summary>A date counted in working days, and how it was counted.</summary>
/// <param name="Date">The last day of the term.</param>
/// <param name="Why">One element per calendar day after the start up to <paramref name="Date"/>; the counted ones are as many as the term.</param>
public sealed record Deadline(DateOnly Date, IReadOnlyList<DayCounted> Why);

/// <summary>One day of a count.</summary>
/// <param name="Date">The day.</param>
/// <param name="Counted">True for a working day.</param>
/// <param name="Reason">Why: a working day, the weekly rest, a holiday by its name.</param>
/// <param name="Source">The document that decided it.</param>
public sealed record DayCounted(DateOnly Date, bool Counted, string Reason, string? Source);
